using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>What holds of several metrics: symmetries, invariances, progress, stopping.</summary>
public sealed class CommonTests : TensorTests
{
    private static readonly string[] Reporting =
    [
        "kid:subsets=3:subset-size=20", "mmd", "prdc", "authpct", "prd:clusters=3:runs=3",
        "fid-infinity:points=3", "ngram-jsd:greatest=3", "missing-modes:steps=5",
    ];

    public static TheoryData<string> ThatReport => [.. Reporting];

    [TorchTheory]
    [InlineData("fid", "fid")]
    [InlineData("mmd", "mmd")]
    [InlineData("divergences:points=101", "jsd")]
    [InlineData("divergences:points=101", "total_variation")]
    [InlineData("wasserstein", "wasserstein")]
    [InlineData("sliced-wasserstein", "sliced_wasserstein")]
    [InlineData("mind", "mind")]
    public void A_distance_is_the_same_both_ways(string metric, string figure)
    {
        var (a, b) = (Sides.Normals(40, 2, 1), Sides.Normals(40, 2, 2, 1.5, 1));
        var there = Measure(metric, a, b)[figure];
        Assert.Equal(1, Measure(metric, b, a)[figure] / there, 1e-10);
        Assert.True(there > 0);
    }

    // The polynomial kernel of kid, and the squares of its values, may overflow still; the report then says so.
    [TorchTheory]
    [InlineData("fid")]
    [InlineData("fid-infinity:points=3")]
    [InlineData("mmd")]
    [InlineData("prdc")]
    [InlineData("authpct")]
    [InlineData("wasserstein:power=2")]
    [InlineData("sliced-wasserstein:power=2")]
    [InlineData("mind")]
    [InlineData("vendi")]
    public void The_largest_features_that_are_taken_overflow_nowhere(string metric)
    {
        var scale = float.MaxValue / 10;
        var (a, b) = (Sides.Normals(40, 2, 1, scale), Sides.Normals(40, 2, 2, scale));
        Assert.All(Measure(metric, a, b).Figures, figure => Assert.True(double.IsFinite(figure.Value), figure.Name));
    }

    [TorchTheory]
    [InlineData("fid")]
    [InlineData("mmd")]
    [InlineData("prdc")]
    [InlineData("authpct")]
    [InlineData("wasserstein:power=2")]
    [InlineData("kid:kernel=gaussian:subsets=1:sigma=2")]
    public void A_rotation_and_a_shift_of_both_sides_change_nothing(string metric)
    {
        var (a, b, q) = (Sides.Normals(45, 3, 1), Sides.Normals(45, 3, 2, 1.5, 0.5), BruteForce.Rotation(3));
        var moved = Measure(metric, a.MatMul(q) + 2.0, b.MatMul(q) + 2.0);
        foreach (var figure in Measure(metric, a, b).Figures)
        {
            Assert.Equal(figure.Value, moved[figure.Name], 1e-9);
        }
    }

    [TorchTheory]
    [InlineData("fid")]
    [InlineData("mmd")]
    [InlineData("prdc")]
    [InlineData("authpct")]
    [InlineData("wasserstein")]
    [InlineData("sliced-wasserstein")]
    [InlineData("divergences:points=101")]
    public void The_order_of_the_samples_does_not_matter(string metric)
    {
        var (a, b) = (Sides.Normals(35, 2, 1), Sides.Normals(35, 2, 2, 1.5, 0.5));
        var mixed = Measure(metric, Subsets.Draw(a, 7, 0, 35), Subsets.Draw(b, 8, 0, 35));
        foreach (var figure in Measure(metric, a, b).Figures)
        {
            Assert.Equal(figure.Value, mixed[figure.Name], 1e-10);
        }
    }

    [TorchTheory]
    [MemberData(nameof(ThatReport))]
    public void Progress_rises_to_the_end(string metric)
    {
        var shares = new List<double>();
        Measure(metric, new(Progress: new Told(shares.Add)));
        Assert.Equal(1, shares[^1], 1e-12);
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[0], 1e-9, 1);
    }

    [TorchTheory]
    [MemberData(nameof(ThatReport))]
    public void Measuring_stops_when_it_is_asked_to(string metric)
    {
        using var stop = new CancellationTokenSource();
        var told = 0;
        var progress = new Told(_ =>
        {
            told++;
            stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(
            () => Measure(metric, new(Progress: progress, Cancellation: stop.Token)));
        Assert.InRange(told, 0, 1);
    }

    private static MetricResult Measure(string metric, Tensor reference, Tensor generated) =>
        Spec.Parse<Metric>(metric).Measure(reference, generated);

    private static void Measure(string metric, MeasuringSettings how)
    {
        static Side Both(ulong seed) =>
            Sides.From(Sides.Normals(3000, 2, seed)) with { Texts = [[1, 2, 3], [2, 1, 3, 1], [3, 3, 2]] };
        Spec.Parse<Metric>(metric).Measure(Both(1), Both(2), how);
    }
}
