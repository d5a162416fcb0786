using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Published networks whose files are looked for, with a small one of the same width in their place.</summary>
public sealed class PublishedNetworkTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void A_network_that_is_not_there_is_named_with_where_it_is_looked_for()
    {
        var entries = Catalog<Extractor>.Entries.Where(e => e.Create(Nothing) is PublishedNetwork).ToList();
        Assert.Equal(5, entries.Count);
        foreach (var entry in entries)
        {
            var missing = Assert.Throws<MissingComponentException>(() => entry.Create(Nothing).Open(By(null)));
            var file = entry.Name == "lpips" ? "lpips-alex.pth" : $"{entry.Name}.onnx";
            Assert.Contains(file, missing.Message, StringComparison.Ordinal);
            Assert.Contains("weights list", missing.Message, StringComparison.Ordinal);
        }
    }

    [TorchTheory]
    [InlineData(null, Resize.PillowBicubic)]
    [InlineData("dgm-eval", Resize.PillowBicubic)]
    [InlineData("torch-fidelity", Resize.LegacyTensorflow)]
    public void Dinov2_is_found_and_fed_as_its_tool_feeds_it(string? protocol, Resize resize)
    {
        Place("dinov2-vit-l-14");
        using var network = new Dinov2().Open(By(protocol));
        Assert.Equal((224, PixelRange.Imagenet), (network.Side, network.Pixels));
        Assert.Equal(new Preparation(resize), network.Preparation);
        Assert.Equal([1, 1024], Features(network).Shape);
        Assert.Contains(network.Protocol, p => p.Key == "weights_sha256" && p.Value.Length == 64);
    }

    [TorchFact]
    public void A_way_to_resize_that_is_asked_for_holds_for_every_network()
    {
        Place("dinov2-vit-l-14");
        using var network = new Dinov2().Open(By(null) with { Protocol = Protocol.Get(null).With(Resize.Clean) });
        Assert.Equal(new Preparation(Resize.Clean), network.Preparation);
        var origin = Origin.From((new Dinov2(), network), Protocol.Get(null));
        Assert.Equal("clean", origin.Made["resize"]);
        Assert.False(origin.Made.ContainsKey("framing"));
    }

    [TorchFact]
    public void A_network_of_another_width_is_another_network()
    {
        Place("vgg16");
        using var network = new Vgg16().Open(By(null));
        var other = Assert.Throws<DataException>(() => Features(network));
        Assert.Contains("1024 features of an image; vgg16 makes 4096", other.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void The_middle_of_an_image_is_what_cmmd_looks_at()
    {
        var pixels = new byte[3 * 60 * 20];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i / 3 % 60 is >= 20 and < 40 ? 200 : 10);
        }

        var how = new Preparation(Resize.PillowBicubic, Framing.CentreSquare);
        var made = new float[3 * 8 * 8];
        how.Apply(new Image(60, 20, 3, pixels, "stripe"), 8, made);
        Assert.All(made, value => Assert.Equal(200, value));
    }

    private static IReadOnlyDictionary<string, string> Nothing =>
        new Dictionary<string, string>(StringComparer.Ordinal);

    private static Tensor Features(FeatureNetwork network) =>
        network.Run(Tensor.Zeros([1, 3, network.Side, network.Side])).Features;

    private ExtractorContext By(string? protocol) => new(Protocol.Get(protocol), new(_folder.Path));

    private void Place(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, name));
        File.Copy(Peers.PathOf("onnx", "means_1024.onnx"), Path.Combine(_folder.Path, name, $"{name}.onnx"));
    }
}
