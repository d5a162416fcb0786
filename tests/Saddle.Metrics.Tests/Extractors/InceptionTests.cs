using System.Text.Json;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Extractors.Inception;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// The network against a plain model of PyTorch with the same weights by formula: see tests/data/inception.py.
/// </summary>
public sealed class InceptionTests : TensorTests
{
    [TorchFact]
    public void Features_and_logits_are_those_of_PyTorch_on_either_engine()
    {
        using var gradients = Autograd.NoGradient();
        var figures = Peers.Json("inception.json");
        var weights = Made(figures);
        using var one = InceptionNetwork.Compile(weights, threads: 1);
        using var two = InceptionNetwork.Compile(weights, threads: 2);
        for (var image = 0; image < 2; image++)
        {
            AssertClose(figures, image, new(weights));
            var alone = AssertClose(figures, image, new(weights, one));
            Assert.Equal(alone, AssertClose(figures, image, new(weights, two))); // to the last bit
        }
    }

    private static double[] AssertClose(JsonElement figures, int image, InceptionNetwork network)
    {
        var features = network.Features(Picture(image));
        AssertClose(figures.GetProperty("features")[image], features);
        AssertClose(figures.GetProperty("logits")[image], network.Logits(features));
        var sum = figures.GetProperty("feature_sums")[image].GetDouble();
        Assert.Equal(1, features.Cast(DType.Float64).Sum().Item() / sum, 1e-5);
        return features.ToDoubles();
    }

    private static Weights Made(JsonElement figures)
    {
        var shapes = figures.GetProperty("shapes");
        var names = figures.GetProperty("names").EnumerateArray().Select(name => name.GetString()!);
        var tensors = names.Select((name, i) => KeyValuePair.Create(name, Filled(name, i, ShapeOf(shapes, name))));
        return new(new Dictionary<string, Tensor>(tensors, StringComparer.Ordinal), "none", "formula");
    }

    /// <summary>Every 16th value, to 1e-5 of the largest.</summary>
    private static void AssertClose(JsonElement expected, Tensor values)
    {
        var numbers = values.ToDoubles().Where((_, i) => i % 16 == 0).ToArray();
        var others = expected.EnumerateArray().Select(e => e.GetDouble()).ToArray();
        Assert.Equal(others.Length, numbers.Length);
        Assert.InRange(numbers.Zip(others, (a, b) => Math.Abs(a - b)).Max() / others.Max(Math.Abs), 0, 1e-5);
    }

    private static Tensor Picture(int number) => ByFormula.Picture(
        number, InceptionNetwork.Side, pixel => (pixel - 128) / 128);

    private static Tensor Filled(string name, int number, long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        var inputs = (double)values.Length / shape[0];
        for (var i = 0; i < values.Length; i++)
        {
            var u = ByFormula.Uniform(i, number);
            var isKernel = name.EndsWith("conv.weight", StringComparison.Ordinal);
            values[i] = (float)(isKernel ? Math.Sqrt(3) * Math.Sqrt(2 / inputs) * u
                : name == "fc.weight" ? 2 * u / Math.Sqrt(2048)
                : name == "fc.bias" ? u
                : name.EndsWith("bn.weight", StringComparison.Ordinal) ? 1 + (0.2 * u)
                : name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + (0.5 * u)
                : 0.1 * u);
        }

        return Tensor.From<float>(values, shape);
    }

    private static long[] ShapeOf(JsonElement shapes, string name) =>
        [.. shapes.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
