using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Ranges of pixels, small networks and files of weights.</summary>
public sealed class ExtractorTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [TorchTheory]
    [InlineData(PixelRange.Bytes, 0, 128, 255)]
    [InlineData(PixelRange.Unit, 0, 128 / 255.0, 1)]
    [InlineData(PixelRange.Signed, -1, 1 / 255.0, 1)]
    [InlineData(PixelRange.Shifted, -1, 0, 127 / 128.0)]
    public void A_range_takes_black_grey_and_white_to_its_values(
        PixelRange range, double black, double grey, double white)
    {
        var values = range.Apply(Tensor.From<float>([0, 128, 255], [1, 3, 1, 1])).ToDoubles();
        Assert.All(values.Zip([black, grey, white]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [TorchFact]
    public void Imagenets_range_takes_every_channels_mean_to_0_and_a_deviation_above_to_1()
    {
        double[] means = [0.485, 0.456, 0.406], deviations = [0.229, 0.224, 0.225];
        Tensor Pixels(double steps) => Tensor.From<float>(
            [.. means.Zip(deviations, (m, d) => (float)(255 * (m + (steps * d))))], [1, 3, 1, 1]);
        Assert.All(PixelRange.Imagenet.Apply(Pixels(0)).ToDoubles(), value => Assert.Equal(0, value, 1e-5));
        Assert.All(PixelRange.Imagenet.Apply(Pixels(1)).ToDoubles(), value => Assert.Equal(1, value, 1e-5));
    }

    [TorchFact]
    public void Pixels_are_their_own_features_and_random_layers_give_fifteen_widths()
    {
        var context = new ExtractorContext(Protocol.Get(null), new(_folder.Path));
        var images = RandomNormals.Draw(1, 1, 1, 2, 3, 32, 32);
        using var raw = new RawPixels(32).Open(context);
        Assert.Equal((32, PixelRange.Signed), (raw.Side, raw.Pixels));
        Assert.Equal(images.ToDoubles(), raw.Run(images).Features.ToDoubles());
        var random = new RandomConvolutions(Width: 4, Size: 32);
        var features = random.Open(context).Run(images).Features;
        Assert.Equal([2, 60], features.Shape);
        Assert.All(features.ToDoubles(), value => Assert.True(value >= 0)); // means of rectified units
        Assert.Equal(features.ToDoubles(), random.Open(context).Run(images).Features.ToDoubles());
        Assert.NotEqual(
            features.ToDoubles(), (random with { Seed = 2 }).Open(context).Run(images).Features.ToDoubles());
    }

    [TorchFact]
    public void A_weight_that_is_missing_or_of_another_shape_is_named_with_its_file()
    {
        var weights = Weights.Read(Write("weights.safetensors", "F32", 4, [2, 3]));
        Assert.Equal([2, 3], weights["layer", 2, 3].Shape);
        var missing = Assert.Throws<DataException>(() => weights["bias", 3]);
        Assert.Equal(
            $"{weights.Path}: the weight 'bias' is missing; it is not a network of this kind", missing.Message);
        var other = Assert.Throws<DataException>(() => weights["layer", 3, 2]);
        Assert.Equal($"{weights.Path}: the weight 'layer' is [2, 3]; expected [3, 2]", other.Message);
    }

    [TorchFact]
    public void Weights_are_singles_and_their_hash_is_the_files()
    {
        var path = Write("weights.safetensors", "F64", 8, [2, 3]);
        var weights = Weights.Read(path);
        Assert.Equal(DType.Float32, weights["layer", 2, 3].DType);
        Assert.Equal(DType.Float64, Weights.ReadTensors(path)["layer"].DType);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))),
            weights.Sha256);
        Assert.Same(weights, weights.To("cpu"));
    }

    [TorchFact]
    public void Weights_of_other_numbers_and_files_that_are_not_there_are_refused()
    {
        var halves = Assert.Throws<DataException>(() => Weights.Read(Write("halves.safetensors", "F16", 2, [2, 3])));
        Assert.EndsWith(
            "the weight 'layer' is of type F16; expected F32 or F64", halves.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<DataException>(() => Weights.Read(_folder.At("none.pth")));
        Assert.Equal($"{_folder.At("none.pth")}: there is no such file", missing.Message);
        Assert.Throws<DataException>(() => Weights.Read(_folder.Write("noise.pth", Files.Noise(100))));
        Assert.False(TorchFile.IsScript(_folder.At("noise.pth")));
        Assert.True(TorchFile.IsScript(Peers.PathOf("metrics", "extractor.pt")));
    }

    [TorchFact]
    public void A_module_without_a_file_and_one_that_gives_no_features_are_refused()
    {
        var context = new ExtractorContext(Protocol.Get(null), new(_folder.Path));
        var missing = Assert.Throws<SettingsException>(() => new TorchScriptFile().Open(context));
        Assert.Equal(
            "torchscript: the module's file is missing; expected --extractor torchscript:file=FILE", missing.Message);
        var file = Peers.PathOf("metrics", "extractor.pt");
        using var network = new TorchScriptFile(file, Size: 24).Open(context);
        Assert.Equal([2, 64], network.Run(Tensor.Zeros([2, 3, 24, 24])).Features.Shape);
        var failure = Assert.Throws<DataException>(() => network.Run(Tensor.Zeros([2, 5, 24, 24])));
        Assert.StartsWith($"{file}: libtorch cannot run it", failure.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void An_extractor_without_rows_or_with_features_of_another_shape_is_refused()
    {
        Assert.Contains(
            "takes images of -3 rows and columns",
            Assert.Throws<SettingsException>(() => new FeatureNetwork(-3, PixelRange.Unit, _ => default!, [])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "makes features of the shape [4]; expected [n, d]",
            Assert.Throws<SettingsException>(
                () => new Collected("some", Needs.Moments, 4).Add(0, Tensor.Zeros([4]), null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_that_can_be_closed_is_closed_when_the_computation_is_over()
    {
        using var told = new Closing();
        Func<string, IProgress<double>?> make = name => name == "long" ? told : null;
        Assert.Equal(7, make.Show("long", progress => progress == told && !told.IsClosed ? 7 : 0));
        Assert.True(told.IsClosed);
        Assert.Equal(8, make.Show("quiet", progress => progress is null ? 8 : 0));
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private string Write(string name, string type, int bytes, long[] shape)
    {
        var length = (int)(bytes * shape[0] * shape[1]);
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        Safetensors.Write(_folder.At(name), [new("layer", type, shape, length, () => new byte[length])], none);
        return _folder.At(name);
    }

    private sealed class Closing : IProgress<double>, IDisposable
    {
        public bool IsClosed { get; private set; }

        public void Report(double value)
        {
            // What is told is not looked at.
        }

        public void Dispose() => IsClosed = true;
    }
}
