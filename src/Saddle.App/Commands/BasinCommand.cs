using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle basin GAME</c>: the chance, over random starts, of reaching the target.</summary>
[Command(
    "basin",
    "the chance, over random starts, of reaching the target",
    "basin two-gaussians --rule optimal-discriminator --set eta=0.3 --starts 4000 --steps 3000")]
public sealed class BasinCommand : TheoryCommand
{
    private const string StoreName = "basin.sqlite";
    private const long MaxRuns = 100_000_000;

    private readonly Option<long> _starts;
    private readonly Option<long> _grid;
    private readonly Option<long> _steps;
    private readonly Option<long> _threads;
    private readonly Option<string?> _shard;

    /// <summary>Declares the options.</summary>
    public BasinCommand()
    {
        _starts = DeclareCount("--starts", "the number of random starts; with --grid, of each cell", 1000, 1, MaxRuns);
        _grid = DeclareCount(
            "--grid",
            "cells along each side of a grid over the first two coordinates' start range; 0 for none",
            0,
            0,
            1000);
        _steps = DeclareCount("--steps", "the number of updates of each run", 3000, 1, 1_000_000_000_000);
        _threads = DeclareCount("--threads", "threads; 0 for one a core", 0, 0, 1024);
        _shard = DeclareText(ShardWork.Option, ShardWork.Doc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (starts, grid) = (call.Get(_starts), call.Get(_grid));
        if (starts * Math.Max(1, grid * grid) > MaxRuns)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--starts {starts} in each cell of --grid {grid}: expected at most {MaxRuns} runs in all"));
        }

        var shard = ShardOf(call, _shard);
        using var subject = Read(call, shard);
        var basin = new Basin(subject.Game, subject.Rule, (int)starts, call.Get(_steps), subject.Seed, (int)grid);
        call.Clock.Begin("measuring");
        if (shard is not null)
        {
            return shard.Run(basin.Runs, (first, count) =>
            {
                var runs = Measure(call, subject, basin, (first, count)).Runs.Count;
                return (runs, runs == count);
            });
        }

        if (subject.Folder is { } own)
        {
            BasinStore.RequireSame(Path.Combine(own.Path, StoreName), Settings(subject, basin));
        }

        var result = Measure(call, subject, basin, (0, basin.Runs));
        call.Clock.Begin("writing");
        if (result.Runs.Count == 0)
        {
            Terminal.Say("interrupted before the first runs were complete; nothing was kept");
            return ExitStatus.Interrupted;
        }

        var document = Document(subject, result);
        if (subject.Folder is { } folder)
        {
            BasinStore.Write(Path.Combine(folder.Path, StoreName), result, Settings(subject, basin));
            if (result.Complete)
            {
                File.Delete(Path.Combine(folder.Path, BasinParts.Name));
            }
        }

        call.Result(document, console => Show(console, result), subject.Folder);
        return result.Complete ? ExitStatus.Done : Interrupted(result, isKept: subject.Folder is not null);
    }

    private static int Interrupted(BasinResult result, bool isKept)
    {
        Terminal.Say(
            $"interrupted: {result.Runs.Count} of {result.Basin.Runs} runs were complete and are in the result"
            + (isKept ? "; the same command goes on from there" : string.Empty));
        return ExitStatus.Interrupted;
    }

    // Keys that are the names of a game's success rules: no type has them.
    private static Dictionary<string, object?> Document(Subject subject, BasinResult result)
    {
        var (basin, rules) = (result.Basin, subject.Game.SuccessRules);
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["game"] = subject.GameEntry.Name,
            ["rule"] = subject.RuleEntry.Name,
            ["settings"] = subject.Settings(),
            ["seed"] = subject.Seed,
            ["steps"] = basin.Steps,
            ["starts"] = result.Runs.Count,
            ["success"] = Describe(rules[0], result),
        };
        foreach (var rule in rules.Skip(1))
        {
            document[rule.Name] = Describe(rule, result);
        }

        document["failures"] = result.Failures(rules[0]);
        document["failures_by_rule"] = rules.ToDictionary(r => r.Name, result.Failures, StringComparer.Ordinal);
        if (basin.Grid > 0 && result.Complete)
        {
            document["cells"] = Cells(basin, result, rules[0]);
        }

        document["steps_per_second"] = result.StepsPerSecond;
        if (!result.Complete)
        {
            document["note"] = $"interrupted: {result.Runs.Count} of {basin.Runs} runs were complete and are kept";
        }

        return document;
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(Subject subject, Basin basin) =>
        subject.Described(
            ("starts", basin.Starts.ToString(CultureInfo.InvariantCulture)),
            ("grid", basin.Grid.ToString(CultureInfo.InvariantCulture)),
            ("steps", basin.Steps.ToString(CultureInfo.InvariantCulture)),
            ("seed", basin.Seed.ToString(CultureInfo.InvariantCulture)));

    private static object Describe(SuccessRule rule, BasinResult result)
    {
        var share = result.Success(rule);
        return new { Rule = rule.Name, share.Rate, share.Low, share.High, rule.Meaning };
    }

    private static object Cells(Basin basin, BasinResult result, SuccessRule rule) => new
    {
        X = Enumerable.Range(0, basin.Grid).Select(i => basin.Centre(0, i)).ToList(),
        Y = Enumerable.Range(0, basin.Grid).Select(i => basin.Centre(1, i)).ToList(),
        Starts = basin.Starts,
        Rate = result.SuccessByCell(rule).Select(row => row.Select(cell => cell.Rate).ToList()).ToList(),
    };

    private static void Show(IAnsiConsole console, BasinResult result)
    {
        var rules = result.Basin.Game.SuccessRules;
        var table = Terminal.Table("success rule", "rate", "95 % interval", "meaning");
        foreach (var rule in rules)
        {
            var share = result.Success(rule);
            table.AddRow(
                rule.Name.EscapeMarkup(),
                share.Rate.ToString("F4", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{share.Low:F4} to {share.High:F4}"),
                rule.Meaning.EscapeMarkup());
        }

        console.Write(table);
        foreach (var (name, count) in result.Failures(rules[0]))
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,8} failed: {name}"));
        }

        var rate = result.StepsPerSecond is { } updates
            ? string.Create(CultureInfo.InvariantCulture, $", {updates / 1e6:F1} million updates a second")
            : string.Empty;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Runs.Count} runs{rate}"));
    }

    private BasinResult Measure(Invocation call, Subject subject, Basin basin, (int First, int Count) part)
    {
        using var progress = Terminal.Progress("basin");
        using var parts = subject.Folder is { } folder
            ? BasinParts.Open(folder.Path, basin, Settings(subject, basin))
            : null;
        return Decline.AsBadInput(() => basin.Run(
            (int)call.Get(_threads),
            progress,
            parts?.Read(),
            part,
            parts is null ? null : parts.Keep,
            call.Cancellation));
    }
}
