using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>A share of successes with its 95 % Wilson score interval.</summary>
/// <param name="Successes">How many succeeded.</param>
/// <param name="Trials">Out of how many; at least 1.</param>
/// <remarks>Wilson 1927, "Probable inference, the law of succession, and statistical inference".</remarks>
public sealed record Proportion(long Successes, long Trials)
{
    private const double Z = Normal.Quantile975;

    /// <summary>The share.</summary>
    public double Rate => (double)Successes / Trials;

    /// <summary>The lower end of the interval.</summary>
    public double Low => Successes == 0 ? 0 : Centre - Half;

    /// <summary>The upper end of the interval.</summary>
    public double High => Successes == Trials ? 1 : Centre + Half;

    private double Shrink => 1 + (Z * Z / Trials);

    private double Centre => (Rate + (Z * Z / (2.0 * Trials))) / Shrink;

    private double Half => Z * Math.Sqrt((Rate * (1 - Rate) / Trials) + (Z * Z / (4.0 * Trials * Trials))) / Shrink;
}
