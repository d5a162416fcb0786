using System.Text.Json;

namespace Saddle.Gans.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Status">running, finished, interrupted or failed; unreadable where the file cannot be read.</param>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates to make.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Best">The name of the figure that is watched, and its best value; null where there is none.</param>
/// <param name="Seconds">The time spent on updates.</param>
/// <param name="Versions">The versions of what computed it.</param>
/// <param name="Imported">
/// The number of updates after which its networks were imported: what trained them before is not known. Null for a run
/// that began here.
/// </param>
public sealed record RunState(
    string Status,
    long Step,
    long Steps,
    string? Reason,
    BestFigure? Best,
    double Seconds,
    IReadOnlyDictionary<string, string> Versions,
    long? Imported = null)
{
    /// <summary>The status of a run whose state cannot be read.</summary>
    public const string UnreadableStatus = "unreadable";

    private const string Running = "running";
    private const int LongestText = 2000;
    private const int MostVersions = 100;
    private static readonly string[] Known = [Running, "finished", "interrupted", "failed"];

    /// <summary>Whether it says that it is being trained; a process that was killed could not say otherwise.</summary>
    internal bool IsRunning => Status == Running;

    /// <summary>A run before its first update.</summary>
    /// <param name="steps">The number of updates to make.</param>
    public static RunState AtStart(long steps) =>
        new(Running, 0, steps, null, null, 0, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>A run whose state cannot be read.</summary>
    /// <param name="why">Why not.</param>
    public static RunState Unreadable(string why) => AtStart(0) with { Status = UnreadableStatus, Reason = why };

    /// <summary>This state, where the process that trained the run is gone.</summary>
    internal RunState Abandoned() => this with
    {
        Status = "interrupted",
        Reason = "the process that trained it ended without a word; resumed, it goes on from its last checkpoint",
    };

    /// <summary>This state, where it can be that of a run: a file may say anything.</summary>
    /// <exception cref="JsonException">It cannot; the message says what is wrong.</exception>
    internal RunState Checked() =>
        !Known.Contains(Status, StringComparer.Ordinal) ? throw Expected($"status: {string.Join(", ", Known)}")
        : Step < 0 || Steps < 0 || Imported < 0 ? throw Expected("step and steps: numbers of updates")
        : !(Seconds >= 0 && Seconds <= TimeSpan.MaxValue.TotalDays) ? throw Expected("seconds: a time")
        : Versions is null or { Count: > MostVersions } || !Versions.All(v => IsShort(v.Key) && IsShort(v.Value))
            ? throw Expected("versions: some short texts by name")
        : Best is not null && (Best.Step < 0 || !IsShort(Best.Metric) || !double.IsFinite(Best.Value))
            ? throw Expected("best: metric, value and step")
        : this with { Reason = Reason is { Length: > LongestText } ? $"{Reason[..LongestText]} ..." : Reason };

    private static bool IsShort(string? text) => text is { Length: <= LongestText };

    private static JsonException Expected(string what) => new($"expected {what}");
}
