using System.CommandLine;
using System.Globalization;
using Saddle.Data;
using Saddle.Gans.Training;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle sample RUN</c>: samples of a run's generator.</summary>
public sealed class SampleCommand : AppCommand
{
    private readonly Argument<string> _run;
    private readonly Option<long> _count;
    private readonly Option<bool> _grid;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _checkpoint;

    /// <summary>Declares the options.</summary>
    public SampleCommand()
        : base("sample", "samples of a run's generator: images as PNG, points as .npy, text as lines", "sample runs/train-ring-of-eight-001 -n 1000 --grid")
    {
        _run = DeclareArgument(new Argument<string>("run") { Description = "a run's folder" });
        _count = DeclareCount("-n", "the number of samples", 64, 1, 10_000_000);
        _grid = Declare(new Option<bool>("--grid") { Description = "one sheet with all samples instead of a file each" });
        _seed = DeclareCount("--seed", "the seed of the latent vectors", 1, 0);
        _out = Declare(new Option<string?>("--out") { Description = "the folder to write to (default: RUN/samples)" });
        _checkpoint = Declare(new Option<string?>("--checkpoint") { Description = "last or best (default: last), or a file" });
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var run = RunFolder.Open(call.Get(_run));
        using var folder = OutputFolder.Open(call.Get(_out) ?? run.Samples)!;
        using var sampler = new Sampler(run, DataFolder.FromEnvironment(), call.Get(_checkpoint) ?? "last");
        var files = call.Get(_grid)
            ? [sampler.WriteSheet(folder.Path, (ulong)call.Get(_seed), (int)call.Get(_count))]
            : sampler.WriteEach(folder.Path, (ulong)call.Get(_seed), (int)call.Get(_count), call.Cancellation);
        var interrupted = call.Cancellation.IsCancellationRequested;
        call.Out.Result(new { Run = run.Path, sampler.Step, sampler.Averaged, Seed = call.Get(_seed), Files = files }, console =>
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(files.Count == 1 ? files[0] : $"{files.Count} files in {folder.Path}")}, from update {sampler.Step}{(sampler.Averaged ? ", the running average" : string.Empty)}")));
        return interrupted ? ExitStatus.Interrupted : ExitStatus.Done;
    }
}
