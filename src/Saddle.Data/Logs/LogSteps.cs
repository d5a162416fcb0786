namespace Saddle.Data.Logs;

/// <summary>Puts a curve's steps in order: logs repeat them, begin them again, leave them out.</summary>
public static class LogSteps
{
    // Beyond it neighbours are the same double.
    private const double MostStep = 1L << 53;

    // Segments that are as long as the first but for so much are epochs.
    private const double SameLength = 0.05;

    /// <summary>A curve whose steps are whole numbers that rise.</summary>
    /// <param name="curve">The curve as it was read.</param>
    /// <returns>The curve, and what was done to its steps; null where nothing was.</returns>
    public static (Curve Curve, string? Remark) InOrder(Curve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var points = curve.Points;
        var counted = points.Count(p => double.IsFinite(p.Step));
        if (points.Count == 0 || counted == 0)
        {
            return (Counted(curve), null);
        }

        if (counted < points.Count)
        {
            points = Filled(points);
        }

        if (points.Any(p => p.Step != Math.Floor(p.Step) || Math.Abs(p.Step) > MostStep))
        {
            return (Counted(curve), "its steps are no whole numbers: entries are counted in the file's order instead");
        }

        var blank = counted == points.Count
            ? null
            : FormattableString.Invariant($"{points.Count - counted} of its steps are missing, and were filled in");
        var falls = Enumerable.Range(1, points.Count - 1).Where(i => points[i].Step < points[i - 1].Step).ToList();
        if (falls.Count > 0 && StartsAgain(points, falls))
        {
            return (Counted(curve), "its steps start again and again: entries are counted in the file's order instead");
        }

        var (kept, dropped) = falls.Count > 0 ? WithoutOvertaken(points) : (points, 0);
        return Enumerable.Range(1, kept.Count - 1).Any(i => kept[i].Step == kept[i - 1].Step)
            ? (Counted(curve with { Points = kept }),
                "its steps repeat: entries are counted in the file's order instead")
            : (curve with { Points = kept },
                dropped == 0
                    ? blank
                    : FormattableString.Invariant($"it was started again from an earlier step: {dropped} entries ")
                    + "that were overtaken are left out");
    }

    // Many falls, all to where the curve began, and as long a way between them: epochs, not restarts.
    private static bool StartsAgain(IReadOnlyList<LogPoint> points, List<int> falls)
    {
        var first = points[0].Step;
        var length = falls[0];
        var margin = Math.Max(1, SameLength * length);
        return falls.TrueForAll(i => points[i].Step <= first + ((points[falls[0] - 1].Step - first) * SameLength))
            && falls.Zip(falls.Skip(1), (a, b) => b - a).All(l => Math.Abs(l - length) <= margin)
            && (falls.Count > 1 || Math.Abs(points.Count - falls[0] - length) <= margin);
    }

    private static (IReadOnlyList<LogPoint> Kept, int Dropped) WithoutOvertaken(IReadOnlyList<LogPoint> points)
    {
        var kept = new List<LogPoint>(points.Count);
        foreach (var point in points)
        {
            var falls = kept.Count > 0 && kept[^1].Step > point.Step;
            while (falls && kept.Count > 0 && kept[^1].Step >= point.Step)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            kept.Add(point);
        }

        return (kept, points.Count - kept.Count);
    }

    private static Curve Counted(Curve curve) => curve with
    {
        Points = [.. curve.Points.Select((p, i) => p with { Step = i })],
        Unit = LogUnit.Entry,
    };

    // Half way between its neighbours; at the ends as far on as they are apart.
    private static List<LogPoint> Filled(IReadOnlyList<LogPoint> points)
    {
        var known = Enumerable.Range(0, points.Count).Where(i => double.IsFinite(points[i].Step)).ToList();
        return [.. points.Select((p, i) => double.IsFinite(p.Step) ? p : p with { Step = Between(points, known, i) })];
    }

    private static double Between(IReadOnlyList<LogPoint> points, List<int> known, int at)
    {
        if (known.Count == 1)
        {
            return points[known[0]].Step + at - known[0];
        }

        var after = Math.Clamp(~known.BinarySearch(at), 1, known.Count - 1);
        var (a, b) = (known[after - 1], known[after]);
        var (x, y) = (points[a].Step, points[b].Step);
        return Math.Round(x + ((y - x) * (at - a) / (b - a)));
    }
}
