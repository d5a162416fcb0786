using Saddle.Catalog;

namespace Saddle.Torch.Tests;

public sealed class LayersTests : IDisposable
{
    private static readonly Operator Reference = new("aten::conv_transpose2d", "input");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData(5, 1, 4, 8)]
    [InlineData(5, 2, 4, 7)]
    [InlineData(5, 2, 4, 8)]
    [InlineData(4, 1, 3, 6)]
    [InlineData(3, 0, 3, 6)]
    [InlineData(3, 1, 3, 5)]
    [InlineData(2, 0, 3, 6)]
    [InlineData(7, 3, 5, 9)]
    [InlineData(6, 2, 3, 6)]
    public void Doubling_is_the_transposed_convolution_with_its_gradients(int size, int padding, int side, int output)
    {
        var x = Numbers([2, 3, side, side], 0.7).AsLeaf();
        var weight = Numbers([3, 4, size, size], 1.3).AsLeaf();
        var bias = Numbers([4], 2.1).AsLeaf();
        var y = Layers.ConvTranspose2d(x, weight, bias, 2, padding, output);
        var whole = Reference.Call(x, weight, bias, new long[] { 2, 2 }, new long[] { 0, 0 }, new long[] { 1, 1 });
        var expected = whole.Narrow(2, padding, output).Narrow(3, padding, output);
        Assert.Equal(expected.Shape, y.Shape);
        Near(expected, y);
        var weights = Numbers(y.Shape, 0.4);
        foreach (
            var (a, b) in Autograd.Gradient([y], [weights], [x, weight, bias])
                .Zip(Autograd.Gradient([expected], [weights], [x, weight, bias])))
        {
            Near(b, a);
        }
    }

    [TorchTheory]
    [InlineData(true, 1, 3)]
    [InlineData(true, 1, 3, 1, 1)]
    [InlineData(false, 1, 3)]
    [InlineData(false, 2, 3)]
    [InlineData(false, 2, 3, 2, 2)]
    public void Batch_normalisation_of_one_value_a_channel_is_refused_in_training(bool training, params int[] lengths)
    {
        var shape = Array.ConvertAll(lengths, length => (long)length);
        var x = Numbers(shape, 0.7);
        if (training)
        {
            var refused = Assert.Throws<SettingsException>(() => Normalised(x, true));
            Assert.StartsWith(
                $"batch normalisation of [{string.Join(", ", shape)}] has one value a channel",
                refused.Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(shape, Normalised(x, shape is [2, ..]).Shape); // by what it has learnt, or of several values
    }

    [TorchTheory]
    [InlineData("batch", 2, 3)]
    [InlineData("batch", 1, 3, 1, 2)]
    [InlineData("layer", 2, 3)]
    [InlineData("group", 1, 4)]
    public void What_is_normalised_over_two_values_passes_gradients_on(string kind, params int[] lengths)
    {
        var shape = Array.ConvertAll(lengths, length => (long)length);
        var x = Numbers(shape, 0.7).AsLeaf();
        var y = kind switch
        {
            "batch" => Normalised(x, true),
            "layer" => Layers.LayerNorm(x, [shape[^1]], 0, 0),
            _ => Layers.GroupNorm(x, 2, Ones(shape[1]), Zeros(shape[1])),
        };
        var gradient = Autograd.Gradient([y], [Numbers(y.Shape, 0.4)], [x])[0];
        Assert.True(Tensor.Abs(gradient).Max().Item() > 0);
    }

    [TorchFact]
    public void Normalisation_of_each_item_over_one_value_is_refused_too()
    {
        var x = Numbers([5, 4], 0.7);
        var (scale, offset) = (Ones(4), Zeros(4));
        Assert.Contains(
            "has one value a group of channels",
            Assert.Throws<SettingsException>(() => Layers.GroupNorm(x, 4, scale, offset)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "layer normalisation of [5, 1] has one value an item",
            Assert.Throws<SettingsException>(() => Layers.LayerNorm(x.Narrow(1, 0, 1), [1], 0, 0)).Message,
            StringComparison.Ordinal);
    }

    private static Tensor Normalised(Tensor x, bool training)
    {
        var channels = x.Shape[1];
        return Layers.BatchNorm(
            x, Ones(channels), Zeros(channels), Zeros(channels), Ones(channels), training, 0.1, 1e-5);
    }

    private static Tensor Ones(long count) => Tensor.Full([count], 1, DType.Float64);

    private static Tensor Zeros(long count) => Tensor.Zeros([count], DType.Float64);

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True(Tensor.Abs(expected - actual).Max().Item() < 1e-12);

    private static Tensor Numbers(long[] shape, double step)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return Tensor.From(Enumerable.Range(1, (int)count).Select(i => Math.Sin(step * i)).ToArray(), shape);
    }
}
