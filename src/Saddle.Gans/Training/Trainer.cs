using System.Diagnostics;
using System.Globalization;
using Saddle.Data;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>Trains a GAN: updates, figures, samples and checkpoints in the run's folder, from the start or from the last checkpoint.</summary>
/// <remarks>
/// A run that was stopped, even by force, and resumed ends with the same bytes as one that was not: the last checkpoint and
/// the step's number decide all that follows. A run whose numbers are no longer finite stops, and its last checkpoint stays
/// that of before.
/// </remarks>
public sealed class Trainer
{
    private readonly RunFolder _folder;
    private Configuration _configuration;
    private readonly DataFolder _data;
    private readonly TimeProvider _clock;

    /// <summary>Prepares a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="clock">Gives the time of TensorBoard's events.</param>
    public Trainer(RunFolder folder, Configuration configuration, DataFolder data, TimeProvider clock) =>
        (_folder, _configuration, _data, _clock) = (folder, configuration, data, clock);

    /// <summary>Makes something that tells the share done of a long computation before training, by its name.</summary>
    public Func<string, IProgress<double>?> Preparing { get; init; } = _ => null;

    private TrainingSettings Settings => _configuration.Settings;

    /// <summary>Trains until the last step, or until asked to stop.</summary>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Asks to stop after the current update; a checkpoint is then written.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="DataException">The data or the checkpoint are missing or damaged.</exception>
    /// <exception cref="NotSupportedException">The rule cannot drive a network; the message says why.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public RunState Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _folder.Tidy();
        using var items = _configuration.Data.Open(_data, (ulong)Settings.Seed);
        using var scope = new TensorScope();
        var game = new NeuralGame(_configuration.Gan, items, (ulong)Settings.Seed, Settings.Type, Settings.Device);
        SetThreads(game);
        var update = _configuration.Rule.Bind<Tensor>(game);
        var state = new TrainingState(game.Start((ulong)Settings.Seed), update.MemorySize, Settings.Ema > 0);
        update.Begin(state.Players, state.Memory, Key(0));
        if (_folder.LastCheckpoint() is { } last)
        {
            Checkpoint.Read(last, game, state);
        }

        scope.Sweep(state.All);
        using var log = new MetricsLog(_folder, state.Step, _clock);
        var work = new Work(this, game, items, update, state, scope, log);
        return work.Run(progress, cancellation);
    }

    // The number that was chosen stays with the run: another one would round sums differently.
    private void SetThreads(NeuralGame game)
    {
        if (Settings.Threads == 0)
        {
            _configuration = _configuration with { Settings = Settings with { Threads = ThreadPolicy.Choose(game, Settings.Batch) } };
            _folder.Configure(_configuration);
        }

        TorchRuntime.SetThreads(Settings.Threads, ThreadPolicy.BlasThreads(Settings.Threads));
    }

    private Sample Key(long step) => new((ulong)Settings.Seed, 0, step, 0);

    /// <summary>One call of <see cref="Trainer.Run"/>.</summary>
    private sealed class Work(Trainer trainer, NeuralGame game, IItems items, Update<Tensor> update, TrainingState state, TensorScope scope, MetricsLog log)
    {
        private readonly TrainingSettings _settings = trainer.Settings;
        private readonly RunFolder _folder = trainer._folder;
        private readonly Evaluation _evaluation = new(game, items, trainer._configuration);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly double _before = trainer._folder.State.Seconds;
        private readonly long _first = state.Step;
        private BestFigure? _best = trainer._folder.State.Best;

        public RunState Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            if (!_evaluation.Prepare(trainer._data, trainer.Preparing, cancellation))
            {
                return Save("interrupted", null); // no update was made: the last checkpoint is where it stands
            }

            Save("running", null);
            scope.Sweep(state.All);
            while (state.Step < _settings.Steps)
            {
                if (cancellation.IsCancellationRequested)
                {
                    WriteCheckpoint();
                    return Save("interrupted", null);
                }

                Update();
                if (AfterUpdate() is { } trouble)
                {
                    log.Note(state.Step, trouble);
                    return Save("failed", trouble);
                }

                progress?.Report(new(state.Step, _settings.Steps, (state.Step - _first) / _clock.Elapsed.TotalSeconds));
            }

            WriteCheckpoint();
            return Save("finished", null);
        }

        private void Update()
        {
            update.Step(state.Players, state.Memory, trainer.Key(state.Step));
            state.Step++;
            if (!state.Average.IsNumber)
            {
                state.Average = Tensor.FusedMultiplyAdd(_settings.Ema, state.Average, (1 - _settings.Ema) * state.Players[0]);
            }

            scope.Sweep(state.All);
        }

        // What is due after an update, and why the run cannot go on; null where it can.
        private string? AfterUpdate()
        {
            var last = state.Step == _settings.Steps;
            var checkpoint = last || Due(_settings.CheckpointEvery);
            if (last || Due(_settings.LogEvery) || checkpoint)
            {
                var figures = game.Diagnose(state.Players, trainer.Key(state.Step));
                if (last || Due(_settings.LogEvery))
                {
                    log.Write(state.Step, figures);
                }

                if (Explosion.Of(state, figures) is { } trouble)
                {
                    var kept = _folder.LastCheckpoint() is { } file ? $"the last good checkpoint is {Path.GetFileName(file)}" : "there is no checkpoint from before";
                    return string.Create(CultureInfo.InvariantCulture, $"stopped after update {state.Step}: {trouble}; {kept}");
                }
            }

            if (last || Due(_settings.EvaluateEvery))
            {
                Evaluate();
            }

            if (last || Due(_settings.SampleEvery))
            {
                SampleSheet.Write(_folder.Samples, state.Step, _evaluation.Samples(state.Best), items);
            }

            if (checkpoint && !last)
            {
                WriteCheckpoint();
                Save("running", null);
            }

            scope.Sweep(state.All);
            return null;
        }

        private void Evaluate()
        {
            var figures = _evaluation.Figures(state.Best);
            log.Write(state.Step, figures);
            if (_evaluation.Watched is { } watched && figures.FirstOrDefault(f => f.Name == watched.Name) is { Name: not null } figure
                && (_best is null || (watched.HigherIsBetter ? figure.Value > _best.Value : figure.Value < _best.Value)))
            {
                _best = new(figure.Name, figure.Value, state.Step);
                Checkpoint.Write(_folder.BestCheckpoint, game, state);
            }
        }

        private bool Due(int every) => every > 0 && state.Step % every == 0;

        private void WriteCheckpoint()
        {
            Checkpoint.Write(_folder.Checkpoint(state.Step), game, state);
            _folder.Prune();
        }

        private RunState Save(string status, string? reason) => _folder.State = new(
            status, state.Step, _settings.Steps, reason, _best, _before + _clock.Elapsed.TotalSeconds, Versions());
    }

    private static Dictionary<string, string> Versions() => new(StringComparer.Ordinal)
    {
        ["saddle"] = Product.Version,
        ["libtorch"] = TorchRuntime.Version,
        ["vector_level"] = TorchRuntime.VectorLevel,
        ["blas"] = TorchRuntime.Blas,
        ["dotnet"] = Environment.Version.ToString(),
    };
}

/// <summary>How far a run is.</summary>
/// <param name="Step">The number of updates made.</param>
/// <param name="Steps">The number of updates to make.</param>
/// <param name="StepsPerSecond">Updates a second, since this process began.</param>
public sealed record TrainingProgress(long Step, long Steps, double StepsPerSecond);
