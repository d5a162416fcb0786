using Saddle.Catalog;

namespace Misdeclared;

/// <summary>Mistakes of names that set several settings.</summary>
public static class OfShorthands
{
    [Entry("shorthand-unknown", Texts.Summary, Texts.Equations, Texts.Source)]
    [Shorthand("size", "width", "hight")]
    public sealed record Unknown(
        [Parameter("the width")] double Width = 1,
        [Parameter("the height")] double Height = 1) : Shape;

    [Entry("shorthand-taken", Texts.Summary, Texts.Equations, Texts.Source)]
    [Shorthand("width", "width", "height")]
    public sealed record Taken(
        [Parameter("the width")] double Width = 1,
        [Parameter("the height")] double Height = 1) : Shape;

    [Entry("shorthand-name", Texts.Summary, Texts.Equations, Texts.Source)]
    [Shorthand("Size", "width")]
    public sealed record OddName([Parameter("the width")] double Width = 1) : Shape;

    [Entry("shorthand-empty", Texts.Summary, Texts.Equations, Texts.Source)]
    [Shorthand("size")]
    public sealed record Empty([Parameter("the width")] double Width = 1) : Shape;

    [Entry("shorthand-mixed", Texts.Summary, Texts.Equations, Texts.Source)]
    [Shorthand("size", "width", "count")]
    public sealed record Mixed(
        [Parameter("the width")] double Width = 1,
        [Parameter("how many")] int Count = 1) : Shape;
}
