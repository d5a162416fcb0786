namespace Saddle.Games.Kernels;

/// <summary>A kernel seen through a linear map: K(M x, M z), so that distances are those of the metric M'M.</summary>
/// <param name="Inner">The kernel.</param>
/// <param name="Map">The square matrix M, row by row.</param>
internal sealed record Mahalanobis(Kernel Inner, double[] Map) : Kernel
{
    /// <inheritdoc/>
    public override double Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double weight, Span<double> sum)
    {
        var d = x.Length;
        var (mapped, other, gradient) = (new double[d], new double[d], new double[d]);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                mapped[i] += Map[(i * d) + j] * x[j];
                other[i] += Map[(i * d) + j] * z[j];
            }
        }

        var value = Inner.Add(mapped, other, weight, gradient);
        for (var j = 0; j < d; j++)
        {
            for (var i = 0; i < d; i++)
            {
                sum[j] += Map[(i * d) + j] * gradient[i];
            }
        }

        return value;
    }
}
