using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// MiFID: the Frechet distance, divided by how far samples of one side point from the nearest of the other where that
/// is less than a threshold: copies of the data make it great.
/// </summary>
/// <param name="Threshold">The mean cosine distance from which nothing is divided.</param>
/// <param name="Over">The side over whose samples the nearest of the other is averaged.</param>
/// <remarks>
/// torchmetrics averages over the real samples, which is the default; the contest that the measure was made for does
/// so over the generated ones. A cosine counts without its sign; samples whose features are all 0 have no direction and
/// are left out.
/// </remarks>
/// <example><code>new MemorisationInformedDistance(Over: SideOfTwo.Generated).Measure(a, b, new())</code></example>
[Entry(
    "mifid",
    "MiFID: the Frechet distance divided by the mean cosine distance to the nearest sample where that is small",
    @"\mathrm{FID} / \bar s,\quad \bar s = \mathrm{mean}_i \min_j 1 - |\cos(x_i, y_j)|\ \text{if below the threshold}",
    "Bai, Lin, Raffel, Kan 2021, On Training Sample Memorization (arXiv:2106.03062)")]
public sealed record MemorisationInformedDistance(
    [Parameter("the mean cosine distance from which nothing is divided", Min = 0, Max = 1)] double Threshold = 0.1,
    [Parameter("over whose samples the nearest of the other side is averaged")] SideOfTwo Over = SideOfTwo.Reference)
    : Metric
{
    // As torchmetrics has it; where all directions coincide the quotient only says that.
    private const double Least = 1e-14;
    private const double Equal = 1e-8;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("mifid", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated);
        var distance = Frechet.Distance(a, b, how.Ddof);
        using var scope = new TensorScope();
        var gap = Over == SideOfTwo.Reference
            ? Gap(reference.Name, a, generated.Name, b, how)
            : Gap(generated.Name, b, reference.Name, a, how);
        return new(
            new MetricFigure("mifid", distance > Equal ? distance / (gap < Threshold ? gap + Least : 1) : 0),
            new MetricFigure("fid", distance),
            new MetricFigure("cosine_gap", gap))
        {
            Notes = gap > 2 * Least || distance <= Equal
                ? []
                : ["each sample points where one of the other side does: the value says no more, it is divided by 0"],
        };
    }

    /// <summary>The mean over rows of the least cosine distance to others, without the cosine's sign.</summary>
    private static double Gap(string name, Tensor rows, string otherName, Tensor others, MeasuringSettings how)
    {
        var (x, y) = (Directed(name, rows), Directed(otherName, others));
        var (n, sum) = (x.Shape[0], 0.0);
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var scope = new TensorScope();
            var some = x.Narrow(0, start, Math.Min(BlockRows, n - start));
            sum += Enumerable.Range(0, (int)((y.Shape[0] + BlockRows - 1) / BlockRows))
                .Select(block => Largest(some, y, block))
                .Aggregate((p, q) => Tensor.Select(p > q, p, q))
                .ToDoubles()
                .Sum(cosine => Math.Max(0, 1 - cosine));
            how.Done((start + some.Shape[0]) / (double)n);
        }

        return sum / n;
    }

    private const long BlockRows = 2048;

    private static Tensor Largest(Tensor some, Tensor others, long block)
    {
        var part = others.Narrow(0, block * BlockRows, Math.Min(BlockRows, others.Shape[0] - (block * BlockRows)));
        return -Algebra.Minimum(-Tensor.Abs(some.MatMul(part.Transpose()))).Values;
    }

    private static Tensor Directed(string name, Tensor rows)
    {
        var unit = rows.UnitRows();
        var kept = unit.Square().Sum([1]).ToDoubles()
            .Select((length, i) => (length, i)).Where(row => row.length > 0).Select(row => (long)row.i).ToArray();
        return kept.Length == rows.Shape[0] ? unit
            : kept.Length > 0 ? unit.IndexSelect(0, Tensor.From<long>(kept, [kept.Length]))
            : throw new SettingsException($"{name}: the features of all samples are 0, which has no direction");
    }
}
