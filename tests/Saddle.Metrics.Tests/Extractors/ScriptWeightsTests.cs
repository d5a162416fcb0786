using Saddle.Data;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>A TorchScript archive is a program; given as weights it is read as data, and nothing in it runs.</summary>
public sealed class ScriptWeightsTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void Weights_of_a_script_are_those_that_libtorch_loads()
    {
        var path = Peers.PathOf("metrics", "extractor.pt");
        using var module = new ScriptModule(path);
        var loaded = module.State().ToDictionary(held => held.Name, held => held.Value, StringComparer.Ordinal);
        var read = Weights.Read(path);
        string[] names = ["conv.bias", "conv.weight", "fc.bias", "fc.weight"];
        Assert.True(names.SequenceEqual(read.Tensors.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal));
        Assert.Equal(loaded.Keys.Order(StringComparer.Ordinal), read.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(loaded, pair =>
        {
            Assert.Equal(pair.Value.Shape, read.Tensors[pair.Key].Shape);
            Assert.Equal(pair.Value.ToArray<float>(), read.Tensors[pair.Key].ToArray<float>());
        });
    }

    [TorchFact]
    public void Code_that_would_run_at_load_does_not_run_where_weights_are_read()
    {
        var (path, trace) = (_folder.At("weights.pth"), _folder.At("trace"));
        ScriptArchive.Write(path, atLoad: $"torch.save(state, \"{trace}\")");
        new ScriptModule(path).Dispose();
        Assert.True(File.Exists(trace), "The archive is to be one that writes a file when it is loaded.");
        File.Delete(trace);

        var weights = Weights.Read(path);
        Assert.False(File.Exists(trace));
        Assert.Equal([1, 2, 3, 4], weights["weight", 2, 2].ToArray<float>());
        var missing = Assert.Throws<DataException>(() => weights["bias", 2]);
        Assert.EndsWith(
            "the weight 'bias' is missing; it is not a network of this kind; it is TorchScript, of which the tensors "
            + $"are read as data and nothing runs: as a program it is --extractor torchscript:file={path}",
            missing.Message,
            StringComparison.Ordinal);
        var inception = new FidInception(path);
        Assert.Throws<DataException>(() => inception.Open(new(Protocol.Get(null), new(_folder.Path))));
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void A_program_says_before_it_runs_that_it_is_one()
    {
        var path = _folder.At("module.pt");
        ScriptArchive.Write(path);
        Assert.Equal(
            $"torchscript: {path} is a program; "
            + "it runs in a process of its own, without network, files and much memory",
            new TorchScriptFile(path).Warning);
        Assert.Null(new TorchScriptFile(_folder.Write("noise.pt", Files.Noise(100))).Warning);
        Assert.Null(new TorchScriptFile(_folder.At("none.pt")).Warning);
        Assert.Null(new FidInception("weights.pth").Warning);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
