using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.Data.Formats;

namespace Saddle.App.Laboratory;

/// <summary>
/// Sweeps among the runs, while they are computed too: each setting with its runs, from the one table.
/// </summary>
internal static class SweepEndpoints
{
    private const int MostRuns = 20_000;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sweeps", (RunProcesses runs) => runs.Sweeps.Select(Path.GetFileName)).WithName("sweeps");
        routes.MapGet("/api/sweeps/{name}", One).WithName("sweep");
    }

    /// <exception cref="LimitException">There is none of this name, or it is too large for a page.</exception>
    /// <exception cref="Data.DataException">Its file is damaged.</exception>
    /// <exception cref="Catalog.SettingsException">Its file describes none.</exception>
    private static SweepInfo One(string name, RunProcesses runs)
    {
        var folder = runs.Sweeps.FirstOrDefault(f => Path.GetFileName(f) == name)
            ?? throw new LimitException($"there is no sweep '{name}'", StatusCodes.Status404NotFound);
        var own = new OwnFolder(folder);
        var (settings, outcomes) = SweepStore.Look(own.Database(SweepStore.Name));
        var sweep = Sweep.Of(name, settings);
        LimitException.Check("runs of a sweep on a page", (long)Math.Min(sweep.Count, long.MaxValue), MostRuns);
        var result = SweepResult.Of(sweep, sweep.ConfigurationOf(sweep.At(0)), outcomes, metric: null) with
        {
            Predictions = SweepPrediction.Read(own, sweep),
        };
        return new(
            name,
            [.. sweep.Axes.Select(axis => new SweepAxisInfo(axis.Name, [.. axis.Choices.Select(c => c.Label)]))],
            sweep.Random > 0,
            sweep.Cells,
            result.Outcomes.Count,
            result.Metric,
            result.HigherIsBetter,
            [.. result.Points.Select(point => Point(result, point))],
            result.Ranking is [var best, ..] ? best.Point : null,
            result.Ranking is [_, _, ..] ? SweepText.Ties(result) : null,
            [.. result.Predictions.Select(prediction => SweepText.Predicted(result, prediction))]);
    }

    private static SweepPointInfo Point(SweepResult result, SweepPoint point)
    {
        var mean = result.Metric is { } metric ? point.Mean(metric) : null;
        return new(
            [.. point.Choices.Select(choice => choice.Label)],
            point.Diagnoses.FirstOrDefault().Key,
            mean?.Value,
            mean?.Low,
            mean?.High,
            result.Leaves(point),
            [
                .. point.Outcomes.Select(outcome => new SweepRunInfo(
                    RunProcesses.NameOf(result.Sweep.Name, outcome.Cell),
                    result.Sweep.At(outcome.Cell).Seed,
                    outcome.Diagnosis,
                    outcome.Summary,
                    outcome.Step,
                    result.Metric is { } figure ? outcome.Figure(figure) : null)),
            ]);
    }
}
