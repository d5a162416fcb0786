using Saddle.Scalars;

namespace Saddle.Torch.Tests;

public sealed class TensorTests : IDisposable
{
    private static readonly double[] Left = [-2.5, -0.3, 0, 0.7, 41];
    private static readonly double[] Right = [0.5, -1.5, 2, 0.7, 3];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Arithmetic_agrees_with_real_numbers_whether_an_operand_is_a_tensor_or_a_number(
        bool leftNumber, bool rightNumber)
    {
        for (var i = 0; i < Left.Length; i++)
        {
            var (x, y) = (Left[i], Right[i]);
            var (a, b) = (Operand(x, leftNumber), Operand(y, rightNumber));
            Assert.Equal(x + y, (a + b).Item(), 1e-15);
            Assert.Equal(x - y, (a - b).Item(), 1e-15);
            Assert.Equal(x * y, (a * b).Item(), 1e-14);
            Assert.Equal(x / y, (a / b).Item(), 1e-14);
            Assert.Equal(-x, (-a).Item());
            Assert.Equal(x < y ? 5 : 7, Tensor.Select(a < b, 5, 7).Item());
            Assert.Equal(x >= y ? 5 : 7, Tensor.Select(a >= b, 5, 7).Item());
            Assert.Equal(x <= y ? x : y, Tensor.Select(a <= b, a, b).Item());
            Assert.Equal(x > y && x > 0 ? 1 : 0, Tensor.Select((a > b) & (a > 0), 1, 0).Item());
            Assert.Equal(x > y || x > 0 ? 1 : 0, Tensor.Select((a > b) | (a > 0), 1, 0).Item());
            Assert.Equal((x * y) + 3, Tensor.FusedMultiplyAdd(a, b, 3).Item(), 1e-13);
            Assert.Equal((x * 0.5) + y, Tensor.FusedMultiplyAdd(a, 0.5, b).Item(), 1e-13);
        }
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Functions_agree_with_real_numbers(bool number)
    {
        foreach (var x in Left)
        {
            var a = Operand(x, number);
            Near(Real.Exp(x), Tensor.Exp(a));
            Near(Real.Tanh(x), Tensor.Tanh(a));
            Near(Real.Erf(x), Tensor.Erf(a));
            Near(Real.Abs(x), Tensor.Abs(a));
            Near(Real.Sqrt(Math.Abs(x)), Tensor.Sqrt(Tensor.Abs(a)));
            Near(Real.Log(Math.Abs(x) + 1), Tensor.Log(Tensor.Abs(a) + 1));
            Near(Softplus<Real>(x), Tensor.Softplus(a));
            Near(Sigmoid<Real>(x), Tensor.Sigmoid(a));
        }
    }

    [TorchFact]
    public void A_number_takes_the_shape_of_what_it_meets()
    {
        var ones = Tensor.Full([2, 3], 1, DType.Float64);
        Assert.Equal([2, 3], (2 - ones).Shape);
        Assert.Equal([1, 1, 1, 1, 1, 1], (2 - ones).ToDoubles());
        Assert.Equal(6, Tensor.Sum(ones).Item());
    }

    [TorchFact]
    public void Gradients_agree_with_the_closed_form_and_can_be_differentiated_again()
    {
        var x = Tensor.From([0.3, -1.2, 2.0], [3]).AsLeaf();
        var gradient = Autograd.Gradient((x * x * x).Sum(), [x], createGraph: true)[0];
        Assert.Equal(x.ToDoubles().Select(v => 3 * v * v), gradient.ToDoubles(), Close);
        var second = Autograd.Gradient(gradient.Sum(), [x])[0];
        Assert.Equal(x.ToDoubles().Select(v => 6 * v), second.ToDoubles(), Close);
    }

    [TorchFact]
    public void An_input_that_nothing_depends_on_has_gradient_0()
    {
        var x = Tensor.From([1.0], [1]).AsLeaf();
        var y = Tensor.From([1.0], [1]).AsLeaf();
        Assert.Equal(0, Autograd.Gradient((x * 2).Sum(), [x, y])[1].Item());
    }

    [TorchTheory]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Int8)]
    [InlineData(DType.Int16)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Bool)]
    public void Elements_of_any_type_come_back_from_their_bytes(DType type)
    {
        var tensor = Tensor.From([0, 1, 1, 0, 1, 0], [2, 3]).Cast(type).Transpose();
        var back = Tensor.FromBytes(type, tensor.ToBytes(), tensor.Shape);
        Assert.Equal(type, back.DType);
        Assert.Equal(tensor.ToDoubles(), back.ToDoubles());
    }

    [TorchFact]
    public void What_libtorch_objects_to_is_said_in_its_own_words()
    {
        var error = Assert.Throws<TorchException>(() => Tensor.Zeros([2, 3]).MatMul(Tensor.Zeros([2, 3])));
        Assert.Contains("shapes cannot be multiplied", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
        Assert.Throws<TorchException>(() => new Operator("aten::no_such_operator").Call());
        Assert.Throws<TorchException>(() => new ScriptModule("no-such-file.pt"));
    }

    [TorchFact]
    public void A_scope_frees_what_was_made_in_it_but_for_what_is_kept()
    {
        Tensor kept, lost;
        using (var scope = new TensorScope())
        {
            kept = scope.Keep(Tensor.Zeros([3]) + 1);
            lost = Tensor.Zeros([3]);
            Assert.Equal(2, scope.Count);
        }

        Assert.Equal([1f, 1f, 1f], kept.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => lost.ToArray<float>());
    }

    [TorchFact]
    public void A_sweep_frees_all_but_the_roots_and_keeps_a_root_that_is_named_twice()
    {
        using var scope = new TensorScope();
        Tensor[] state = [Tensor.Zeros([3]) + 1, 0];
        scope.Sweep(state, state);
        Assert.Equal(1, scope.Count);
        scope.Sweep(state);
        Assert.Equal([1f, 1f, 1f], state[0].ToArray<float>());
    }

    [TorchFact]
    public void Memory_does_not_grow_over_many_operations()
    {
        using var scope = new TensorScope();
        Tensor[] state = [Tensor.Full([1 << 20], 0.5)];
        for (var i = 0; i < 2000; i++) // 16 GB in all
        {
            state[0] = (state[0] * 0.5) + (state[0] * 0.5);
            scope.Sweep(state);
        }

        Assert.Equal(1, scope.Count);
        Assert.True(Environment.WorkingSet < 2L << 30);
    }

    [TorchFact]
    public void A_generator_that_is_restored_repeats_its_numbers()
    {
        using var generator = new Generator(7);
        var saved = generator.State;
        var normal = new Operator("aten::randn", "generator");
        var first = normal.Call(new long[] { 5 }, Argument.From(generator)).ToArray<float>();
        Assert.NotEqual(first, normal.Call(new long[] { 5 }, Argument.From(generator)).ToArray<float>());
        generator.State = saved;
        Assert.Equal(first, normal.Call(new long[] { 5 }, Argument.From(generator)).ToArray<float>());
    }

    [TorchFact]
    public void The_norm_is_that_of_all_elements()
    {
        Assert.Equal(Math.Sqrt(30), Tensor.From([1.0, -2, 3, 4], [2, 2]).Norm(), 1e-15);
        Assert.Equal(0, Tensor.Zeros([3]).Norm());
    }

    [TorchFact]
    public void Lists_come_and_go()
    {
        var parts = Tensor.From([1.0, 2, 3, 4, 5], [5]).Split([2, 3]);
        Assert.Equal([3.0, 4, 5], parts[1].ToDoubles());
        Assert.Equal([3.0, 4, 5, 1, 2], Tensor.Concatenate([parts[1], parts[0]]).ToDoubles());
    }

    private static Tensor Operand(double value, bool number) => number ? value : Tensor.From([value], [1]);

    private static void Near(Real expected, Tensor actual) =>
        Assert.Equal(1, (actual.Item() + 1e-300) / (expected.Value + 1e-300), 1e-13);

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-13 * (1 + Math.Abs(a));

    private static T Softplus<T>(T value)
        where T : IScalar<T> => T.Softplus(value);

    private static T Sigmoid<T>(T value)
        where T : IScalar<T> => T.Sigmoid(value);
}
