using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// CMMD: the squared maximum mean discrepancy of a Gaussian kernel of one width, with its bias, times a scale. It is
/// meant for embeddings of CLIP of length 1.
/// </summary>
/// <param name="Sigma">The kernel's width.</param>
/// <param name="Scale">What the discrepancy is multiplied by.</param>
/// <param name="Rows">How rows of features are taken; CLIP's embeddings are of length 1.</param>
/// <example><code>new Cmmd(Rows: FeatureRows.Unit).Measure(reference, generated, new())</code></example>
[Entry(
    "cmmd",
    "CMMD: 1000 times the squared maximum mean discrepancy with a Gaussian kernel of width 10",
    @"1000 (\overline{k(x, x')} + \overline{k(y, y')} - 2\,\overline{k(x, y)}),\quad "
    + @"k(x, y) = e^{-|x - y|^2 / (2\sigma^2)}",
    "Jayasumana, Ramalingam, Veit, Glasner, Chakrabarti, Kumar 2024 (arXiv:2401.09603)")]
public sealed record Cmmd(
    [Parameter("the kernel's width", Min = 1e-9)] double Sigma = 10,
    [Parameter("what the discrepancy is multiplied by", Min = 1e-9)] double Scale = 1000,
    [Parameter("how rows are taken: raw, or divided by their length")] FeatureRows Rows = FeatureRows.Raw) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims =>
        [("cmmd", FigureAim.Distance)];

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated, 1);
        using var scope = new TensorScope();
        var (x, y) = Rows == FeatureRows.Unit ? (a.UnitRows(), b.UnitRows()) : (a, b);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(
            Neighbours.TilesBetween(n, n) + Neighbours.TilesBetween(m, m) + Neighbours.TilesBetween(n, m));
        double Mean(Tensor p, Tensor q)
        {
            var sum = 0.0;
            Neighbours.Visit(p, q, (_, _, distances) =>
            {
                sum += Tensor.Exp(distances * (-0.5 / (Sigma * Sigma))).Sum().Item();
                tileDone();
            });
            return sum / ((double)p.Shape[0] * q.Shape[0]);
        }

        return new(new MetricFigure("cmmd", Scale * (Mean(x, x) + Mean(y, y) - (2 * Mean(x, y)))));
    }
}
