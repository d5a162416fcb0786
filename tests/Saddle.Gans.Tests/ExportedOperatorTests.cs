using System.Text.Json.Nodes;
using Saddle.Gans.Networks.Foreign.Exported;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// Operators of archives of torch.export that do not simply run: by parts, in another precision, on sizes.
/// </summary>
public sealed class ExportedOperatorTests : IDisposable
{
    private static readonly object[] Free = ["Symbol('s3', positive=True, integer=True)"];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-exported").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // softmax(scale q k' + mask) v, written out for one query after the other.
    [TorchTheory]
    [InlineData(false, 0, false)]
    [InlineData(true, 0, false)]
    [InlineData(false, 0.3, false)]
    [InlineData(false, 0, true)]
    public void Attention_is_its_formula_and_differentiates_twice(bool isCausal, double scale, bool isMasked)
    {
        var file = new ExportedFile()
            .Input("q", [.. Free, 3, 2])
            .Input("k", [.. Free, 3, 2])
            .Input("v", [.. Free, 3, 2]);
        (string, JsonObject)[] arguments =
        [
            ("query", ExportedFile.Tensor("q")),
            ("key", ExportedFile.Tensor("k")),
            ("value", ExportedFile.Tensor("v")),
            ("is_causal", ExportedFile.Flag(isCausal)),
            .. scale > 0 ? [("scale", ExportedFile.Real(scale))] : Array.Empty<(string, JsonObject)>(),
            .. isMasked ? [("attn_mask", ExportedFile.Tensor("mask"))] : Array.Empty<(string, JsonObject)>(),
        ];
        bool[,] seen = { { true, false, false }, { false, false, false }, { true, true, false } };
        var mask = Tensor.FromBytes(DType.Bool, [1, 0, 0, 0, 0, 0, 1, 1, 0], [3, 3]);
        if (isMasked)
        {
            file.Input("mask", 12, [3, 3]);
        }

        file.Node("torch.ops.aten.scaled_dot_product_attention.default", "y", 7, arguments).Output("y");
        var module = Open("attention", file);
        double[][] parts = [.. Enumerable.Range(0, 3).Select(i => Figures.Signed($"attention {i}", 6))];
        Tensor[] tensors = [.. parts.Select(part => Tensor.From(part, [1, 3, 2]).AsLeaf())];
        var output = module.Forward([], isMasked ? [.. tensors, mask] : tensors, false, 0)[0].Value;
        var expected = new double[6];
        for (var i = 0; i < 3; i++)
        {
            var weights = new double[3];
            for (var j = 0; j < 3; j++)
            {
                var score = (parts[0][2 * i] * parts[1][2 * j]) + (parts[0][(2 * i) + 1] * parts[1][(2 * j) + 1]);
                var counts = (!isCausal || j <= i) && (!isMasked || seen[i, j]);
                weights[j] = counts ? Math.Exp(score * (scale > 0 ? scale : 1 / Math.Sqrt(2))) : 0;
            }

            for (var d = 0; d < 2; d++)
            {
                var sum = weights.Sum();
                expected[(2 * i) + d] = sum == 0
                    ? 0
                    : Enumerable.Range(0, 3).Sum(j => weights[j] * parts[2][(2 * j) + d]) / sum;
            }
        }

        Close(expected, output, 1e-14);
        var first = Autograd.Gradient(output.Square().Sum(), [tensors[0]], createGraph: true)[0];
        var second = Autograd.Gradient(first.Square().Sum(), [tensors[1]])[0];
        Assert.True(second.IsFinite());
        Assert.NotEqual(0, second.Norm());
    }

    [TorchFact]
    public void Attention_of_a_decomposed_archive_is_the_same()
    {
        var file = new ExportedFile()
            .Input("q", [.. Free, 1, 3, 2])
            .Node(
                "torch.ops.aten._scaled_dot_product_flash_attention_for_cpu.default",
                [ExportedFile.Tensor("y"), ExportedFile.Tensor("unused")],
                ("query", ExportedFile.Tensor("q")),
                ("key", ExportedFile.Tensor("q")),
                ("value", ExportedFile.Tensor("q")))
            .Node("torch.ops.aten.any.dims", "some", 12, ("self", ExportedFile.Tensor("y")))
            .Node(
                "torch.ops.aten.scaled_dot_product_attention.default",
                "whole",
                7,
                ("query", ExportedFile.Tensor("q")),
                ("key", ExportedFile.Tensor("q")),
                ("value", ExportedFile.Tensor("q")))
            .Output("y")
            .Output("whole")
            .Output("some");
        var module = Open("decomposed", file);
        var outputs = module.Forward([], [Tensor.From(Figures.Signed("decomposed", 6), [1, 1, 3, 2])], false, 0);
        Assert.Equal(outputs[1].Value.ToDoubles(), outputs[0].Value.ToDoubles());
        Assert.Equal(1, outputs[2].Value.ToDoubles().Single());
    }

    [TorchFact]
    public void Heads_of_queries_may_share_keys_and_weights_may_be_dropped()
    {
        var file = new ExportedFile()
            .Input("q", [.. Free, 4, 3, 2])
            .Input("k", [.. Free, 2, 3, 2])
            .Node(
                "torch.ops.aten.scaled_dot_product_attention.default",
                "y",
                7,
                ("query", ExportedFile.Tensor("q")),
                ("key", ExportedFile.Tensor("k")),
                ("value", ExportedFile.Tensor("k")),
                ("dropout_p", ExportedFile.Real(0.5)),
                ("enable_gqa", ExportedFile.Flag(true)))
            .Output("y");
        var module = Open("grouped", file);
        var (q, k) = (Tensor.Full([2, 4, 3, 2], 1), Tensor.Full([2, 2, 3, 2], 1));
        double[] Draw(ulong seed) => module.Forward([], [q, k], true, seed)[0].Value.ToDoubles();
        Assert.Equal(48, Draw(1).Length);
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));

        // a third of the weight at each source, twice that where it stays
        Assert.All(Draw(1), value => Assert.Contains(Math.Round(value * 1.5), (double[])[0, 1, 2, 3]));
    }

    [TorchFact]
    public void A_file_of_single_precision_computes_in_double_where_it_is_run_in_double()
    {
        var file = new ExportedFile()
            .Parameter("w", [1], 0.1f)
            .Constant("c", [1], 0.1f)
            .Input("x", [.. Free, 1])
            .Node("torch.ops.aten.arange.default", "whole", 5, ("end", ExportedFile.Whole(4)))
            .Node(
                "torch.ops.aten.div.Tensor",
                "third",
                7,
                ("self", ExportedFile.Tensor("whole")),
                ("other", ExportedFile.Whole(3)))
            .Node(
                "torch.ops.aten.full.default",
                "made",
                7,
                ("size", ExportedFile.Wholes(1)),
                ("fill_value", ExportedFile.Real(0.1)),
                ("device", ExportedFile.Of("as_device", new JsonObject { ["type"] = "cuda", ["index"] = 3 })))
            .Node(
                "torch.ops.aten.to.dtype",
                "cast",
                7,
                ("self", ExportedFile.Tensor("x")),
                ("dtype", ExportedFile.Type(7)))
            .Node(
                "torch.ops.aten.to.dtype",
                "half",
                6,
                ("self", ExportedFile.Tensor("x")),
                ("dtype", ExportedFile.Type(6)))
            .Output("third")
            .Output("made")
            .Output("cast")
            .Output("half")
            .Output("p_c");
        var module = Open("precision", file);
        foreach (var type in (DType[])[DType.Float32, DType.Float64])
        {
            var x = Tensor.Full([1, 1], 1 / 3.0, type);
            var outputs = module.Forward([module.Tensors[0].Value.Cast(type)], [x], false, 0);
            Assert.All(outputs, output => Assert.Equal(type, output.Value.DType));
            var exact = type == DType.Float64;
            Assert.Equal(exact ? 1 / 3.0 : 1 / 3f, outputs[0].Value.ToDoubles()[1]);
            Assert.Equal(exact ? 0.1 : 0.1f, outputs[1].Value.ToDoubles()[0]);
            Assert.Equal(exact ? 1 / 3.0 : 1 / 3f, outputs[2].Value.ToDoubles()[0]);
            Assert.Equal(exact ? 1 / 3.0 : 1 / 3f, outputs[3].Value.ToDoubles()[0]);
            Assert.Equal(0.1f, outputs[4].Value.ToDoubles()[0]);
        }
    }

    [TorchFact]
    public void Sizes_are_computed_with_as_Python_does()
    {
        (string Target, JsonObject[] Arguments, long Expected)[] cases =
        [
            ("_operator.mul", [ExportedFile.Symbol("n"), ExportedFile.Whole(3)], 15),
            ("_operator.floordiv", [ExportedFile.Whole(-7), ExportedFile.Whole(2)], -4),
            ("_operator.mod", [ExportedFile.Whole(-7), ExportedFile.Symbol("n")], 3),
            ("_operator.pow", [ExportedFile.Symbol("n"), ExportedFile.Whole(2)], 25),
            ("torch.sym_min", [ExportedFile.Symbol("n"), ExportedFile.Whole(4)], 4),
            ("torch.sym_max", [ExportedFile.Symbol("n"), ExportedFile.Whole(4)], 5),
            ("torch.sym_sum", [ExportedFile.Symbols("n", 2, "n")], 12),
            ("math.ceil", [ExportedFile.Real(2.1)], 3),
            ("_operator.sub", [ExportedFile.Symbol("n"), ExportedFile.Whole(1)], 4),
        ];
        var x = Tensor.Full([5, 1], 1);
        foreach (var (target, arguments, expected) in cases)
        {
            var file = new ExportedFile()
                .Input("x", [.. Free, 1])
                .Node("torch.ops.aten.sym_size.int", "n", 0, In("x"), ("dim", ExportedFile.Whole(0)))
                .Node(target, "m", 0, [.. arguments.Select((argument, i) => ($"a{i}", argument))])
                .Node("torch.ops.aten.mul.Tensor", "y", 7, In("x"), ("other", ExportedFile.Symbol("m")))
                .Output("y");
            Assert.Equal(expected, Open(target, file).Forward([], [x], false, 0)[0].Value.ToDoubles()[0]);
        }
    }

    [TorchFact]
    public void What_only_checks_is_left_out_and_infinities_are_read()
    {
        foreach (var infinity in (JsonNode[])["-Infinity", "NaN-BARE"])
        {
            var file = new ExportedFile()
                .Input("x", [.. Free, 1])
                .Node("torch.ops.aten._assert_tensor_metadata.default", [], ("a", ExportedFile.Tensor("x")))
                .Node("torch.ops.aten.clamp.default", "y", 7, In("x"), ("min", ExportedFile.Of("as_float", infinity)))
                .Output("y");
            var path = file.Save(Path.Combine(_folder, $"{infinity}.pt2"));
            Bare(path);
            var outputs = ExportedModule.Open(path).Forward([], [Tensor.Full([1, 1], -5)], false, 0);
            Assert.Equal(-5, outputs[0].Value.Item());
        }
    }

    [TorchFact]
    public void Operators_that_an_older_libtorch_lacks_run_by_their_parts()
    {
        var file = new ExportedFile()
            .Parameter("g", [2], 1, 2)
            .Input("x", [.. Free, 1, 2, 1])
            .Node("torch.ops.aten.squeeze.dims", "s", 7, In("x"), ("dim", ExportedFile.Wholes(1, -1)))
            .Node(
                "torch.ops.aten.rms_norm.default",
                "y",
                7,
                ("input", ExportedFile.Tensor("s")),
                ("normalized_shape", ExportedFile.Wholes(2)),
                ("weight", ExportedFile.Tensor("p_g")),
                ("eps", ExportedFile.Real(0.5)))
            .Output("y");
        var module = Open("parts", file);
        var output = module.Forward(
            [module.Tensors[0].Value], [Tensor.From<float>([1, 2, 3, 4], [2, 1, 2, 1])], false, 0)[0].Value;
        Assert.Equal([2L, 2L], output.Shape);
        var (first, second) = (Math.Sqrt(3), Math.Sqrt(13));
        Close([1 / first, 4 / first, 3 / second, 8 / second], output, 1e-6);
    }

    private static (string Name, JsonObject Value) In(string name) => ("self", ExportedFile.Tensor(name));

    // Python writes infinities as bare words.
    private static void Bare(string path)
    {
        using var zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update);
        var entry = zip.GetEntry("archive/models/model.json")!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
        {
            text = reader.ReadToEnd();
        }

        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry("archive/models/model.json").Open());
        writer.Write(text.Replace("\"NaN-BARE\"", "-Infinity", StringComparison.Ordinal));
    }

    private static void Close(IReadOnlyList<double> expected, Tensor actual, double tolerance) =>
        Assert.All(expected.Zip(actual.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, tolerance));

    private ExportedModule Open(string name, ExportedFile file) =>
        ExportedModule.Open(file.Save(Path.Combine(_folder, $"{name}.pt2")));
}
