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

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True(Tensor.Abs(expected - actual).Max().Item() < 1e-12);

    private static Tensor Numbers(long[] shape, double step)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return Tensor.From(Enumerable.Range(1, (int)count).Select(i => Math.Sin(step * i)).ToArray(), shape);
    }
}
