using System.Globalization;
using Saddle.App.Output;
using Spectre.Console;

namespace Saddle.App.Sweeps;

/// <summary>A sweep in a terminal: its map, failures by their kind, and the best setting.</summary>
internal static class SweepText
{
    private const int MostColumns = 10;
    private const int MostRows = 40;

    /// <summary>Shows what a sweep found.</summary>
    /// <param name="console">The console.</param>
    /// <param name="result">What it found.</param>
    public static void Show(IAnsiConsole console, SweepResult result)
    {
        var axes = result.Sweep.Axes;
        if (result.Sweep.Random > 0 || axes[^1].Choices.Count > MostColumns)
        {
            ShowList(console, result);
        }
        else
        {
            ShowMaps(console, result, axes);
        }

        foreach (var prediction in result.Predictions)
        {
            Terminal.Line(console, Predicted(result, prediction));
        }

        if (result is not { Metric: { } metric, Ranking: [var best, ..] })
        {
            console.WriteLine("no setting has a figure from all of its runs to be compared by");
            return;
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"best: {Settings(result, best)}: {metric} {Mean(best, metric)} over {best.Seeds} "
            + $"seed{(best.Seeds == 1 ? string.Empty : "s")}"));
        if (result.Ranking is [_, var second, ..])
        {
            console.WriteLine($"next: {Settings(result, second)}: {Mean(second, metric)}");
            console.WriteLine(Ties(result));
        }
    }

    /// <summary>How sure it is that the best setting is the best, in a sentence.</summary>
    public static string Ties(SweepResult result) => result.Ties.Count switch
    {
        0 => "its seeds tell it from every other setting (95 %, seed by seed, each comparison for itself)",
        var ties => string.Create(
            CultureInfo.InvariantCulture,
            $"its seeds cannot tell it from {ties} of the {result.Ranking.Count - 1} others "
            + $"(95 %, seed by seed, each comparison for itself)"),
    };

    /// <summary>What is predicted of a map, and how many of its settings bear that out, in a sentence.</summary>
    public static string Predicted(SweepResult result, SweepPrediction prediction)
    {
        var map = Map(result, result.Points[prediction.First]);
        var of = map.Length > 0 ? $"{map}: " : string.Empty;
        if (prediction is not { WhyNot: null, Run: { } run })
        {
            return $"Predicted edge: {of}none; {prediction.WhyNot}";
        }

        var points = result.Points.Skip(prediction.First).Zip(prediction.Leaves).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Predicted edge: {of}by the spectrum of run {SweepRuns.NameOf(run)} near rest, for "
            + $"{prediction.Updates} updates: of {points.Count(p => p.Second)} settings that leave, {Failed(true)} "
            + $"have a run that failed; of {points.Count(p => !p.Second)} that hold, {Failed(false)}");

        int Failed(bool leaves) => points.Count(p => p.Second == leaves && p.First.Failed > 0);
    }

    /// <summary>The choices that a map is of: the axes before its two; empty where there are no others.</summary>
    public static string Map(SweepResult result, SweepPoint first) => string.Join(
        ", ", result.Sweep.Axes.SkipLast(2).Zip(first.Choices, (axis, choice) => $"{axis.Name}={choice.Label}"));

    /// <summary>The mean of a figure and the interval of it, as text.</summary>
    public static string Mean(SweepPoint point, string metric) => point.Mean(metric) switch
    {
        null => "-",
        ({ } value, { } low, { } high) =>
            string.Create(CultureInfo.InvariantCulture, $"{value:G4} ({low:G4} to {high:G4})"),
        ({ } value, _, _) => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>The settings of a point, each with its name.</summary>
    public static string Settings(SweepResult result, SweepPoint point) =>
        string.Join(", ", result.Sweep.Axes.Zip(point.Choices, (axis, choice) => $"{axis.Name}={choice.Label}"));

    /// <summary>How often which diagnosis was made, as text.</summary>
    public static string Diagnoses(SweepPoint point) => point.Outcomes.Count == 0
        ? "not done"
        : string.Join(", ", point.Diagnoses.Select(d => d.Value == point.Seeds
            ? d.Key
            : string.Create(CultureInfo.InvariantCulture, $"{d.Key} {d.Value}/{point.Seeds}")));

    private static void ShowList(IAnsiConsole console, SweepResult result)
    {
        var table = Terminal.Table([.. result.Sweep.Axes.Select(a => a.Name), result.Metric ?? "figure", "diagnosis"]);
        var ranked = result.Ranking.ToList();
        var shown = ranked.Concat(result.Points.Except(ranked)).ToList();
        foreach (var point in shown.Take(MostRows))
        {
            table.AddRow(
            [
                .. point.Choices.Select(choice => Terminal.Cell(choice.Label)),
                Terminal.Cell(result.Metric is { } metric ? Mean(point, metric) : "-"),
                Coloured(point, Diagnoses(point)),
            ]);
        }

        console.Write(table);
        if (shown.Count > MostRows)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  and {shown.Count - MostRows} more, in the report"));
        }
    }

    // A table for each choice of the axes before the last two.
    private static void ShowMaps(IAnsiConsole console, SweepResult result, IReadOnlyList<SweepAxis> axes)
    {
        foreach (var map in result.Maps)
        {
            if (Map(result, map[0]) is { Length: > 0 } others)
            {
                Terminal.Line(console, others);
            }

            var corner = axes.Count > 1 ? $"{axes[^2].Name} \\ {axes[^1].Name}" : axes[^1].Name;
            var table = Terminal.Table([corner, .. axes[^1].Choices.Select(c => c.Label)]);
            foreach (var row in map.Chunk(axes[^1].Choices.Count))
            {
                table.AddRow(
                [
                    Terminal.Cell(axes.Count > 1 ? row[0].Choices[^2].Label : string.Empty),
                    .. row.Select(point => Cell(result, point)),
                ]);
            }

            console.Write(table);
        }
    }

    private static string Cell(SweepResult result, SweepPoint point)
    {
        var mean = result.Metric is not { } metric || point.Mean(metric) is not var (value, low, high) ? "-"
            : high - low is { } width ? string.Create(CultureInfo.InvariantCulture, $"{value:G3} ±{width / 2:G2}")
            : value.ToString("G3", CultureInfo.InvariantCulture);
        var predicted = result.Leaves(point) is true ? "\npredicted to leave" : string.Empty;
        return $"{Terminal.Cell(mean)}\n{Coloured(point, Diagnoses(point))}{predicted}";
    }

    private static string Coloured(SweepPoint point, string text)
    {
        var colour = point.Outcomes.Count == 0 ? "grey"
            : point.Failed > 0 ? "red"
            : point.Outcomes.All(o => o.IsHealthy) ? "green"
            : "yellow";
        return $"[{colour}]{Terminal.Cell(text)}[/]";
    }
}
