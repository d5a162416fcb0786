using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The unbiased squared discrepancy of two samples by a kernel, and the variance of such an estimate: sums over pairs,
/// tile by tile.
/// </summary>
/// <remarks>
/// The estimate is a U-statistic of both samples. Its variance is 4 s1/n + 4 s2/m, of how the samples' own parts vary,
/// and 2 z11/(n(n-1)) + 2 z22/(m(m-1)) + 4 z12/(nm), of kernels about both their means, which is all that is left where
/// the laws are equal (Serfling 1980, Approximation Theorems, section 5.2.1; Sutherland et al. 2017, arXiv:1611.04488,
/// section 2). Each is estimated without bias and the first two held above 0, so that samples may overlap with nothing.
/// </remarks>
internal sealed class KernelSums
{
    private const long Tile = 2048;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _acrossX;
    private readonly double[] _acrossY;
    private readonly double _squaresX;
    private readonly double _squaresY;
    private readonly double _squaresAcross;

    /// <summary>Sums.</summary>
    /// <param name="x">[n, d], n at least 2.</param>
    /// <param name="y">[m, d], m at least 2.</param>
    /// <param name="kernel">The kernel's values of the rows of two matrices, as doubles.</param>
    /// <param name="tileDone">Is told that a tile is done.</param>
    public KernelSums(Tensor x, Tensor y, Func<Tensor, Tensor, Tensor> kernel, Action? tileDone = null)
    {
        var (n, m) = (x.Shape[0], y.Shape[0]);
        (_x, _y, _acrossX, _acrossY) = (new double[n], new double[m], new double[n], new double[m]);
        double Sum(Tensor a, Tensor b, double[] rows, double[]? columns)
        {
            var squares = 0.0;
            for (var i = 0L; i < a.Shape[0]; i += Tile)
            {
                for (var j = 0L; j < b.Shape[0]; j += Tile)
                {
                    using var scope = new TensorScope();
                    var values = kernel(Part(a, i), Part(b, j));
                    if (columns is null && i == j)
                    {
                        Algebra.Fill(Algebra.Diagonal(values), 0); // pairs of different samples only
                    }

                    Add(rows, i, values.Sum([1]));
                    Add(columns ?? [], j, values.Sum([0]));
                    squares += values.Square().Sum().Item();
                    tileDone?.Invoke();
                }
            }

            return squares;
        }

        _squaresX = Sum(x, x, _x, null);
        _squaresY = Sum(y, y, _y, null);
        _squaresAcross = Sum(x, y, _acrossX, _acrossY);
    }

    private double N => _x.Length;

    private double M => _y.Length;

    /// <summary>The squared discrepancy.</summary>
    public double Discrepancy =>
        (_x.Sum() / (N * (N - 1))) + (_y.Sum() / (M * (M - 1))) - (2 * _acrossX.Sum() / (N * M));

    /// <summary>How many tiles are summed.</summary>
    /// <param name="n">The rows of one side.</param>
    /// <param name="m">And of the other.</param>
    public static long Tiles(long n, long m) => (Count(n) * Count(n)) + (Count(m) * Count(m)) + (Count(n) * Count(m));

    /// <summary>
    /// The variance of the unbiased discrepancy of so many samples of the same laws, in two parts that add up: of how
    /// the samples' own parts vary, which goes to 0 with the laws' distance and in proportion to it, and of pairs,
    /// which stays. NaN where there are fewer than four of a side here.
    /// </summary>
    /// <param name="n">How many of one side.</param>
    /// <param name="m">How many of the other.</param>
    public (double Own, double Pairs) Variance(double n, double m)
    {
        if (Math.Min(N, M) < 4)
        {
            return (double.NaN, double.NaN);
        }

        var (zx, zy, across) = (Within(_x, _squaresX), Within(_y, _squaresY), Across());
        var own = Own(_x, _acrossX, M) - (zx / (N - 1)) - (across / M);
        var other = Own(_y, _acrossY, N) - (zy / (M - 1)) - (across / N);
        return (
            (4 * Math.Max(0, own) / n) + (4 * Math.Max(0, other) / m),
            (2 * zx / (n * (n - 1))) + (2 * zy / (m * (m - 1))) + (4 * across / (n * m)));
    }

    /// <summary>The third central moment of the same: samples with long tails lie below the truth more often.</summary>
    /// <param name="n">How many of one side.</param>
    /// <param name="m">How many of the other.</param>
    public double ThirdMoment(double n, double m)
    {
        static double Third(double[] added)
        {
            var mean = added.Average();
            return added.Average(value => Math.Pow(value - mean, 3));
        }

        return (8 * Third(Added(_x, _acrossX, M)) / (n * n)) + (8 * Third(Added(_y, _acrossY, N)) / (m * m));
    }

    // What each sample of a side adds.
    private static double[] Added(double[] within, double[] across, double others) =>
        [.. within.Zip(across, (w, c) => (w / (within.Length - 1)) - (c / others))];

    private static double Own(double[] within, double[] across, double others) =>
        Math.Pow(Spread.Of(Added(within, across, others), ddof: 1).Deviation, 2);

    // The mean square of the kernel about both its means, without bias: Székely and Rizzo 2014, proposition 1.
    private static double Within(double[] sums, double squares)
    {
        double n = sums.Length, all = sums.Sum();
        var centred = squares - (2 * sums.Sum(sum => sum * sum) / (n - 2)) + (all * all / ((n - 1) * (n - 2)));
        return Math.Max(0, centred / (n * (n - 3)));
    }

    private double Across()
    {
        var all = _acrossX.Sum();
        var centred = _squaresAcross - (_acrossX.Sum(sum => sum * sum) / M) - (_acrossY.Sum(sum => sum * sum) / N)
            + (all * all / (N * M));
        return Math.Max(0, centred / ((N - 1) * (M - 1)));
    }

    private static long Count(long rows) => (rows + Tile - 1) / Tile;

    private static Tensor Part(Tensor rows, long start) => rows.Rows(start, Math.Min(Tile, rows.Shape[0] - start));

    private static void Add(double[] sums, long start, Tensor more)
    {
        var numbers = more.ToDoubles();
        for (var i = 0; i < numbers.Length && start + i < sums.Length; i++)
        {
            sums[start + i] += numbers[i];
        }
    }
}
