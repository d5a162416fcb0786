using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>A phase diagram as a figure.</summary>
internal static class PhaseFigure
{
    /// <summary>Draws the predicted map, and the measured one where there is one, with the closed-form boundary on top.</summary>
    /// <param name="title">The game and the rule.</param>
    /// <param name="diagram">The diagram.</param>
    /// <param name="predicted">The predicted cells.</param>
    /// <param name="measured">The measured cells; empty for none.</param>
    /// <param name="differing">The cells in which the two differ, each with its class.</param>
    public static Figure Draw(string title, PhaseDiagram diagram, Dictionary<int, PredictedCell> predicted, Dictionary<int, MeasuredCell> measured, Dictionary<int, string> differing)
    {
        string[] verdicts = [.. Enum.GetNames<Verdict>().Select(v => v.ToLowerInvariant())];
        var boundary = Boundary(diagram);
        var panels = new List<Panel> { Map("predicted", cell => predicted.GetValueOrDefault(cell)?.Verdict, []) };
        if (measured.Count > 0)
        {
            panels.Add(Map("measured", cell => measured.GetValueOrDefault(cell)?.Measured.Verdict, differing));
        }

        return new($"{title}: verdicts after {diagram.Steps} updates", panels, panels.Count);

        Panel Map(string name, Func<int, Verdict?> verdict, Dictionary<int, string> marked)
        {
            var traces = new List<Trace>
            {
                new HeatMap(name, diagram.X.Values, diagram.Y.Values, [.. Enumerable.Range(0, diagram.Y.Values.Length).Select(row =>
                    (IReadOnlyList<double?>)[.. Enumerable.Range(0, diagram.X.Values.Length).Select(column => (double?)(int?)verdict((row * diagram.X.Values.Length) + column))])])
                {
                    Low = 0,
                    High = verdicts.Length - 1,
                    Categories = verdicts,
                },
            };
            if (boundary.X.Count > 0)
            {
                traces.Add(new Line("closed-form boundary", boundary.X, boundary.Y));
            }

            if (marked.Count > 0)
            {
                traces.Add(new Points(
                    "prediction and measurement differ",
                    [.. marked.Keys.Select(c => (double?)diagram.X.Values[c % diagram.X.Values.Length])],
                    [.. marked.Keys.Select(c => (double?)diagram.Y.Values[c / diagram.X.Values.Length])])
                { Labels = [.. marked.Values] });
            }

            return new(name, Scale(diagram.X), Scale(diagram.Y), traces);
        }
    }

    // A geometric series of values asks for a logarithmic axis.
    private static Axis Scale(SettingAxis axis) =>
        new(axis.Name, Log: axis.Values.Length > 2 && axis.Values[0] > 0 && Math.Abs((axis.Values[1] / axis.Values[0]) - (axis.Values[^1] / axis.Values[^2])) < 1e-9 * axis.Values[1] / axis.Values[0] && axis.Values[1] != axis.Values[0]);

    /// <summary>Where the closed form's radius is 1: a segment through each square of neighbouring cells that it passes (marching squares).</summary>
    public static BoundaryInfo Boundary(PhaseDiagram diagram)
    {
        var (xs, ys) = (new List<double?>(), new List<double?>());
        var (columns, rows) = (diagram.X.Values, diagram.Y.Values);
        var excess = new double[rows.Length, columns.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var (game, rule) = diagram.At((row * columns.Length) + column);
                if (ClosedForm.Find(game, rule) is not { } known)
                {
                    return new([], []);
                }

                excess[row, column] = known.Radius - 1;
            }
        }

        for (var row = 0; row + 1 < rows.Length; row++)
        {
            for (var column = 0; column + 1 < columns.Length; column++)
            {
                // The square's corners in turn; the boundary passes the edges between corners of different sign.
                (int Row, int Column)[] corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)];
                var crossings = Enumerable.Range(0, 4)
                    .Select(k => (From: corners[k], To: corners[(k + 1) % 4]))
                    .Where(edge => excess[edge.From.Row, edge.From.Column] < 0 != excess[edge.To.Row, edge.To.Column] < 0)
                    .Select(edge =>
                    {
                        var (from, to) = (excess[edge.From.Row, edge.From.Column], excess[edge.To.Row, edge.To.Column]);
                        var share = from / (from - to);
                        return (
                            X: columns[edge.From.Column] + (share * (columns[edge.To.Column] - columns[edge.From.Column])),
                            Y: rows[edge.From.Row] + (share * (rows[edge.To.Row] - rows[edge.From.Row])));
                    })
                    .ToList();
                for (var k = 0; k + 1 < crossings.Count; k += 2)
                {
                    xs.AddRange([crossings[k].X, crossings[k + 1].X, null]);
                    ys.AddRange([crossings[k].Y, crossings[k + 1].Y, null]);
                }
            }
        }

        return new(xs, ys);
    }
}

/// <summary>A boundary in segments, with a null after each.</summary>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values.</param>
internal sealed record BoundaryInfo(IReadOnlyList<double?> X, IReadOnlyList<double?> Y);
