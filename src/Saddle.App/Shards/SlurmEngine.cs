using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Shards;

/// <summary>
/// Slurm: a job array, a task a shard, and a job that merges when all have ended. A task that comes near its time limit
/// keeps what it has and is queued again; so is one whose node died.
/// </summary>
internal sealed partial class SlurmEngine : Engine
{
    private const int UsualShards = 64;
    private const int LeastNotice = 20; // seconds from the warning to the limit
    private const int MostNotice = 300;
    private const string NotShared = "is not there: expected a folder that all nodes share";

    /// <inheritdoc/>
    public override string Name => "slurm";

    /// <inheritdoc/>
    public override int Shards(EngineOptions options) => UsualShards;

    /// <inheritdoc/>
    public override void Check(EngineOptions options, int shards)
    {
        if (options.Time is { } time && Seconds(time) is null)
        {
            throw new SettingsException(
                $"--time {time}: expected Slurm's form, such as 90 (minutes), 1:30:00 or 2-12 (days-hours)");
        }

        var partitions = Ask("sinfo", "-h", "-o", "%R").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (options.Partition is { } partition && !partitions.Contains(partition, StringComparer.Ordinal))
        {
            throw SettingsException.Unknown(
                "a partition of this Slurm", partition, partitions.Distinct(StringComparer.Ordinal));
        }

        if (ArraySize().Match(Ask("scontrol", "show", "config")) is { Success: true } size
            && long.Parse(size.Groups["most"].Value, CultureInfo.InvariantCulture) is var most && shards > most)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--shards {shards}: this Slurm takes arrays of {most} tasks at most (MaxArraySize); expected fewer"));
        }
    }

    /// <inheritdoc/>
    public override string Plan(string folder, ShardedJob job, IReadOnlyList<int> shards, EngineOptions options) =>
        $"{ArrayScript(folder, job, shards, options)}\n{MergeScript(folder, job, options)}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Start(
        string folder,
        ShardedJob job,
        IReadOnlyList<int> shards,
        EngineOptions options,
        CancellationToken cancellation)
    {
        AtomicFile.MakeFolder(Path.Combine(folder, Logs));
        var (array, merge) = (Path.Combine(folder, "array.sbatch"), Path.Combine(folder, "merge.sbatch"));
        AtomicFile.Write(array, ArrayScript(folder, job, shards, options));
        AtomicFile.Write(merge, MergeScript(folder, job, options));
        var id = IdOf(Ask("sbatch", "--parsable", array));
        return [id, IdOf(Ask("sbatch", "--parsable", $"--dependency=afterany:{id}", merge))];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<int, string> Active(string folder, Submission submission)
    {
        // Jobs that it has forgotten have ended.
        var lines = Ask("squeue", "-h", "-r", "--me", "-o", "%F|%K|%T|%r")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var active = new Dictionary<int, string>();
        foreach (var line in lines)
        {
            if (line.Split('|') is [var job, var task, var state, var reason]
                && submission.Ids.Contains(job, StringComparer.Ordinal)
                && int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
            {
                var why = reason is "None" ? string.Empty : $" ({reason})";
                active[shard] = $"{state.ToLowerInvariant()}{why}";
            }
        }

        return active;
    }

    /// <inheritdoc/>
    public override string? Silence(Submission submission, int shard)
    {
        if (submission.Ids is not [var id, ..])
        {
            return null; // it has not been handed in yet
        }

        string ended;
        try
        {
            var task = FormattableString.Invariant($" ArrayTaskId={shard} ");
            var job = Ask("scontrol", "--oneliner", "show", "job", id)
                .Split('\n')
                .FirstOrDefault(line => line.Contains(task, StringComparison.Ordinal));
            ended = job is not null && Ended().Match(job) is { Success: true } match
                ? $"{match.Groups["state"].Value.ToLowerInvariant()} ({match.Groups["reason"].Value})"
                : "over";
        }
        catch (SettingsException)
        {
            ended = "over"; // and forgotten, as Slurm does after some minutes
        }

        return $"is {ended} and left no word: expected a folder that its node sees";
    }

    private static string ArrayScript(
        string folder, ShardedJob job, IReadOnlyList<int> shards, EngineOptions options)
    {
        var limit = options.ArrayLimit > 0 ? FormattableString.Invariant($"%{options.ArrayLimit}") : string.Empty;
        var notice = options.Time is { } time && Seconds(time) is { } seconds
            ? Math.Clamp(seconds / 10, LeastNotice, MostNotice)
            : MostNotice;
        string[] command =
        [
            .. OwnProgram.Command.Concat(Arguments(folder, job, string.Empty).SkipLast(1)).Select(Shell.Quoted),
            FormattableString.Invariant($"\"{ShardWork.Option}=$SLURM_ARRAY_TASK_ID/{job.Shards}\""),
        ];
        return $$"""
            #!/bin/bash
            {{Head(folder, job, options, "%a")}}
            #SBATCH --array={{ShardTable.Ranges(shards)}}{{limit}}
            #SBATCH --requeue
            #SBATCH --signal=B:USR1@{{notice.ToString(CultureInfo.InvariantCulture)}}
            {{Shared(folder)}}
            {{Threads()}}
            warned=
            trap 'warned=1; kill -TERM "$shard"' USR1 # before the time limit: keep what there is
            {{string.Join(' ', command)}} >/dev/null &
            shard=$!
            wait "$shard"
            status=$?
            while ((status == 128 + 10)); do # the warning ended the waiting, not the shard
              wait "$shard"
              status=$?
            done
            if [[ $warned && $status == {{ExitStatus.Interrupted}} ]]; then
              echo "stopped before the time limit; queued again" >&2
              scontrol requeue "$SLURM_JOB_ID"
              sleep 60 # until that ends this script
            fi
            exit "$status"

            """;
    }

    private static string MergeScript(string folder, ShardedJob job, EngineOptions options) => $"""
        #!/bin/bash
        {Head(folder, job, options, "merge", "merge-")}
        {Shared(folder)}
        {Threads()}
        exec {string.Join(' ', OwnProgram.Command.Select(Shell.Quoted))} merge {Shell.Quoted(folder)}

        """;

    private static string Head(
        string folder, ShardedJob job, EngineOptions options, string log, string prefix = "") => string.Join('\n',
        [
            $"#SBATCH --job-name={prefix}saddle-{job.Command[0]}",
            $"#SBATCH --output={Shell.Quoted(LogOf(folder, log))}",
            "#SBATCH --open-mode=append",
            $"#SBATCH --chdir={Shell.Quoted(Directory.GetCurrentDirectory())}",
            FormattableString.Invariant($"#SBATCH --cpus-per-task={Math.Max(1, options.Threads)}"),
            .. options.Partition is { } partition ? [$"#SBATCH --partition={Shell.Quoted(partition)}"] : (string[])[],
            .. options.Time is { } time ? [$"#SBATCH --time={time}"] : (string[])[],
        ]);

    private static string Shared(string folder) => $$"""
        [[ -f {{Shell.Quoted(Path.Combine(folder, "job.json"))}} ]] || {
          echo {{Shell.Quoted($"saddle: {folder} {NotShared}")}} "($(hostname))" >&2
          exit {{ExitStatus.BadInput}}
        }
        """;

    private static string Threads()
    {
        var variables = OwnProgram.Threads("${SLURM_CPUS_PER_TASK:-1}").Select(v => $"{v.Name}={v.Value}");
        return $"export {string.Join(' ', variables)}";
    }

    // sbatch --parsable prints the id, and the cluster where there are several.
    private static string IdOf(string printed) => printed.Trim().Split(';')[0];

    private static int? Seconds(string time)
    {
        if (Time().Match(time) is not { Success: true } match)
        {
            return null;
        }

        var days = match.Groups["days"].Success;
        int[] parts =
            [.. match.Groups["rest"].Value.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return days
            ? (int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) * 86400)
                + (parts[0] * 3600) + (parts.ElementAtOrDefault(1) * 60) + parts.ElementAtOrDefault(2)
            : parts switch
            {
                [var minutes] => minutes * 60,
                [var minutes, var seconds] => (minutes * 60) + seconds,
                [var hours, var minutes, var seconds] => (hours * 3600) + (minutes * 60) + seconds,
                _ => null,
            };
    }

    /// <summary>What one of Slurm's programs prints.</summary>
    private static string Ask(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new SettingsException($"{program}: {error.Result.Trim().ReplaceLineEndings("; ")}");
        }
        catch (Win32Exception)
        {
            throw new MissingComponentException(
                $"{program} is missing: --on slurm needs Slurm's programs here (on Debian: "
                + $"{AptGet.Install("slurm-client")}), and to be a machine that may submit to its controller");
        }
    }

    [GeneratedRegex("MaxArraySize *= *(?<most>[0-9]{1,9})\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArraySize();

    [GeneratedRegex(" JobState=(?<state>[A-Z_]+) Reason=(?<reason>[^ ]+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ended();

    [GeneratedRegex(
        "^((?<days>[0-9]{1,3})-)?(?<rest>[0-9]{1,6}(:[0-9]{1,2}){0,2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();
}
