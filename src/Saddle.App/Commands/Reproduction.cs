using System.Diagnostics;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Commands;

/// <summary>
/// Measures claims one after another, and keeps each before the next: whatever stops the program, what was measured
/// stays.
/// </summary>
/// <param name="chosen">The claims.</param>
/// <param name="setting">How they are measured.</param>
/// <param name="folder">Where the report is written; null for none.</param>
/// <param name="store">Where findings are kept; what is in it is not measured again.</param>
/// <param name="clock">The time of the command.</param>
internal sealed class Reproduction(
    IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> chosen,
    ClaimSetting setting,
    OutputFolder? folder,
    ReproductionStore store,
    Clock clock)
{
    private readonly ClaimResult?[] _known = new ClaimResult?[chosen.Count];

    /// <summary>The report's path.</summary>
    public string Report => Path.Combine(folder?.Path ?? string.Empty, "report.html");

    /// <summary>What became of the claims that are measured, in order.</summary>
    public IReadOnlyList<ClaimResult> Results => [.. _known.OfType<ClaimResult>()];

    /// <summary>Whether the code of a claim failed: it is told, and the others go on.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether of a claim's runs those were made that were to be made, which are not all.</summary>
    public bool IsPartDone { get; private set; }

    /// <summary>Measures what is not known yet, until done or stopped.</summary>
    public void Run()
    {
        clock.Begin("reading");
        Recall();
        for (var i = 0; i < chosen.Count; i++)
        {
            if (_known[i] is not null)
            {
                continue;
            }

            Terminal.Note($"{chosen[i].Entry.Name} ...");
            clock.Begin("measuring");
            if (Measure(chosen[i].Entry, chosen[i].Claim) is not { } result)
            {
                break;
            }

            clock.Begin("writing");
            _known[i] = result;
            Keep(result);
            Write();
        }
    }

    private void Recall()
    {
        for (var i = 0; i < chosen.Count; i++)
        {
            var (entry, claim) = chosen[i];
            if (store.TryGet<(Finding Finding, double Seconds)>(Key(entry), out var kept))
            {
                _known[i] = new(entry, claim, kept.Finding, null, kept.Seconds);
            }
        }

        if (Results is { Count: > 0 } before && folder is not null)
        {
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{before.Count} of {chosen.Count} claims were measured before and are kept in {folder.Path}"));
            Write();
        }
    }

    private static string Key(Entry<Claim> entry) => $"claim {entry.Name}";

    /// <returns>What became of it; null where it was stopped.</returns>
    private ClaimResult? Measure(Entry<Claim> entry, Claim claim)
    {
        // A claim that was stopped took time before.
        var watch = Stopwatch.StartNew();
        var spent = $"seconds before {entry.Name}"
            + (setting.Part is var (remainder, count) ? $"; part {remainder} of {count}" : string.Empty);
        var earlier = store.Sum(spent);
        using var progress = Terminal.Progress(entry.Name);
        try
        {
            var finding = claim.Find(setting with { Progress = progress });
            return new(entry, claim, finding, null, earlier + watch.Elapsed.TotalSeconds);
        }
        catch (MissingComponentException missing)
        {
            return new(entry, claim, null, missing.Message, earlier + watch.Elapsed.TotalSeconds);
        }
        catch (PartDoneException) when (setting.Part is not null)
        {
            IsPartDone = true;
            store.Keep(spent, earlier + watch.Elapsed.TotalSeconds);
            return null;
        }
        catch (Exception failure) when (Failures.IsDefect(failure))
        {
            HasFailed = true;
            var why = $"its code failed ({Failures.Tell(failure, claim.GetType())})";
            Terminal.Say($"{entry.Name}: {why}; the other claims go on");
            return new(entry, claim, null, why, earlier + watch.Elapsed.TotalSeconds);
        }
        catch (OperationCanceledException) when (setting.Cancellation.IsCancellationRequested)
        {
            if (!store.IsEmpty)
            {
                store.Keep(spent, earlier + watch.Elapsed.TotalSeconds);
            }

            return null;
        }
    }

    // What was skipped is not kept: what was missing may be there the next time.
    private void Keep(ClaimResult result)
    {
        if (result.Finding is { } finding)
        {
            store.Keep(Key(result.Entry), (finding, result.Seconds));
        }
    }

    private void Write()
    {
        if (folder is null)
        {
            return;
        }

        var results = Results;
        folder.Write("report.html", ClaimReport.Write(results, setting.Seed, setting.Full));
        folder.Write("result.json", Terminal.Serialize(clock.Read().In(ReproductionDocument.Of(results, Report))));
    }
}
