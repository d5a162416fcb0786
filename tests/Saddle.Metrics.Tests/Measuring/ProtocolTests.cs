using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Extractors;

namespace Saddle.Metrics.Tests;

/// <summary>Protocols: whose way a number is made, and what the user changes of it.</summary>
public sealed class ProtocolTests
{
    [Theory]
    [InlineData(null, Resize.Clean, PixelRange.Shifted, 1)]
    [InlineData("clean-fid", Resize.Clean, PixelRange.Shifted, 1)]
    [InlineData("pytorch-fid", Resize.LegacyPytorch, PixelRange.Signed, 1)]
    [InlineData("torch-fidelity", Resize.LegacyTensorflow, PixelRange.Shifted, 1)]
    [InlineData("torchmetrics", Resize.TorchAntialias, PixelRange.Shifted, 1)]
    [InlineData("stylegan2", Resize.LegacyTensorflow, PixelRange.Shifted, 0)]
    public void Each_tool_prepares_images_its_own_way(string? name, Resize resize, PixelRange pixels, int ddof)
    {
        var protocol = Protocol.Get(name);
        Assert.Equal(
            (name ?? "clean-fid", resize, pixels, ddof),
            (protocol.Name, protocol.Resize, protocol.Pixels, protocol.Ddof));
    }

    [Fact]
    public void A_protocol_sets_a_metric_and_the_user_comes_first()
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "7" };
        var protocol = Protocol.Get("stylegan2");
        var (theirs, mixed) = (protocol.SettingsOf("prdc", none), protocol.SettingsOf("prdc", own));
        Assert.Equal(("3", "true"), (theirs["k"], theirs["closed"]));
        Assert.Equal(("7", "true"), (mixed["k"], mixed["closed"]));
        Assert.Equal("false", Assert.Single(protocol.SettingsOf("is", none)).Value);
        Assert.Empty(protocol.SettingsOf("fid", none));
    }

    [Fact]
    public void Every_protocols_settings_make_a_metric()
    {
        foreach (var (metric, settings) in Protocol.Known.SelectMany(protocol => protocol.Settings))
        {
            Assert.Equal(metric, Catalog<Metric>.Get(metric).Create(settings).Name);
        }
    }

    [Fact]
    public void Another_resize_is_another_protocol_by_name()
    {
        var protocol = Protocol.Get(null);
        var given = protocol.With(Resize.Clean);
        Assert.Equal((protocol.Name, true), (given.Name, given.IsResizeGiven));
        Assert.Equal("clean-fid, resized otherwise", protocol.With(Resize.LegacyPytorch).Name);
        Assert.Equal(protocol.Ddof, protocol.With(Resize.LegacyPytorch).Ddof);
    }

    [Fact]
    public void A_result_knows_its_figures_by_name_and_whether_the_first_is_the_metrics_own()
    {
        var result = new MetricResult(new MetricFigure("fid_infinity", 3), new MetricFigure("slope", 4));
        Assert.Equal((3, 4), (result.Value, result["slope"]));
        Assert.True(result.HasOwn("fid-infinity"));
        Assert.False(result.HasOwn("fid"));
        Assert.Throws<InvalidOperationException>(() => result["none"]);
    }

    [Fact]
    public void A_metric_writes_its_settings_as_they_are_given() =>
        Assert.Equal("prdc k=3 closed=true", new PrecisionRecall(3, Closed: true).ToString());
}
