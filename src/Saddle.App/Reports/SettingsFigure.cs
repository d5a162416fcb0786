using Saddle.App.Commands;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.App.Reports;

/// <summary>A map of settings as a figure.</summary>
internal static class SettingsFigure
{
    private static readonly string[] Verdicts = [.. Enum.GetNames<Verdict>().Select(v => v.ToLowerInvariant())];

    // in the order of verdicts
    private static readonly string[] Classes =
        ["holds, comes in", "holds, turns or flips", "leaves", "holds, hardly moves"];

    /// <summary>Draws the predicted map, the edge, the runs, the present setting and the recommended one.</summary>
    /// <param name="document">What was worked out.</param>
    /// <param name="isLogX">Whether the values along a row are a geometric series.</param>
    /// <param name="isLogY">Whether those along a column are.</param>
    /// <returns>The figure; null where the map has one row.</returns>
    public static Figure? Draw(SettingsDocument document, bool isLogX, bool isLogY)
    {
        if (document.Y is not { } y)
        {
            return null;
        }

        var traces = new List<Trace>();
        if (document.AtRest)
        {
            traces.Add(new HeatMap(
                "predicted",
                document.X.Values,
                y.Values,
                [.. document.Predicted.Select(row => (IReadOnlyList<double?>)[.. row.Select(Number)])])
            {
                Low = 0,
                High = Classes.Length - 1,
                Categories = Classes,
            });
        }

        foreach (var holds in new[] { "below", "above" })
        {
            AddEdges(traces, document, holds);
        }

        AddRuns(traces, document, "held", "holds", 1);
        AddRuns(traces, document, "left", "leaves", 2);
        Add(traces, "present", document.Present, 3);
        Add(traces, "recommended", document.Recommended, 4);
        return new(
            $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(document.Run))} after update {document.Step}: "
            + $"settings that hold for {document.Updates} updates",
            [new(string.Empty, new(document.X.Name, isLogX), new(y.Name, isLogY), traces)]);
    }

    private static double? Number(string? initial) =>
        initial is null ? null : Array.FindIndex(Verdicts, v => v[..1] == initial);

    private static void AddEdges(List<Trace> traces, SettingsDocument document, string holds)
    {
        var edges = document.Edge.Where(e => e.Holds == holds && e.Predicted is not null).ToList();
        if (edges.Count > 0)
        {
            traces.Add(new Line(
                $"predicted edge, holds {holds}", [.. edges.Select(e => e.X)], [.. edges.Select(e => e.Y)]));
        }
    }

    private static void AddRuns(
        List<Trace> traces, SettingsDocument document, string name, string verdict, int colour)
    {
        var runs = document.Measured.Where(m => m.Verdict == verdict && m is { X: not null, Y: not null }).ToList();
        if (runs.Count > 0)
        {
            traces.Add(new Points(
                $"short runs that {name}", [.. runs.Select(m => m.X)], [.. runs.Select(m => m.Y)])
            { Colour = colour });
        }
    }

    private static void Add(List<Trace> traces, string name, ChosenSettings? settings, int colour)
    {
        if (settings is { X: not null, Y: not null })
        {
            traces.Add(new Points(name, [settings.X], [settings.Y]) { Colour = colour });
        }
    }
}
