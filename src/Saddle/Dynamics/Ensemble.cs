using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// Many independent runs of one game under one rule, each from a start of its own, packed into lanes and spread over
/// cores. How they are packed and spread never changes what a run does.
/// </summary>
/// <param name="Game">The game.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Start">The start of a run, by its number from 0.</param>
/// <param name="Seed">The seed of what is random in the game.</param>
/// <remarks>
/// The largest distance from the target that each of a hundred runs reaches:
/// <code>
/// var largest = new Ensemble(game, rule, 100, start, Seed: 1).Observe&lt;double&gt;(runs =&gt;
/// {
///     Lanes most = 0.0;
///     while (runs.Advance(until: 1000))
///     {
///         var distance = runs.Game.Distance(runs.State);
///         most = Lanes.Select(distance &lt;= most, most, distance);
///     }
///
///     return lane =&gt; Lanes.Lane(most, lane);
/// });
/// </code>
/// </remarks>
public sealed record Ensemble(Game Game, Rule Rule, int Runs, Func<int, double[]> Start, ulong Seed)
{
    /// <summary>Runs them all, and gathers what was seen of each.</summary>
    /// <typeparam name="TResult">What is seen of a run.</typeparam>
    /// <param name="observe">
    /// Advances runs that stand at their starts as far as it likes, then gives what it saw of a lane. It is called from
    /// several threads at once, each time for other runs.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What was seen, run by run.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public TResult[] Observe<TResult>(
        Func<Lockstep<Lanes>, Func<int, TResult>> observe,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observe);
        var results = new TResult[Runs];
        EachBlock(Gather, cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        return results;

        void Gather(int first, int count, Lockstep<Lanes> block)
        {
            var seen = observe(block);
            for (var lane = 0; lane < count; lane++)
            {
                results[first + lane] = seen(lane);
            }
        }
    }

    /// <summary>
    /// Goes through the runs in blocks of as many as there are lanes; keeps what was done where it is stopped.
    /// </summary>
    /// <param name="work">
    /// What to do with the runs from one number on, so many of them, that stand at their starts.
    /// </param>
    /// <param name="threads">How many threads; 0 for one a core.</param>
    /// <param name="progress">Told the share done, from 0 to 1, from any thread.</param>
    /// <param name="stretches">The first run and the number of runs of each stretch; null for all.</param>
    /// <param name="cancellation">Stops.</param>
    internal void EachBlock(
        Action<int, int, Lockstep<Lanes>> work,
        int threads = 0,
        IProgress<double>? progress = null,
        IReadOnlyList<(int First, int Count)>? stretches = null,
        CancellationToken cancellation = default)
    {
        (int First, int Count)[] blocks = [.. (stretches ?? [(0, Runs)]).SelectMany(Blocks)];
        Pieces.Each(blocks.Length, New, Follow, threads, progress, cancellation);

        Lockstep<Lanes> New() => new(Game, Rule, cancellation);

        IEnumerable<(int, int)> Blocks((int First, int Count) stretch) =>
            Enumerable.Range(0, (stretch.Count + Lanes.Width - 1) / Lanes.Width)
                .Select(b => b * Lanes.Width)
                .Select(at => (stretch.First + at, Math.Min(Lanes.Width, stretch.Count - at)));

        void Follow(int block, Lockstep<Lanes> runs)
        {
            var (first, count) = blocks[block];
            runs.Begin([.. Enumerable.Range(first, count).Select(Start)], Seed, first);
            work(first, count, runs);
        }
    }
}
