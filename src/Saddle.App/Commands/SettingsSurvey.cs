using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Store;
using Saddle.Gans.Windows;

namespace Saddle.App.Commands;

/// <summary>
/// A map of a run's settings as it is worked out: predicted where the checkpoint is near rest, and run.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="store">Where runs are kept; null for nowhere.</param>
/// <param name="isPredictedAlone">Whether nothing is run.</param>
/// <param name="cancellation">Asks to stop.</param>
internal sealed class SettingsSurvey(
    WindowStudy study, WindowStore? store, bool isPredictedAlone, CancellationToken cancellation)
{
    private const int RunsAnEdge = 5; // two on its sides, two or three between
    private readonly List<ShortRun> _runs = [];
    private double _update;

    /// <summary>What is predicted of the cells; empty where nothing is.</summary>
    public IReadOnlyList<WindowCell> Cells { get; private set; } = [];

    /// <summary>The edges.</summary>
    public List<WindowEdge> Edges { get; } = [];

    /// <summary>The short runs, in the order in which they were asked for.</summary>
    public IReadOnlyList<ShortRun> Runs => _runs;

    /// <summary>Training with the present settings; null where it was not run.</summary>
    public ShortRun? Present { get; private set; }

    /// <summary>Training with the recommended settings; null where it was not run.</summary>
    public ShortRun? Tried { get; private set; }

    /// <summary>The recommended settings; null where there are none.</summary>
    public Recommendation? Recommended { get; private set; }

    /// <summary>Whether it was worked out to the end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Works it out, as far as it is not asked to stop.</summary>
    /// <param name="clock">Told of the parts.</param>
    public void Work(Clock clock)
    {
        try
        {
            clock.Begin("predicting");
            Look();
            clock.Begin("measuring");
            if (study.IsAtRest)
            {
                Confirm();
            }
            else if (!isPredictedAlone)
            {
                Search();
            }

            IsComplete = true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What there is by now is shown, and the runs are kept.
        }
    }

    private void Look()
    {
        var (product, update) = study.Cost();
        _update = update;
        if (study.WhyUnpredicted is null)
        {
            var products = study.Options.Products * (1 + study.Map.Varied.Count) * (RestCheck.MostRounds + 1);
            var updates = RestCheck.MostRounds * study.Options.Updates;
            Tell(
                $"the spectrum: at most {products} products with the Jacobian and {updates} updates "
                + $"on {study.Batch} samples a side",
                (products * product) + (updates * update));
        }

        using var looking = Terminal.Progress("the spectrum at the checkpoint");
        study.Look(looking, cancellation);
        if (study.IsAtRest)
        {
            using var predicting = Terminal.Progress("predicting");
            Cells = study.Predict(predicting, cancellation);
            Edges.AddRange(Enumerable.Range(0, study.Map.Lines).SelectMany(study.Edges));
            Recommended = study.Recommend(Cells);
        }
    }

    private void Confirm()
    {
        if (isPredictedAlone)
        {
            return;
        }

        var chosen = study.Chosen(Edges).ToHashSet();
        var count = Edges.Count(e => chosen.Contains(e.Line));
        Tell(
            $"short runs of at most {study.Options.Updates} updates: about {RunsAnEdge} pairs for each of {count} "
            + "edges on the chosen lines, and training with the present and the recommended settings",
            ((2 * RunsAnEdge * count) + 2) * study.Options.Updates * _update);
        using var progress = Terminal.Progress("short runs");
        var done = 0;
        for (var i = 0; i < Edges.Count; i++)
        {
            if (chosen.Contains(Edges[i].Line))
            {
                Edges[i] = study.Confirm(Edges[i], Twin);
                progress.Report(++done / (count + 1.0));
            }
        }

        Present = Trained(study.Space.Present, null);
        if (Edges.Exists(e => e.IsContradicted))
        {
            Recommended = study.Recommend(Present, Edges);
        }

        Tried = Recommended is { } wanted ? Trained(wanted.Settings, Present.Largest) : null;
    }

    private void Search()
    {
        var chosen = study.Map.Chosen(study.Options.Lines);
        var most = 2 + (int)Math.Ceiling(Math.Log2(study.Map.Along.Values.Length - 1));
        Tell(
            $"training goes on for {study.Options.Updates} updates with each of at most {1 + (most * chosen.Count)} "
            + $"settings, on {chosen.Count} lines of the map",
            (1 + (most * chosen.Count)) * (double)study.Options.Updates * _update);
        using var progress = Terminal.Progress("short runs");
        Present = Trained(study.Space.Present, null);
        foreach (var (done, line) in chosen.Index())
        {
            progress.Report((done + 0.5) / (chosen.Count + 1));
            if (study.Search(line, settings => Trained(settings, Present.Largest)) is { } edge)
            {
                Edges.Add(edge);
            }
        }

        Recommended = study.Recommend(Present, Edges);
        Tried = Recommended is { } wanted ? Trained(wanted.Settings, Present.Largest) : null;
    }

    private ShortRun Twin(GanSettings settings, GanSettings leaving) =>
        Kept(settings, true, () => study.Twin(settings, leaving, cancellation));

    private ShortRun Trained(GanSettings settings, double? usual) =>
        Kept(settings, false, () => study.Train(settings, usual, cancellation));

    // A run that was made before is recalled.
    private ShortRun Kept(GanSettings settings, bool isTwin, Func<ShortRun> make)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_runs.Find(r => r.IsTwin == isTwin && Same(r.Settings, settings)) is { } known)
        {
            return known;
        }

        var run = store?.Find(settings, isTwin);
        if (run is null)
        {
            run = make();
            store?.Keep(run);
        }

        _runs.Add(run);
        return run;
    }

    private static bool Same(GanSettings one, GanSettings other) =>
        one.EtaG == other.EtaG && one.EtaD == other.EtaD && one.Weights.SequenceEqual(other.Weights);

    private static void Tell(string what, double seconds) => Terminal.Say(string.Create(
        CultureInfo.InvariantCulture, $"{what}; about {Progress.Duration(Math.Max(1, seconds))}"));
}
