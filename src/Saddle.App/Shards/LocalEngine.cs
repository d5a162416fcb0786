using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Shards;

/// <summary>Processes on this machine, so many at once, each with a fair share of the processors.</summary>
internal sealed class LocalEngine : Engine
{
    private const int ShardsAWorker = 4; // so that none waits long for the slowest
    private const string LockFile = ".submit";

    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    public override int Shards(EngineOptions options) => ShardsAWorker * Workers(options);

    /// <inheritdoc/>
    public override void Check(EngineOptions options, int shards)
    {
        if (options.Partition is not null || options.Time is not null || options.ArrayLimit > 0)
        {
            throw new SettingsException(
                "--on local: --partition, --time and --array-limit are a scheduler's; expected --workers N");
        }
    }

    /// <inheritdoc/>
    public override string Plan(string folder, ShardedJob job, IReadOnlyList<int> shards, EngineOptions options)
    {
        var first = new Shard(shards[0], job.Shards).ToString();
        return string.Create(CultureInfo.InvariantCulture, $"""
            # shards {ShardTable.Ranges(shards)}, {Workers(options)} at once, each with {Threads(options)} threads:
            saddle {string.Join(' ', Arguments(folder, job, first).Select(Shell.Quoted))}
            # and in the end:
            saddle merge {Shell.Quoted(folder)}
            """);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Start(
        string folder,
        ShardedJob job,
        IReadOnlyList<int> shards,
        EngineOptions options,
        CancellationToken cancellation)
    {
        using var held = FileLock.TryTake(Path.Combine(folder, LockFile))
            ?? throw new SettingsException($"{folder}: another submit computes its shards");
        AtomicFile.MakeFolder(Path.Combine(folder, Logs));
        using var progress = Terminal.Progress("shards");
        var done = 0;
        var idle = new ConcurrentBag<ShardWorker>();
        try
        {
            Parallel.ForEach(shards, new() { MaxDegreeOfParallelism = Workers(options) }, shard =>
            {
                if (!cancellation.IsCancellationRequested)
                {
                    Compute(folder, job, new(shard, job.Shards), options, idle, cancellation);
                    progress.Report((double)Interlocked.Increment(ref done) / shards.Count);
                }
            });
        }
        finally
        {
            foreach (var worker in idle)
            {
                worker.Dispose();
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<int, string> Active(string folder, Submission submission)
    {
        var job = ShardedJob.Open(folder);
        return FileLock.IsHeld(Path.Combine(folder, LockFile))
            ? job.States(folder)
                .Where(s => s.Status is ShardState.Waiting or ShardState.Running)
                .ToDictionary(s => s.Index, s => s.Status)
            : ReadOnlyDictionary<int, string>.Empty;
    }

    private static int Workers(EngineOptions options) =>
        options.Workers > 0 ? options.Workers : Environment.ProcessorCount;

    private static int Threads(EngineOptions options) =>
        options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / Workers(options));

    private static void Compute(
        string folder,
        ShardedJob job,
        Shard shard,
        EngineOptions options,
        ConcurrentBag<ShardWorker> idle,
        CancellationToken cancellation)
    {
        var worker = idle.TryTake(out var waiting) ? waiting : new ShardWorker(Threads(options));
        try
        {
            var path = LogOf(folder, shard.Index.ToString(CultureInfo.InvariantCulture));
            using var log = new StreamWriter(path, append: true) { AutoFlush = true };
            worker.Compute(Arguments(folder, job, shard.ToString()), log, cancellation);
        }
        finally
        {
            idle.Add(worker);
        }
    }
}
