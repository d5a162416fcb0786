using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// A GAN at one moment of its training, with its data and what was written down on the way: what probes look at.
/// </summary>
public sealed class Snapshot : IDisposable
{
    // Draws that no rule makes, and that the diagnosis of training does not use.
    private const int FirstDraw = 1024;
    private const int Draws = 2048;

    private readonly Session _session;
    private readonly Configuration _configuration;

    private Snapshot(
        Configuration configuration,
        DataFolder data,
        ulong seed,
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> history)
    {
        (_configuration, Seed, History) = (configuration, seed, history);
        var settings = configuration.Settings;
        (Items, Data) = (configuration.Items(data), data);
        try
        {
            var always = configuration with { Regularisers = OnAverage(configuration.Regularisers) };
            _session = new(always.Game(Items), always.StagesOn(Items), (ulong)settings.Seed, settings.Ema);
        }
        catch
        {
            Items.Dispose();
            throw;
        }
    }

    /// <summary>Everything that decides the run, with the rule of its present stage.</summary>
    public Configuration Configuration => _configuration with { Rule = _session.Rule };

    /// <summary>The data.</summary>
    public IItems Items { get; }

    /// <summary>Where data sets lie.</summary>
    public DataFolder Data { get; }

    /// <summary>The seed of what probes draw.</summary>
    public ulong Seed { get; }

    /// <summary>The figures written down in training, by name, each with its steps in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> History { get; }

    /// <summary>The number of updates made.</summary>
    public long Step => _session.Step;

    /// <summary>
    /// The number of updates after which the networks were imported; null where they were trained here from the start.
    /// </summary>
    public long? Imported { get; private init; }

    /// <summary>Both players' parameters, flat.</summary>
    public ReadOnlySpan<Tensor> Players => _session.Players;

    /// <summary>What the rule remembers.</summary>
    public ReadOnlySpan<Tensor> Memory => _session.Memory;

    /// <summary>The generator that samples are drawn from: its running average where the run keeps one.</summary>
    public Tensor Generator => _session.Generator;

    /// <summary>The game that is trained.</summary>
    public NeuralGame Game => _session.Game;

    /// <summary>The moment of a run's checkpoint.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <param name="seed">The seed of what probes draw.</param>
    /// <exception cref="SettingsException">
    /// There is no such checkpoint, or the run names a program that may not run.
    /// </exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static Snapshot Open(RunFolder run, DataFolder data, string checkpoint, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireTrust();
        var (file, configuration) = (run.Find(checkpoint), run.Configuration);
        var snapshot = new Snapshot(configuration, data, seed, MetricsLog.Read(run))
        {
            Imported = run.StateOrTrouble.Imported,
        };
        try
        {
            Checkpoint.Read(file, snapshot._session);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>The moment before the first update.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="seed">The seed of what probes draw.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static Snapshot AtStart(Configuration configuration, DataFolder data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var none = new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal);
        return new(configuration, data, seed, none);
    }

    /// <summary>Goes on training for some updates, as the run would.</summary>
    /// <param name="updates">How many.</param>
    public void Train(long updates) => _session.Advance(updates);

    /// <summary>The same moment under another rule, whose memory begins here.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <exception cref="NotSupportedException">The rule cannot drive a network.</exception>
    public Snapshot Under(Rule rule, DataFolder data)
    {
        var other = new Snapshot(Configuration with { Rule = rule }, data, Seed, History);
        other._session.GoOnFrom(_session);
        return other;
    }

    /// <summary>The same moment with other settings: of the same networks and rule, whose memory is kept.</summary>
    /// <param name="configuration">The configuration, with other rates or penalties.</param>
    /// <param name="data">Where data sets lie.</param>
    internal Snapshot Under(Configuration configuration, DataFolder data)
    {
        var other = new Snapshot(configuration, data, Seed, History);
        other._session.GoOnFrom(_session, remembers: true);
        return other;
    }

    /// <summary>Moves a player: what a failure is planted with.</summary>
    /// <param name="player">The player.</param>
    /// <param name="by">What is added to its parameters, flat.</param>
    internal void Move(Player player, Tensor by) => _session.Players[(int)player] += by;

    /// <summary>
    /// The key of one of many independent evaluations, none of which training makes; nothing is committed.
    /// </summary>
    /// <param name="stream">Tells the evaluations of one measurement from another's.</param>
    /// <param name="index">The evaluation's number, from 0.</param>
    public SampleKey Key(StreamName stream, long index) => Key((long)stream, index);

    /// <summary>
    /// The same for a measurement that the table of streams does not have: a probe in a file of its own.
    /// </summary>
    /// <param name="name">The probe's catalogue name.</param>
    /// <param name="index">The evaluation's number, from 0.</param>
    public SampleKey Key(string name, long index) => Key(StreamNames.NumberOf(name), index);

    /// <summary>Generated samples, [n, item...], always of the same latent vectors at this step.</summary>
    /// <param name="stream">What they are for.</param>
    /// <param name="count">How many.</param>
    public Tensor Generate(StreamName stream, long count) =>
        Game.Generate(Generator, Game.Latent(Key(stream, 0), count));

    /// <summary>The same for a probe in a file of its own.</summary>
    /// <param name="name">The probe's catalogue name.</param>
    /// <param name="count">How many.</param>
    public Tensor Generate(string name, long count) => Game.Generate(Generator, Game.Latent(Key(name, 0), count));

    /// <summary>What sentences ask for, in the words of the run's data.</summary>
    /// <param name="sentences">The sentences of each sample; none for a sample of which nothing is said.</param>
    /// <exception cref="InvalidOperationException">The data give no sentences.</exception>
    internal Condition Said(IEnumerable<IReadOnlyList<string>> sentences)
    {
        var told = Items as ICaptioned ?? throw new InvalidOperationException("The data give no sentences.");
        var (count, length) = (told.SentenceCount, told.WordCount);
        var all = sentences.ToList();
        long[] tokens =
        [
            .. all.SelectMany(said =>
                said.Count == 0 ? new long[count * length] : told.Words.Tokens(said, count, length).Tokens),
        ];
        return new(
            Tensor.From<long>(tokens, [all.Count, count, length], _configuration.Settings.Device),
            new([count, length], Words: told.Words.Count));
    }

    /// <summary>
    /// The same networks in another game: with another objective, other regularisers, or another type of numbers. An
    /// encoder or a second discriminator that no regulariser asks for any more is left behind. With another objective
    /// or other regularisers, what conditioning adds to the losses is left out too: scores alone decide.
    /// </summary>
    /// <param name="objective">The objective; null for the run's.</param>
    /// <param name="regularisers">The regularisers; null for the run's.</param>
    /// <param name="type">The type of the numbers; null for the run's.</param>
    /// <param name="batch">The number of samples a side that one evaluation sees; null for the run's.</param>
    public (NeuralGame Game, Tensor[] State) With(
        Objective? objective = null,
        IReadOnlyList<Regulariser>? regularisers = null,
        DType? type = null,
        int? batch = null)
    {
        var settings = Configuration.Settings;
        var gan = Configuration.Gan with
        {
            Objective = objective ?? Configuration.Objective,
            Regularisers = OnAverage(regularisers ?? Configuration.Regularisers),
            Batch = batch ?? settings.Batch,
            Conditioning = objective is null && regularisers is null
                ? Configuration.Conditioning
                : [.. Configuration.Conditioning.Select(way => way.Alone).OfType<Conditioning>()],
        };
        var (numbers, device) = (type ?? settings.Type, settings.Device);
        var game = new NeuralGame(gan, Items, (ulong)settings.Seed, numbers, device);
        var state = game.Start(Seed);
        foreach (var player in Enum.GetValues<Player>())
        {
            var (to, from) = (game.Network(player), Game.Network(player));
            if (Carries(from.Blueprint, to.Blueprint))
            {
                state[(int)player] = Players[(int)player].Narrow(0, 0, to.Blueprint.Size).To(device, numbers);
                to.Restore([.. to.Blueprint.Buffers.Select(b => b.As(from.Buffers[b.Index], numbers, device))]);
            }
        }

        return (game, state);
    }

    private static IReadOnlyList<Regulariser> OnAverage(IReadOnlyList<Regulariser> all) =>
        [.. all.Select(regulariser => regulariser.Average)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Items.Dispose();
        _session.Dispose();
    }

    // A network whose weights are normalised has buffers that one without has not: then it starts afresh, and whoever
    // asked must know.
    private SampleKey Key(long stream, long index) =>
        new(Seed, stream, Step + (index / Draws), FirstDraw + (int)(index % Draws), Extrapolated: true);

    private static bool Carries(Blueprint from, Blueprint to) =>
        Begins(from.Buffers.Select(b => b.Name), to.Buffers.Select(b => b.Name))
        && Begins(from.Parameters.Select(p => p.Name), to.Parameters.Select(p => p.Name));

    private static bool Begins(IEnumerable<string> whole, IEnumerable<string> part) =>
        part.SequenceEqual(whole.Take(part.Count()), StringComparer.Ordinal);
}
