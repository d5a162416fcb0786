using System.CommandLine;
using System.Text.Json.Nodes;
using Saddle.App.Output;
using Saddle.App.Shards;
using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary><c>saddle submit -- COMMAND</c>: computes a command's shards here or on a cluster.</summary>
[Command(
    "submit",
    "computes a command in shards, on this machine's cores or on a cluster, and merges them",
    "submit --on local --workers 2 -- basin dirac-gan --starts 1000 --out runs/basin-cut")]
public sealed class SubmitCommand : AppCommand
{
    private readonly Option<string> _on;
    private readonly Option<long> _shards;
    private readonly Option<long> _workers;
    private readonly Option<long> _threads;
    private readonly Option<string?> _partition;
    private readonly Option<string?> _time;
    private readonly Option<long> _arrayLimit;
    private readonly Option<bool> _dryRun;
    private readonly Argument<string[]> _command;

    /// <summary>Declares the options.</summary>
    public SubmitCommand()
    {
        var engines = string.Join(", ", Engine.All.Select(engine => engine.Name));
        _on = DeclareText("--on", $"what computes the shards: {engines}", "local");
        _shards = DeclareCount(
            "--shards", "into how many shards; 0 for four a worker, or 64 of a scheduler", 0, 0, Shard.Most);
        _workers = DeclareCount("--workers", "local: processes at once; 0 for one a core", 0, 0, 1024);
        _threads = DeclareCount(
            "--threads", "threads of each shard; 0 for a fair share of the cores, or one of a scheduler's", 0, 0, 1024);
        _partition = DeclareText("--partition", "slurm: the partition (default: Slurm's)");
        _time = DeclareText(
            "--time", "slurm: the time limit of a shard, such as 90 (minutes); what is not done is queued again");
        _arrayLimit = DeclareCount(
            "--array-limit", "slurm: the most shards at once; 0 for any number", 0, 0, Shard.Most);
        _dryRun = DeclareFlag("--dry-run", "shows what would be done, and does nothing");
        _command = DeclareArgument<string[]>(
            "command", "after --: a command that has --shard, with its --out", ArgumentArity.OneOrMore);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var engine = Engine.Get(call.Get(_on));
        var options = new EngineOptions(
            (int)call.Get(_workers),
            (int)call.Get(_threads),
            call.Get(_partition),
            call.Get(_time),
            (int)call.Get(_arrayLimit));
        var shards = call.Get(_shards) > 0 ? (int)call.Get(_shards) : engine.Shards(options);
        engine.Check(options, shards);
        var folder = Prepare(call.Get(_command), shards, call.Get(_dryRun), call.Cancellation, out var job);
        return call.Get(_dryRun)
            ? Show(call, engine.Plan(folder, job, [.. Enumerable.Range(0, shards)], options))
            : Submitted.Start(call, engine, folder, job, options, isJson: call.Get(Json));
    }

    private static int Show(Invocation call, string plan)
    {
        call.Out.Result(new { Plan = plan }, console =>
        {
            foreach (var line in plan.Split('\n'))
            {
                Terminal.Line(console, line);
            }
        });
        return ExitStatus.Done;
    }

    // The command itself says whether it can be cut, and what is wrong with it, before anything is queued.
    private static string Prepare(
        string[] command, int shards, bool isDry, CancellationToken cancellation, out ShardedJob job)
    {
        string[] words = [.. command[0] is "saddle" or "./saddle" ? command.Skip(1) : command];
        if (words.Length == 0 || words.Contains(ShardWork.Option, StringComparer.Ordinal))
        {
            throw new SettingsException("submit: expected -- COMMAND, one that has --shard, without it");
        }

        using var scratch = isDry ? new ScratchFolder() : null; // a dry run leaves nothing
        string[] elsewhere = scratch is null ? [] : [$"--out={scratch.Path}"];
        string[] own = scratch is null ? words : [.. WithoutOut(words)];
        var (terminal, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            CommandLine.Run(
                [.. own, .. elsewhere, FormattableString.Invariant($"{ShardWork.Option}=prepare/{shards}"), "--json"],
                cancellation);
        }
        finally
        {
            Console.SetOut(terminal);
        }

        var prepared = JsonNode.Parse(output.ToString())!["folder"]!.GetValue<string>();
        job = ShardedJob.Open(prepared);
        return Path.GetFullPath(scratch is null ? prepared : OutOf(words));
    }

    private static IEnumerable<string> WithoutOut(string[] words) =>
        words.Where((word, i) => word != "--out"
            && !word.StartsWith("--out=", StringComparison.Ordinal)
            && !(i > 0 && words[i - 1] == "--out"));

    private static string OutOf(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith("--out=", StringComparison.Ordinal))
            {
                return words[i]["--out=".Length..];
            }

            if (words[i] == "--out" && i + 1 < words.Length)
            {
                return words[i + 1];
            }
        }

        throw new SettingsException("submit: the command needs --out DIR, the folder that all shards share");
    }
}
