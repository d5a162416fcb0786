using System.Globalization;
using System.Net;
using Saddle.App.Sweeps;
using Saddle.Figures;

namespace Saddle.App.Reports;

/// <summary>A sweep as one page that opens offline: its maps, and every run with a link to its folder.</summary>
internal static class SweepReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="result">What the sweep found.</param>
    /// <param name="settings">Every setting of it.</param>
    /// <exception cref="MissingComponentException">The browser side has not been built.</exception>
    public static string Write(SweepResult result, IEnumerable<(string Name, string Value)> settings)
    {
        var page = new Html().Element("h1", $"Sweep of {result.Sweep.Name}");
        if (result is { Metric: { } metric, Ranking: [var best, ..] })
        {
            page.Element("p", string.Create(
                CultureInfo.InvariantCulture,
                $"Best of {result.Points.Count} settings: {SweepText.Settings(result, best)}, with {metric} "
                + $"{SweepText.Mean(best, metric)} over {best.Seeds} seeds. The interval is that of these seeds alone: "
                + $"the best of many settings looks better than it is, so measure it again with other seeds."));
            page.Element("p", $"Of the best setting: {SweepText.Ties(result)}.");
        }

        foreach (var prediction in result.Predictions)
        {
            page.Element("p", $"{SweepText.Predicted(result, prediction)}.");
        }

        foreach (var (i, map) in Maps(result).Index())
        {
            page.Figure(string.Create(CultureInfo.InvariantCulture, $"map-{i}"), map);
        }

        Runs(page.Element("h2", "Runs"), result);
        return page.Element("h2", "Settings").Definitions(settings, "settings").Page("Saddle: sweep");
    }

    // Of a grid, a figure for each choice of the axes before the last two: by number, for choices may be words.
    private static IEnumerable<Figure> Maps(SweepResult result)
    {
        var axes = result.Sweep.Axes;
        var (columns, rows) = (axes[^1].Choices.Count, axes.Count > 1 ? axes[^2].Choices.Count : 1);
        string[] kinds =
        [
            .. result.Outcomes.Select(o => o.Diagnosis).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        foreach (var map in result.Maps)
        {
            var others = SweepText.Map(result, map[0]);
            var edges = Edges(result, map[0].Point).ToList();
            var grid = map.Chunk(columns).ToList();
            var panels = new List<Panel> { Panel("diagnosis of most seeds", point => Kind(point, kinds), kinds) };
            if (result.Metric is { } metric)
            {
                panels.Add(Panel(metric, point => point.Mean(metric)?.Value, null));
            }

            yield return new(others.Length > 0 ? others : "the settings", panels);

            Panel Panel(string name, Func<SweepPoint, double?> value, string[]? categories) => new(
                name,
                Axis(axes[^1]),
                axes.Count > 1 ? Axis(axes[^2]) : new(string.Empty, false),
                [
                    new HeatMap(
                        name,
                        Numbers(columns),
                        Numbers(rows),
                        [.. grid.Select(row => (IReadOnlyList<double?>)[.. row.Select(value)])])
                    {
                        Categories = categories,
                        Low = categories is null ? null : 0,
                        High = categories is null ? null : Math.Max(1, categories.Length - 1),
                        Labels = [.. grid.Select(row => (IReadOnlyList<string>)[.. row.Select(p => Label(result, p))])],
                    },
                    .. edges,
                ]);
        }
    }

    // A stroke across each row or column with an edge, on the axes of numbers that the maps have.
    private static IEnumerable<Line> Edges(SweepResult result, int first)
    {
        var axes = result.Sweep.Axes;
        if (result.Predictions.FirstOrDefault(p => p.First == first) is not { Edges.Count: > 0 } prediction)
        {
            yield break;
        }

        var (x, y) = (new List<double?>(), new List<double?>());
        foreach (var edge in prediction.Edges)
        {
            var isRow = edge.Row is not null;
            var at = Place(axes[isRow ? ^1 : ^2].Numbers!, edge.At);
            var line = (edge.Row ?? edge.Column!.Value) + 1;
            (isRow ? x : y).AddRange([at, at, null]);
            (isRow ? y : x).AddRange([line - 0.5, line + 0.5, null]);
        }

        yield return new("predicted edge", x, y);
    }

    // Where a value between two choices lies, of which the first is at 1: by its logarithm, as grids mostly are.
    private static double Place(double[] choices, double value)
    {
        var i = Math.Max(1, Array.FindIndex(choices, 1, choice => choice >= value));
        var (low, high) = (choices[i - 1], choices[i]);
        return i + (low > 0 ? Math.Log(value / low) / Math.Log(high / low) : (value - low) / (high - low));
    }

    private static Axis Axis(SweepAxis axis) => new(
        axis.Name + ": " + string.Join(
            ", ", axis.Choices.Select((c, i) => FormattableString.Invariant($"{i + 1} is {c.Label}"))),
        false);

    private static double[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (double)i)];

    private static double? Kind(SweepPoint point, string[] kinds) =>
        point.Outcomes.Count > 0 ? Array.IndexOf(kinds, point.Diagnoses.First().Key) : null;

    private static string Label(SweepResult result, SweepPoint point) =>
        $"{SweepText.Settings(result, point)}: {SweepText.Diagnoses(point)}"
        + (result.Metric is { } metric ? $"; {metric} {SweepText.Mean(point, metric)}" : string.Empty);

    private static void Runs(Html page, SweepResult result)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Runs\"><table><thead><tr>");
        var figures = result.Metric ?? "figure";
        foreach (var header in (string[])
            [.. result.Sweep.Axes.Select(a => a.Name), "seed", "run", "diagnosis", figures, "updates"])
        {
            page.Raw($"<th scope=\"col\">{WebUtility.HtmlEncode(header)}</th>");
        }

        page.Raw("</tr></thead><tbody>");
        foreach (var outcome in result.Outcomes)
        {
            var (cell, name) = (result.Sweep.At(outcome.Cell), SweepRuns.NameOf(outcome.Cell));
            page.Raw("<tr>");
            foreach (var choice in cell.Choices)
            {
                page.Element("td", choice.Label);
            }

            page.Element("td", cell.Seed.ToString(CultureInfo.InvariantCulture))
                .Raw($"<td><a href=\"runs/{name}/\">{name}</a></td>")
                .Element("td", $"{outcome.Diagnosis}{(outcome.Reason is { } why ? $": {why}" : string.Empty)}")
                .Element("td", result.Metric is { } metric && outcome.Figure(metric) is { } figure
                    ? figure.ToString("G5", CultureInfo.InvariantCulture)
                    : "-")
                .Element("td", outcome.Step.ToString(CultureInfo.InvariantCulture))
                .Raw("</tr>");
        }

        page.Raw("</tbody></table></div>");
    }
}
