using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// Runs that advance together, a lane each: a game under a rule, update by update. Who watches writes the loop and
/// looks at the state between two updates. The players see the game's noise; whoever measures sees the game as it is.
/// </summary>
/// <remarks>
/// The largest distance from the target that any of the updates of one run reaches:
/// <code>
/// var run = new Lockstep&lt;Real&gt;(game, rule);
/// run.Begin([start], seed: 1);
/// var largest = 0.0;
/// while (run.Advance(until: 1000))
/// {
///     largest = Math.Max(largest, run.Game.Distance(run.State).Value);
/// }
/// </code>
/// Leaving the loop ends the run early. For many starts see <see cref="Ensemble"/>.
/// </remarks>
/// <typeparam name="T">The kind of number: <see cref="Real"/> for one run, <see cref="Lanes"/> for many.</typeparam>
public sealed class Lockstep<T>
    where T : struct, IPacked<T>
{
    private readonly Update<T> _update;
    private readonly AlignedVector<T> _state;
    private readonly AlignedVector<T> _memory;
    private readonly CancellationToken _cancellation;
    private SampleKey _sample;

    /// <summary>One game and one rule for all lanes.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellation">Stops the runs: <see cref="Advance"/> then makes no further update.</param>
    /// <exception cref="NotSupportedException">
    /// The rule does not exist for such a game; the message says why.
    /// </exception>
    public Lockstep(Game game, Rule rule, CancellationToken cancellation = default)
        : this(new Pack<Game>(game), new Pack<Rule>(rule), cancellation)
    {
    }

    /// <summary>Games and rules that may differ from lane to lane, in their continuous parameters only.</summary>
    /// <param name="games">One for all lanes, or one a lane.</param>
    /// <param name="rules">Likewise.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="NotSupportedException">
    /// The rule does not exist for such a game; the message says why.
    /// </exception>
    public Lockstep(Pack<Game> games, Pack<Rule> rules, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(games);
        ArgumentNullException.ThrowIfNull(rules);
        Game = games.First.Bind<T>(games);
        _update = rules.First.Bind(rules, Game.Seen);
        _state = new(games.First.StateSize);
        _memory = new(_update.MemorySize);
        _cancellation = cancellation;
    }

    /// <summary>The game without its noise, to measure with.</summary>
    public AnalyticGame<T> Game { get; }

    /// <summary>The state of all runs, one number a coordinate.</summary>
    public Span<T> State => _state.Span;

    /// <summary>What the rule remembers.</summary>
    public Span<T> Memory => _memory.Span;

    /// <summary>How many updates were made; the next update has this number.</summary>
    public long Step { get; private set; }

    /// <summary>Puts the runs at their starts. May be called again, for further runs.</summary>
    /// <param name="starts">A start a lane, one number a coordinate; lanes beyond the last start repeat it.</param>
    /// <param name="seed">The seed of what is random in the game.</param>
    /// <param name="run">
    /// The number of the first lane's run, by which its random numbers are told from those of others.
    /// </param>
    /// <param name="step">The number of the first update.</param>
    public void Begin(IReadOnlyList<double[]> starts, ulong seed, long run = 0, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(starts);
        var state = State;
        var lanes = new double[T.Width];
        for (var i = 0; i < state.Length; i++)
        {
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                lanes[lane] = starts[Math.Min(lane, starts.Count - 1)][i];
            }

            state[i] = T.Pack(lanes);
        }

        (Step, _sample) = (step, new(seed, run, step, 0));
        _update.Begin(state, Memory, _sample);
    }

    /// <summary>Makes one update, unless so many were made already, or the runs were stopped.</summary>
    /// <param name="until">The number of updates to end with.</param>
    /// <returns>Whether an update was made.</returns>
    public bool Advance(long until) => Step < until && AdvanceTo(Step + 1);

    /// <summary>Makes updates that nobody looks at.</summary>
    /// <param name="step">The number of updates to end with.</param>
    /// <returns>Whether so many were made; false where the runs were stopped before.</returns>
    public bool AdvanceTo(long step)
    {
        var state = State;
        var memory = Memory;
        for (; Step < step && !_cancellation.IsCancellationRequested; Step++)
        {
            _update.Step(state, memory, _sample with { Step = Step });
        }

        return Step >= step;
    }

    /// <summary>One run's state.</summary>
    /// <param name="lane">The run's lane.</param>
    public double[] StateOf(int lane) => ((ReadOnlySpan<T>)State).ToDoubles(lane);
}
