using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The density of a sample by a kernel that falls as a cosine to the border of a ball, but for the factor that makes it
/// a density: only densities of one sample and one width are compared.
/// </summary>
/// <param name="sample">[n, d].</param>
/// <param name="width">The radius of the ball, above 0.</param>
internal sealed class CosineDensity(Tensor sample, double width)
{
    private const long BlockRows = 2048;

    /// <summary>The density at points.</summary>
    /// <param name="points">[m, d].</param>
    public double[] At(Tensor points) => Weighted(points, Tensor.Full([sample.Shape[0], 1], 1, DType.Float64))[0];

    /// <summary>The densities, at points, of samples that hold each of this one's rows so many times.</summary>
    /// <param name="points">[m, d].</param>
    /// <param name="counts">[n, k]: how many times, for each of k samples.</param>
    /// <returns>For each of the k samples the densities at all points.</returns>
    public double[][] Weighted(Tensor points, Tensor counts)
    {
        using var scope = new TensorScope();
        var (m, k) = (points.Shape[0], (int)counts.Shape[1]);
        var all = Tensor.Zeros([m, k], DType.Float64);
        Neighbours.Visit(points, sample, (i, j, squared) =>
        {
            var (rows, columns) = (squared.Shape[0], squared.Shape[1]);
            var part = all.Narrow(0, i, rows);
            Algebra.CopyInto(part, part + Kernel(squared).MatMul(counts.Narrow(0, j, columns)));
        });
        var values = (all / (double)sample.Shape[0]).Transpose().ToDoubles();
        return [.. Enumerable.Range(0, k).Select(column => values[(int)(column * m)..(int)((column + 1) * m)])];
    }

    /// <summary>
    /// A width for a sample: the median, over rows, of the distance to the k-th nearest of the rows that come later.
    /// </summary>
    /// <param name="sample">[n, d], n greater than k.</param>
    /// <param name="k">Which of the later rows.</param>
    public static double Width(Tensor sample, int k)
    {
        var count = sample.Shape[0] - k;
        var distances = new List<double>();
        for (var i = 0L; i < count; i += BlockRows)
        {
            using var scope = new TensorScope();
            var rows = Math.Min(BlockRows, count - i);
            var later = Algebra.SquaredDistances(sample.Rows(i, rows), sample.Rows(i, sample.Shape[0] - i));
            distances.AddRange(LaterDistances(later, k));
        }

        return Math.Sqrt(distances.Order().ElementAt(Math.Max(0, (distances.Count / 2) - 1)));
    }

    private Tensor Kernel(Tensor squared)
    {
        var inside = Cosine(Tensor.Sqrt(squared) * (Math.PI / 2 / width));
        return Tensor.Select(squared <= width * width, inside, 0.0);
    }

    private static Tensor Cosine(Tensor angles) => CosineOperator.Call(angles);

    private static readonly Operator CosineOperator = new("aten::cos");

    // Of each row, whose own place is on the diagonal, the k-th smallest to the right of it.
    private static IEnumerable<double> LaterDistances(Tensor squared, int k)
    {
        var columns = (int)squared.Shape[1];
        var values = squared.ToDoubles();
        for (var row = 0; row < squared.Shape[0]; row++)
        {
            var later = values.AsSpan((row * columns) + row + 1, columns - row - 1).ToArray();
            Array.Sort(later);
            yield return later[k - 1];
        }
    }
}
