using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// Trains a GAN: updates, figures, samples and checkpoints in the run's folder, from the start or from the last
/// checkpoint.
/// </summary>
/// <remarks>
/// A run that was stopped, even by force, and resumed ends with the same bytes as one that was not: the last checkpoint
/// and the step's number decide all that follows. A run whose numbers are no longer finite stops, and its last
/// checkpoint stays that of before.
/// </remarks>
public sealed class Trainer
{
    // Of the versions, those that can change bytes. .NET's does not: random numbers and functions are Saddle's own.
    private static readonly string[] Rounding = ["saddle", "libtorch", "vector_level", "blas"];

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

    /// <summary>
    /// The processes that train together, each of which runs a trainer; null for this one alone. That of rank 0 has the
    /// folder and writes; the others read what it began with.
    /// </summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>Makes something that tells the share done of a long computation before training, by its name.</summary>
    public Func<string, IProgress<double>?> Preparing { get; init; } = _ => null;

    private TrainingSettings Settings => _configuration.Settings;

    /// <summary>Trains until the last step, or until asked to stop.</summary>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Asks to stop after the current update; a checkpoint is then written.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="DataException">The data or the checkpoint are missing or damaged.</exception>
    /// <exception cref="NotSupportedException">The rule cannot drive a network; the message says why.</exception>
    /// <exception cref="Catalog.SettingsException">Another process trains the run.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    /// <exception cref="LostProcessException">One of the processes that train together is gone.</exception>
    public RunState Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (Group is { Rank: > 0 })
        {
            return Help(cancellation);
        }

        using var held = _folder.Hold(); // or the state of a run that another process trains would be overwritten
        try
        {
            return Work(progress, cancellation);
        }
        catch (Exception failure)
        {
            Fail(failure, failure is OperationCanceledException && cancellation.IsCancellationRequested);
            throw;
        }
    }

    private RunState Work(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _folder.Tidy();
        using var items = _configuration.Items(_data);
        TellOf(items);
        var game = _configuration.Game(items);
        SetUp(game);
        using var session = Begun(game, items);
        using var log = new MetricsLog(_folder, session.Step, _clock);
        if (session.Step > 0 && OtherArithmetic(_folder.State.Versions) is { } other)
        {
            log.Note(session.Step, other);
            _folder.Say(other);
        }

        return new Updates(this, session, items, log).Run(progress, cancellation);
    }

    // What a process does that only computes: the same updates, of which nothing is kept.
    private RunState Help(CancellationToken cancellation)
    {
        using var items = _configuration.Items(_data);
        var game = _configuration.Game(items);
        SetUp(game);
        using var session = Begun(game, items);
        while (session.Step < Settings.Steps && !AnyStops(session.Step, cancellation.IsCancellationRequested))
        {
            session.Advance();
        }

        var state = RunState.AtStart(Settings.Steps);
        return state with { Status = session.Step < Settings.Steps ? "interrupted" : "finished", Step = session.Step };
    }

    private Session Begun(NeuralGame game, IItems items)
    {
        var session = new Session(game, _configuration.StagesOn(items), (ulong)Settings.Seed, Settings.Ema, Group);
        try
        {
            if (_folder.LastCheckpoint() is { } last)
            {
                Checkpoint.Read(last, session);
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // Whether any of the processes does not go on: all must hear of it before the same update, or they wait for ever.
    private bool AnyStops(long step, bool stops)
    {
        if (Group is null)
        {
            return stops;
        }

        Span<long> own = [step, stops ? 1 : 0];
        var all = MemoryMarshal.Cast<byte, long>(Group.Gather(MemoryMarshal.AsBytes(own)));
        var any = false;
        for (var rank = 0; rank < Group.Size; rank++)
        {
            any |= all[(2 * rank) + 1] != 0;
            if (all[2 * rank] != all[0])
            {
                var where = FormattableString.Invariant(
                    $"process {rank} is at update {all[2 * rank]}, process 0 at {all[0]}");
                throw new DataException(_folder.Path, $"{where}; expected a folder that all processes share");
            }
        }

        return any;
    }

    private void EndOthers(long step)
    {
        if (step < Settings.Steps)
        {
            AnyStops(step, stops: true);
        }
    }

    private void TellOf(IItems items)
    {
        if (((items as IPictured)?.Images as ILeaveOut)?.LeftOut is { } leftOut)
        {
            _folder.Say(leftOut);
        }

        if (items.Count is { } count && count < Settings.Batch)
        {
            _folder.Say(FormattableString.Invariant(
                $"the data hold fewer items ({count}) than a batch ({Settings.Batch}), ")
                + "which holds some of them repeatedly");
        }
    }

    // The step stays that of the last checkpoint, from which the run can go on.
    private void Fail(Exception failure, bool isStopped)
    {
        try
        {
            _folder.State = _folder.State with
            {
                Status = isStopped ? "interrupted" : "failed",
                Reason = isStopped ? null : failure.Message.Split('\n')[0].Trim(),
            };
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException or DataException)
        {
            // The disk that failed cannot take this either; the user is told of what failed first.
        }
    }

    // The number that was chosen stays with the run: another one would round sums differently.
    private void SetUp(NeuralGame game)
    {
        if (Settings.Threads == 0 && Group is null or { Rank: 0 })
        {
            Choose(Settings.Shards > 1 ? 1 : ThreadPolicy.Choose(game, Settings.Batch)); // shards are what is shared
            _folder.Configure(_configuration);
        }

        if (Group?.Tell(Settings.Threads.ToString(CultureInfo.InvariantCulture)) is { } chosen)
        {
            Choose(int.Parse(chosen, CultureInfo.InvariantCulture));
        }

        TorchRuntime.SetThreads(Settings.Threads, ThreadPolicy.BlasThreads(Settings.Threads));
        TorchRuntime.SetDevice(Settings.Device, Settings.Precision == Precision.Tf32, Settings.Deterministic);
    }

    private void Choose(int threads) =>
        _configuration = _configuration with { Settings = Settings with { Threads = threads } };

    /// <summary>One call of <see cref="Trainer.Run"/>.</summary>
    private sealed class Updates(Trainer trainer, Session session, IItems items, MetricsLog log)
    {
        private readonly TrainingSettings _settings = trainer.Settings;
        private readonly RunFolder _folder = trainer._folder;
        private readonly GeneratorEvaluation _evaluation = new(session.Game, items, trainer._configuration);
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly double _before = trainer._folder.State.Seconds;
        private readonly long? _imported = trainer._folder.State.Imported;
        private readonly long _first = session.Step;
        private BestFigure? _best = trainer._folder.Best();

        private bool IsLast => session.Step == _settings.Steps;

        public RunState Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            if (!Prepare(cancellation))
            {
                trainer.EndOthers(session.Step);
                return Save("interrupted", null); // no update was made: the last checkpoint is where it stands
            }

            Save("running", null);
            while (session.Step < _settings.Steps)
            {
                if (trainer.AnyStops(session.Step, cancellation.IsCancellationRequested))
                {
                    WriteCheckpoint();
                    return Save("interrupted", null);
                }

                session.Advance();
                if (AfterUpdate() is { } trouble)
                {
                    log.Note(session.Step, trouble);
                    trainer.EndOthers(session.Step);
                    return Save("failed", trouble);
                }

                var rate = (session.Step - _first) / _clock.Elapsed.TotalSeconds;
                progress?.Report(new(session.Step, _settings.Steps, rate));
            }

            WriteCheckpoint();
            return Save("finished", null);
        }

        private bool Prepare(CancellationToken cancellation)
        {
            using var scope = new TensorScope();
            return _evaluation.Prepare(trainer._data, trainer.Preparing, cancellation);
        }

        // What is due after an update, and why the run cannot go on; null where it can.
        private string? AfterUpdate()
        {
            using var scope = new TensorScope();
            var checkpoint = IsLast || Due(_settings.CheckpointEvery);
            var entry = IsLast || Due(_settings.LogEvery);
            if ((entry || checkpoint) && Trouble(entry) is { } trouble)
            {
                return trouble;
            }

            if (IsLast || Due(_settings.EvaluateEvery))
            {
                Evaluate();
            }

            if (IsLast || Due(_settings.SampleEvery))
            {
                SampleSheet.Write(_folder.Samples, session.Step, _evaluation.Samples(session.Generator), items);
            }

            if (checkpoint && !IsLast)
            {
                WriteCheckpoint();
                Save("running", null);
            }

            return null;
        }

        // What is wrong by the figures, which go into the metrics where an entry is due; null where nothing is.
        private string? Trouble(bool entry)
        {
            var figures = session.Diagnose();
            if (entry)
            {
                log.Write(session.Step, figures);
            }

            if (Explosion.Find(session, figures) is not { } trouble)
            {
                return null;
            }

            var kept = _folder.LastCheckpoint() is { } file
                ? $"the last good checkpoint is {Path.GetFileName(file)}"
                : "there is no checkpoint from before";
            return FormattableString.Invariant($"stopped after update {session.Step}: {trouble}; {kept}");
        }

        private void Evaluate()
        {
            var figures = _evaluation.Figures(session.Generator);
            log.Write(session.Step, figures);
            if (_evaluation.Watched is { } watched
                && figures.FirstOrDefault(f => f.Name == watched.Name) is { Name: not null } figure
                && IsBest(figure.Value, watched.HigherIsBetter))
            {
                _best = new(figure.Name, figure.Value, session.Step);
                Checkpoint.Write(_folder.BestCheckpoint, session, _best);
            }
        }

        private bool IsBest(double value, bool higherIsBetter) =>
            _best is null || (higherIsBetter ? value > _best.Value : value < _best.Value);

        private bool Due(int every) => every > 0 && session.Step % every == 0;

        private void WriteCheckpoint()
        {
            log.Flush();
            Checkpoint.Write(_folder.Checkpoint(session.Step), session);
            _folder.Prune();
        }

        private RunState Save(string status, string? reason) => _folder.State = new(
            status,
            session.Step,
            _settings.Steps,
            reason,
            _best,
            _before + _clock.Elapsed.TotalSeconds,
            Versions(),
            _imported);
    }

    // What rounds otherwise than before, in one line; null for nothing. The run may go on: its numbers are as good.
    private static string? OtherArithmetic(IReadOnlyDictionary<string, string> before)
    {
        var now = Versions();
        var changes = Rounding.Where(name => before.TryGetValue(name, out var value) && value != now[name])
            .Select(name => $"{name.Replace('_', ' ')} {now[name]} in the place of {before[name]}")
            .ToList();
        return changes.Count == 0
            ? null
            : $"the run goes on with {string.Join(", ", changes)}: where sums are rounded otherwise, "
                + "its bytes are not those of a run that was not stopped";
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
