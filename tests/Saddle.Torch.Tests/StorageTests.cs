using Saddle.Scalars;

namespace Saddle.Torch.Tests;

/// <summary>What code of ours does on tensors' own storage, against libtorch's operators.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchFact]
    public void Elements_are_those_of_the_tensor_and_none_are_where_there_are_no_such()
    {
        var tensor = Tensor.From<float>([1, 2, 3, 4, 5, 6], [3, 2]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], tensor.Elements<float>().ToArray());
        Assert.Equal([3f, 4], tensor.Narrow(0, 1, 1).Elements<float>().ToArray());
        Assert.Throws<InvalidOperationException>(() => tensor.Elements<double>().Length);
        Assert.Throws<InvalidOperationException>(() => ((Tensor)3).Elements<double>().Length);
        Assert.Throws<TorchException>(() => tensor.Transpose().Elements<float>().Length);
    }

    [TorchTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Products_of_matrices_are_libtorchs(bool transposeA, bool transposeB)
    {
        const int Rows = 7, Inner = 5, Columns = 3;
        var a = Numbers(Rows * Inner, 0.3f);
        var b = Numbers(Inner * Columns, 0.7f);
        var c = new float[Rows * Columns];
        Matrices.Multiply(a, transposeA, b, transposeB, c, Rows, Columns);
        var left = transposeA ? Tensor.From<float>(a, [Inner, Rows]).Transpose() : Tensor.From<float>(a, [Rows, Inner]);
        var right = transposeB
            ? Tensor.From<float>(b, [Columns, Inner]).Transpose()
            : Tensor.From<float>(b, [Inner, Columns]);
        Assert.Equal(left.MatMul(right).ToArray<float>(), c, (x, y) => Math.Abs(x - y) < 1e-6f);
        Assert.Throws<ArgumentException>(() => Matrices.Multiply(a, transposeA, b, transposeB, c, Rows, Columns + 1));
    }

    // 37: whole vectors, and some numbers beyond the last one. libtorch 2 rounds a sum with a factor twice, 1.13 once.
    [TorchTheory]
    [InlineData(37)]
    [InlineData(3)]
    public void Adams_means_in_one_pass_are_those_of_the_operators_to_a_rounding(int count)
    {
        var step = new MomentStep<Tensor>(0.9, 0.999, 1e-8, 1 - Math.Pow(0.9, 7), 1 - Math.Pow(0.999, 7));
        var gradient = Tensor.From<float>(Numbers(count, 1.3f), [count]);
        Tensor[] mean = [0.1 * gradient + 0.01, default], square = [gradient.Square() + 1e-5, default];
        (mean[1], square[1]) = (mean[0], square[0]);
        Tensor direction = default;
        Assert.True(Tensor.Moments(gradient, ref mean[1], ref square[1], ref direction, step));
        var newMean = Tensor.FusedMultiplyAdd(step.Beta1, mean[0], (1.0 - step.Beta1) * gradient);
        var newSquare = Tensor.FusedMultiplyAdd(step.Beta2, square[0], (1.0 - step.Beta2) * (gradient * gradient));
        var expected = newMean / step.Correction1 / (Tensor.Sqrt(newSquare / step.Correction2) + step.Epsilon);
        var rounding = TorchRuntime.Version.StartsWith("1.", StringComparison.Ordinal) ? 0 : 2e-7f;
        foreach (var (theirs, ours) in new[] { (newMean, mean[1]), (newSquare, square[1]), (expected, direction) })
        {
            Assert.Equal(
                theirs.ToArray<float>(), ours.ToArray<float>(), (x, y) => MathF.Abs(x - y) <= rounding * MathF.Abs(x));
        }
    }

    [TorchFact]
    public void Where_a_mean_is_a_plain_number_or_double_the_operators_make_the_means()
    {
        var step = new MomentStep<Tensor>(0.9, 0.999, 1e-8, 0.1, 0.001);
        Tensor single = Tensor.From<float>([1], [1]), @double = Tensor.From<double>([1], [1]);
        Tensor number = 0, other = single, direction = default;
        Assert.False(Tensor.Moments(single, ref number, ref other, ref direction, step));
        other = @double;
        Assert.False(Tensor.Moments(@double, ref other, ref other, ref direction, step));
    }

    private static float[] Numbers(int count, float factor) =>
        [.. Enumerable.Range(1, count).Select(i => MathF.Sin(factor * i * i))];
}
