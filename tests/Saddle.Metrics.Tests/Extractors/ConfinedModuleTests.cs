using Saddle.Data;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// A TorchScript program runs where it can do no harm: what it makes is what it made in the process, and what it may
/// not do ends in one line.
/// </summary>
public sealed class ConfinedModuleTests : TensorTests
{
    private const string Endless = "n = 0\ngo = True\nwhile go:\n  n = torch.add(n, 1)";
    private const string Growing =
        "y = [x]\ngo = True\nwhile go:\n  _0 = torch.append(y, torch.repeat(x, [1000, 1, 1, 1]))\nreturn torch.cat(y)";

    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void What_a_program_makes_is_the_same_to_the_byte_as_in_the_process()
    {
        var path = Peers.PathOf("metrics", "extractor.pt");
        using var within = new ScriptModule(path);
        using var apart = new ConfinedModule(path, "cpu", 1 << 29, TimeSpan.FromSeconds(30));
        using var recording = Autograd.NoGradient();
        foreach (var count in new[] { 5, 32, 1 })
        {
            var images = RandomNormals.Draw(1, 1, 1, count, 3, 24, 24).Cast(DType.Float32);
            var (expected, made) = (within.Forward(images), apart.Forward(images, TimeSpan.FromSeconds(30)));
            Assert.Equal(2, made.Length);
            foreach (var (one, other) in expected.Zip(made))
            {
                Assert.Equal(one.Shape, other.Shape);
                Assert.Equal(one.ToArray<float>(), other.ToArray<float>());
            }
        }
    }

    [TorchTheory]
    [InlineData("torch.save(x, \"{0}\")\nreturn x", "it was ended as it tried to write a file")]
    [InlineData("return torch.from_file(\"{0}\", True, 4)", "it was ended as it tried to write a file")]
    [InlineData("return torch.from_file(\"/etc/passwd\", False, 4)", "Permission denied")]
    [InlineData("return torch.zeros([1000000000, 1000])", "; torchscript:memory=MIB allows more)")]
    [InlineData(Growing, "; torchscript:memory=MIB allows more)")]
    [InlineData("return torch.zeros([2, 40000000])", "it gives 80000000 numbers; expected at most 67108864")]
    [InlineData(Endless + "\nreturn x", "it was ended after 1 s of processor time; torchscript:seconds=N allows more)")]
    [InlineData("ops.prim.RaiseException(\"first\\nsecond\")\nreturn x", "(first)")]
    [InlineData("return torch.mean(x)", "from images [2, 3, 8, 8] it makes []; expected features [2, d]")]
    public void What_a_program_may_not_do_with_images_ends_in_one_line(string forward, string expected)
    {
        var path = _folder.At("module.pt");
        ScriptArchive.Write(path, forward.Replace("{0}", _folder.At("written"), StringComparison.Ordinal));
        using var network = Open(path, SecondsFor(forward), memory: 600);
        Assert.Contains(expected, Refusal(path, () => Run(network)), StringComparison.Ordinal);
        Assert.Equal(["module.pt"], _folder.Names);
    }

    [TorchTheory]
    [InlineData("torch.save(state, \"{0}\")", "it was ended as it tried to write a file")]
    [InlineData(Endless, "it was ended after 1 s of processor time")]
    [InlineData("print(torch.ones([1000000000]))", "; torchscript:memory=MIB allows more)")]
    public void What_a_program_may_not_do_at_load_ends_in_one_line(string atLoad, string expected)
    {
        var path = _folder.At("module.pt");
        ScriptArchive.Write(path, "return x", atLoad.Replace("{0}", _folder.At("written"), StringComparison.Ordinal));
        Assert.Contains(
            expected, Refusal(path, () => Open(path, SecondsFor(atLoad), memory: 600)), StringComparison.Ordinal);
        Assert.Equal(["module.pt"], _folder.Names);
    }

    [TorchFact]
    public void A_program_that_crashes_libtorch_ends_its_own_process_alone()
    {
        var code = _folder.At("code.pt");
        ScriptArchive.Write(code, $"return {new string('(', 200_000)}x{new string(')', 200_000)}");
        Assert.Contains("(it crashed, by signal 11)", Refusal(code, () => Open(code)), StringComparison.Ordinal);
        var pickle = _folder.At("pickle.pt");
        var (open, close) = (Enumerable.Repeat((byte)'(', 300_000), Enumerable.Repeat((byte)'t', 300_000));
        ScriptArchive.Write(pickle, [0x80, 2, .. open, .. close, (byte)'.']);
        Assert.Contains("(it crashed, by signal 11)", Refusal(pickle, () => Open(pickle)), StringComparison.Ordinal);
    }

    [TorchFact]
    public void What_a_program_prints_goes_nowhere_and_one_that_fails_once_can_be_asked_again()
    {
        var path = _folder.At("module.pt");
        ScriptArchive.Write(path, "print(\"0123\")\nreturn torch.reshape(x, [2, -1])");
        using var network = Open(path);
        Assert.Equal([2, 192], Run(network).Features.Shape);
        Assert.Contains(
            "invalid for input of size",
            Refusal(path, () => network.Run(Tensor.Zeros([1, 3, 3, 3]))),
            StringComparison.Ordinal);
        Assert.Equal([2, 192], Run(network).Features.Shape);
    }

    [TorchFact]
    public void Limits_do_not_decide_features()
    {
        var path = Peers.PathOf("metrics", "extractor.pt");
        var module = new TorchScriptFile(path, Size: 24);
        using var network = new FeatureNetwork(24, PixelRange.Unit, _ => default!, []);
        Assert.Equal(
            Reading.Origin.From((module, network), Protocol.Get(null)).Lines,
            Reading.Origin.From((module with { Seconds = 7, Memory = 900 }, network), Protocol.Get(null)).Lines,
            StringComparer.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static Activations Run(FeatureNetwork network) => network.Run(Tensor.Zeros([2, 3, 8, 8]));

    // Little where the time is to run out, and much elsewhere: a machine may take a second to hand out 600 MiB.
    private static int SecondsFor(string code) => code.StartsWith(Endless, StringComparison.Ordinal) ? 1 : 60;

    private static string Refusal(string path, Action run)
    {
        var message = Assert.Throws<DataException>(run).Message;
        Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private FeatureNetwork Open(string path, int seconds = 0, int memory = 0) =>
        new TorchScriptFile(path, Size: 8, Seconds: seconds, Memory: memory)
            .Open(new(Protocol.Get(null), new(_folder.Path)));
}
