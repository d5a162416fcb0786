namespace Saddle.Data.Families;

/// <summary>
/// What three short sentences say of a drawn shape: which it is, its colour, and where it lies. All else is left free.
/// </summary>
/// <param name="Shape">The class: disc, square, triangle or cross.</param>
/// <param name="Colour">The sixth of the hues: red, yellow, green, cyan, blue or magenta, each around its own.</param>
/// <param name="Place">The quarter of the image that the centre lies in: top left, top right, bottom left or right.
/// </param>
/// <example><code>ShapeCaption.Of(factors).Sentences // there is a square. | it is red. | it lies at the top left.
/// </code></example>
public sealed record ShapeCaption(int Shape, int Colour, int Place)
{
    /// <summary>The shapes.</summary>
    public static IReadOnlyList<string> Shapes { get; } = ["disc", "square", "triangle", "cross"];

    /// <summary>The colours, in the order of the hues.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["red", "yellow", "green", "cyan", "blue", "magenta"];

    /// <summary>The places.</summary>
    public static IReadOnlyList<string> Places { get; } = ["top left", "top right", "bottom left", "bottom right"];

    /// <summary>The three sentences.</summary>
    public IReadOnlyList<string> Sentences =>
        [$"there is a {Shapes[Shape]}.", $"it is {Colours[Colour]}.", $"it lies at the {Places[Place]}."];

    /// <summary>What is said of a shape.</summary>
    /// <param name="factors">The shape, of a colour image.</param>
    public static ShapeCaption Of(ShapeFactors factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        var colour = (int)Math.Floor((factors.Hue * Colours.Count) + 0.5) % Colours.Count;
        return new(factors.Shape, colour, (factors.Y < 0.5 ? 0 : 2) + (factors.X < 0.5 ? 0 : 1));
    }
}
