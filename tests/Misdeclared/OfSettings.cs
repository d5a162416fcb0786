using Saddle.Catalog;

namespace Misdeclared;

/// <summary>Mistakes of one setting.</summary>
public static class OfSettings
{
    public enum Colour
    {
        Red,
        Green,
    }

    [Entry("no-parameter", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoParameter(double Gamma = 1) : Shape;

    [Entry("on-the-property", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OnProperty([property: Parameter("the strength")] double Gamma = 1) : Shape;

    [Entry("not-public", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NotPublic : Shape
    {
        [Parameter("the strength")]
        internal double Gamma { get; init; } = 1;
    }

    [Entry("static", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Static : Shape
    {
        [Parameter("the strength")]
        public static double Gamma { get; set; } = 1;
    }

    [Entry("long", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Long([Parameter("how many")] long Count = 1) : Shape;

    [Entry("float", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Float([Parameter("the strength")] float Gamma = 1) : Shape;

    [Entry("integers", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Integers([Parameter("how many of each", Default = "1,2")] int[]? Counts = null) : Shape;

    [Entry("nullable", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Nullable([Parameter("how many")] int? Count = 1) : Shape;

    [Entry("no-default", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoDefault([Parameter("the strength")] double Gamma) : Shape;

    [Entry("null-text", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NullText([Parameter("where it lies")] string? File = null) : Shape;

    [Entry("null-list", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NullList : Shape
    {
        [Parameter("where they lie")]
        public double[] Points { get; init; } = null!;
    }

    [Entry("out-of-range", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OutOfRange([Parameter("the share", Min = 0, Max = 1)] double Share = 5) : Shape;

    [Entry("property-out-of-range", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record PropertyOutOfRange : Shape
    {
        [Parameter("the share", Min = 0, Max = 1)]
        public double Share { get; init; } = 5;
    }

    [Entry("unreadable-default", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record Unreadable([Parameter("where they lie", Default = "1,x")] double[]? Points = null) : Shape;

    [Entry("wrong-length", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record WrongLength(
        [Parameter("the ends", Length = 2, Default = "1,2,3")] double[]? Ends = null) : Shape;

    [Entry("no-option", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoOption([Parameter("the colour")] Colour Colour = (Colour)7) : Shape;

    [Entry("useless-without", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record UselessWithout(
        [Parameter("the colour", Without = "Blue")] Colour Colour = Colour.Red) : Shape;

    [Entry("left-out", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record LeftOut(
        [Parameter("the colour", Without = nameof(Colour.Red))] Colour Colour = Colour.Red) : Shape;

    [Entry("two-defaults", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record TwoDefaults([Parameter("the strength", Default = "2")] double Gamma = 1) : Shape;

    [Entry("default-on-property", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record DefaultOnProperty : Shape
    {
        [Parameter("the strength", Default = "2")]
        public double Gamma { get; init; } = 1;
    }

    [Entry("not-kept", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NotKept([Parameter("the strength")] double Gamma = 1) : Shape
    {
        public double Gamma { get; init; } = 2 * Gamma;
    }

    [Entry("min-above-max", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record MinAboveMax([Parameter("the share", Min = 1, Max = 0)] double Share = 1) : Shape;

    [Entry("useless-range", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record UselessRange([Parameter("where it lies", Min = 0)] string File = "") : Shape;

    [Entry("useless-length", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record UselessLength([Parameter("the strength", Length = 2)] double Gamma = 1) : Shape;

    [Entry("useless-path", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record UselessPath([Parameter("the strength", IsPath = true)] double Gamma = 1) : Shape;

    [Entry("negative-length", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NegativeLength(
        [Parameter("where", Length = -1, Default = "")] double[]? Points = null) : Shape;

    [Entry("empty-doc", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record EmptyDoc([Parameter("")] double Gamma = 1) : Shape;

    [Entry("odd-setting", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OddSetting([Parameter("the size")] double Größe = 1) : Shape;

    [Entry("inherited-twice", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record InheritedTwice([Parameter("the tint")] double Tint = 1) : Tinted;

    [Entry("no-property", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NoProperty : Shape
    {
        private readonly double _gamma;

        public NoProperty([Parameter("the strength")] double gamma = 1) => _gamma = gamma;

        public double Twice => 2 * _gamma;
    }

    [Entry("other-property", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record OtherProperty : Shape
    {
        public OtherProperty([Parameter("how many")] double Count = 1) => this.Count = (int)Count;

        public int Count { get; init; }
    }

    [Entry("not-settable", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record NotSettable([Parameter("the strength")] double Gamma = 1) : Shape
    {
        public double Gamma { get; } = Gamma;
    }

    [Entry("property-not-settable", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record PropertyNotSettable : Shape
    {
        [Parameter("the strength")]
        public double Gamma { get; } = 1;
    }

    [Entry("Many Mistakes", "", Texts.Equations, Texts.Source)]
    public sealed record Many(
        double First,
        [Parameter("how many")] long Second = 2,
        [Parameter("", Min = 0)] double Third = -1) : Shape;
}
