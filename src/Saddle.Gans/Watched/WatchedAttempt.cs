using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Watched;

/// <summary>One time that a watched script was run.</summary>
public sealed record WatchedAttempt
{
    /// <summary>The status of one that says it runs, and writes nothing.</summary>
    public const string Silent = "silent";

    private const string Running = "running";
    private const string Steps = "steps.jsonl";
    private const string LayersFile = "layers.jsonl";
    private const string FindingsFile = "findings.json";
    private const string FactsFile = "facts.json";
    private const string SampleFolder = "samples";
    private const string NetworkFolder = "networks";
    private const string StepPrefix = "step-";

    private const double Longest = 1e9;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>Its folder, relative to the run's.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>
    /// running, finished, failed, interrupted or killed; silent of one that says it runs, whose process is not here and
    /// which has not written for a minute.
    /// </summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Why it failed, or since when it is silent; null where it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What could not be told apart, a sentence each.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>When it began, in seconds since 1970.</summary>
    public double Began { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public double? Ended { get; init; }

    /// <summary>The number of rounds when watch.json was written.</summary>
    public long Step { get; init; }

    /// <summary>Its process.</summary>
    public int? Pid { get; init; }

    /// <summary>generator and discriminator; empty before they are known.</summary>
    public IReadOnlyDictionary<string, WatchedPlayer> Players { get; init; } =
        new Dictionary<string, WatchedPlayer>(StringComparer.Ordinal);

    /// <summary>Where it lies.</summary>
    [JsonIgnore]
    public string Path => Own?.Path ?? string.Empty;

    /// <summary>The log of its rounds, a line of JSON each.</summary>
    /// <exception cref="DataException">It is a link.</exception>
    [JsonIgnore]
    public string Log => Own!.At(Steps);

    /// <summary>The log of its gradients by layer.</summary>
    /// <exception cref="DataException">It is a link.</exception>
    [JsonIgnore]
    public string Layers => Own!.At(LayersFile);

    /// <summary>What lies in it; links in it are not followed.</summary>
    [JsonIgnore]
    public OwnFolder? Own { get; private init; }

    /// <summary>The time that it has run, in seconds, as far as that is known.</summary>
    [JsonIgnore]
    public double Seconds => (Ended ?? LastWritten()) - Began is var seconds && double.IsFinite(seconds)
        ? Math.Clamp(seconds, 0, Longest)
        : 0;

    /// <summary>What is wrong with the script, and what is merely worth a note; none before the first look.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public IReadOnlyList<ScriptFinding> Findings() => Own!.At(FindingsFile) is var file && File.Exists(file)
        ? [.. WatchedRun.Read<IReadOnlyList<ScriptFinding>>(file).Where(finding => finding is not null)]
        : [];

    /// <summary>What faults are decided from; empty before the first look.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    internal WatchedFacts Facts() => Own!.At(FactsFile) is var file && File.Exists(file)
        ? WatchedRun.Read<WatchedFacts>(file)
        : new();

    /// <summary>The files of its samples with their steps, in order.</summary>
    /// <exception cref="DataException">They lie behind a link.</exception>
    public IReadOnlyList<(long Step, string File)> Samples() =>
    [
        .. Own!.Files(SampleFolder, $"{StepPrefix}*.safetensors")
            .Select(file => (Step: StepOf(System.IO.Path.GetFileNameWithoutExtension(file)) ?? -1, file))
            .Where(sample => sample.Step >= 0)
            .OrderBy(sample => sample.Step),
    ];

    /// <summary>The exports of its networks, in order of their steps; some may not be whole yet.</summary>
    /// <exception cref="DataException">They lie behind a link.</exception>
    public IReadOnlyList<WatchedExport> Exports() => Own!.At(NetworkFolder) is var folder && Directory.Exists(folder)
        ?
        [
            .. Directory.EnumerateDirectories(folder, $"{StepPrefix}*")
                .Select(found => System.IO.Path.GetFileName(found))
                .Select(name => (Name: name, Step: StepOf(name)))
                .Where(found => found.Step is not null)
                .OrderBy(found => found.Step)
                .Select(found => new WatchedExport(found.Step!.Value, new(Own.At(NetworkFolder, found.Name)))),
        ]
        : [];

    /// <summary>The attempt with the place where it lies, and its status as it is now.</summary>
    internal WatchedAttempt In(string run, string file)
    {
        var names = Folder.Split('/');
        if (Folder.Length == 0 || Array.Exists(names, name => FileName.Refusal(name) is not null))
        {
            throw new DataException(file, $"has an attempt in '{Excerpt.Of(Folder)}', which is not within the run");
        }

        // Lists and tables may hold null in a file of anybody's.
        var placed = this with
        {
            Told = [.. Told.Where(told => told is not null)],
            Players = Players.Where(p => p.Value is not null)
                .ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            Own = new OwnFolder(new OwnFolder(System.IO.Path.GetFullPath(run)).At(names)),
        };
        return Status == Running && !IsAlive() && placed.LastWritten() is var last && IsLongAgo(last)
            ? placed with
            {
                Status = Silent,
                Reason = string.Create(
                    CultureInfo.InvariantCulture,
                    $"nothing has been written since {DateTimeOffset.FromUnixTimeSeconds((long)last):u}, and its "
                    + $"process is not on this machine: it was killed, or runs elsewhere"),
            }
            : placed;
    }

    private static long? StepOf(string name) =>
        long.TryParse(name.AsSpan(StepPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : null;

    private static bool IsLongAgo(double seconds) =>
        seconds < TimeProvider.System.GetUtcNow().Subtract(Quiet).ToUnixTimeSeconds();

    private bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(Pid ?? 0);
            return Pid > 0 && !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException
            or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private double LastWritten() => new[] { Steps, LayersFile, FactsFile }
        .Select(name => new FileInfo(System.IO.Path.Combine(Path, name)))
        .Where(found => found.Exists)
        .Select(found => (double)new DateTimeOffset(found.LastWriteTimeUtc).ToUnixTimeSeconds())
        .Append(double.IsFinite(Began) ? Math.Clamp(Began, 0, 1e11) : 0)
        .Max();
}
