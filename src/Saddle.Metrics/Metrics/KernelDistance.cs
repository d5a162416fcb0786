using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The kernel distance: the squared maximum mean discrepancy, without bias, averaged over random subsets.
/// </summary>
/// <param name="Subsets">How many subsets.</param>
/// <param name="SubsetSize">
/// The samples of each, without replacement; 0 for 1,000, or as many as the smaller side has where that is less.
/// </param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Degree">The polynomial kernel's degree.</param>
/// <param name="Gamma">
/// The polynomial kernel's factor of the inner product; 0 for one by the number of dimensions.
/// </param>
/// <param name="Coefficient">What the polynomial kernel adds to it.</param>
/// <param name="Sigma">The width of the Gaussian kernel.</param>
/// <remarks>
/// The standard error is that of the mean over subsets, which overlap where the sides are small: it then is too small.
/// </remarks>
[Entry(
    "kid",
    "kernel inception distance: unbiased squared maximum mean discrepancy over random subsets",
    @"\frac{1}{m(m-1)}\sum_{i \neq j} [k(x_i,x_j) + k(y_i,y_j)] - \frac{2}{m^2}\sum_{i,j} k(x_i,y_j),\quad "
    + @"k(x,y) = (\gamma x \cdot y + c)^3",
    "Binkowski, Sutherland, Arbel, Gretton 2018 (arXiv:1801.01401), section 4")]
public sealed record KernelDistance(
    [Parameter("how many subsets", Min = 1, Max = 1e6)] int Subsets = 100,
    [Parameter("the samples of each subset; 0 for 1,000, or all of the smaller side", Min = 0, Max = 1e6)]
    int SubsetSize = 0,
    [Parameter("the kernel")] MmdKernel Kernel = MmdKernel.Polynomial,
    [Parameter("the polynomial kernel's degree", Min = 1, Max = 9)] int Degree = 3,
    [Parameter("the polynomial kernel's factor of the inner product; 0 for one by the number of dimensions", Min = 0)]
    double Gamma = 0,
    [Parameter("what the polynomial kernel adds")] double Coefficient = 1,
    [Parameter("the width of the Gaussian kernel", Min = 1e-9)] double Sigma = 10) : Metric, IValidated
{
    private const int Usual = 1000;

    /// <inheritdoc/>
    public override string NameElsewhere => "kernel distance";

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated);
        var size = Size(reference, generated);
        var values = new double[Subsets];
        for (var i = 0; i < Subsets; i++)
        {
            using var scope = new TensorScope();
            values[i] = Discrepancy(
                Metrics.Subsets.Draw(a, how.Seed, 2L * i, size), Metrics.Subsets.Draw(b, how.Seed, (2L * i) + 1, size));
            how.Done((i + 1.0) / Subsets);
        }

        var (mean, deviation) = Spread.Of(values, ddof: 0);
        var figure = Subsets > 1
            ? MetricFigure.WithError("kid", mean, deviation / Math.Sqrt(Subsets - 1))
            : new MetricFigure("kid", mean);
        return new(figure, new MetricFigure("standard_deviation", deviation), new MetricFigure("subset_size", size))
        {
            Notes =
            [
                .. size < Usual
                    ? [FormattableString.Invariant($"subsets have {size} samples, where {Usual} are usual")]
                    : (string[])[],
                .. mean < 0
                    ? ["the value is below 0: the estimate has no bias, so it falls to both sides of a distance near 0"]
                    : (string[])[],
            ],
        };
    }

    /// <inheritdoc/>
    public void Validate()
    {
        if (SubsetSize == 1)
        {
            throw new SettingsException("subset-size is 1; a subset needs at least 2 samples");
        }
    }

    private int Size(Side reference, Side generated)
    {
        var smaller = reference.Count < generated.Count ? reference : generated;
        var most = smaller.Count!.Value;
        return SubsetSize <= most
            ? SubsetSize > 0 ? SubsetSize : (int)Math.Min(Usual, most)
            : throw new SettingsException(
                $"kid: subsets of {SubsetSize} samples cannot be drawn from {smaller.Name}, which has {most}; "
                + "expected a subset size of at most that");
    }

    /// <summary>The unbiased squared discrepancy of two samples.</summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    internal double Discrepancy(Tensor a, Tensor b)
    {
        var (x, y) = (a.Cast(DType.Float64), b.Cast(DType.Float64));
        return Within(x) + Within(y) - (2 * KernelOf(x, y).Mean().Item());
    }

    private double Within(Tensor x)
    {
        var kernel = KernelOf(x, x);
        var n = (double)x.Shape[0];
        return (kernel.Sum().Item() - Algebra.Trace(kernel)) / (n * (n - 1));
    }

    private Tensor KernelOf(Tensor x, Tensor y) => Kernel == MmdKernel.Polynomial
        ? ((x.MatMul(y.Transpose()) * (Gamma > 0 ? Gamma : 1.0 / x.Shape[1])) + Coefficient).Power(Degree)
        : Tensor.Exp(Algebra.SquaredDistances(x, y) * (-0.5 / (Sigma * Sigma)));
}
