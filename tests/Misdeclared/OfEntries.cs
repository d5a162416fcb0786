using Saddle.Catalog;

namespace Misdeclared;

/// <summary>Mistakes of what stands in [Entry].</summary>
public static class OfEntries
{
    [Entry("Big_Square", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OddName : Shape;

    [Entry("", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoName : Shape;

    [Entry("smith2020/square", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record PaperWhereNoneIs : Shape;

    [Entry("square-holds", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoPaper : Statement;

    [Entry("taken", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record First : Shape;

    [Entry("taken", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Second : Shape;

    [Entry("no-summary", "", Texts.Equations, Texts.Source)]
    public sealed record NoSummary : Shape;

    [Entry("no-equations", Texts.Summary, " ", Texts.Source)]
    public sealed record NoEquations : Shape;

    [Entry("no-source", Texts.Summary, Texts.Equations, null!)]
    public sealed record NoSource : Shape;

    [Entry("several-lines", "what it is\nand what not", Texts.Equations, Texts.Source)]
    public sealed record LongSummary : Shape;
}
