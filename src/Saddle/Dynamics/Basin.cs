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

    /// <summary>Runs them all.</summary>
    /// <param name="threads">How many threads; 0 for one a core.</param>
    /// <param name="progress">Told the share done, from 0 to 1, from any thread.</param>
    /// <param name="cancellation">Stops; runs that were complete by then are kept.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public BasinResult Run(
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        var runs = new BasinRun?[Runs];
        var rules = Game.SuccessRules;
        var clock = Stopwatch.StartNew();
        new Ensemble(Game, Rule, Runs, StartOf, Seed).EachBlock(Follow, threads, progress, cancellation);
        return new(this, [.. runs.OfType<BasinRun>()], clock.Elapsed.TotalSeconds);

        void Follow(int first, int count, Lockstep<Lanes> block)
        {
            var starts = States(block, count);
            block.AdvanceTo(Steps - Math.Max(1, Steps / 10));
            var earlier = States(block, count);
            if (!block.AdvanceTo(Steps))
            {
                return;
            }

            for (var lane = 0; lane < count; lane++)
            {
                var final = block.StateOf(lane);
                runs[first + lane] = new(first + lane, starts[lane], earlier[lane], final, Judge(rules, final));
            }
        }
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
