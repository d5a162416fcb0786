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

    /// <summary>Where the closed form's radius passes 1 along each column, by bisection between neighbouring cells.</summary>
    private static (List<double?> X, List<double?> Y) Boundary(PhaseDiagram diagram)
    {
        var (xs, ys) = (new List<double?>(), new List<double?>());
        foreach (var x in diagram.X.Values)
        {
            for (var row = 0; row + 1 < diagram.Y.Values.Length; row++)
            {
                var (low, high) = (diagram.Y.Values[row], diagram.Y.Values[row + 1]);
                if (Radius(x, low) is not { } below || Radius(x, high) is not { } above)
                {
                    return ([], []);
                }

                if (below < 1 == above < 1)
                {
                    continue;
                }

                for (var i = 0; i < 40; i++)
                {
                    var middle = 0.5 * (low + high);
                    (low, high) = Radius(x, middle) < 1 == below < 1 ? (middle, high) : (low, middle);
                }

                xs.Add(x);
                ys.Add(0.5 * (low + high));
            }
        }

        return (xs, ys);

        double? Radius(double x, double y)
        {
            var (game, rule) = diagram.Setup.With((diagram.X.Name, x), (diagram.Y.Name, y));
            return ClosedForm.Find(game, rule)?.Radius;
        }
    }
}
