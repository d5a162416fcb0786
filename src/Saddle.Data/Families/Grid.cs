using Saddle.Catalog;

namespace Saddle.Data.Families;

/// <summary>Gaussians on a square grid around the origin.</summary>
/// <param name="Side">The number of modes along each side.</param>
/// <param name="Spacing">The distance of neighbours.</param>
/// <param name="Sd">The standard deviation of each mode in each coordinate.</param>
[Entry(
    "grid",
    "Gaussians on a square grid",
    @"x \sim \frac1{n^2} \sum_{i,j=0}^{n-1} N\big(d\,(i - \tfrac{n-1}2,\ j - \tfrac{n-1}2),\ \sigma^2 I\big)",
    "Srivastava, Valkov, Russell, Gutmann, Sutton 2017 (VEEGAN, arXiv:1705.07761), section 4.1")]
public sealed record Grid(
    [Parameter("the number of modes along each side", Min = 1, Max = 100)] int Side = 5,
    [Parameter("the distance of neighbours", Min = 0, Max = 1e6)] double Spacing = 2,
    [Parameter("the standard deviation of each mode in each coordinate", Min = 0, Max = 1e6)]
    double Sd = 0.05) : Mixture
{
    /// <inheritdoc/>
    public override double Sd { get; init; } = Sd;

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Centres =>
        [.. Enumerable.Range(0, Side * Side).Select(k => (double[])[Place(k / Side), Place(k % Side)])];

    private double Place(int i) => Spacing * (i - ((Side - 1) / 2.0));
}
