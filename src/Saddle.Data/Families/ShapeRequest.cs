namespace Saddle.Data.Families;

/// <summary>What sentences ask of a drawn shape; null for what none of them says.</summary>
/// <param name="Shape">The class.</param>
/// <param name="Colour">The sixth of the hues.</param>
/// <param name="Place">The quarter of the image.</param>
/// <example><code>ShapeRequest.Of(["it is red"]).Agrees(factors) // whether the shape is red</code></example>
public sealed record ShapeRequest(int? Shape, int? Colour, int? Place)
{
    /// <summary>What sentences ask for: of two that part, what the first says.</summary>
    /// <param name="sentences">Sentences of <see cref="ShapeCaption"/>'s words.</param>
    public static ShapeRequest Of(IEnumerable<string> sentences)
    {
        var words = sentences.SelectMany(Words.Split).ToList();
        var (row, column) = (Said(["top", "bottom"]), Said(["left", "right"]));
        return new(
            Said(ShapeCaption.Shapes),
            Said(ShapeCaption.Colours),
            row is null || column is null ? null : (2 * row) + column);

        int? Said(IReadOnlyList<string> names) => words
            .Select(word => names.ToList().IndexOf(word))
            .Where(index => index >= 0)
            .Select(index => (int?)index)
            .FirstOrDefault();
    }

    /// <summary>Which of shape, colour and place are as asked; null for what is not asked.</summary>
    /// <param name="seen">What was seen; null for no shape, which is as asked in nothing.</param>
    public (bool? Shape, bool? Colour, bool? Place) Compare(ShapeFactors? seen)
    {
        var shown = seen is null ? null : ShapeCaption.Of(seen);
        return (Same(Shape, shown?.Shape), Same(Colour, shown?.Colour), Same(Place, shown?.Place));

        static bool? Same(int? asked, int? found) => asked is null ? null : asked == found;
    }

    /// <summary>Whether all that is asked is so.</summary>
    /// <param name="seen">What was seen; null for no shape.</param>
    public bool Agrees(ShapeFactors? seen)
    {
        var (shape, colour, place) = Compare(seen);
        return seen is not null && shape != false && colour != false && place != false;
    }
}
