using Saddle.Catalog;

namespace Saddle.Games.Kernels;

/// <summary>The Laplacian kernel, which has a kink where its arguments meet.</summary>
/// <param name="Sigma">The bandwidth.</param>
[Entry(
    "laplacian",
    "the Laplacian kernel: a kink where its arguments meet",
    @"K(x,z) = \exp(-|x-z| / \sigma)",
    "Becker et al. (arXiv:2208.09938), the authors' code")]
public sealed record Laplacian([Parameter("the bandwidth", Min = 1e-9, Max = 1e9)] double Sigma = 1) : Kernel
{
    /// <inheritdoc/>
    public override double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum)
    {
        var distance = Math.Sqrt(SquaredDistance(x, z));
        var value = Math.Exp(-distance / Sigma);
        if (distance > 0)
        {
            AddRadial(x, z, -weight * value / (2 * Sigma * distance), sum);
        }

        return value;
    }
}
