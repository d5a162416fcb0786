using Saddle.Catalog;

namespace Saddle.Games.Kernels;

/// <summary>The Gaussian kernel, or a weighted sum of several.</summary>
/// <param name="Sigma">The bandwidth; several for a sum.</param>
/// <param name="Weights">The weights in the sum; empty for weights inverse to the bandwidths that sum to 1.</param>
/// <remarks>Becker et al. 2022, arXiv:2208.09938; sums of scales as in its experiments.</remarks>
[Entry(
    "gaussian",
    "the Gaussian kernel, or a sum of several scales",
    @"K(x,z) = \sum_k w_k \exp(-|x-z|^2 / 2\sigma_k^2)",
    "Becker et al. (arXiv:2208.09938)")]
public sealed record Gaussian(
    [Parameter("the bandwidth; several for a sum", Default = "1", Min = 1e-9, Max = 1e9)] double[] Sigma,
    [Parameter("the weights in a sum; empty for weights inverse to the bandwidths", Default = "", Min = 0, Max = 1e6)]
    double[] Weights) : Kernel
{
    /// <inheritdoc/>
    public override double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum)
    {
        var square = SquaredDistance(x, z);
        var (value, slope, total) = (0.0, 0.0, 0.0);
        foreach (var sigma in Sigma)
        {
            total += 1 / sigma;
        }

        for (var k = 0; k < Sigma.Length; k++)
        {
            var scale = 1 / (2 * Sigma[k] * Sigma[k]);
            var term = (Weights.Length > 0 ? Weights[k] : 1 / Sigma[k] / total) * Math.Exp(-square * scale);
            value += term;
            slope -= term * scale;
        }

        AddRadial(x, z, weight * slope, sum);
        return value;
    }
}
