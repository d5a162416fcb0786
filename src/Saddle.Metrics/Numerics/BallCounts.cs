using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Which samples of two sides lie in the balls around those of the other.</summary>
/// <param name="InBall">How many of the other side's samples lie in the ball around each of the first side.</param>
/// <param name="InOtherBall">How many of the first side's lie in the ball around each of the other.</param>
/// <param name="BallsOver">In how many balls of the other side each sample of the first lies.</param>
/// <param name="BallsOverOther">In how many balls of the first side each of the other lies.</param>
internal sealed record BallCounts(
    double[] InBall, double[] InOtherBall, double[] BallsOver, double[] BallsOverOther)
{
    /// <summary>Counts.</summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    /// <param name="radii">The squared radius of the ball around each row of a.</param>
    /// <param name="otherRadii">And of b; null where those balls are not looked at.</param>
    /// <param name="closed">Whether the border belongs to a ball.</param>
    /// <param name="tileDone">Is told that a tile of distances is done.</param>
    /// <param name="groups">Counts without groups of samples, too; null for no intervals.</param>
    public static BallCounts Of(
        Tensor a, Tensor b, double[] radii, double[]? otherRadii, bool closed, Action? tileDone = null,
        BallGroups? groups = null)
    {
        var (n, m) = (a.Shape[0], b.Shape[0]);
        var counts = new BallCounts(new double[n], new double[m], new double[n], new double[m]);
        bool Lies(double distance, double radius) => closed ? distance <= radius : distance < radius;

        Neighbours.VisitBalls(
            a,
            b,
            new(radii, groups?.Reach ?? radii),
            otherRadii is null ? null : new(otherRadii, groups?.OtherReach ?? otherRadii),
            (i, j, distance) =>
            {
                if (Lies(distance, radii[i]))
                {
                    counts.InBall[i]++;
                    counts.BallsOverOther[j]++;
                }

                if (otherRadii is not null && Lies(distance, otherRadii[j]))
                {
                    counts.BallsOver[i]++;
                    counts.InOtherBall[j]++;
                }

                groups?.Take(i, j, distance);
            },
            tileDone);
        return counts;
    }

    /// <summary>The share of counts above 0.</summary>
    /// <param name="counts">The counts.</param>
    public static double Share(double[] counts) => counts.Count(count => count > 0) / (double)counts.Length;
}
