using System.Diagnostics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The chance, over random starts, of reaching the target: many independent runs of one game under one rule, packed into
/// lanes and spread over cores. Each start is a pure function of the seed and its number, so that the result does not
/// depend on how the runs are packed and spread.
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
    /// <exception cref="NotSupportedException">The rule asks the game for something that it declines; the message says why.</exception>
    public BasinResult Run(int threads = 0, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var runs = new BasinRun?[Runs];
        var blocks = (Runs + Lanes.Width - 1) / Lanes.Width;
        var next = -1;
        var finished = 0;
        var clock = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, Math.Min(blocks, threads > 0 ? threads : Environment.ProcessorCount))
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }

        return new(this, [.. runs.OfType<BasinRun>()], clock.Elapsed.TotalSeconds);

        void Work()
        {
            var update = Rule.Bind(Game.Bind<Lanes>().Seen);
            var state = Lanes.Allocate(Game.StateSize);
            var memory = Lanes.Allocate(update.MemorySize);
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                if (!RunBlock(block * Lanes.Width, update, state, memory, runs, cancellation))
                {
                    return;
                }

                progress?.Report((double)Interlocked.Increment(ref finished) / blocks);
            }
        }
    }

    private bool RunBlock(int first, Update<Lanes> update, Span<Lanes> state, Span<Lanes> memory, BasinRun?[] runs, CancellationToken cancellation)
    {
        // Lanes beyond the last run repeat it.
        var starts = Enumerable.Range(first, Lanes.Width).Select(run => StartOf(Math.Min(run, runs.Length - 1))).ToArray();
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = Lanes.Pack(Array.ConvertAll(starts, s => s[i]));
        }

        var sample = new Sample(Seed, first, 0, 0);
        update.Begin(state, memory, sample);
        var earlier = new Lanes[state.Length];
        var snapshot = Steps - Math.Max(1, Steps / 10);
        for (long step = 0; step < Steps; step++)
        {
            if (step == snapshot)
            {
                state.CopyTo(earlier);
            }

            update.Step(state, memory, sample with { Step = step });
            if (step % 4096 == 0 && cancellation.IsCancellationRequested)
            {
                return false;
            }
        }

        for (var lane = 0; lane < Lanes.Width && first + lane < runs.Length; lane++)
        {
            runs[first + lane] = new(first + lane, starts[lane], ((ReadOnlySpan<Lanes>)earlier).ToDoubles(lane), ((ReadOnlySpan<Lanes>)state).ToDoubles(lane));
        }

        return true;
    }
}

/// <summary>One run of a basin.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Start">Its start.</param>
/// <param name="Earlier">Its state after nine tenths of the updates.</param>
/// <param name="Final">Its last state.</param>
public sealed record BasinRun(int Run, double[] Start, double[] Earlier, double[] Final);

/// <summary>What became of the runs of a basin.</summary>
/// <param name="Basin">The basin.</param>
/// <param name="Runs">The complete runs, in order.</param>
/// <param name="Seconds">The time of computing.</param>
public sealed record BasinResult(Basin Basin, IReadOnlyList<BasinRun> Runs, double Seconds)
{
    /// <summary>Whether every run was completed.</summary>
    public bool Complete => Runs.Count == Basin.Runs;

    /// <summary>Updates of a whole state, over all cores, per second of computing.</summary>
    public double StepsPerSecond => Runs.Count * (double)Basin.Steps / Seconds;

    /// <summary>The share of runs that succeed by a rule.</summary>
    /// <param name="rule">The rule.</param>
    public Proportion Success(SuccessRule rule) => new(Runs.Count(r => rule.Holds(r.Final)), Runs.Count);

    /// <summary>The runs that fail by a rule, counted by class, the most frequent first.</summary>
    /// <param name="rule">The rule.</param>
    public IReadOnlyDictionary<string, int> Failures(SuccessRule rule) => Runs
        .Where(r => !rule.Holds(r.Final))
        .GroupBy(r => Basin.Game.ClassifyFailure(r.Final, r.Earlier), StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    /// <summary>The success of each cell of the grid, row by row: the first coordinate runs along a row.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="InvalidOperationException">There is no grid, or not all runs are complete.</exception>
    public Proportion[][] SuccessByCell(SuccessRule rule)
    {
        if (Basin.Grid == 0 || !Complete)
        {
            throw new InvalidOperationException("Cells need a grid and every run complete.");
        }

        return [.. Enumerable.Range(0, Basin.Grid).Select(row => Enumerable.Range(0, Basin.Grid).Select(column =>
        {
            var first = ((row * Basin.Grid) + column) * Basin.Starts;
            return new Proportion(Enumerable.Range(first, Basin.Starts).Count(i => rule.Holds(Runs[i].Final)), Basin.Starts);
        }).ToArray())];
    }
}
