using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>Columns of a log that make one figure of the doctor's: one of them, or parts that are summed.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ColumnChoice(LoggedFigure Figure, IReadOnlyList<Curve> Columns)
{
    /// <summary>The columns as a reader would write them: a + b where parts are summed.</summary>
    public string Text => string.Join(" + ", Columns.Select(c => c.Name));

    /// <summary>The figure's curve.</summary>
    public Curve Sum() => Columns.Count == 1 ? Columns[0] : Columns.Skip(1).Aggregate(Columns[0], Sum);

    // Where both have an entry: parts that are logged apart are of the same update.
    private static Curve Sum(Curve a, Curve b)
    {
        var other = new Dictionary<double, double>();
        foreach (var point in b.Points)
        {
            other[point.Step] = point.Value;
        }

        return a with
        {
            Points =
            [
                .. a.Points.Where(p => other.ContainsKey(p.Step)).Select(
                    p => p with { Value = p.Value + other[p.Step] }),
            ],
        };
    }
}
