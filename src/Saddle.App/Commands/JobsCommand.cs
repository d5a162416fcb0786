using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Shards;
using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary><c>saddle jobs DIR</c>: how submitted shards are, which failed and why.</summary>
[Command("jobs", "how the shards of a submitted command are, which failed and why", "jobs runs/basin-cut")]
public sealed class JobsCommand : AppCommand
{
    private readonly Argument<string> _folder;
    private readonly Option<bool> _retry;

    /// <summary>Declares the options.</summary>
    public JobsCommand()
    {
        _folder = DeclareArgument<string>("dir", "the --out of a submitted command");
        _retry = DeclareFlag("--retry", "submits again those that are neither done nor under way, and nothing else");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var folder = Path.GetFullPath(call.Get(_folder));
        var job = ShardedJob.Open(folder);
        if (call.Get(_retry))
        {
            var before = Submission.Find(folder) ?? throw new SettingsException(
                $"{folder}: nothing was submitted there; expected the --out of 'saddle submit'");
            return Submitted.Start(
                call, Engine.Get(before.Engine), folder, job, before.Options, isJson: call.Get(Json));
        }

        var (shards, active) = Submitted.Look(folder, job);
        var counts = shards.GroupBy(s => s.Status, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var submission = Submission.Find(folder);
        var document = new
        {
            Folder = folder,
            submission?.Engine,
            submission?.Ids,
            job.Command,
            job.Shards,
            Counts = counts,
            States = shards
                .Select(s => new { Shard = s.Index, s.Status, s.Reason, s.Starts, s.Seconds, s.Host })
                .ToList(),
        };
        call.Out.Result(document, console =>
        {
            ShardTable.Show(console, job, shards);
            var seconds = shards.Sum(s => s.Seconds);
            Terminal.Line(console, string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.GetValueOrDefault(ShardState.Done)} of {job.Shards} are done, {active.Count} under way; "
                + $"{seconds:F0} s of computing, {shards.Sum(s => s.Starts)} starts"));
        });
        return counts.ContainsKey(ShardState.Failed) ? ExitStatus.Failed : ExitStatus.Done;
    }
}
