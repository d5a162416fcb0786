using System.CommandLine;
using System.Globalization;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary><c>saddle merge DIR</c>: the result of a command whose shards are all computed.</summary>
/// <remarks>
/// It runs the command itself, which finds in its folder what the shards have computed and nothing left to do: so the
/// result is the one that one machine would have written.
/// </remarks>
[Command(
    "merge",
    "joins the shards of a command into the result that one machine makes",
    "merge runs/basin-64")]
public sealed class MergeCommand : AppCommand
{
    private readonly Argument<string> _folder;

    /// <summary>Declares the argument.</summary>
    public MergeCommand() => _folder = DeclareArgument<string>("dir", "the --out of the commands with --shard K/N");

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var folder = call.Get(_folder);
        var job = ShardedJob.Open(folder);
        if (job.Build != StoreFile.Build)
        {
            throw new SettingsException(
                $"{folder}: its shards are of another build of Saddle ({job.Build}, not {StoreFile.Build})");
        }

        var missing = job.States(folder).Where(state => state.Status != ShardState.Done).ToList();
        if (missing.Count == 0)
        {
            string[] form = call.Get(Json) ? ["--json"] : [];
            return CommandLine.Run([.. job.Command, $"--out={folder}", .. form], call.Cancellation);
        }

        var document = new
        {
            Folder = folder,
            job.Command,
            job.Shards,
            Done = job.Shards - missing.Count,
            Missing = missing.Select(m => new { Shard = m.Index, m.Status, m.Reason }).ToList(),
        };
        call.Out.Result(document, console => ShardTable.Show(console, job, missing));
        Output.Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: {missing.Count} of {job.Shards} shards are missing; nothing was merged"));
        return ExitStatus.Failed;
    }
}
