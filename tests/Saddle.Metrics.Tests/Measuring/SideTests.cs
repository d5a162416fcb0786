using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>What a side knows, and what it says when it is asked for more.</summary>
public sealed class SideTests : TensorTests
{
    [TorchFact]
    public void Features_that_are_none_are_refused_with_what_was_expected()
    {
        Assert.Equal(
            "a: its features are [0, 3]; expected [n, d] with n and d of at least 1",
            Refused(() => Side.From("a", Tensor.Zeros([0, 3]))));
        Assert.Equal(
            "a: its features are [3]; expected [n, d] with n and d of at least 1",
            Refused(() => Side.From("a", Tensor.Zeros([3]))));
        Assert.Equal(
            "a: a feature is NaN or infinite",
            Refused(() => Side.From("a", Tensor.Full([1, 1], double.PositiveInfinity))));
    }

    [TorchFact]
    public void A_side_that_lacks_something_says_what_it_has()
    {
        var features = Tensor.Zeros([2, 1]);
        var stored = FeatureMoments.Of(features).ToStatistics(1);
        Assert.Equal(
            "a: the metric needs features, and this side has mean and covariance only",
            Refused(() => new Side("a") { Stored = stored }.RequireFeatures()));
        Assert.Equal(
            "a: the metric needs a classifier's logits, and this side has features only",
            Refused(() => Side.From("a", features).RequireLogits()));
        Assert.Equal(
            "a: the metric needs a known mixture of Gaussians, and this side has texts only",
            Refused(() => new Side("a") { Texts = [[1]] }.RequireModes()));
        Assert.Equal("a: the metric needs texts, and this side has none", Refused(() => new Side("a").RequireTexts()));
        Assert.Equal(
            "a: 2 samples, where at least 3 are needed", Refused(() => Side.From("a", features).RequireFeatures(3)));
    }

    [TorchFact]
    public void Sides_of_different_widths_are_not_of_one_extractor()
    {
        var (a, b) = (Side.From("a", Sides.Normals(5, 3, 1)), Side.From("b", Sides.Normals(5, 4, 1)));
        Assert.Equal(
            "a has features of 3 dimensions and b of 4; they are not of the same extractor",
            Refused(() => Side.BothFeatures(a, b)));
    }

    [TorchFact]
    public void Count_and_width_come_from_whatever_is_known()
    {
        var moments = FeatureMoments.Of(Sides.Normals(7, 3, 1));
        Assert.Equal((7, 3), Known(new("a") { Moments = moments }));
        Assert.Equal((7, 3), Known(new("a") { Stored = moments.ToStatistics(1) }));
        Assert.Equal((4, 2), Known(new("a") { Features = Tensor.Zeros([4, 2]), Moments = moments }));
        Assert.Equal((2, null), Known(new("a") { Texts = [[1], [2]] }));
        Assert.Equal((5, null), Known(new("a") { Logits = Tensor.Zeros([5, 2]) }));
        Assert.Equal((null, null), Known(new("a")));

        static (long?, int?) Known(Side side) => (side.Count, side.Width);
    }

    [TorchFact]
    public void Some_of_the_samples_are_those_rows_and_texts_in_that_order()
    {
        var features = Sides.Normals(4, 2, 1);
        var all = new Side("a") { Features = features, Logits = features * 2.0, Texts = [[1], [2], [3], [4]] };
        var some = all.Select([3, 1]);
        var rows = BruteForce.Rows(features);
        Assert.Equal([.. rows[3], .. rows[1]], some.Features!.Value.ToDoubles());
        Assert.Equal(2 * rows[3][0], some.Logits!.Value.ToDoubles()[0]);
        Assert.Equal([4, 2], some.Texts!.Select(text => text[0]));
    }

    [TorchFact]
    public void Released_tensors_outlive_the_scope_and_are_freed_by_hand()
    {
        Side side;
        using (new TensorScope())
        {
            side = Sides.From(Sides.Normals(3, 2, 1)).Release();
        }

        Assert.Equal(6, side.Features!.Value.ToDoubles().Length);
        side.Free();
        Assert.ThrowsAny<Exception>(() => side.Features!.Value.ToDoubles());
    }

    private static string Refused(Func<object> run) => Assert.Throws<SettingsException>(run).Message;
}
