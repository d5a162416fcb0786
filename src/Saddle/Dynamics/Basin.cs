using System.Diagnostics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The chance, over random starts, of reaching the target: many independent runs of one game under one rule, packed
/// into lanes and spread over cores. Each start is a pure function of the seed and its number, so that the result does
/// not depend on how the runs are packed and spread.
/// </summary>
/// <param name="Game">The game.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Starts">The number of starts; with a grid, of each cell.</param>
/// <param name="Steps">The number of updates of each run.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Grid">
/// 0 for free starts; else the number of cells along each side of a grid over the start range of the first two
/// coordinates, whose centres then replace those coordinates of the starts.
/// </param>
public sealed record Basin(Game Game, Rule Rule, int Starts, long Steps, ulong Seed = 1, int Grid = 0)
{
    /// <summary>The number of all runs.</summary>
    public int Runs => Grid == 0 ? Starts : checked(Starts * Grid * Grid);

    /// <summary>The start of a run.</summary>
    /// <param name="run">The run's number.</param>
    public double[] StartOf(int run)
    {
        var state = new double[Game.StateSize];
        Game.Start(new Philox(Seed, run, Purpose.Start), state);
        if (Grid > 0)
        {
            var cell = run / Starts;
            state[0] = Centre(0, cell % Grid);
            state[1] = Centre(1, cell / Grid);
        }

        return state;
    }

    /// <summary>The centre of a cell along one side of the grid.</summary>
    /// <param name="coordinate">The coordinate, 0 or 1.</param>
    /// <param name="index">The cell's number along it.</param>
    public double Centre(int coordinate, int index)
    {
        var (low, high) = Game.StartRange(coordinate);
        return low + ((high - low) * (index + 0.5) / Grid);
    }

    /// <summary>Runs them all, or a part of them.</summary>
    /// <param name="threads">How many threads; 0 for one a core.</param>
    /// <param name="progress">Told the share done, from 0 to 1, from any thread.</param>
    /// <param name="known">Runs that are known already, and not made again; null for none.</param>
    /// <param name="part">The number of the first run of a part, and how many it has: only those; null for all.</param>
    /// <param name="keep">Is given runs as soon as they are complete, a few at a time, from any thread.</param>
    /// <param name="cancellation">Stops; runs that were complete by then are kept.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A known run, or the part, is not among the runs.</exception>
    public BasinResult Run(
        int threads = 0,
        IProgress<double>? progress = null,
        IEnumerable<BasinRun>? known = null,
        (int First, int Count)? part = null,
        Action<IReadOnlyList<BasinRun>>? keep = null,
        CancellationToken cancellation = default)
    {
        var (from, count) = part ?? (0, Runs);
        ArgumentOutOfRangeException.ThrowIfNegative(from, nameof(part));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)from + count, Runs, nameof(part));
        var runs = new BasinRun?[count];
        foreach (var run in known ?? [])
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(run.Run >= 0 && run.Run < Runs, true, nameof(known));
            if (run.Run >= from && run.Run - from < count)
            {
                runs[run.Run - from] = run;
            }
        }

        var rules = Game.SuccessRules;
        var due = Due(runs, from);
        var clock = Stopwatch.StartNew();
        new Ensemble(Game, Rule, Runs, StartOf, Seed).EachBlock(Follow, threads, progress, due, cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var fresh = due.Sum(stretch => runs.Skip(stretch.First - from).Take(stretch.Count).Count(r => r is not null));
        return new(this, [.. runs.OfType<BasinRun>()], fresh, seconds);

        void Follow(int first, int lanes, Lockstep<Lanes> block)
        {
            var starts = States(block, lanes);
            block.AdvanceTo(Steps - Math.Max(1, Steps / 10));
            var earlier = States(block, lanes);
            if (!block.AdvanceTo(Steps))
            {
                return;
            }

            for (var lane = 0; lane < lanes; lane++)
            {
                var final = block.StateOf(lane);
                runs[first + lane - from] = new(first + lane, starts[lane], earlier[lane], final, Judge(rules, final));
            }

            keep?.Invoke(new ArraySegment<BasinRun>(runs!, first - from, lanes));
        }
    }

    // The stretches of runs that are missing.
    private static List<(int First, int Count)> Due(BasinRun?[] runs, int from)
    {
        var stretches = new List<(int First, int Count)>();
        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i] is not null)
            {
                continue;
            }

            var first = i;
            while (i < runs.Length && runs[i] is null)
            {
                i++;
            }

            stretches.Add((from + first, i - first));
        }

        return stretches;
    }

    // Rules may share a measure, which may take as long as many updates.
    private static bool[] Judge(IReadOnlyList<SuccessRule> rules, double[] final)
    {
        var measured = new Dictionary<StateMeasure, double>();
        return [.. rules.Select(rule =>
        {
            if (!measured.TryGetValue(rule.Measure, out var value))
            {
                measured[rule.Measure] = value = rule.Measure(final);
            }

            return value <= rule.AtMost;
        })];
    }

    private static double[][] States(Lockstep<Lanes> block, int count) =>
        [.. Enumerable.Range(0, count).Select(block.StateOf)];
}
