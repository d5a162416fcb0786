using Saddle.Catalog;

namespace Misdeclared;

/// <summary>A part of a family: a setting that its entries inherit.</summary>
public abstract record Tinted : Shape
{
    [Parameter("how much of it")]
    public double Tint { get; init; } = 1;
}
