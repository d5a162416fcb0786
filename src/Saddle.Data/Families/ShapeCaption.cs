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
    /// <summary>How many captions there are.</summary>
    public const int Count = 4 * 6 * 4;

    /// <summary>How many ways there are to say each sentence.</summary>
    public const int Templates = 3;

    /// <summary>The shapes.</summary>
    public static IReadOnlyList<string> Shapes { get; } = ["disc", "square", "triangle", "cross"];

    /// <summary>The colours, in the order of the hues.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["red", "yellow", "green", "cyan", "blue", "magenta"];

    /// <summary>The places.</summary>
    public static IReadOnlyList<string> Places { get; } = ["top left", "top right", "bottom left", "bottom right"];

    /// <summary>The three sentences.</summary>
    public IReadOnlyList<string> Sentences => Said([0, 0, 0]);

    /// <summary>The caption in a few words: a red square at the top left.</summary>
    public string Phrase => $"a {Colours[Colour]} {Shapes[Shape]} at the {Places[Place]}";

    /// <summary>The caption's number, below <see cref="Count"/>.</summary>
    public int Number => (((Shape * Colours.Count) + Colour) * Places.Count) + Place;

    /// <summary>The caption of a number.</summary>
    /// <param name="number">From 0, below <see cref="Count"/>.</param>
    public static ShapeCaption Numbered(int number) =>
        new(number / (Colours.Count * Places.Count), number / Places.Count % Colours.Count, number % Places.Count);

    /// <summary>The three sentences, each in one of three ways.</summary>
    /// <param name="templates">The way of each: 0, 1 or 2.</param>
    /// <param name="redundant">Whether every sentence names the shape.</param>
    public IReadOnlyList<string> Said(IReadOnlyList<int> templates, bool redundant = false)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var (shape, colour, place) = (Shapes[Shape], Colours[Colour], Places[Place]);
        var it = redundant ? $"the {shape}" : "it";
        string[] shapes = [$"there is a {shape}", $"a {shape} is drawn", $"you can see one {shape}"];
        string[] colours =
        [
            $"{it} is {colour}",
            redundant ? $"the colour of {it} is {colour}" : $"its colour is {colour}",
            $"{it} was painted {colour}",
        ];
        string[] places =
            [$"{it} lies at the {place}", $"{it} fills the {place} corner", $"find {it} at the {place}"];
        return [$"{shapes[templates[0]]}.", $"{colours[templates[1]]}.", $"{places[templates[2]]}."];
    }

    /// <summary>What is said of a shape.</summary>
    /// <param name="factors">The shape, of a colour image.</param>
    public static ShapeCaption Of(ShapeFactors factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        var colour = (int)Math.Floor((factors.Hue * Colours.Count) + 0.5) % Colours.Count;
        return new(factors.Shape, colour, (factors.Y < 0.5 ? 0 : 2) + (factors.X < 0.5 ? 0 : 1));
    }
}
