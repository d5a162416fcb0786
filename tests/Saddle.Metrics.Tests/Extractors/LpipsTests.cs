using System.Runtime.InteropServices;
using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Extractors.Perceptual;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>LPIPS against plain PyTorch with the same weights by formula: see tests/data/lpips.py.</summary>
public sealed class LpipsTests : TensorTests
{
    private const double Tolerance = 2e-5; // of a distance, in single precision

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Backbone> Backbones => [.. Enum.GetValues<Backbone>()];

    [TorchTheory]
    [MemberData(nameof(Backbones))]
    public void Squared_distances_of_features_are_PyTorchs_LPIPS(Backbone net)
    {
        var figures = Figures(net);
        Save(net, Filled);
        using var network = new Lpips(net).Open(By());
        var features = Pictures(network);
        Assert.Equal(new Lpips(net).Width, features.Shape[1]);
        var expected = figures.GetProperty("distances");
        var pairs = 0.0;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var own = (features.Narrow(0, i, 1) - features.Narrow(0, j, 1)).Square().Sum().Item();
                var other = expected[i][j].GetDouble();
                Assert.Equal(other, own, Tolerance * Math.Max(other, 0.1));
                pairs += i < j ? other / 6 : 0;
            }
        }

        var side = Side.From("four", features);
        var measured = new PairwiseDistance().Measure(side, side, new(1));
        Assert.Equal(pairs, measured["pairwise_distance"], Tolerance);
        Assert.Equal(1, measured["ratio"], 1e-12);
    }

    [TorchTheory]
    [MemberData(nameof(Backbones))]
    public void Every_size_has_the_width_that_is_said(Backbone net)
    {
        using var gradients = Autograd.NoGradient();
        Save(net, Filled);
        foreach (var size in (int[])[32, 37, 70])
        {
            using var network = new Lpips(net, size).Open(By());
            Assert.Equal(
                new Lpips(net, size).Width, network.Run(Tensor.Zeros([1, 3, size, size])).Features.Shape[1]);
        }
    }

    [TorchFact]
    public void What_is_no_state_of_it_is_refused()
    {
        var missing = Assert.Throws<MissingComponentException>(() => new Lpips().Open(By()));
        Assert.Contains("(lpips-alex.pth, lpips-alex.safetensors)", missing.Message, StringComparison.Ordinal);
        Save(Backbone.Vgg, Filled);
        var other = Path.Combine(_folder.Path, "lpips", "lpips-vgg.safetensors");
        Refused("[64, 3, 3, 3]; expected [64, 3, 11, 11]", new Lpips(File: other));
        Save(Backbone.Alex, (name, i, shape) =>
            Filled(name, i, shape).Select(x => name == "lin2.model.1.weight" ? -x : x));
        Refused("'lin2.model.1.weight' has numbers below 0", new Lpips());
    }

    private void Refused(string why, Lpips network)
    {
        var refused = Assert.Throws<DataException>(() => network.Open(By()));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Tensor Pictures(FeatureNetwork network)
    {
        using var gradients = Autograd.NoGradient();
        Tensor[] pictures = [.. Enumerable.Range(0, 4).Select(m => ByFormula.Picture(m, 64, p => (p / 255 * 2) - 1))];
        return network.Run(Tensor.Concatenate(pictures)).Features;
    }

    private ExtractorContext By() => new(Protocol.Get(null), new(_folder.Path));

    private static JsonElement Figures(Backbone net) =>
        Peers.Json("lpips.json").GetProperty(net.ToString().ToLowerInvariant());

    private void Save(Backbone net, Func<string, int, long[], IEnumerable<double>> fill)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "lpips")).FullName;
        var figures = Figures(net);
        var shapes = figures.GetProperty("shapes");
        var names = figures.GetProperty("names").EnumerateArray().Select(e => e.GetString()!).ToList();
        var arrays = names.Select((name, i) =>
        {
            long[] shape = [.. shapes.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
            return Array(name, shape, [.. fill(name, i, shape).Select(x => (float)x)]);
        });
        Safetensors.Write(
            Path.Combine(folder, $"lpips-{net.ToString().ToLowerInvariant()}.safetensors"),
            [
                .. arrays,
                Array("scaling_layer.shift", [1, 3, 1, 1], [-0.030f, -0.088f, -0.188f]),
                Array("scaling_layer.scale", [1, 3, 1, 1], [0.458f, 0.448f, 0.450f]),
            ],
            new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static StoredArray Array(string name, long[] shape, float[] values) => new(
        name, "F32", shape, (long)values.Length * sizeof(float), () => MemoryMarshal.AsBytes<float>(values).ToArray());

    private static IEnumerable<double> Filled(string name, int number, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        var scale = Math.Sqrt(6.0 * shape[0] / count);
        for (var i = 0L; i < count; i++)
        {
            var u = ByFormula.Uniform(i, number);
            yield return name.StartsWith("lin", StringComparison.Ordinal) ? u * u
                : name.EndsWith("bias", StringComparison.Ordinal) ? 0.1 * u
                : scale * u;
        }
    }
}
