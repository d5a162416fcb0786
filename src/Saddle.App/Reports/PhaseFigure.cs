using Saddle.App.Store;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.App.Reports;

/// <summary>A phase diagram as a figure.</summary>
internal static class PhaseFigure
{
    private static readonly string[] Verdicts = [.. Enum.GetNames<Verdict>().Select(v => v.ToLowerInvariant())];

    /// <summary>
    /// Draws the predicted map, and the measured one where there is one, with the closed-form boundary on top.
    /// </summary>
    /// <param name="title">The game and the rule.</param>
    /// <param name="diagram">The diagram.</param>
    /// <param name="cells">Its cells; none measured for no measured map.</param>
    /// <param name="differing">The cells in which the two differ.</param>
    public static Figure Draw(
        string title,
        PhaseDiagram diagram,
        PhaseCells cells,
        IReadOnlyList<Disagreement> differing)
    {
        var boundary = BoundaryInfo.Of(diagram);
        var panels = new List<Panel> { Draw("predicted", diagram, cells.PredictedVerdict, boundary, []) };
        if (cells.Measured.Count > 0)
        {
            panels.Add(Draw("measured", diagram, cells.MeasuredVerdict, boundary, differing));
        }

        return new($"{title}: verdicts after {diagram.Steps} updates", panels, panels.Count);
    }

    private static Panel Draw(
        string name,
        PhaseDiagram diagram,
        Func<int, Verdict?> verdict,
        BoundaryInfo boundary,
        IReadOnlyList<Disagreement> marked)
    {
        var columns = diagram.X.Values.Length;
        var numbers = Enumerable.Range(0, diagram.Cells).Select(cell => (double?)(int?)verdict(cell)).Chunk(columns);
        var traces = new List<Trace>
        {
            new HeatMap(name, diagram.X.Values, diagram.Y.Values, [.. numbers])
            {
                Low = 0,
                High = Verdicts.Length - 1,
                Categories = Verdicts,
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
                [.. marked.Select(d => (double?)diagram.X.Values[d.Cell % columns])],
                [.. marked.Select(d => (double?)diagram.Y.Values[d.Cell / columns])])
            {
                Labels = [.. marked.Select(d => d.Kind)],
            });
        }

        return new(name, Scale(diagram.X), Scale(diagram.Y), traces);
    }

    // A geometric series of values asks for a logarithmic axis.
    private static Axis Scale(SettingAxis axis) =>
        new(axis.Name, Log: axis.Values.Length > 2 && IsGeometric(axis.Values));

    private static bool IsGeometric(double[] values)
    {
        var (first, last) = (values[1] / values[0], values[^1] / values[^2]);
        return values[0] > 0 && Math.Abs(first - last) < 1e-9 * values[1] / values[0] && values[1] != values[0];
    }
}
