using System.Diagnostics;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Spectre.Console;

namespace Saddle.App.Shards;

/// <summary>
/// The call of a command that computes one shard: held by one process at a time, its state on the disk whatever becomes
/// of it. One that was stopped goes on, one that is done stays as it is.
/// </summary>
internal sealed class ShardWork
{
    /// <summary>What the option is called.</summary>
    public const string Option = "--shard";

    /// <summary>What the option means.</summary>
    public const string Doc =
        "K/N: only the part K of N, K from 0, kept in --out for 'saddle merge'; prepare/N: only checks the command";

    private const string Prepare = "prepare/";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Invocation _call;
    private readonly string _folder;
    private readonly Shard? _shard;
    private readonly ShardedJob _job;

    private ShardWork(Invocation call, string folder, Shard? shard, int shards)
    {
        (_call, _folder, _shard) = (call, folder, shard);
        _job = ShardedJob.Of(call, shards);
    }

    /// <summary>The folder of what is computed: the shard's.</summary>
    public string Path => _shard is { } shard ? ShardedJob.FolderOf(_folder, shard) : _folder;

    /// <summary>Which shard; null where the job is only prepared.</summary>
    public Shard? Shard => _shard;

    /// <summary>Reads the option.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">The option's text; null where it is not given.</param>
    /// <param name="folder">The folder that all shards share; null where none is given.</param>
    /// <returns>The shard; null for the whole command.</returns>
    /// <exception cref="SettingsException">The text is wrong, or there is no folder.</exception>
    public static ShardWork? Of(Invocation call, string? text, string? folder)
    {
        if (text is null)
        {
            return null;
        }

        var isPrepared = text.StartsWith(Prepare, StringComparison.Ordinal);
        var shard = Shards.Shard.Parse(isPrepared ? $"0/{text[Prepare.Length..]}" : text);
        return folder is null
            ? throw new SettingsException($"{Option} {text}: expected --out DIR too, the folder that all shards share")
            : new(call, folder, isPrepared ? null : shard, shard.Count);
    }

    /// <summary>Computes the shard's items, or goes on with them.</summary>
    /// <param name="items">How many items all shards have.</param>
    /// <param name="compute">
    /// Computes so many items from one on, those that are not kept yet; gives how much is kept now, a number that only
    /// grows, and whether that is all.
    /// </param>
    /// <returns>The exit status.</returns>
    /// <exception cref="SettingsException">The folder is another job's.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was stopped while another process computed the shard.
    /// </exception>
    public int Run(int items, Func<int, int, (double Kept, bool IsAll)> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        AtomicFile.MakeFolder(_folder);
        _job.Take(_folder);
        if (_shard is not { } shard)
        {
            var prepared = new { Folder = _folder, _job.Command, _job.Shards, Items = items };
            _call.Out.Result(prepared, console => console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{items} items in {_job.Shards} shards, in {_folder}")));
            return ExitStatus.Done;
        }

        AtomicFile.MakeFolder(Path);
        using var held = Hold();
        var before = _job.StateOf(_folder, shard);
        var state = before.Status == ShardState.Done ? before : Compute(shard, items, before, compute);
        _call.Result(
            new { Shard = shard.Index, Shards = shard.Count, Folder = Path, state.Status, state.Items, state.Starts },
            console => console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"shard {shard} is {state.Status}: {state.Items} items, in {Path}")));
        if (state.Reason is { } reason)
        {
            Terminal.Say(reason);
        }

        return state.Status switch
        {
            ShardState.Done => ExitStatus.Done,
            ShardState.Interrupted => ExitStatus.Interrupted,
            _ => ExitStatus.Failed,
        };
    }

    // Whoever holds it may be what a scheduler believes dead: when it ends, what is left is done here.
    private FileLock Hold()
    {
        for (var isSaid = false; ; isSaid = true)
        {
            if (FileLock.TryTake(ShardedJob.LockOf(Path)) is { } held)
            {
                return held;
            }

            if (!isSaid)
            {
                Terminal.Say($"{Path}: another process computes this shard; waiting for its end");
            }

            _call.Cancellation.WaitHandle.WaitOne(Pause);
            _call.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private ShardState Compute(
        Shard shard, int items, ShardState before, Func<int, int, (double Kept, bool IsAll)> compute)
    {
        var (first, count) = shard.Of(items);
        var watch = Stopwatch.StartNew();
        var state = before with
        {
            Job = _job,
            Status = ShardState.Running,
            Reason = null,
            Items = count,
            Starts = before.Starts + 1,
            Host = Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? Environment.MachineName,
        };
        ShardedJob.WriteState(Path, state);
        try
        {
            var (kept, isAll) = compute(first, count);
            return End(isAll ? ShardState.Done : ShardState.Interrupted, kept);
        }
        catch (OperationCanceledException) when (_call.Cancellation.IsCancellationRequested)
        {
            return End(ShardState.Interrupted, before.Kept);
        }
        catch (Exception failure)
        {
            End(ShardState.Failed, before.Kept, Failure.From(failure).Message);
            throw;
        }

        ShardState End(string status, double kept, string? reason = null)
        {
            if (status == ShardState.Interrupted && before.Status == status && kept <= before.Kept)
            {
                // Begun again and again it would never end.
                status = ShardState.Failed;
                reason = $"{Path}: was stopped twice and did nothing in between that could be kept; "
                    + "give it more time (submit --time) or more shards (submit --shards)";
            }

            state = state with
            {
                Status = status,
                Reason = reason,
                Kept = kept,
                Seconds = before.Seconds + Math.Round(watch.Elapsed.TotalSeconds, 3),
            };
            ShardedJob.WriteState(Path, state);
            return state;
        }
    }
}
