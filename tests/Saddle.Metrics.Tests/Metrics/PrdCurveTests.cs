using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The precision-recall curve of laws on a few points, where it is known.</summary>
public sealed class PrdCurveTests : TensorTests
{
    [Fact]
    public void A_law_on_one_of_two_points_has_the_curve_of_its_closed_form()
    {
        // p = (1/2, 1/2), q = (1, 0): alpha(l) = min(l / 2, 1), and recall is alpha / l.
        var curve = PrdCurve.Curve([0.5, 0.5], [1, 0], 101);
        for (var i = 0; i < curve.Length; i++)
        {
            var slope = Math.Tan(1e-6 + (((Math.PI / 2) - 2e-6) * i / 100));
            Assert.Equal(Math.Min(slope / 2, 1), curve[i].Precision, 1e-12);
            Assert.Equal(Math.Min(0.5, 1 / slope), curve[i].Recall, 1e-12);
        }
    }

    [Fact]
    public void Exchanged_laws_mirror_the_curve()
    {
        double[] p = [0.1, 0.2, 0.3, 0.4], q = [0.5, 0, 0.25, 0.25];
        var (there, back) = (PrdCurve.Curve(p, q, 41), PrdCurve.Curve(q, p, 41));
        for (var i = 0; i < 41; i++)
        {
            Assert.Equal(there[i].Precision, back[40 - i].Recall, 1e-9);
            Assert.Equal(there[i].Recall, back[40 - i].Precision, 1e-9);
        }
    }

    [Fact]
    public void A_curve_falls_in_recall_as_it_rises_in_precision_to_the_shares_of_the_common_support()
    {
        double[] p = [0.1, 0.2, 0.3, 0.4], q = [0.5, 0, 0.5, 0];
        var curve = PrdCurve.Curve(p, q, 1001);
        foreach (var (before, after) in curve.Zip(curve.Skip(1)))
        {
            Assert.True(after.Precision >= before.Precision - 1e-15 && after.Recall <= before.Recall + 1e-15);
        }

        Assert.Equal(1, curve[^1].Precision, 1e-12); // all of q lies where p has mass
        Assert.Equal(0.4, curve[0].Recall, 1e-12); // of p, 0.1 + 0.3 lies where q has mass
    }

    [TorchFact]
    public void Half_of_two_far_clusters_has_full_precision_and_half_the_recall()
    {
        var half = Sides.Normals(100, 2, 1, 0.1);
        var real = Tensor.Concatenate([half, half + 50.0]);
        var generated = Sides.Normals(200, 2, 2, 0.1);
        var measured = new PrdCurve(Clusters: 2, Runs: 2).Measure(real, generated);

        // The best pair of both is precision 1 with recall 1/2; F_b = (1 + b^2) p r / (b^2 p + r).
        Assert.Equal(65 * 0.5 / (64 + 0.5), measured["f8"], 2e-3);
        Assert.Equal((1 + (1 / 64.0)) * 0.5 / ((1 / 64.0) + 0.5), measured["f1_8"], 2e-3);
        Assert.Equal(1001, measured.Curve!.Points.Count);
        Assert.Equal(("recall", "precision"), (measured.Curve.X, measured.Curve.Y));
        Assert.Empty(measured.Notes);
    }

    [TorchFact]
    public void Equally_many_samples_are_drawn_of_both_sides()
    {
        var measured = new PrdCurve(Clusters: 3, Angles: 11, Runs: 1)
            .Measure(Sides.Normals(50, 2, 1), Sides.Normals(40, 2, 2));
        Assert.StartsWith("40 samples are drawn of each side", Assert.Single(measured.Notes), StringComparison.Ordinal);
    }
}
