using System.Globalization;
using Saddle.App.Commands;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.App.Sweeps;

/// <summary>The runs of a sweep, each in a folder of its own, where it is trained, resumed and examined.</summary>
/// <param name="sweep">The sweep.</param>
/// <param name="folder">The folder of the runs' folders.</param>
internal sealed class SweepRuns(Sweep sweep, string folder)
{
    /// <summary>The folder of the runs' folders, in the sweep's.</summary>
    public const string Folder = "runs";

    private readonly DataFolder _data = DataFolder.FromEnvironment();

    /// <summary>The name of a run's folder.</summary>
    /// <param name="cell">The run's number.</param>
    public static string NameOf(int cell) => cell.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Trains a run to its end, from where it stands, and examines it.</summary>
    /// <param name="cell">The run.</param>
    /// <param name="steps">The number of updates; null for what the configuration says.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Asks to stop; a checkpoint is then written.</param>
    /// <returns>What became of it, and the updates it has made; no outcome where it was stopped.</returns>
    /// <exception cref="SettingsException">Another process trains it, or a rule cannot drive its networks.</exception>
    public (SweepOutcome? Outcome, long Step) Run(
        SweepCell cell, long? steps, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var run = Open(cell, steps);
        if (run.State is not { Status: "finished" or "failed" })
        {
            var trainer = new Trainer(run, run.Configuration, _data, TimeProvider.System)
            {
                Preparing = Terminal.Progress,
            };
            Train(trainer, progress, cancellation);
        }

        var state = run.State;
        return state.Status is "finished" or "failed" ? (Outcome(cell, run, state), state.Step) : (null, state.Step);
    }

    private RunFolder Open(SweepCell cell, long? steps)
    {
        var path = Path.Combine(folder, NameOf(cell.Number));
        if (!RunFolder.IsRun(path))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true); // whoever made it was stopped before it was a run
            }

            return RunFolder.Create(path, sweep.ConfigurationOf(cell, steps), Terminal.Say);
        }

        var run = RunFolder.Open(path, Terminal.Say);
        if (run.Configuration.Settings.Steps is var before
            && (steps ?? sweep.ConfigurationOf(cell).Settings.Steps) is var now
            && now > before
            && run.State.Status != "failed")
        {
            // The next rung of a halving: what it has made it has made.
            using var held = run.Hold();
            run.Configure(run.ReadConfiguration(
                KeyValuePair.Create("steps", now.ToString(CultureInfo.InvariantCulture))));
            run.State = run.State with { Status = "interrupted", Steps = now };
        }

        return run;
    }

    private static void Train(Trainer trainer, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            Decline.AsBadInput(() => trainer.Run(progress, cancellation));
        }
        catch (TorchException failure) when (failure.IsOutOfRange)
        {
            // A number left the range of the precision: the run's state says so, and that is its outcome.
        }
    }

    private SweepOutcome Outcome(SweepCell cell, RunFolder run, RunState state)
    {
        var failure = state.Status == "failed" ? state.Reason : null;
        using var at = run.LastCheckpoint() is not null ? Snapshot.Open(run, _data, "last", seed: 1) : null;
        var series = at?.History ?? MetricsLog.Read(run);
        var history = at is null
            ? new CaseHistory(series, failure, run.Configuration)
            : new CaseHistory(at, failure, TimeSpan.MaxValue); // what a slow machine left out would change the outcome
        var diagnosis = Examination.Of(history).Diagnosis;
        var last = series.Where(s => s.Value.Count > 0 && double.IsFinite(s.Value[^1].Value))
            .ToDictionary(s => s.Key, s => s.Value[^1].Value, StringComparer.Ordinal);
        return new(
            cell.Number, state.Steps, state.Step, state.Status, failure, diagnosis.Name, diagnosis.Sentence, last);
    }
}
