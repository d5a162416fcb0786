using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Topological precision and recall: shares of samples in the other side's support, where a support is where the
/// density, by a kernel, stands out of its own bootstrap's confidence band; what does not is left out as noise.
/// </summary>
/// <param name="Alpha">The share of bootstraps whose density may leave the band.</param>
/// <remarks>
/// As the authors' code, to its draws: features of more than 32 dimensions are projected to 32 by a fixed matrix
/// (PyTorch's <c>xavier_normal_</c> of seed 99) and the bootstrap's seed is 42; of fewer, it is the seed of the
/// measurement, as NumPy takes it. Features are taken in single precision. Below four dimensions the authors choose a
/// width by persistent homology on a grid, which is not done here.
/// </remarks>
/// <example><code>new TopologicalPrecisionRecall(Alpha: 0.1).Measure(a, b, new())["fidelity"]</code></example>
[Entry(
    "top-precision-recall",
    "topological precision and recall: samples in the other side's support, noise left out",
    @"\frac{\sum_j 1[\hat p(y_j) > c_p]\, 1[\hat q(y_j) > c_q]}{\sum_j 1[\hat q(y_j) > c_q]}",
    "Kim, Jang, Kim, Yoo 2023, TopP&R (arXiv:2306.08013)")]
public sealed record TopologicalPrecisionRecall(
    [Parameter("the share of bootstraps whose density may leave the band", Min = 1e-6, Max = 1)] double Alpha = 0.1)
    : Metric
{
    private const int Projected = 32;
    private const int Least = 4;
    private const int Repeats = 10;
    private const uint ProjectedSeed = 42;
    private const ulong ProjectionSeed = 99;

    private static readonly Operator NormalOperator = new("aten::normal_");

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("fidelity", FigureAim.Fidelity), ("diversity", FigureAim.Diversity)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated, 1);
        var width = a.Shape[1];
        var neighbour = 5 * (int)Math.Min(width, Projected);
        Check(reference, generated, width, neighbour);
        using var scope = new TensorScope();
        var (x, y) = Prepared(a, b, width);
        var random = new MersenneTwister(width > Projected ? ProjectedSeed : (uint)how.Seed);
        var (real, made) = (new CosineDensity(x, Wide(x, neighbour)), new CosineDensity(y, Wide(y, neighbour)));
        var (ofReal, band) = Band(real, x, random);
        how.Done(0.4);
        var (ofMade, otherBand) = Band(made, y, random);
        how.Done(0.8);
        var fidelity = Share(ofMade, otherBand, real.At(y), band);
        var diversity = Share(ofReal, band, made.At(x), otherBand);
        how.Done(1);
        var harmonic = fidelity > 1e-4 && diversity > 1e-4 ? 2 / ((1 / fidelity) + (1 / diversity)) : 0;
        return new(
            new MetricFigure("fidelity", fidelity),
            new MetricFigure("diversity", diversity),
            new MetricFigure("Top_F1", harmonic));
    }

    private static void Check(Side reference, Side generated, long width, int neighbour)
    {
        if (width < Least)
        {
            throw new SettingsException(
                $"top-precision-recall: features of {width} dimensions; expected at least {Least}, since for fewer "
                + "its width is chosen by persistent homology, which is not there");
        }

        foreach (var side in new[] { reference, generated })
        {
            side.RequireFeatures(neighbour + 1L);
        }
    }

    private static double Wide(Tensor sample, int neighbour) =>
        Math.Max(1e-150, CosineDensity.Width(sample, neighbour));

    private static (Tensor X, Tensor Y) Prepared(Tensor a, Tensor b, long width)
    {
        var (x, y) = (a.Cast(DType.Float32), b.Cast(DType.Float32));
        if (width <= Projected)
        {
            return (x, y);
        }

        var projection = Tensor.Zeros([Projected, width]);
        using (DrawnNumbers.From(ProjectionSeed))
        {
            projection = NormalOperator.Call(projection, 0.0, Math.Sqrt(2.0 / (width + Projected)), Argument.None);
        }

        return (x.MatMul(projection.Transpose()), y.MatMul(projection.Transpose()));
    }

    /// <summary>The density at the sample itself, and how high its confidence band reaches.</summary>
    private (double[] Density, double Band) Band(CosineDensity density, Tensor sample, MersenneTwister random)
    {
        var n = sample.Shape[0];
        var counts = new double[n * (Repeats + 1)];
        for (var column = 0; column <= Repeats; column++)
        {
            // The first is the sample itself.
            foreach (var row in column == 0 ? Enumerable.Range(0, (int)n).Select(i => (long)i) : random.Draw(n, n))
            {
                counts[(row * (Repeats + 1)) + column]++;
            }
        }

        var all = density.Weighted(sample, Tensor.From<double>(counts, [n, Repeats + 1]));
        var gaps = all[1..].Select(other => all[0].Zip(other, (p, q) => Math.Abs(p - q)).Max()).Order().ToArray();
        return (all[0], Quantiles.At(gaps, 1 - Alpha));
    }

    // Of those in their own side's support, how many are in the other's. NaN where none is.
    private static double Share(double[] own, double band, double[] other, double otherBand) =>
        own.Where((density, i) => density > band && other[i] > otherBand).Count()
            / (double)own.Count(density => density > band);
}
