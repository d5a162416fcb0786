using Saddle.Torch;

namespace Saddle.Metrics.Tests;

/// <summary>Definitions written out in loops, with no tensor and no tile: slow, and easy to read.</summary>
internal static class BruteForce
{
    /// <summary>The rows of a matrix.</summary>
    public static double[][] Rows(Tensor matrix) => [.. matrix.ToDoubles().Chunk((int)matrix.Shape[1])];

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>A point's distance to its k-th nearest other point.</summary>
    public static double Radius(double[][] points, int i, int k) =>
        points.Where((_, j) => j != i).Select(other => Distance(points[i], other)).Order().ElementAt(k - 1);

    /// <summary>Every order of the numbers below n.</summary>
    public static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1)
            .SelectMany(order => Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n - 1, .. order[at..]]));

    /// <summary>The entropy of a law, in nats.</summary>
    public static double Entropy(IEnumerable<double> law) => law.Where(p => p > 0).Sum(p => -p * Math.Log(p));

    /// <summary>The Kullback-Leibler divergence of two laws, in nats.</summary>
    public static double Divergence(IEnumerable<double> p, IEnumerable<double> q) =>
        p.Zip(q, (a, b) => a > 0 ? a * Math.Log(a / b) : 0).Sum();

    /// <summary>The probabilities that logits stand for.</summary>
    public static double[] Softmax(double[] logits)
    {
        var powers = logits.Select(value => Math.Exp(value - logits.Max())).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }

    /// <summary>The mean of rows.</summary>
    public static double[] Mean(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Average(row => row[i]))];

    /// <summary>A rotation of d dimensions, the same each time.</summary>
    public static Tensor Rotation(int d) =>
        new Operator("aten::linalg_qr").CallMany(Sides.Normals(d, d, 9), "reduced")[0];
}
