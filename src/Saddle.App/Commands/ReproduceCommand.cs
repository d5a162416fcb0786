using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Papers;
using Saddle.Papers.Becker2023;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle reproduce</c>: measures claims and writes the report.</summary>
[Command(
    "reproduce",
    "measures the claims of papers and writes one report that opens offline",
    "reproduce li2018/optimal-converges")]
public sealed class ReproduceCommand : AppCommand
{
    private readonly Argument<string[]> _what;
    private readonly Option<bool> _full;
    private readonly Option<long> _seed;
    private readonly Option<string?> _mnist;
    private readonly Option<string?> _out;
    private readonly Option<string?> _shard;

    /// <summary>Declares the arguments.</summary>
    public ReproduceCommand()
    {
        _what = DeclareArgument<string[]>(
            "what",
            "papers, or claims as PAPER/CLAIM (default: all)",
            ArgumentArity.ZeroOrMore);
        _full = DeclareFlag("--full", "in the published form rather than the quick one");
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _mnist = DeclareText(
            "--mnist",
            "a folder with MNIST's training files, for the claims on digits (default: drawn digits)");
        _out = DeclareText(
            "--out",
            "the folder of the report; one that was begun goes on (default: "
                + "the next free runs/reproduce-NAME-NNN)");
        _shard = DeclareText(
            ShardWork.Option, $"{ShardWork.Doc}. Parts are claims, or of one claim the runs of its networks");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var what = call.Get(_what) ?? [];
        var chosen = Claims.Named(what);
        var digits = call.Get(_mnist) is { } mnist ? MnistDigits.Read(mnist) : null;

        if (ShardWork.Of(call, call.Get(_shard), call.Get(_out)) is { } shard)
        {
            return Measure(call, shard, chosen, digits);
        }

        // Before hours of computing: is there anything to draw the report with, and somewhere to write it?
        _ = ReportAssets.Script;
        var name = what.Length == 1 ? what[0].Replace('/', '-') : "all";
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "reproduce", name);
        using var store = Open(folder, (ulong)call.Get(_seed), call.Get(_full), digits);
        var setting = Setting(call, store, digits);
        var reproduction = new Reproduction(chosen, setting, folder, store, call.Clock);
        reproduction.Run();
        if (reproduction.Results is not { Count: > 0 } results)
        {
            return Interrupted(store.IsEmpty
                ? "interrupted before anything was measured; nothing was kept"
                : "interrupted before the first claim was measured; its finished runs are kept: the same command with "
                    + $"--out {Shell.Quoted(folder.Path)} goes on");
        }

        var document = ReproductionDocument.Of(results, reproduction.Report);
        call.Result(document, console => Show(console, results, document), folder);
        if (results.Count < chosen.Count)
        {
            return Interrupted(
                $"interrupted: {results.Count} of {chosen.Count} claims were measured and are in {document.Report}; "
                + $"the same command with --out {Shell.Quoted(folder.Path)} goes on");
        }

        return document.Failed == 0 && !reproduction.HasFailed ? ExitStatus.Done : ExitStatus.Failed;
    }

    private int Measure(
        Invocation call,
        ShardWork work,
        IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> chosen,
        IReadOnlyList<double[]>? digits)
    {
        using var folder = OutputFolder.Open(work.Path)!;
        var cutsRuns = chosen.Count == 1;
        return work.Run(cutsRuns ? work.Shard?.Count ?? 1 : chosen.Count, (first, count) =>
        {
            using var store = Open(folder, (ulong)call.Get(_seed), call.Get(_full), digits);
            var setting = Setting(call, store, digits) with
            {
                Part = cutsRuns && work.Shard is { Count: > 1 } shard ? (shard.Index, shard.Count) : null,
            };
            var own = cutsRuns ? chosen : [.. chosen.Skip(first).Take(count)];
            var reproduction = new Reproduction(own, setting, folder: null, store, call.Clock);
            reproduction.Run();

            // Another machine, or a mended claim, may measure it: a shard that skipped it is not done.
            return reproduction.Results.FirstOrDefault(r => r.Finding is null) is { SkippedBecause: { } why } skipped
                ? throw (reproduction.HasFailed
                    ? new SettingsException($"{skipped.Entry.Name}: {why}")
                    : new MissingComponentException(why))
                : (store.Count, reproduction.IsPartDone || reproduction.Results.Count == own.Count);
        });
    }

    private ClaimSetting Setting(Invocation call, ReproductionStore store, IReadOnlyList<double[]>? digits) =>
        new(call.Get(_full), (ulong)call.Get(_seed), call.Cancellation) { Digits = digits, Kept = store };

    private static ReproductionStore Open(
        OutputFolder folder,
        ulong seed,
        bool isFull,
        IReadOnlyList<double[]>? digits) => ReproductionStore.Open(
            Path.Combine(folder.Path, "reproduction.sqlite"),
            [
                ("seed", seed.ToString(CultureInfo.InvariantCulture)),
                ("form", isFull ? "full" : "quick"),
                ("digits", digits is null ? "drawn" : Hash(digits)),
            ]);

    private static int Interrupted(string why)
    {
        Terminal.Say(why);
        return ExitStatus.Interrupted;
    }

    private static string Hash(IReadOnlyList<double[]> digits) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(digits.SelectMany(d => d).ToArray())));

    private static void Show(IAnsiConsole console, IReadOnlyList<ClaimResult> results, ReproductionDocument document)
    {
        var table = Terminal.Table("claim", "outcome", "recorded", "measured", "published");
        foreach (var r in results)
        {
            table.AddRow(
                r.Entry.Name.EscapeMarkup(),
                r.Outcome.ToString().ToLowerInvariant(),
                r.Passed ? "passed" : "FAILED",
                (r.Finding is { } f ? f.Measured.ToString("G4", CultureInfo.InvariantCulture) : "-").EscapeMarkup(),
                r.Claim.Published.Value.EscapeMarkup());
        }

        console.Write(table);
        Summarise(console, results);
        console.WriteLine($"{document.Passed} of {results.Count} claims have the recorded outcome");
        console.WriteLine($"report: {document.Report}");
    }

    // One line a paper, and what is new: an outcome that is not the one on record, with its reason.
    private static void Summarise(IAnsiConsole console, IReadOnlyList<ClaimResult> results)
    {
        if (results.Count < 2)
        {
            return;
        }

        foreach (var paper in results.GroupBy(r => Claim.PaperOf(r.Entry), StringComparer.Ordinal))
        {
            var outcomes = paper.GroupBy(r => r.Outcome).OrderBy(g => g.Key)
                .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
            console.WriteLine($"{paper.Key}: {string.Join(", ", outcomes)}");
        }

        foreach (var r in results.Where(r => !r.Passed && r.Finding is not null))
        {
            console.WriteLine($"new: {r.Entry.Name} {r.Outcome.ToString().ToLowerInvariant()}: {r.Finding!.Reason}");
        }
    }
}
