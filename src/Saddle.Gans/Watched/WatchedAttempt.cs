using System.Text.Json.Serialization;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Watched;

/// <summary>One time that a watched script was run.</summary>
public sealed record WatchedAttempt
{
    private const string Steps = "steps.jsonl";
    private const string FindingsFile = "findings.json";

    /// <summary>Its folder, relative to the run's.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>running, finished, failed, interrupted or killed.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What could not be told apart, a sentence each.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>Where it lies.</summary>
    [JsonIgnore]
    public string Path { get; private init; } = string.Empty;

    /// <summary>The log of its rounds, a line of JSON each.</summary>
    [JsonIgnore]
    public string Log => System.IO.Path.Combine(Path, Steps);

    /// <summary>What is wrong with the script, and what is merely worth a note; none before the first look.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public IReadOnlyList<ScriptFinding> Findings()
    {
        var file = System.IO.Path.Combine(Path, FindingsFile);
        return File.Exists(file) ? WatchedRun.Read<IReadOnlyList<ScriptFinding>>(file) : [];
    }

    /// <summary>The attempt with the place where it lies.</summary>
    internal WatchedAttempt In(string run, string file)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(run));
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, Folder));
        var inside = root + System.IO.Path.DirectorySeparatorChar;
        return Folder.Length > 0 && path.StartsWith(inside, StringComparison.Ordinal)
            ? this with { Path = path }
            : throw new DataException(file, $"has an attempt in '{Excerpt.Of(Folder)}', which is not within the run");
    }
}
