using Saddle.Catalog;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The kernel distance: the squared maximum mean discrepancy, without bias, averaged over random subsets.
/// </summary>
/// <param name="Subsets">How many subsets.</param>
/// <param name="SubsetSize">
/// The samples of each, without replacement; 0 for 1,000, or as many as the smaller side has where that is less; the
/// greatest number, written all, for one estimate on all samples of both sides.
/// </param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Degree">The polynomial kernel's degree.</param>
/// <param name="Gamma">
/// The polynomial kernel's factor of the inner product; 0 for one by the number of dimensions.
/// </param>
/// <param name="Coefficient">What the polynomial kernel adds to it.</param>
/// <param name="Sigma">The width of the Gaussian kernel.</param>
/// <remarks>
/// The standard error is that of an estimate from both sides' samples, by <see cref="KernelSums"/>, and of which
/// subsets were drawn: subsets overlap, so that their own spread says little of the first.
/// </remarks>
[Entry(
    "kid",
    "kernel inception distance: unbiased squared maximum mean discrepancy over random subsets",
    @"\frac{1}{m(m-1)}\sum_{i \neq j} [k(x_i,x_j) + k(y_i,y_j)] - \frac{2}{m^2}\sum_{i,j} k(x_i,y_j),\quad "
    + @"k(x,y) = (\gamma x \cdot y + c)^3",
    "Binkowski, Sutherland, Arbel, Gretton 2018 (arXiv:1801.01401), section 4")]
public sealed record KernelDistance(
    [Parameter("how many subsets", Min = 1, Max = 1e6)] int Subsets = 100,
    [Parameter(
        "the samples of each subset, or all; 0 for 1,000, or those of the smaller side",
        Min = 0,
        Max = int.MaxValue,
        MaxWord = "all")]
    int SubsetSize = 0,
    [Parameter("the kernel")] MmdKernel Kernel = MmdKernel.Polynomial,
    [Parameter("the polynomial kernel's degree", Min = 1, Max = 9)] int Degree = 3,
    [Parameter("the polynomial kernel's factor of the inner product; 0 for one by the number of dimensions", Min = 0)]
    double Gamma = 0,
    [Parameter("what the polynomial kernel adds")] double Coefficient = 1,
    [Parameter("the width of the Gaussian kernel", Min = 1e-9)] double Sigma = 10) : Metric, IValidated
{
    private const int Usual = 1000;

    // Of so many the error is known to a few hundredths of itself.
    private const long MostSummed = 3000;

    /// <inheritdoc/>
    public override string NameElsewhere => "kernel distance";

    /// <summary>On all samples at once, so that the draw of subsets does not come into it.</summary>
    public override Metric OnBlock => this with { SubsetSize = int.MaxValue };

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("kid", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated);
        return SubsetSize == int.MaxValue ? OnAll(a, b, how) : OnSubsets(a, b, Size(reference, generated), how);
    }

    /// <inheritdoc/>
    public void Validate()
    {
        if (SubsetSize == 1)
        {
            throw new SettingsException("subset-size is 1; a subset needs at least 2 samples");
        }
    }

    private MetricResult OnAll(Tensor a, Tensor b, MeasuringSettings how)
    {
        var (n, m) = (a.Shape[0], b.Shape[0]);
        using var scope = new TensorScope();
        var sums = new KernelSums(a, b, KernelOf, how.Parts(KernelSums.Tiles(n, m)));
        var (own, pairs) = sums.Variance(n, m);
        var figure = Figure(sums.Discrepancy, own, pairs, sums.ThirdMoment(n, m));
        return new(figure)
        {
            Notes = [.. Below(sums.Discrepancy), .. Undecided(figure)],
        };
    }

    private MetricResult OnSubsets(Tensor a, Tensor b, int size, MeasuringSettings how)
    {
        var values = new double[Subsets];
        for (var i = 0; i < Subsets; i++)
        {
            using var scope = new TensorScope();
            values[i] = Discrepancy(
                Metrics.Subsets.Draw(a, how.Seed, 2L * i, size), Metrics.Subsets.Draw(b, how.Seed, (2L * i) + 1, size));
            how.Done((i + 1.0) / Subsets);
        }

        var (mean, deviation) = Spread.Of(values, ddof: 0);
        var (own, others, third) = Moments(a, b, size, deviation, how);
        var figure = Figure(mean, own, others, third);
        return new(
            figure,
            new MetricFigure("standard_deviation", deviation),
            new MetricFigure("subset_size", size))
        {
            Notes =
            [
                .. size < Usual
                    ? [FormattableString.Invariant($"subsets have {size} samples, where {Usual} are usual")]
                    : (string[])[],
                .. Below(mean),
                .. Undecided(figure),
            ],
        };
    }

    /// <summary>
    /// The variance of the mean over subsets, that of an estimate on all samples, of which the samples' own part is
    /// apart, and of the subsets drawn from them; and the third moment.
    /// </summary>
    private (double Own, double Others, double Third) Moments(
        Tensor a, Tensor b, int size, double deviation, MeasuringSettings how)
    {
        using var scope = new TensorScope();
        Tensor Some(Tensor rows, int number) => rows.Shape[0] <= MostSummed ? rows
            : Metrics.Subsets.Draw(rows, how.Seed, (2L * Subsets) + number, MostSummed);

        var sums = new KernelSums(Some(a, 0), Some(b, 1), KernelOf);
        var (n, m) = Subsets == 1 ? (size, size) : (a.Shape[0], b.Shape[0]);
        var ofSubsets = Subsets == 1 ? 0 : deviation * deviation / (Subsets - 1);
        var (own, pairs) = sums.Variance(n, m);
        return (own, pairs + ofSubsets, sums.ThirdMoment(n, m));
    }

    /// <summary>The figure with its interval.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="own">The part of its variance that is in proportion to the distance.</param>
    /// <param name="others">The rest of it.</param>
    /// <param name="third">Its third central moment.</param>
    private static MetricFigure Figure(double value, double own, double others, double third)
    {
        if (!double.IsFinite(own + others) || !double.IsFinite(third))
        {
            return new("kid", value);
        }

        var error = Math.Sqrt(own + others);
        var figure = MetricFigure.WithError("kid", value, error);
        if (error == 0)
        {
            return figure;
        }

        // The distances at which the estimate would be at most 1.96 errors off, the error being theirs and not that of
        // the estimate (Wilson 1927, "Probable inference"): equal laws have the variance of pairs alone. How it grows
        // with the distance an estimate near 0 does not say, so that the upper end goes up by no more than an error.
        var reach = Normal.Quantile975 * error;
        var growth = value > 0 ? Normal.Quantile975 * Normal.Quantile975 * own / value : 0;
        var (low, high) = (End(growth, -1), End(Math.Min(growth, reach), 1));

        // Where the estimate's law is skewed besides, by Johnson 1978, "Modified t tests", of twice the skewness that
        // shows, since samples with long tails show half of it or less.
        var skewness = Math.Max(0, third) / Math.Pow(error, 3);
        high += 2 * skewness * (1 + (2 * Normal.Quantile975 * Normal.Quantile975)) / 6 * error;
        return figure with { Interval = new(low, high) };

        double End(double q, int side) => value + (q / 2) + (side * Math.Sqrt((reach * reach) + (q * q / 4)));
    }

    private static IEnumerable<string> Below(double value) => value < 0
        ? ["the value is below 0: the estimate has no bias, so it falls to both sides of a distance near 0"]
        : [];

    private static IEnumerable<string> Undecided(MetricFigure figure) => figure.Interval is { Low: <= 0, High: >= 0 }
        ? ["the distance cannot be told from 0, that of equal laws, at so many samples"]
        : [];

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
        var (kernel, n) = (KernelOf(x, x), (double)x.Shape[0]);

        // Left out and not taken off: of outliers the diagonal alone would leave nothing of the rest.
        Algebra.Fill(Algebra.Diagonal(kernel), 0);
        return kernel.Sum().Item() / (n * (n - 1));
    }

    private Tensor KernelOf(Tensor x, Tensor y) => Kernel == MmdKernel.Polynomial
        ? ((x.MatMul(y.Transpose()) * (Gamma > 0 ? Gamma : 1.0 / x.Shape[1])) + Coefficient).Power(Degree)
        : Tensor.Exp(Algebra.SquaredDistances(x, y) * (-0.5 / (Sigma * Sigma)));
}
