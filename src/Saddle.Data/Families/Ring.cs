using Saddle.Catalog;

namespace Saddle.Data.Families;

/// <summary>
/// Gaussians evenly spaced on a circle, all distinct: mode k lies at angle 2 pi k / modes, so the circle closes without
/// repeating one.
/// </summary>
/// <param name="Modes">The number of modes.</param>
/// <param name="Radius">The circle's radius.</param>
/// <param name="Sd">The standard deviation of each mode in each coordinate.</param>
[Entry(
    "ring",
    "Gaussians evenly spaced on a circle",
    @"x \sim \frac1K \sum_{k=0}^{K-1} N\big(r (\cos\tfrac{2\pi k}{K}, \sin\tfrac{2\pi k}{K}),\ \sigma^2 I\big)",
    "Metz, Poole, Pfau, Sohl-Dickstein 2017 (arXiv:1611.02163), section 3.1")]
public sealed record Ring(
    [Parameter("the number of modes", Min = 1, Max = 10000)] int Modes = 8,
    [Parameter("the circle's radius", Min = 0, Max = 1e6)] double Radius = 2,
    [Parameter("the standard deviation of each mode in each coordinate", Min = 0, Max = 1e6)]
    double Sd = 0.02) : Mixture
{
    /// <inheritdoc/>
    public override double Sd { get; init; } = Sd;

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Centres =>
        [.. Enumerable.Range(0, Modes).Select(k => Centre(2 * Math.PI * k / Modes))];

    private double[] Centre(double angle) => [Radius * Math.Cos(angle), Radius * Math.Sin(angle)];
}
