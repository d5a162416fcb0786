namespace Saddle.Torch.Tests;

/// <summary>What operators say of their arguments, and arguments beside tensors.</summary>
public sealed class OperatorSchemaTests
{
    [Theory]
    [InlineData("Tensor self", "self", "Tensor", false, null, false, null, false)]
    [InlineData("Tensor(a!) self", "self", "Tensor", false, null, false, "a", true)]
    [InlineData("Tensor(a -> *) self", "self", "Tensor", false, null, false, "a", false)]
    [InlineData("Tensor(b!)? out", "out", "Tensor", true, null, false, "b", true)]
    [InlineData("Tensor?[] indices", "indices", "Tensor?[]", false, null, false, null, false)]
    [InlineData("int[2] stride=1", "stride", "int[]", false, 2, true, null, false)]
    [InlineData("SymInt[2]? output_size=None", "output_size", "SymInt[]", true, 2, true, null, false)]
    [InlineData("ScalarType? dtype=None", "dtype", "ScalarType", true, null, true, null, false)]
    [InlineData("Tensor(a)[]", "", "Tensor[]", false, null, false, "a", false)]
    public void A_place_is_read_as_libtorch_writes_it(
        string text,
        string name,
        string type,
        bool isOptional,
        int? length,
        bool hasDefault,
        string? alias,
        bool isWritten)
    {
        var returns = name.Length > 0 ? "()" : text;
        var schema = OperatorSchema.Parse($"aten::op({text}) -> {returns}");
        var expected = new SchemaPlace(name, type, isOptional, length, hasDefault, alias, isWritten);
        Assert.Equal(expected, schema.Arguments[0]);
        Assert.True(schema.Returns.Count == 0 || schema.Returns[0] == schema.Arguments[0]);
    }

    [Fact]
    public void Defaults_may_hold_commas_and_parentheses()
    {
        var schema = OperatorSchema.Parse(
            "aten::op(Tensor x, int[2] stride=[1, 1], *, str mode=\"a, b\", float eps=1e-05) -> (Tensor, Tensor(a!))");
        Assert.Equal("x stride mode eps", string.Join(' ', schema.Arguments.Select(argument => argument.Name)));
        Assert.Equal(2, schema.Returns.Count);
        Assert.True(schema.Returns[1].IsWritten);
    }

    [TorchFact]
    public void What_is_left_out_within_takes_the_schemas_default()
    {
        using var scope = new TensorScope();
        var add = new Operator("aten::add", "Tensor");
        Assert.True(add.Exists);
        Assert.False(new Operator("aten::no_such_thing").Exists);
        var results = new Argument[1];
        Assert.Equal(1, add.Call([Tensor.Full([2], 1), Tensor.Full([2], 2), Argument.Default], results));
        Assert.Equal([3, 3], results[0].Tensor.ToDoubles());
        var item = new Operator("aten::item");
        Assert.Equal(1, item.Call([Tensor.Full([1], 2.5)], results));
        Assert.Equal(2.5, results[0].Number);
    }

    [TorchFact]
    public void A_number_in_a_tensors_place_follows_the_type_of_the_others()
    {
        using var scope = new TensorScope();
        var multiply = new Operator("aten::mul", "Tensor");
        foreach (var type in (DType[])[DType.Float32, DType.Float64])
        {
            Assert.Equal(type, multiply.Call(Tensor.Full([2], 1, type), ((Argument)0.1).AsTensor()).DType);
        }

        var whole = Tensor.FromBytes(DType.Int16, [2, 0, 255, 255], [2]);
        Assert.Equal(DType.Int16, multiply.Call(whole, ((Argument)3L).AsTensor()).DType);
        Assert.Equal([6, -3], multiply.Call(whole, ((Argument)3L).AsTensor()).ToDoubles());
        Assert.Throws<ArgumentException>(() => Tensor.FromBytes(DType.Int64, [0], [1]));
    }
}
