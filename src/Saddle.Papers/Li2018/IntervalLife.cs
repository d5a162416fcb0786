using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Li2018;

/// <summary>When one of the discriminator's intervals first collapsed, and when it then first reopened.</summary>
/// <param name="CollapsedAt">The number of the update; -1 where it never collapsed.</param>
/// <param name="ReopenedAt">The number of the update; -1 where it never reopened.</param>
internal readonly record struct IntervalLife(long CollapsedAt, long ReopenedAt)
{
    /// <summary>A collapsed interval is open again where it is wider than this.</summary>
    public const double Open = 1e-3;

    /// <summary>
    /// Follows both intervals of each run; an interval that starts collapsed does not count until it has opened.
    /// </summary>
    /// <param name="starts">The runs' starts.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<IntervalLife> Follow(Basin starts, CancellationToken cancellation)
    {
        var runs = new Ensemble(starts.Game, starts.Rule, starts.Runs, starts.StartOf, starts.Seed);
        return runs.Observe(block => Follow(block, starts.Steps), cancellation).SelectMany(lives => lives);
    }

    private static Func<int, IntervalLife[]> Follow(Lockstep<Lanes> runs, long steps)
    {
        Watch[] intervals = [new(first: 2), new(first: 4)];
        while (runs.Advance(steps))
        {
            foreach (var interval in intervals)
            {
                interval.Observe(runs.State, runs.Step - 1);
            }
        }

        return lane => Array.ConvertAll(intervals, i => i.Read(lane));
    }

    /// <summary>Watches one interval of as many runs as there are lanes.</summary>
    /// <param name="first">The coordinate of its left end; the right end is the next one.</param>
    private sealed class Watch(int first)
    {
        // -1 for not yet.
        private Lanes _collapsedAt = -1.0;
        private Lanes _reopenedAt = -1.0;
        private Lanes _wasOpen = 0.0;

        public void Observe(ReadOnlySpan<Lanes> state, double step)
        {
            var width = state[first + 1] - state[first];
            var isOpen = width > TwoGaussians.CollapsedWidth;
            var collapses = (width <= TwoGaussians.CollapsedWidth) & (_collapsedAt < 0.0) & (_wasOpen > 0.0);
            _collapsedAt = Lanes.Select(collapses, step, _collapsedAt);
            var reopens = (width > Open) & (_collapsedAt >= 0.0) & (_reopenedAt < 0.0);
            _reopenedAt = Lanes.Select(reopens, step, _reopenedAt);
            _wasOpen = Lanes.Select(isOpen, 1.0, 0.0);
        }

        public IntervalLife Read(int lane) =>
            new((long)Lanes.Lane(_collapsedAt, lane), (long)Lanes.Lane(_reopenedAt, lane));
    }
}
