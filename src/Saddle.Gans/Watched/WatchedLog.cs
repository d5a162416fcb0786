using Saddle.Data.Logs;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;

namespace Saddle.Gans.Watched;

/// <summary>What a watched script writes of its rounds, read while it grows, and what the doctor says of it.</summary>
/// <param name="attempt">The attempt.</param>
public sealed class WatchedLog(WatchedAttempt attempt)
{
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
        foreach (var figure in LoggedFigure.All)
        {
            if (rounds.TryGetValue(figure.Key, out var points) && Closed(figure.Key, points) is { Count: > 0 } closed)
            {
                series[figure.Series] = closed;
            }
        }

        return series;
    }

    /// <summary>What the doctor says of the curves as they are now; null before there are any.</summary>
    public Examination? Examined() => Series() is { Count: > 0 } series
        ? Examination.Of(new CaseHistory(series, new LoggedCase { Columns = [.. Rounds.Series().Keys] }))
        : null;

    private static List<(long Step, double Value)> Closed(
        string name, IReadOnlyList<(long Step, double Value)> points)
    {
        var curve = new Curve(name, [.. points.Select(p => new LogPoint(p.Step, p.Value))]);
        return [.. Gaps.Closed(curve).Curve.Points.Select(p => ((long)p.Step, p.Value))];
    }
}
