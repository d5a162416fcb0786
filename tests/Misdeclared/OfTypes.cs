using Saddle.Catalog;

namespace Misdeclared;

/// <summary>Mistakes of the type itself.</summary>
public static class OfTypes
{
    [Entry("no-family", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoFamily;

    [Entry("abstract", Texts.Summary, Texts.Equations, Texts.Source)]
    public abstract record Abstract : Shape;

    [Entry("not-sealed", Texts.Summary, Texts.Equations, Texts.Source)]
    public record NotSealed : Shape;

    [Entry("not-a-record", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed class NotRecord : Loose;

    [Entry("generic", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Generic<T> : Shape;

    [Entry("no-constructor", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoConstructor : Shape
    {
        private NoConstructor()
        {
        }

        public static NoConstructor Made { get; } = new();
    }

    [Entry("several-constructors", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record SeveralConstructors([Parameter("the side")] double Side = 1) : Shape
    {
        public SeveralConstructors(double width, double height)
            : this(Math.Sqrt(width * height))
        {
        }
    }
}
