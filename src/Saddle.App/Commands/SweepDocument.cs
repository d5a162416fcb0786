using Saddle.App.Sweeps;

namespace Saddle.App.Commands;

/// <summary>What <c>saddle sweep</c> prints.</summary>
internal static class SweepDocument
{
    /// <summary>The document of what a sweep found.</summary>
    /// <param name="result">What it found.</param>
    /// <param name="note">What else is to say; null for nothing.</param>
    public static object Of(SweepResult result, string? note) => new
    {
        Sweep = result.Sweep.Name,
        Axes = result.Sweep.Axes.Select(axis => new
        {
            axis.Name,
            Values = axis.Range is null ? axis.Choices.Select(c => c.Label).ToList() : null,
            Range = axis.Range is var (low, high) ? new[] { low, high } : null,
        }).ToList(),
        result.Sweep.Seeds,
        Runs = result.Sweep.Cells,
        Cells = result.Outcomes.Select(outcome => Cell(result.Sweep.At(outcome.Cell), result, outcome)).ToList(),
        Points = result.Points.Select(point => Point(result, point)).ToList(),
        result.Metric,
        HigherIsBetter = result.Metric is null ? (bool?)null : result.HigherIsBetter,
        Predictions = result.Predictions.Select(prediction => new
        {
            Settings = Settings(result, [.. result.Points[prediction.First].Choices.SkipLast(2)]),
            Run = prediction.Run is { } run ? $"runs/{SweepRuns.NameOf(run)}" : null,
            prediction.Step,
            prediction.Updates,
            prediction.Edges,
            prediction.WhyNot,
        }).ToList(),
        Best = result.Ranking is [var best, ..] ? Best(result, best) : null,
        Note = note,
    };

    private static object Cell(SweepCell cell, SweepResult result, SweepOutcome outcome) => new
    {
        Settings = Settings(result, cell.Choices),
        cell.Seed,
        outcome.Status,
        outcome.Diagnosis,
        outcome.Metrics,
        outcome.Step,
        outcome.Steps,
        outcome.Reason,
        outcome.Summary,
        Run = $"runs/{SweepRuns.NameOf(cell.Number)}",
    };

    private static object Point(SweepResult result, SweepPoint point)
    {
        var mean = result.Metric is { } metric ? point.Mean(metric) : null;
        return new
        {
            Settings = Settings(result, point.Choices),
            point.Diagnoses,
            point.Failed,
            Leaves = result.Leaves(point),
            mean?.Value,
            mean?.Low,
            mean?.High,
        };
    }

    private static object Best(SweepResult result, SweepPoint best)
    {
        var (value, low, high) = best.Mean(result.Metric!)!.Value;
        return new
        {
            Settings = Settings(result, best.Choices),
            result.Metric,
            Value = value,
            Low = low,
            High = high,
            Ties = result.Ties.Select(tie => Settings(result, tie.Choices)).ToList(),
        };
    }

    private static Dictionary<string, string> Settings(SweepResult result, IReadOnlyList<SweepChoice> choices) =>
        result.Sweep.Axes.Zip(choices).ToDictionary(
            pair => pair.First.Name, pair => pair.Second.Label, StringComparer.Ordinal);
}
