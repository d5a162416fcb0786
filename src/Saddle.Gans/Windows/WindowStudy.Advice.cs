using System.Globalization;
using Saddle.Dynamics;

namespace Saddle.Gans.Windows;

/// <content>What to take.</content>
public sealed partial class WindowStudy
{
    /// <summary>How far from every edge a recommended setting is at least, as a factor.</summary>
    public const int Clearance = 2;

    /// <summary>A setting to take: within the window, away from its edge, and of those the fastest.</summary>
    /// <param name="cells">What is predicted.</param>
    /// <returns>The setting; null where no cell is far enough from every edge.</returns>
    public Recommendation? Recommend(IReadOnlyList<WindowCell> cells)
    {
        var now = Predict(Space.Present);
        foreach (var cell in cells.Where(c => c.Verdict != Verdict.Diverges).OrderBy(Rest).ThenBy(FromPresent))
        {
            if (IsClear(cell))
            {
                return new(
                    Map.X.Values[cell.Column],
                    Map.Y?.Values[cell.Row],
                    Map.At(cell.Column, cell.Row),
                    $"settings hold to a factor of {Clearance} each way from there, and of such cells it is "
                    + (cell.Verdict == Verdict.Converges ? "the nearest to the present settings" : "the one")
                    + " where a small displacement's field is predicted to fall "
                    + (cell.Verdict == Verdict.Converges ? "to" : "furthest, to")
                    + $" {Percent(Math.Max(cell.Remaining, Thresholds.Converged))} in {Options.Updates} updates; "
                    + "with the present settings "
                    + (now.Verdict == Verdict.Diverges ? "it grows" : $"it falls to {Percent(now.Remaining)}"));
            }
        }

        return null;

        // below a hundredth is rest enough
        static double Rest(WindowCell cell) => Math.Max(cell.Remaining, Thresholds.Converged);

        static string Percent(double value) => value < 1e-4
            ? "less than 0.01 %"
            : string.Create(CultureInfo.InvariantCulture, $"{100 * value:G2} %");

        double FromPresent(WindowCell cell)
        {
            var there = Map.At(cell.Column, cell.Row);
            return Far(there.EtaG, Space.Present.EtaG) + Far(there.EtaD, Space.Present.EtaD)
                + there.Weights.Zip(Space.Present.Weights, Far).Sum();
        }

        static double Far(double one, double other) => one == other ? 0 : Math.Abs(Math.Log(one / other));
    }

    /// <summary>
    /// A setting to take where only runs tell, or they contradict the spectrum: one that held, away from the edges that
    /// they found.
    /// </summary>
    /// <param name="present">The run of the present settings.</param>
    /// <param name="edges">The edges that they found.</param>
    public Recommendation? Recommend(ShortRun present, IReadOnlyList<WindowEdge> edges)
    {
        ArgumentNullException.ThrowIfNull(present);
        var line = Map.PresentLine;
        var edge = edges.FirstOrDefault(e => e.Line == line);
        var now = Space.ValueOf(Map.Along.Name, Space.Present);
        if (edge is { IsContradicted: true, Measured: null })
        {
            return null; // they left on both sides, or on neither
        }

        if (!present.Leaves && (edge?.Measured is not { } at || now is not { } value
            || (edge.HoldsBelow ? at / value : value / at) >= Clearance))
        {
            return new(
                Space.ValueOf(Map.X.Name, Space.Present),
                Map.Y is null ? null : Space.ValueOf(Map.Y.Name, Space.Present),
                Space.Present,
                "the present settings held, and no edge that the runs found is within a factor of "
                + $"{Clearance} of them");
        }

        if (edge is not { Low: { } low, High: { } high })
        {
            return null;
        }

        var along = edge.HoldsBelow ? low / Clearance : high * Clearance;
        var (x, y) = Map.Place(line, along);
        return new(
            x,
            y,
            Map.On(line, along),
            $"a factor of {Clearance} within the edge that the runs found on the line of the present settings");
    }

    private bool IsClear(WindowCell cell)
    {
        var (x, y) = (Map.X.Values[cell.Column], Map.Y?.Values[cell.Row]);
        return Factors().All(f => !Required.Leaves(Map.At(f.X * x, f.Y * y)));

        static IEnumerable<(double X, double Y)> Factors() =>
            [(Clearance, 1), (1.0 / Clearance, 1), (1, Clearance), (1, 1.0 / Clearance)];
    }
}
