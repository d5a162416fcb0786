using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Papers;
using Saddle.Papers.Becker2023;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle reproduce</c>: measures claims and writes the report.</summary>
public sealed class ReproduceCommand : AppCommand
{
    private readonly Argument<string[]> _what;
    private readonly Option<bool> _full;
    private readonly Option<long> _seed;
    private readonly Option<string?> _mnist;
    private readonly Option<string?> _out;

    /// <summary>Declares the arguments.</summary>
    public ReproduceCommand()
        : base("reproduce", "measures the claims of papers and writes one report that opens offline", "reproduce li2018/optimal-converges")
    {
        _what = DeclareArgument(new Argument<string[]>("what") { Description = "papers, or claims as PAPER/CLAIM (default: all)", Arity = ArgumentArity.ZeroOrMore });
        _full = Declare(new Option<bool>("--full") { Description = "in the published form rather than the quick one" });
        _seed = DeclareCount("--seed", "the seed of what is random", 1, 0);
        _mnist = Declare(new Option<string?>("--mnist") { Description = "a folder with MNIST's training files, for the claims on digits (default: drawn digits)" });
        _out = Declare(new Option<string?>("--out") { Description = "the folder of the report; one that was begun goes on (default: the next free runs/reproduce-NAME-NNN)" });
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var what = call.Get(_what) ?? [];
        var chosen = Choose(what);
        var (full, seed, mnist) = (call.Get(_full), (ulong)call.Get(_seed), call.Get(_mnist));
        var digits = mnist is null ? null : MnistDigits.Read(mnist);

        // Before hours of computing: is there anything to draw the report with, and somewhere to write it?
        _ = ReportAssets.Script;
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "reproduce", what.Length == 1 ? what[0].Replace('/', '-') : "all");
        using var store = ReproductionStore.Open(
            Path.Combine(folder.Path, "reproduction.sqlite"),
            [("seed", seed.ToString(CultureInfo.InvariantCulture)), ("form", full ? "full" : "quick"), ("digits", digits is null ? "drawn" : Hash(digits))]);
        var setting = new ClaimSetting(full, seed, call.Cancellation) { Digits = digits, Kept = store };
        var report = Path.Combine(folder.Path, "report.html");
        var known = chosen.Select(c => Kept(c.Entry, c.Claim, store)).ToList();
        if (known.Count(r => r is not null) is > 0 and var before)
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{before} of {chosen.Count} claims were measured before and are kept in {folder.Path}"));
            Write();
        }

        for (var i = 0; i < chosen.Count; i++)
        {
            if (known[i] is not null)
            {
                continue;
            }

            var (entry, claim) = chosen[i];
            Terminal.Note($"{entry.Name} ...");
            if (Measure(entry, claim, setting, store) is not { } result)
            {
                break;
            }

            // Written after every claim: whatever stops the program keeps what was measured.
            known[i] = result;
            Keep(result, store);
            Write();
        }

        var results = known.OfType<ClaimResult>().ToList();
        if (results.Count == 0)
        {
            Terminal.Say(!store.IsEmpty ? $"interrupted before the first claim was measured; its finished runs are kept: the same command with --out {folder.Path} goes on" : "interrupted before anything was measured; nothing was kept");
            return ExitStatus.Interrupted;
        }

        call.Out.Result(Document(results, report), console => Show(console, results, report));
        if (results.Count < chosen.Count)
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"interrupted: {results.Count} of {chosen.Count} claims were measured and are in {report}; the same command with --out {folder.Path} goes on"));
            return ExitStatus.Interrupted;
        }

        return results.TrueForAll(r => r.Passed || r.Outcome == Outcome.Skipped) ? ExitStatus.Done : ExitStatus.Failed;

        void Write()
        {
            var all = known.OfType<ClaimResult>().ToList();
            folder.Write("report.html", ClaimReport.Write(all, setting.Seed, setting.Full));
            folder.Write("result.json", Terminal.Serialize(Document(all, report)));
        }
    }

    /// <summary>The claims that names stand for: a paper's, or one; all where none is named.</summary>
    internal static IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> Choose(IReadOnlyList<string> names)
    {
        var all = Claim.All;
        if (names.Count == 0)
        {
            return all;
        }

        var chosen = new List<(Entry<Claim> Entry, Claim Claim)>();
        foreach (var name in names)
        {
            var matches = all.Where(c => c.Entry.Name == name || Claim.PaperOf(c.Entry) == name).ToList();
            if (matches.Count == 0)
            {
                throw SettingsException.Unknown("a paper or a claim", name, all.Select(c => c.Entry.Name).Concat(all.Select(c => Claim.PaperOf(c.Entry)).Distinct(StringComparer.Ordinal)));
            }

            chosen.AddRange(matches.Except(chosen));
        }

        return chosen;
    }

    private static ClaimResult? Kept(Entry<Claim> entry, Claim claim, ReproductionStore store) =>
        store.TryGet<(Finding Finding, double Seconds)>(Key(entry), out var kept) ? new(entry, claim, kept.Finding, null, kept.Seconds) : null;

    // What was skipped is not kept: what was missing may be there the next time.
    private static void Keep(ClaimResult result, ReproductionStore store)
    {
        if (result.Finding is { } finding)
        {
            store.Keep(Key(result.Entry), (finding, result.Seconds));
        }
    }

    private static string Key(Entry<Claim> entry) => $"claim {entry.Name}";

    private static string Hash(IReadOnlyList<double[]> digits) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(digits.SelectMany(d => d).ToArray())));

    private static ClaimResult? Measure(Entry<Claim> entry, Claim claim, ClaimSetting setting, ReproductionStore store)
    {
        // A claim that was stopped took time before.
        var clock = Stopwatch.StartNew();
        var spent = $"seconds before {entry.Name}";
        store.TryGet<double>(spent, out var earlier);
        using var progress = Terminal.Progress(entry.Name);
        try
        {
            return new(entry, claim, claim.Find(setting with { Progress = progress }), null, earlier + clock.Elapsed.TotalSeconds);
        }
        catch (MissingComponentException missing)
        {
            return new(entry, claim, null, missing.Message, earlier + clock.Elapsed.TotalSeconds);
        }
        catch (OperationCanceledException) when (setting.Cancellation.IsCancellationRequested)
        {
            if (!store.IsEmpty)
            {
                store.Keep(spent, earlier + clock.Elapsed.TotalSeconds);
            }

            return null;
        }
    }

    private static object Document(List<ClaimResult> results, string report) => new
    {
        Claims = results.Select(r => new
        {
            Paper = Claim.PaperOf(r.Entry),
            r.Id,
            Statement = r.Entry.Summary,
            Published = new
            {
                Value = double.TryParse(r.Claim.Published.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (object)r.Claim.Published.Value,
                r.Claim.Published.Where,
                r.Claim.Published.HowKnown,
            },
            r.Finding?.Measured,
            Interval = r.Finding?.Interval is { } interval ? new[] { interval.Low, interval.High } : null,
            r.Finding?.Seeds,
            r.Outcome,
            r.Expected,
            Reason = r.Finding?.Reason ?? r.SkippedBecause,
            r.Passed,
            r.Seconds,
            Figure = $"{report}#{r.Entry.Name.Replace('/', '-')}",
            Settings = r.Finding?.Settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal),
        }).ToList(),
        Passed = results.Count(r => r.Passed),
        Failed = results.Count(r => !r.Passed && r.Outcome != Outcome.Skipped),
        Skipped = results.Count(r => r.Outcome == Outcome.Skipped),
        Report = report,
    };

    private static void Show(IAnsiConsole console, List<ClaimResult> results, string report)
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
        console.WriteLine($"{results.Count(r => r.Passed)} of {results.Count} claims have the recorded outcome");
        console.WriteLine($"report: {report}");
    }
}

/// <summary><c>saddle claims [PAPER]</c>: the statements that <c>reproduce</c> checks.</summary>
public sealed class ClaimsCommand : AppCommand
{
    private readonly Argument<string[]> _what;

    /// <summary>Declares the argument.</summary>
    public ClaimsCommand()
        : base("claims", "the statements that reproduce checks", "claims li2018")
    {
        _what = DeclareArgument(new Argument<string[]>("paper") { Description = "papers or claims (default: all)", Arity = ArgumentArity.ZeroOrMore });
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var claims = ReproduceCommand.Choose(call.Get(_what) ?? []);
        call.Out.Result(
            new
            {
                Claims = claims.Select(c => new
                {
                    Paper = Claim.PaperOf(c.Entry),
                    Name = c.Entry.Name,
                    Statement = c.Entry.Summary,
                    c.Entry.Equations,
                    c.Entry.Source,
                    c.Claim.Published,
                    c.Claim.Condition,
                    c.Claim.Expected,
                }).ToList(),
            },
            console =>
            {
                var table = Terminal.Table("claim", "statement", "recorded outcome");
                foreach (var (entry, claim) in claims)
                {
                    table.AddRow(entry.Name.EscapeMarkup(), entry.Summary.EscapeMarkup(), claim.Expected.ToString().ToLowerInvariant());
                }

                console.Write(table);
            });
        return ExitStatus.Done;
    }
}
