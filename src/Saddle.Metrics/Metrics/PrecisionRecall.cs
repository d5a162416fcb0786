using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Precision, recall, density and coverage: which samples of one side lie in the balls that reach from each sample of
/// the other to its k-th nearest neighbour on its own side.
/// </summary>
/// <param name="K">Which neighbour sets a ball's radius; a sample is not its own neighbour.</param>
/// <param name="Closed">
/// Whether the border belongs to a ball: no in clovaai's prdc, yes in torch-fidelity and StyleGAN2.
/// </param>
/// <remarks>
/// The two conventions part only where samples coincide: with open balls duplicates of one another lie in no ball of
/// radius 0.
/// </remarks>
[Entry(
    "prdc",
    "precision, recall, density and coverage by balls around nearest neighbours",
    @"B(x_i) = \{y : |y - x_i| < \mathrm{NND}_k(x_i)\}",
    "Kynkaanniemi et al. 2019 (arXiv:1904.06991), section 2; "
    + "Naeem, Oh, Uh, Choi, Yoo 2020 (arXiv:2002.09797), equations 1 to 5")]
public sealed record PrecisionRecall(
    [Parameter("which neighbour sets a ball's radius", Min = 1, Max = 1000)] int K = 5,
    [Parameter("whether the border belongs to a ball")] bool Closed = false) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
    [
        ("precision", FigureAim.Fidelity), ("recall", FigureAim.Diversity),
        ("density", FigureAim.Fidelity), ("coverage", FigureAim.Diversity),
    ];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, K + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesOfBoth(n, m));
        using var scope = new TensorScope();
        int Asked(long count) => how.Intervals ? BallGroups.Asked(K, count) : K;
        var (real, made) = (Neighbours.Within(x, Asked(n), tileDone), Neighbours.Within(y, Asked(m), tileDone));
        var groups = how.Intervals ? BallGroups.Of(real, made, K, Closed, how.Seed) : null;
        var (radii, otherRadii) = (real.Radii(K), made.Radii(K));
        var counts = BallCounts.Of(x, y, radii, otherRadii, Closed, tileDone, groups);
        var result = new MetricResult(
            new MetricFigure("precision", BallCounts.Share(counts.BallsOverOther))
            {
                Interval = groups?.Precision(counts.BallsOverOther),
            },
            new MetricFigure("recall", BallCounts.Share(counts.BallsOver))
            {
                Interval = groups?.Recall(counts.BallsOver),
            },
            new MetricFigure("density", counts.BallsOverOther.Average() / K)
            {
                Interval = groups?.Density(counts.BallsOverOther, K),
            },
            new MetricFigure("coverage", BallCounts.Share(counts.InBall))
            {
                Interval = groups?.Coverage(counts.InBall),
            });
        return result with
        {
            Notes =
            [
                .. SampleWords.OfRecall(
                    result["recall"],
                    result["coverage"],
                    ExpectedCoverage(n, m),
                    !Closed && AreFlat(radii) && AreFlat(otherRadii)),
            ],
        };
    }

    private static bool AreFlat(double[] radii) => radii.Count(radius => radius == 0) > radii.Length / 2;

    /// <summary>
    /// The coverage of samples of one law: the chance that among the nearest of all to a real one, of whom m are
    /// generated, not the first k are real (Naeem et al. 2020, lemma 1).
    /// </summary>
    private double ExpectedCoverage(long n, long m) => 1 - Enumerable.Range(1, K)
        .Aggregate(1.0, (none, i) => none * Math.Max(0, n - i) / (n + m - i));
}
