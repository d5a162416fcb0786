using Saddle.Catalog;

namespace Saddle.Games.Kernels;

/// <summary>A kernel K(x, z) and its derivative by its first argument.</summary>
/// <remarks>To add one: a sealed record in one file, marked with <c>[Entry]</c>.</remarks>
[Family]
public abstract record Kernel
{
    /// <summary>The value and the gradient by the first argument.</summary>
    /// <param name="x">The first point.</param>
    /// <param name="z">The second point, as long.</param>
    /// <param name="weight">The gradient is multiplied by this and added to the sum.</param>
    /// <param name="sum">The sum, as long as a point.</param>
    /// <returns>K(x, z), not multiplied.</returns>
    /// <remarks>
    /// Where the kernel has a kink at x = z (Laplacian, ReLU) the gradient there is taken as that of the smooth part.
    /// </remarks>
    public abstract double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum);

    /// <summary>Adds the gradient of a kernel of the squared distance, whose derivative by that is known.</summary>
    /// <param name="x">The first point.</param>
    /// <param name="z">The second point.</param>
    /// <param name="slope">dK / d(|x - z|^2), times the weight.</param>
    /// <param name="sum">The sum.</param>
    protected static void AddRadial(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double slope, Span<double> sum)
    {
        for (var i = 0; i < x.Length; i++)
        {
            sum[i] += 2 * slope * (x[i] - z[i]);
        }
    }

    /// <summary>|x - z|^2.</summary>
    /// <param name="x">The first point.</param>
    /// <param name="z">The second point.</param>
    protected static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> z)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (x[i] - z[i]) * (x[i] - z[i]);
        }

        return sum;
    }
}
