using System.Runtime.InteropServices;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Hostile;
using Saddle.Data.Tests.Support;
using static Saddle.Data.Tests.Hostile.RawPickle;

namespace Saddle.Data.Tests.Formats;

/// <summary>Files of PyTorch with what stands beside tensors: those of tests/data/checkpoints, and others.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    public void Bytes_are_those_of_the_tensors(string name)
    {
        var root = TorchFile.ReadTree(Peers.PathOf("formats", name));
        var arrays = Trees.Arrays(root);
        float[] weight = [.. Enumerable.Range(0, 12).Select(i => i / 8f)];
        Assert.Equal(weight, MemoryMarshal.Cast<byte, float>(arrays["a.weight"]).ToArray());
        Assert.Equal(weight[4..8], MemoryMarshal.Cast<byte, float>(arrays["a.bias"]).ToArray());
        Assert.Equal(
            [.. Enumerable.Range(0, 12).Select(i => ((i % 3 * 4) + (i / 3)) / 8f)],
            MemoryMarshal.Cast<byte, float>(arrays["b.transposed"]).ToArray());
        Assert.Equal([7L], MemoryMarshal.Cast<byte, long>(arrays["b.count"]).ToArray());
        Assert.Equal(
            weight, MemoryMarshal.Cast<byte, Half>(arrays["b.half"]).ToArray().Select(half => (float)half).ToArray());
        Assert.Equal(
            ["F32", "F32", "F32", "I64", "F16"], root.Entries.Select(entry => entry.Value.Array!.Type));
    }

    [Fact]
    public void What_stands_beside_tensors_is_named_and_not_made()
    {
        var root = TorchFile.ReadTree(Peers.PathOf("checkpoints", "rosinality-000005.pt"));
        Assert.Equal(
            ["g", "d", "g_ema", "g_optim", "d_optim", "args", "ada_aug_p"], root.Entries.Select(entry => entry.Key));
        var args = root.Entries.Single(entry => entry.Key == "args").Value;
        Assert.Equal((SavedKind.Object, "argparse.Namespace"), (args.Kind, args.Class));
        var whole = TorchFile.ReadTree(Peers.PathOf("checkpoints", "whole-module.pt"));
        Assert.Equal((SavedKind.Object, "torch.nn.modules.container.Sequential"), (whole.Kind, whole.Class));
        Assert.Contains(whole.Entries, entry => entry.Key == "_modules");
    }

    [Fact]
    public void Parameters_of_classes_and_with_attributes_are_their_tensors()
    {
        var from = Write(Dictionary(
            ("attributes", [
                .. Global("torch._utils", "_rebuild_parameter_with_state"),
                .. Tuple(One, [0x88], OrderedDictionary, Dictionary(("tag", Whole(1)))), (byte)'R']),
            ("class", [
                .. Global("torch._tensor", "_rebuild_from_type_v2"),
                .. Tuple(
                    Global("torch._utils", "_rebuild_tensor_v2"),
                    Global("torch.nn.parameter", "Parameter"),
                    Tuple(Held("0", 1), Whole(0), Tuple(Whole(1)), Tuple(Whole(1))),
                    Dictionary()),
                (byte)'R'])));
        Assert.Equal(["attributes", "class"], Trees.Arrays(TorchFile.ReadTree(from)).Keys.Order());
        Assert.Equal(["attributes", "class"], TorchFile.Read(from).Keys.Order());
    }

    [Theory]
    [InlineData("_rebuild_sparse_tensor", "sparse_tensor")]
    [InlineData("_rebuild_qtensor", "qtensor")]
    public void Tensors_of_other_kinds_are_named(string function, string expected)
    {
        var root = TorchFile.ReadTree(Write(Dictionary(
            ("odd", [.. Global("torch._utils", function), .. Tuple(Held("0", 1, "QInt8Storage")), (byte)'R']),
            ("complex", Tensor(Held("1", 1, "ComplexFloatStorage"), 0, [1], [1])),
            ("plain", One))));
        Assert.Equal(
            [(SavedKind.OtherArray, expected), (SavedKind.OtherArray, "ComplexFloatStorage"), (SavedKind.Array, "")],
            root.Entries.Select(entry => (entry.Value.Kind, entry.Value.Class)));
    }

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("os", "popen")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "exec")]
    public void What_would_run_a_program_elsewhere_is_refused_even_beside_tensors(string module, string name)
    {
        var path = Write(Dictionary(("a", One), ("b", [.. Global(module, name), .. Tuple(Text("x")), (byte)'R'])));
        var refusal = Assert.Throws<DataException>(() => TorchFile.ReadTree(path));
        Assert.Contains($"runs {module}.{name}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_in_half_is_refused()
    {
        foreach (var name in (string[])["rosinality-000005.pt", "legacy-netG.pth", "whole-module.pt"])
        {
            var bytes = Peers.Bytes("checkpoints", name);
            var path = _folder.At(name);
            File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
            Assert.Throws<DataException>(() => TorchFile.ReadTree(path));
        }
    }

    private static byte[] OrderedDictionary { get; } = [.. Global("collections", "OrderedDict"), (byte)')', (byte)'R'];

    private string Write(byte[] pickle)
    {
        var path = _folder.At("a.pth");
        File.WriteAllBytes(path, RawZip.Of(
            RawEntry.Stored("a/data.pkl", [.. pickle, (byte)'.']),
            RawEntry.Stored("a/data/0", new byte[4]),
            RawEntry.Stored("a/data/1", new byte[8])));
        return path;
    }
}
