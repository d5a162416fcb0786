using System.CommandLine;
using System.Globalization;
using Saddle.Data;
using Saddle.Gans.Training;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle sample RUN</c>: samples of a run's generator.</summary>
[Command(
    "sample",
    "samples of a run's generator: images as PNG, points as .npy, text as lines",
    "sample runs/train-ring-of-eight-001 -n 1000 --grid")]
public sealed class SampleCommand : AppCommand
{
    private readonly Argument<string> _run;
    private readonly Option<long> _count;
    private readonly Option<bool> _grid;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _checkpoint;
    private readonly Option<string?> _label;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public SampleCommand()
    {
        _run = DeclareArgument<string>("run", "a run's folder");
        _count = DeclareCount("-n", "the number of samples", 64, 1, 10_000_000);
        _grid = DeclareFlag("--grid", "one sheet with all samples instead of a file each");
        _seed = DeclareCount("--seed", "the seed of the latent vectors", 1, 0);
        _out = DeclareText("--out", "the folder to write to (default: RUN/samples)");
        _checkpoint = DeclareText("--checkpoint", "last or best (default: last), or a file");
        _label = DeclareText("--label", "the class that is asked for (default: all, each as likely)");
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var run = Arguments.OpenRun(call.Get(_run), call.Get(_trust));
        using var folder = OutputFolder.Open(call.Get(_out) ?? run.Samples)!;
        call.Clock.Begin("reading");
        using var sampler = new Sampler(
            run, DataFolder.FromEnvironment(), call.Get(_checkpoint) ?? "last", call.Get(_label));
        call.Clock.Begin("sampling");
        var files = call.Get(_grid)
            ? [sampler.WriteSheet(folder.Path, (ulong)call.Get(_seed), (int)call.Get(_count))]
            : sampler.WriteEach(folder.Path, (ulong)call.Get(_seed), (int)call.Get(_count), call.Cancellation);
        var interrupted = call.Cancellation.IsCancellationRequested;
        var document = new
        {
            Run = run.Path,
            sampler.Step,
            sampler.Averaged,
            Seed = call.Get(_seed),
            Files = files,
        };
        var written = files.Count == 1 ? files[0] : $"{files.Count} files in {folder.Path}";
        var average = sampler.Averaged ? ", the running average" : string.Empty;
        call.Result(document, console => console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{written}, from update {sampler.Step}{average}")));
        return interrupted ? ExitStatus.Interrupted : ExitStatus.Done;
    }
}
