using System.IO.Compression;
using System.Text.Json.Nodes;
using Saddle.Data.Formats;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Exported;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>What archives of torch.export hold beside plain layers.</summary>
public sealed class ExportedModuleTests : IDisposable
{
    private static readonly object[] Free = ["Symbol('s3', positive=True, integer=True)"];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-exported").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TorchTheory]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    public void Half_precision_is_taken_as_single(string name)
    {
        var module = Odd(name);
        Assert.All(module.Tensors, tensor => Assert.Equal(DType.Float32, tensor.Value.DType));
        Assert.Equal(DType.Float32, module.Inputs[0].Type);
        Assert.Contains(module.Notes, note => note.Contains("half precision", StringComparison.Ordinal));
        var x = Numbers([3, 2], 1);
        var (values, output) = Run(module, x);
        var hidden = x.MatMul(values[0].Transpose()) + values[1];
        hidden = Layers.LeakyRelu(hidden, 0.2);
        Close(hidden.MatMul(values[2].Transpose()) + values[3], output, 1e-6);
    }

    [TorchFact]
    public void What_its_owner_has_frozen_is_no_parameter()
    {
        var module = Odd("half-frozen");
        Assert.Equal(
            [TensorRole.Frozen, TensorRole.Parameter, TensorRole.Parameter, TensorRole.Parameter],
            module.Tensors.Select(tensor => tensor.Role));
        Assert.Contains(module.Notes, note => note.EndsWith(": 0.weight", StringComparison.Ordinal));
    }

    [TorchFact]
    public void Tied_weights_are_one_tensor()
    {
        var module = Odd("tied");
        Assert.Equal(5, module.Tensors.Count);
        Assert.Equal(["b.weight"], module.Tensors.Single(tensor => tensor.Name == "a.weight").Aliases);
    }

    // What PyTorch 1.13 gives for the same networks as TorchScript, after torch.manual_seed(7).
    [TorchTheory]
    [InlineData(
        "noise-inside",
        null,
        new[]
        {
            0.2388032, 0.0502279, 0.2854508, 0.0149137, 0.1131407, 0.0830737, 0.1332872, -0.0942152, 0.1220121,
            0.0185901,
        })]
    [InlineData("dropout", true, new[] { 0.2636342, 0.0372936, -0.0031643, -0.0845855, 0.0675573 })]
    public void What_it_draws_is_what_PyTorch_draws_from_the_seed(string name, bool? mode, double[] expected)
    {
        var module = Odd(name);
        Assert.Equal(mode, module.FixedMode);
        var x = Tensor.Full([5, 2], 0.5);
        double[] Draw(ulong seed) => module.Forward(Values(module), [x], true, seed)[0].Value.ToDoubles();
        Assert.All(expected.Zip(Draw(7)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    [TorchFact]
    public void A_batch_that_is_fixed_is_said()
    {
        var module = Odd("fixed-batch");
        Assert.Equal(16, module.FixedBatch);
        Assert.Equal([16, 2], module.Inputs[0].Shape!);
        var failure = Assert.Throws<TorchException>(() => Run(module, Numbers([8, 2], 1)));
        Assert.Equal("the network takes 'x' of shape [16, 2], and is given [8, 2]", failure.Message);
    }

    [TorchFact]
    public void Weights_whose_rows_lie_apart_are_read_in_order()
    {
        var module = Odd("channels-last");
        using var expected = NpzReader.Open(Path.Combine(Figures.Folder, "exported", "odd", "channels-last.npz"));
        Tensor Array(string name) => Tensor.From<double>(
            expected.Read(name, array => array.ReadDoubles()), [.. expected.ShapeOf(name)]).Cast(DType.Float32);
        Close(Array("y"), Run(module, Array("x")).Output, 1e-6);
        Close(Array("0.weight"), module.Tensors[0].Value, 0);
    }

    [TorchFact]
    public void Nothing_to_train_and_several_results_are_told()
    {
        Assert.Empty(Odd("nothing-to-train").Tensors);
        var module = Odd("two-outputs");
        var outputs = module.Forward(Values(module), [Numbers([4, 2], 1)], false, 0);
        Assert.Equal("0, 1", string.Join(", ", outputs.Select(output => output.Name)));
        Assert.Equal([[4L, 1L], [4L, 16L]], outputs.Select(output => output.Value.Shape));
        Assert.Equal([-1, 2], module.Inputs[0].Shape!);
        Assert.Equal("x", module.Inputs[0].Name);
        Assert.Null(module.FixedMode);
        Assert.Equal((1, null), (module.BatchUnit, module.FixedBatch));
    }

    [TorchFact]
    public void Batch_statistics_come_back_as_new_values_whether_written_in_place_or_given()
    {
        (string, ExportedFile)[] forms =
        [
            ("in-place", Normalised()
                .Node("torch.ops.aten.batch_norm.default", "y", 7, Statistics(cudnn: true))
                .Output("y")),
            ("legit", Normalised()
                .Node("torch.ops.aten._native_batch_norm_legit.default", Three(), Statistics(cudnn: false))
                .Output("y")),
            ("functional", Normalised()
                .Node(
                    "torch.ops.aten._native_batch_norm_legit_functional.default",
                    [.. Three(), ExportedFile.Tensor("m"), ExportedFile.Tensor("v")],
                    Statistics(cudnn: false))
                .Mutation("mean", "m")
                .Mutation("var", "v")
                .Output("y")),
        ];
        var x = Numbers([6, 2], 3);
        double[]?[] first = [];
        foreach (var (name, file) in forms)
        {
            var module = Open(name, file);
            Assert.True(module.FixedMode);
            var values = Values(module);
            var before = values.ToArray();
            var output = module.Forward(values, [x], false, 0).Single().Value;
            double[]?[] all = [output.ToDoubles(), values[2].ToDoubles(), values[3].ToDoubles()];
            Assert.Equal([0, 0], before[2].ToDoubles());
            Assert.True(values[1].Is(before[1]));
            Assert.NotEqual([0, 0], all[1]!);
            first = first.Length == 0 ? all : first;
            Assert.Equal(first, all);
        }
    }

    [TorchFact]
    public void A_graph_within_that_only_writes_writes_copies_and_keeps_no_gradients()
    {
        var part = ExportedFile.Graph(
            ["a", "b"],
            [
                ExportedFile.MakeNode(
                    "torch.ops.aten.copy_.default",
                    [ExportedFile.Tensor("c")],
                    ("self", ExportedFile.Tensor("b")),
                    ("src", ExportedFile.Tensor("a"))),
            ],
            []);
        var file = new ExportedFile()
            .Parameter("w", [2], 3, 4)
            .Buffer("b", [2], 1, 2)
            .Input("x", [.. Free, 2])
            .Node(
                "torch.ops.higher_order.wrap_with_set_grad_enabled",
                [],
                (string.Empty, ExportedFile.Flag(false)),
                (string.Empty, part),
                (string.Empty, ExportedFile.Tensor("p_w")),
                (string.Empty, ExportedFile.Tensor("p_b")))
            .Node(
                "torch.ops.aten.mul.Tensor",
                "y",
                7,
                ("self", ExportedFile.Tensor("x")),
                ("other", ExportedFile.Tensor("p_b")))
            .Output("y");
        var module = Open("writes", file);
        Assert.True(module.FixedMode);
        var values = Values(module);
        values[0] = values[0].AsLeaf();
        var output = module.Forward(values, [Tensor.Full([1, 2], 1)], false, 0)[0].Value;
        Assert.Equal([3, 4], output.ToDoubles());
        Assert.False(output.RequiresGradient);
        Assert.Equal([3, 4], values[1].ToDoubles());
        Assert.Equal([1, 2], module.Tensors[1].Value.ToDoubles());
    }

    [TorchFact]
    public void Autocast_is_left_out_and_said()
    {
        var part = ExportedFile.Graph(
            ["a"],
            [
                ExportedFile.MakeNode(
                    "torch.ops.aten.relu.default", [ExportedFile.Tensor("b")], ("self", ExportedFile.Tensor("a"))),
                ExportedFile.MakeNode(
                    "torch.ops.aten.neg.default", [ExportedFile.Tensor("c")], ("self", ExportedFile.Tensor("a"))),
            ],
            ["b", "c"]);
        var file = new ExportedFile()
            .Input("x", [.. Free, 2])
            .Node(
                "torch.ops.higher_order.wrap_with_autocast",
                [ExportedFile.Tensor("d"), ExportedFile.Tensor("e")],
                (string.Empty, ExportedFile.Of("as_string", "cuda")),
                (string.Empty, ExportedFile.Type(6)),
                (string.Empty, ExportedFile.Flag(true)),
                (string.Empty, ExportedFile.None),
                (string.Empty, part),
                (string.Empty, ExportedFile.Tensor("x")))
            .Output("d")
            .Output("e");
        var module = Open("autocast", file);
        Assert.Contains("autocast within it is left out", Assert.Single(module.Notes), StringComparison.Ordinal);
        var outputs = module.Forward([], [Tensor.From<float>([-1, 2], [1, 2])], false, 0);
        Assert.Equal([0, 2], outputs[0].Value.ToDoubles());
        Assert.Equal([1, -2], outputs[1].Value.ToDoubles());
    }

    [TorchFact]
    public void What_is_handed_in_stays_as_it_is()
    {
        var file = new ExportedFile()
            .Input("x", [.. Free, 2])
            .Node("torch.ops.aten.view.default", "v", 7, In("x"), ("size", ExportedFile.Wholes(-1)))
            .Node("torch.ops.aten.relu_.default", "r", 7, In("v"))
            .Node("torch.ops.aten.mul.Tensor", "y", 7, In("x"), ("other", ExportedFile.Real(3)))
            .Output("y");
        var module = Open("in-place", file);
        var x = Tensor.From<float>([-1, 2], [1, 2]);
        var output = module.Forward([], [x], false, 0)[0].Value;
        Assert.Equal([0, 6], output.ToDoubles());
        Assert.Equal([-1, 2], x.ToDoubles());
    }

    [TorchFact]
    public void A_parameter_that_export_took_for_a_constant_is_trained()
    {
        var file = new ExportedFile()
            .Parameter("w", [2], 3, 4)
            .Parameter("other", [2], 5, 6)
            .Constant("lifted", [2], 3, 4)
            .Input("x", [.. Free, 2])
            .Node(
                "torch.ops.aten.mul.Tensor",
                "y",
                7,
                ("self", ExportedFile.Tensor("x")),
                ("other", ExportedFile.Tensor("p_lifted")))
            .Output("y");
        var module = Open("lifted", file);
        Assert.Contains(module.Notes, note => note.EndsWith(": w", StringComparison.Ordinal));
        var values = Values(module);
        values[0] = values[0].AsLeaf();
        var output = module.Forward(values, [Tensor.Full([1, 2], 2)], false, 0)[0].Value;
        Assert.Equal([2, 2], Autograd.Gradient(output.Sum(), [values[0]])[0].ToDoubles());
    }

    // PyTorch 2.8 wrote the weights as before and the graph where it is now.
    [TorchFact]
    public void An_archive_of_the_layout_between_both_is_read()
    {
        var old = Path.Combine(Figures.Folder, "exported", "double-2.6", "G.eval.pt2");
        var path = Path.Combine(_folder, "between.pt2");
        using (var from = ZipFile.OpenRead(old))
        using (var to = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var (name, renamed) in ((string, string)[])[
                ("serialized_exported_program.json", "G/models/model.json"),
                ("serialized_state_dict.pt", "G/data/weights/model.pt"),
                ("serialized_constants.pt", "G/data/constants/model.pt")])
            {
                using var target = to.CreateEntry(renamed, CompressionLevel.NoCompression).Open();
                using var source = from.GetEntry(name)!.Open();
                source.CopyTo(target);
            }
        }

        var (first, second) = (ExportedModule.Open(old), ExportedModule.Open(path));
        Assert.Equal(first.Tensors.Count, second.Tensors.Count);
        Assert.All(first.Tensors.Zip(second.Tensors), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Value.ToDoubles(), pair.Second.Value.ToDoubles());
        });
        Assert.All(second.Tensors, tensor => Assert.Equal(DType.Float64, tensor.Value.DType));
    }

    [TorchFact]
    public void A_decomposed_archive_says_what_it_has_forgotten()
    {
        var file = new ExportedFile()
            .Input("x", [.. Free, 2])
            .Node("torch.ops.aten.relu.default", "y", 7, In("x"))
            .Output("y");
        foreach (var kind in (string[])["ATEN", "TRAINING"])
        {
            var path = file.Save(
                Path.Combine(_folder, $"{kind}.pt2"), program => program["verifiers"] = new JsonArray(kind));
            Assert.Equal(kind == "ATEN" ? 1 : 0, ExportedModule.Open(path).Notes.Count);
            file = new ExportedFile()
                .Input("x", [.. Free, 2])
                .Node("torch.ops.aten.relu.default", "y", 7, In("x"))
                .Output("y");
        }
    }

    [TorchFact]
    public void Results_have_the_names_of_their_dictionary_and_none_is_left_out()
    {
        var file = new ExportedFile
        {
            OutSpec = """
                [1, {"type": "builtins.dict", "context": "[\"h\", \"adv\"]", "children_spec": [
                {"type": "builtins.list", "context": "null", "children_spec": [
                {"type": null, "context": null, "children_spec": []},
                {"type": null, "context": null, "children_spec": []}]},
                {"type": null, "context": null, "children_spec": []}]}]
                """,
        };
        file.Input("x", [.. Free, 2])
            .Node("torch.ops.aten.relu.default", "y", 7, In("x"))
            .Output("y")
            .Output("user_output", ExportedFile.None, new() { ["arg"] = ExportedFile.None })
            .Output("x");
        var x = Numbers([3, 2], 1);
        var outputs = Open("names", file).Forward([], [x], false, 0);
        Assert.Equal("h.0, adv", string.Join(", ", outputs.Select(output => output.Name)));
        Assert.True(outputs[1].Value.Is(x));
    }

    [TorchTheory]
    [InlineData("Mul(Integer(4), Symbol('s84', positive=True, integer=True))", 4)]
    [InlineData("10*s0", 10)]
    [InlineData("s0", 1)]
    public void A_batch_that_is_a_multiple_is_said(string size, int unit)
    {
        var file = new ExportedFile()
            .Input("x", size, 2)
            .Node("torch.ops.aten.relu.default", "y", 7, In("x"))
            .Output("y");
        var module = Open("multiple", file);
        Assert.Equal(unit, module.BatchUnit);
        Assert.Equal([2L * unit, 2], Run(module, Numbers([2 * unit, 2], 1)).Output.Shape);
        if (unit > 1)
        {
            Assert.Throws<TorchException>(() => Run(module, Numbers([unit + 1, 2], 1)));
        }
    }

    private static (string Name, JsonObject Value) In(string name) => ("self", ExportedFile.Tensor(name));

    private static ExportedFile Normalised() => new ExportedFile()
        .Parameter("w", [2], 1, 2)
        .Parameter("b", [2], 3, 4)
        .Buffer("mean", [2], 0, 0)
        .Buffer("var", [2], 1, 1)
        .Input("x", [.. Free, 2]);

    private static JsonObject[] Three() =>
        [ExportedFile.Tensor("y"), ExportedFile.Tensor("save_mean"), ExportedFile.Tensor("save_rstd")];

    private static (string Name, JsonObject Value)[] Statistics(bool cudnn) =>
    [
        ("input", ExportedFile.Tensor("x")),
        ("weight", ExportedFile.Tensor("p_w")),
        ("bias", ExportedFile.Tensor("p_b")),
        ("running_mean", ExportedFile.Tensor("p_mean")),
        ("running_var", ExportedFile.Tensor("p_var")),
        ("training", ExportedFile.Flag(true)),
        ("momentum", ExportedFile.Real(0.1)),
        ("eps", ExportedFile.Real(1e-5)),
        .. cudnn ? [("cudnn_enabled", ExportedFile.Flag(true))] : Array.Empty<(string, JsonObject)>(),
    ];

    private static ExportedModule Odd(string name) =>
        ExportedModule.Open(Path.Combine(Figures.Folder, "exported", "odd", $"{name}.pt2"));

    private static Tensor Numbers(long[] shape, int seed)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return Tensor.From<double>(Figures.Signed($"exported {seed}", count), shape).Cast(DType.Float32);
    }

    private static Tensor[] Values(ExportedModule module) => [.. module.Tensors.Select(tensor => tensor.Value)];

    private static (Tensor[] Values, Tensor Output) Run(ExportedModule module, Tensor x)
    {
        var values = Values(module);
        return (values, module.Forward(values, [x], false, 0)[0].Value);
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToDoubles().Zip(actual.ToDoubles()), pair =>
            Assert.Equal(pair.First, pair.Second, Math.Max(tolerance, double.Epsilon)));
    }

    private ExportedModule Open(string name, ExportedFile file) =>
        ExportedModule.Open(file.Save(Path.Combine(_folder, $"{name}.pt2")));
}
