using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The rarity score: the radius of the smallest ball around a real sample that a generated one lies in, averaged over
/// the generated samples that lie in one. The sparser the data where samples are generated, the greater it is.
/// </summary>
/// <param name="K">Which neighbour sets a ball's radius; a sample is not its own neighbour.</param>
/// <remarks>
/// A sample in no ball has no score and is left out; the authors' code gives it 0, which reads as the least rare.
/// Neither a great nor a small value is good by itself.
/// </remarks>
/// <example><code>new Rarity(K: 3).Measure(reference, generated, new())["in_a_ball"]</code></example>
[Entry(
    "rarity",
    "rarity score: the radius of the smallest real ball that a generated sample lies in, on average",
    @"\min_{i : |y - x_i| < \mathrm{NND}_k(x_i)} \mathrm{NND}_k(x_i)",
    "Han, Choi, Choi, Kim, Ha, Choi 2023, Rarity Score (arXiv:2206.08549)")]
public sealed record Rarity(
    [Parameter("which neighbour sets a ball's radius", Min = 1, Max = 1000)] int K = 3) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, 1);
        reference.RequireFeatures(K + 1L);
        var scores = Scores(x, y, how).Where(double.IsFinite).ToArray();
        return new(
            new MetricFigure("rarity", scores.Length > 0 ? scores.Average() : double.NaN),
            new MetricFigure("in_a_ball", scores.Length))
        {
            Notes = scores.Length == y.Shape[0] ? [] : [OutsideNote(y.Shape[0] - scores.Length, y.Shape[0])],
        };
    }

    private static string OutsideNote(long outside, long all) => FormattableString.Invariant(
        $"{outside} of {all} generated samples lie in no ball of the reference's and have no rarity: they are left out")
        + (outside == all ? "; none is left, so there is no mean" : string.Empty);

    // Infinite for a sample in no ball.
    private double[] Scores(Tensor x, Tensor y, MeasuringSettings how)
    {
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(Neighbours.TilesWithin(n) + Neighbours.TilesBetween(n, m));
        var radii = Neighbours.Within(x, K, tileDone).Radii(K);
        var least = new double[m];
        Array.Fill(least, double.PositiveInfinity);
        Neighbours.VisitBalls(x, y, new(radii), null, (i, j, distance) =>
        {
            if (distance < radii[i])
            {
                least[j] = Math.Min(least[j], radii[i]);
            }
        }, tileDone);
        return [.. least.Select(Math.Sqrt)];
    }
}
