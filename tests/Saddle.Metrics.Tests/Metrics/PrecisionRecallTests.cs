using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Precision, recall, density, coverage and authenticity against their definitions, pair by pair.</summary>
public sealed class PrecisionRecallTests : TensorTests
{
    [TorchTheory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Every_pair_is_counted_as_the_definition_says(int k, bool closed)
    {
        // Points on a coarse grid: many distances are alike, so that open and closed balls part.
        var (a, b) = (Grid(23, 1), Grid(17, 2));
        var (x, y) = (BruteForce.Rows(a), BruteForce.Rows(b));
        var (n, m) = (x.Length, y.Length);
        bool Within(double[] point, double[][] side, int i)
        {
            var (distance, radius) = (BruteForce.Distance(point, side[i]), BruteForce.Radius(side, i, k));
            return closed ? distance <= radius : distance < radius;
        }

        var inReal = y.Select(point => Enumerable.Range(0, n).Count(i => Within(point, x, i))).ToArray();
        var measured = new PrecisionRecall(k, closed).Measure(a, b);
        Assert.Equal((double)inReal.Count(c => c > 0) / m, measured["precision"], 1e-14);
        Assert.Equal((double)inReal.Sum() / (k * m), measured["density"], 1e-14);
        Assert.Equal(
            (double)x.Count(p => Enumerable.Range(0, m).Any(j => Within(p, y, j))) / n, measured["recall"], 1e-14);
        Assert.Equal(
            (double)Enumerable.Range(0, n).Count(i => y.Any(p => Within(p, x, i))) / n, measured["coverage"], 1e-14);
    }

    [TorchFact]
    public void Missing_modes_are_said_beside_the_figures_and_nothing_where_none_is_missing()
    {
        var data = Sides.Normals(300, 4, 1);
        var one = Tensor.Concatenate([.. Enumerable.Repeat(data.Narrow(0, 0, 1), 300)]);
        Assert.StartsWith(
            "recall 0: modes are missing, generated samples come near ",
            new PrecisionRecall().Measure(data, one).Notes[0]);
        Assert.Empty(new PrecisionRecall().Measure(data, Sides.Normals(300, 4, 2)).Notes);

        // Few samples of the same law come near few: that many are expected to.
        Assert.Empty(new PrecisionRecall().Measure(data, Sides.Normals(20, 4, 2)).Notes);
        Assert.Empty(new PrecisionRecall().Measure(Sides.Normals(20, 4, 2), data).Notes);
    }

    [TorchFact]
    public void Exchanged_sides_exchange_precision_and_recall()
    {
        var (a, b) = (Sides.Normals(60, 4, 1), Sides.Normals(50, 4, 2, 0.8));
        var (there, back) = (new PrecisionRecall(3).Measure(a, b), new PrecisionRecall(3).Measure(b, a));
        Assert.Equal(there["precision"], back["recall"], 1e-14);
        Assert.Equal(there["recall"], back["precision"], 1e-14);
        Assert.NotEqual(there["precision"], there["recall"]);
    }

    [TorchFact]
    public void Samples_of_more_than_one_tile_are_counted_as_those_of_one()
    {
        // 2,100 and 2,100: two tiles each way. Their own copies far away change nothing but the shares.
        var (a, b) = (Sides.Normals(1050, 2, 1), Sides.Normals(1050, 2, 2));
        var once = new PrecisionRecall(4).Measure(a, b);
        var twice = new PrecisionRecall(4).Measure(
            Tensor.Concatenate([a, a + 1000.0]), Tensor.Concatenate([b, b + 1000.0]));
        foreach (var figure in once.Figures)
        {
            Assert.Equal(figure.Value, twice[figure.Name], 1e-9);
        }
    }

    [TorchFact]
    public void Planted_copies_are_not_authentic_and_what_lies_apart_is()
    {
        var real = Sides.Normals(40, 6, 1);
        var copies = real.Narrow(0, 0, 15) + Sides.Normals(15, 6, 2, 1e-6);
        var apart = Sides.Normals(25, 6, 3, 1, 100);
        var measured = new Authenticity().Measure(real, Tensor.Concatenate([copies, apart]));
        Assert.Equal(62.5, measured.Value, 1e-12);
        Assert.Equal(100, new Authenticity().Measure(real, apart).Value);
    }

    private static Tensor Grid(int n, ulong seed) => Tensor.From<double>(
        [.. Sides.Normals(n, 2, seed).ToDoubles().Select(value => Math.Round(2 * value) / 2)], [n, 2]);
}
