using Saddle.Catalog;

namespace Saddle.Games.Kernels;

/// <summary>The rational quadratic kernel: a mixture of Gaussians of all bandwidths, with heavy tails.</summary>
/// <param name="Sigma">The bandwidth.</param>
/// <param name="Alpha">The exponent; large for a Gaussian.</param>
[Entry(
    "rational-quadratic",
    "heavy tails: a mixture of Gaussians of all bandwidths",
    @"K(x,z) = (1 + |x-z|^2 / 2\alpha\sigma^2)^{-\alpha}",
    "Becker et al. (arXiv:2208.09938), the authors' code")]
public sealed record RationalQuadratic(
    [Parameter("the bandwidth", Min = 1e-9, Max = 1e9)] double Sigma = 1,
    [Parameter("the exponent", Min = 1e-3, Max = 1e6)] double Alpha = 1) : Kernel
{
    /// <inheritdoc/>
    public override double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum)
    {
        var scale = 1 / (2 * Alpha * Sigma * Sigma);
        var inside = 1 + (SquaredDistance(x, z) * scale);
        var value = Math.Pow(inside, -Alpha);
        AddRadial(x, z, -weight * Alpha * scale * value / inside, sum);
        return value;
    }
}
