using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Saddle.Data;
using Saddle.Gans.Networks.Foreign.Exported;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Archives of torch.export that are damaged, or made to do harm: one clear line each.</summary>
public sealed class ExportedHostileTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Figures.Folder, "exported", "odd", "noise-inside.pt2");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-exported").FullName;

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TorchTheory]
    [InlineData("torch.ops.aten.from_file.default", "the operator aten::from_file, which a network's file may not")]
    [InlineData("torch.ops.aten.set_.source_Tensor", "aten::set_.source_Tensor, which a network's file may not")]
    [InlineData("torch.ops.aten._cudnn_rnn.default", "aten::_cudnn_rnn, which a network's file may not")]
    [InlineData("torch.ops.aten.tanh_backward.default", "aten::tanh_backward, which a network's file may not")]
    [InlineData("torch.ops.mine.fused.default", "mine::fused, which is not of PyTorch's own library aten")]
    [InlineData("torch.ops.aten.quite_new.default", "calls the operator aten::quite_new, which libtorch ")]
    [InlineData("torch.ops.higher_order.cond", "the higher-order operator 'cond', which Saddle does not run")]
    [InlineData("os.system", "it calls 'os.system', which is no operator of libtorch")]
    public void Operators_that_cannot_be_run_are_refused_when_it_is_opened(string target, string told)
    {
        var file = Plain().Node(target, "z", 7, ("self", ExportedFile.Tensor("y")));
        Assert.Contains(told, Refusal(file.Save(At("refused"))), StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData(9, "its schema is 9.0, of PyTorch 2.13.0; expected one of 8, which PyTorch 2.6 and later write: a n")]
    [InlineData(7, "export it again with a newer PyTorch")]
    public void Another_schema_is_refused(int major, string told)
    {
        var file = Plain();
        file.Schema = (major, 0);
        Assert.Contains(told, Refusal(file.Save(At("schema"))), StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData("data/aotinductor/model/model.so", "it is a compiled archive (AOTInductor)")]
    [InlineData("archive/data/aotinductor/model/model.so", "it is a compiled archive (AOTInductor)")]
    [InlineData("m/constants.pkl", "it is a TorchScript module")]
    [InlineData("models/a.json,models/b.json", "it holds several networks (models/a.json, models/b.json)")]
    [InlineData("m/data.pkl", "it is what torch.save makes")]
    [InlineData("picture.png", "it is a zip, and no archive of torch.export")]
    public void Another_zip_is_told_for_what_it_is(string entry, string told)
    {
        using (var zip = ZipFile.Open(At("other"), ZipArchiveMode.Create))
        {
            foreach (var name in entry.Split(','))
            {
                zip.CreateEntry(name);
            }
        }

        Assert.Contains(told, Refusal(At("other")), StringComparison.Ordinal);
        Assert.Equal(entry.Contains("aotinductor", StringComparison.Ordinal), ExportedModule.IsArchive(At("other")));
    }

    [TorchFact]
    public void A_graph_with_a_backward_pass_or_a_pickled_weight_is_refused()
    {
        var backward = Plain().Output(
            "gradient_to_parameter", ExportedFile.Tensor("y"), new() { ["arg"] = new JsonObject { ["name"] = "y" } });
        Assert.Contains("it holds a backward pass", Refusal(backward.Save(At("backward"))), StringComparison.Ordinal);
        var path = Plain().Save(At("pickled"), weights: table => table["w"]!["use_pickle"] = true);
        Assert.Contains("'w' is no plain tensor but a pickled object", Refusal(path), StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData("sizes", 0, -1)]
    [InlineData("sizes", 0, 3)]
    [InlineData("sizes", 0, long.MaxValue)]
    [InlineData("strides", 0, -1)]
    [InlineData("strides", 0, long.MaxValue)]
    [InlineData("strides", 0, 2)]
    [InlineData("storage_offset", null, 1)]
    [InlineData("storage_offset", null, long.MinValue)]
    public void A_tensor_beyond_its_storage_is_refused(string part, int? at, long value)
    {
        var path = Plain().Save(At("beyond"), weights: table =>
        {
            var meta = table["w"]!["tensor_meta"]!;
            (at is { } i ? meta[part]![i]! : meta[part]!)["as_int"] = value;
        });
        Assert.Contains("the tensor 'w' lies outside its storage", Refusal(path), StringComparison.Ordinal);
    }

    [TorchFact]
    public void Lists_names_and_numbers_beyond_measure_are_refused()
    {
        (string Told, Action<JsonObject> Change)[] cases =
        [
            ("'graph_module' is missing", program => program.Remove("graph_module")),
            ("nothing gives 'p_x'", program => Node(program)["inputs"]![1]!["arg"] = ExportedFile.Tensor("p_x")),
            ("a list in the graph is longer", program =>
            {
                Node(program)["target"] = "torch.ops.aten.sum.dim_IntList";
                Node(program)["inputs"]![1]!["name"] = "dim";
                Node(program)["inputs"]![1]!["arg"] = ExportedFile.Wholes(new long[1_000_000]);
            }),
            (
                "is as_string, where libtorch takes Tensor",
                program => Node(program)["inputs"]![1]!["arg"] = ExportedFile.Of("as_string", "x")),
            ("stands where a list should", program => Graph(program)["nodes"] = 3),
            ("is given no 'self'", program => Node(program)["inputs"]!.AsArray().RemoveAt(0)),
            ("an argument 'more'", program => Node(program)["inputs"]![0]!["name"] = "more"),
            ("the type of elements 99", program => Graph(program)["tensor_values"]!["x"]!["dtype"] = 99),
        ];
        foreach (var (told, change) in cases)
        {
            var path = At("measure");
            File.Delete(path);
            Assert.Contains(told, Refusal(Plain().Save(path, change)), StringComparison.Ordinal);
        }
    }

    [TorchFact]
    public void A_bomb_takes_neither_time_nor_memory()
    {
        Refusal(Rewritten("deep", "models/model.json", new string('[', 1_000_000)));
        Refusal(Rewritten("long", "models/model.json", new string(' ', 50_000_000)));
        Refusal(Rewritten("wide", "models/model.json", $"[{string.Concat(Enumerable.Repeat("[],", 2_000_000))}0]"));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 1L << 30);
    }

    [TorchFact]
    public void A_file_that_ends_early_is_told_or_is_not_read()
    {
        var whole = File.ReadAllBytes(Sample);
        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(At("cut"), whole[..length]);
            Refusal(At("cut"));
        }
    }

    // What can still be opened runs, or libtorch refuses it.
    [TorchFact]
    public void Any_change_of_the_graph_is_refused_or_runs()
    {
        var text = Encoding.UTF8.GetBytes(ReadEntry("noise-inside/models/model.json"));
        var table = Encoding.UTF8.GetBytes(ReadEntry("noise-inside/data/weights/model_weights_config.json"));
        var x = Tensor.Full([4, 2], 1);
        for (var i = 0; i < 300; i++)
        {
            var (name, original) = i % 4 == 0
                ? ("data/weights/model_weights_config.json", table)
                : ("models/model.json", text);
            byte[] changed = [.. original];
            for (var k = 0L; k < 1 + (i % 3); k++)
            {
                var at = Figures.Whole($"place {i}", k) * changed.Length / 10007;
                changed[at] = (byte)"0123456789-{}[],:\"abt"[(int)(Figures.Whole($"byte {i}", k) % 21)];
            }

            try
            {
                var module = ExportedModule.Open(Rewritten("changed", name, Encoding.UTF8.GetString(changed)));
                module.Forward([.. module.Tensors.Select(tensor => tensor.Value)], [x], false, 0);
            }
            catch (Exception told) when (told is DataException or TorchException)
            {
                Assert.DoesNotContain('\n', told is DataException ? told.Message : string.Empty);
            }
        }
    }

    private static ExportedFile Plain() => new ExportedFile()
        .Parameter("w", [2], 3, 4)
        .Input("x", "s0", 2)
        .Node(
            "torch.ops.aten.add.Tensor",
            "y",
            7,
            ("self", ExportedFile.Tensor("x")),
            ("other", ExportedFile.Tensor("p_w")))
        .Output("y");

    private static JsonNode Graph(JsonObject program) => program["graph_module"]!["graph"]!;

    private static JsonNode Node(JsonObject program) => Graph(program)["nodes"]![0]!;

    private static string Refusal(string path)
    {
        var told = Assert.Throws<DataException>(() => ExportedModule.Open(path)).Message;
        Assert.DoesNotContain('\n', told);
        return told;
    }

    private static string ReadEntry(string name)
    {
        using var zip = ZipFile.OpenRead(Sample);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private string At(string name) => Path.Combine(_folder, $"{name}.pt2");

    // The sample with another text in the place of one entry.
    private string Rewritten(string name, string entry, string text)
    {
        File.Copy(Sample, At(name), overwrite: true);
        using var zip = ZipFile.Open(At(name), ZipArchiveMode.Update);
        zip.GetEntry($"noise-inside/{entry}")!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry($"noise-inside/{entry}").Open());
        writer.Write(text);
        return At(name);
    }
}
