using System.Diagnostics;
using Saddle.Data;
using Saddle.Data.Logs;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;

namespace Saddle.Gans.Watched;

/// <summary>What a watched script writes of its rounds, read while it grows, and what the doctor says of it.</summary>
/// <param name="attempt">The attempt.</param>
public sealed class WatchedLog(WatchedAttempt attempt)
{
    private const int Share = 20;

    private readonly Lock _lock = new();
    private readonly Stopwatch _pause = Stopwatch.StartNew();
    private Examination? _said;
    private (int Version, long Step) _examined = (-1, -1);
    private TimeSpan _cost;

    /// <summary>The figures of rounds, by the names of steps.jsonl.</summary>
    public GrowingLog Rounds { get; } = new(() => attempt.Log);

    /// <summary>The norms of gradients by layer, named player/layer.</summary>
    public GrowingLog Layers { get; } = new(() => attempt.Layers, "player");

    /// <summary>Reads what has been appended.</summary>
    public void Look()
    {
        Rounds.Look();
        Layers.Look();
    }

    /// <summary>The figures that the doctor knows, by Saddle's names; what is missing is left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Series()
    {
        var series = new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal);
        var rounds = Rounds.Series();
        var isLogged = LoggedFigure.All.Any(f => rounds.TryGetValue(f.Key, out var p) && IsFinite(p));
        foreach (var figure in LoggedFigure.All)
        {
            // Never finite beside others that are: it is not seen.
            if (rounds.TryGetValue(figure.Key, out var points)
                && (IsFinite(points) || !isLogged)
                && Closed(figure.Key, points) is { Count: > 0 } closed)
            {
                series[figure.Series] = closed;
            }
        }

        return series;
    }

    /// <summary>
    /// What the doctor says of the curves as they are now, or were when it last looked: it looks again when there are
    /// others, for a twentieth of the time at most. Null before there are any.
    /// </summary>
    public Examination? Examined()
    {
        lock (_lock)
        {
            var now = (Rounds.Version, Rounds.LastStep);
            if (now != _examined && (_said is null || _pause.Elapsed > Share * _cost))
            {
                _pause.Restart();
                (_said, _examined) = (Examine(), now);
                _cost = _pause.Elapsed;
                _pause.Restart();
            }

            return _said;
        }
    }

    private Examination? Examine() => Series() is { Count: > 0 } series
        ? Examination.Of(new CaseHistory(series, new LoggedCase
        {
            Columns = [.. Rounds.Series().Keys],
            Objective = Objective(),
            IsObjectiveSeen = Objective() is not null,
        }))
        : null;

    /// <summary>The objective as it is seen in the script's losses; null where it is not.</summary>
    public string? Objective()
    {
        try
        {
            return WatchedSettings.SeenObjective(attempt, this);
        }
        catch (DataException)
        {
            return null; // a file that cannot be read hides nothing else
        }
    }

    /// <summary>
    /// What is wrong, in a word or two: the script's faults by name, or else what the doctor says of the curves; null
    /// before there are any.
    /// </summary>
    public string? Word()
    {
        string[] faults = [.. Faults()];
        return faults.Length > 0 ? string.Join(", ", faults) : Examined()?.Diagnosis.Name;
    }

    // A file that cannot be read hides nothing else.
    private IEnumerable<string> Faults()
    {
        try
        {
            return attempt.Findings().Where(f => f.IsFault).Select(f => f.Name).Distinct(StringComparer.Ordinal);
        }
        catch (DataException)
        {
            return [];
        }
    }

    private static bool IsFinite(IReadOnlyList<(long Step, double Value)> points) =>
        points.Any(point => double.IsFinite(point.Value));

    private static List<(long Step, double Value)> Closed(
        string name, IReadOnlyList<(long Step, double Value)> points)
    {
        var curve = new Curve(name, [.. points.Select(p => new LogPoint(p.Step, p.Value))]);
        return [.. Gaps.Closed(curve).Curve.Points.Select(p => ((long)p.Step, p.Value))];
    }
}
