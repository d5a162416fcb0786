using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Spectre.Console;

namespace Saddle.App.Shards;

/// <summary>Shards at an engine: given to it, and looked after.</summary>
internal static class Submitted
{
    /// <summary>Gives an engine the shards of a job that are not done.</summary>
    /// <param name="call">The call.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="folder">The job's folder, from the root.</param>
    /// <param name="job">The job.</param>
    /// <param name="options">How they are computed.</param>
    /// <param name="isJson">Whether results are JSON.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="SettingsException">They are at an engine already.</exception>
    public static int Start(
        Invocation call, Engine engine, string folder, ShardedJob job, EngineOptions options, bool isJson)
    {
        if (Submission.Find(folder) is { } before
            && Engine.Get(before.Engine).Active(folder, before) is { Count: > 0 } at)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"{folder}: {at.Count} of its shards are submitted already (on {before.Engine}); ")
                + $"'saddle jobs {Shell.Quoted(folder)}' shows them");
        }

        int[] due = [.. job.States(folder).Where(s => s.Status != ShardState.Done).Select(s => s.Index)];
        if (due.Length > 0)
        {
            new Submission(engine.Name, options, []).Write(folder);
            var jobs = engine.Start(folder, job, due, options, call.Cancellation);
            new Submission(engine.Name, options, jobs).Write(folder);
            if (jobs.Count > 0)
            {
                call.Out.Result(
                    new { Folder = folder, Engine = engine.Name, job.Shards, Submitted = due.Length, Ids = jobs },
                    console => Terminal.Line(
                        console,
                        FormattableString.Invariant($"{due.Length} shards are submitted (job {jobs[0]}), ")
                        + $"and what merges them; 'saddle jobs {Shell.Quoted(folder)}' shows how they are"));
                return ExitStatus.Done;
            }

            if (call.Cancellation.IsCancellationRequested)
            {
                Terminal.Say("interrupted: what the shards have is kept; the same command goes on");
                return ExitStatus.Interrupted;
            }
        }

        string[] form = isJson ? ["--json"] : [];
        return CommandLine.Run(["merge", folder, .. form], call.Cancellation);
    }

    /// <summary>How the shards of a folder are: by their own files, and by what the engine says.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="job">The job.</param>
    /// <returns>Each shard's state, and the shards that the engine has still to compute.</returns>
    public static (IReadOnlyList<ShardState> Shards, IReadOnlyDictionary<int, string> Active) Look(
        string folder, ShardedJob job)
    {
        var submission = Submission.Find(folder);
        var engine = submission is null ? null : Engine.Get(submission.Engine);
        var active = engine?.Active(folder, submission!) ?? new Dictionary<int, string>();
        return ([.. job.States(folder).Select(Seen)], active);

        ShardState Seen(ShardState state) => (state.Status, active.TryGetValue(state.Index, out var at)) switch
        {
            (ShardState.Done or ShardState.Running, _) => state,
            (_, true) => state with { Status = ShardState.Waiting, Reason = at },
            (ShardState.Waiting, false) =>
                (Engine.LastWord(folder, state.Index) ?? engine?.Silence(submission!, state.Index)) is { } said
                ? state with { Status = ShardState.Failed, Reason = said }
                : state,
            _ => state,
        };
    }
}
