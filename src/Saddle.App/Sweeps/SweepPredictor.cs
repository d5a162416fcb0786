using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Gans.Windows;

namespace Saddle.App.Sweeps;

/// <summary>
/// Predicts a sweep's maps as <c>saddle settings</c> predicts the map around a run: of each, from the last checkpoint
/// of a run that is near rest, the best settings' first.
/// </summary>
/// <param name="result">What the sweep found.</param>
/// <param name="folder">The folder of the runs' folders.</param>
/// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
internal sealed class SweepPredictor(SweepResult result, string folder, CancellationToken cancellation)
{
    private const int MostRuns = 3; // that are looked at for one near rest
    private static readonly string[] Rates = [SettingSpace.Eta, SettingSpace.EtaG, SettingSpace.EtaD];
    private readonly DataFolder _data = DataFolder.FromEnvironment();

    /// <summary>Predicts all maps.</summary>
    public IReadOnlyList<SweepPrediction> Predict()
    {
        var maps = result.Maps.ToList();
        using var progress = Terminal.Progress("predicting");
        return
        [
            .. maps.Select((map, i) =>
            {
                var predicted = Predict(map);
                progress.Report((i + 1.0) / maps.Count);
                return predicted;
            }),
        ];
    }

    private SweepPrediction Predict(IReadOnlyList<SweepPoint> map)
    {
        var first = map[0].Point;
        var sides = result.Sweep.Axes.TakeLast(2).Where(axis => axis.Choices.Count > 1).ToList();
        if (sides.Count == 0)
        {
            return SweepPrediction.None(first, "the map is one setting");
        }

        SweepPrediction? none = null;
        foreach (var outcome in Candidates(map).Take(MostRuns))
        {
            cancellation.ThrowIfCancellationRequested();
            var run = RunFolder.Open(Path.Combine(folder, SweepRuns.NameOf(outcome.Cell)), Terminal.Say);
            using var at = Snapshot.Open(run, _data, "last", seed: 1);
            try
            {
                var predicted = Predict(map, sides, at, outcome.Cell);
                if (predicted.WhyNot is null)
                {
                    return predicted;
                }

                none ??= predicted;
            }
            catch (SettingsException refused)
            {
                return SweepPrediction.None(first, refused.Message);
            }
        }

        return none ?? SweepPrediction.None(first, "no run of it ended well");
    }

    // The best settings' runs, or, where nothing is compared, those of the settings of which none failed.
    private IEnumerable<SweepOutcome> Candidates(IReadOnlyList<SweepPoint> map)
    {
        var ranked = result.Ranking.Where(map.Contains).ToList();
        return (ranked.Count > 0 ? ranked : map.Where(point => point.Failed == 0)).SelectMany(point => point.Outcomes);
    }

    private SweepPrediction Predict(
        IReadOnlyList<SweepPoint> map, List<SweepAxis> sides, Snapshot at, int cell)
    {
        ThreadPolicy.Use(at);
        var space = new SettingSpace(at.Configuration, at.Step);
        var axes = sides.Select(side => Axis(side, space)).Reverse().ToList(); // the last one is a row's
        var options = new WindowOptions();
        using var study = new WindowStudy(
            at, _data, space, new(space, axes[0], axes.ElementAtOrDefault(1)), options);
        study.Look(null, cancellation);
        if (!study.IsAtRest)
        {
            var name = SweepRuns.NameOf(cell);
            return SweepPrediction.None(map[0].Point, $"run {name}: {study.WhyNot ?? "nothing was seen"}");
        }

        var isRow = study.Map.LinesAreRows && (sides.Count == 2 || ReferenceEquals(sides[0], result.Sweep.Axes[^1]));
        var edges = Enumerable.Range(0, study.Map.Lines)
            .SelectMany(study.Edges)
            .Select(edge => new SweepEdge(isRow ? edge.Line : null, isRow ? null : edge.Line, edge.Predicted!.Value));
        return new(
            map[0].Point,
            cell,
            at.Step,
            options.Updates,
            [.. study.Predict(null, cancellation).Select(c => c.Verdict == Verdict.Diverges)],
            [.. edges],
            null);
    }

    /// <exception cref="SettingsException">The spectrum answers about no such setting, or the values fall.</exception>
    private static SettingAxis Axis(SweepAxis axis, SettingSpace space)
    {
        var path = axis.Name.Split('.');
        var name = path is ["rule", var rate] && Rates.Contains(rate, StringComparer.Ordinal) ? rate
            : path is ["regularisers", var place, var setting] ? space.Weights
                .FirstOrDefault(w => w.Setting == setting && w.Index.ToString(CultureInfo.InvariantCulture) == place)
                ?.Name
            : null;
        return name is null
            ? throw new SettingsException(
                $"{axis.Name}: the spectrum answers about learning rates and penalties' weights alone")
            : new(name, axis.Numbers ?? throw new SettingsException($"{axis.Name}: expected numbers"));
    }
}
