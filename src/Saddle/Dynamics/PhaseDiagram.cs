using System.Diagnostics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The verdict over a grid of two settings: predicted from the spectrum of each cell, and measured by running it.
/// </summary>
/// <param name="Setup">The game, the rule and all other settings.</param>
/// <param name="X">The setting along the rows.</param>
/// <param name="Y">The setting along the columns.</param>
/// <param name="Steps">The number of updates that a cell is run for, and that its prediction is for.</param>
/// <param name="Seed">The seed of the start, which all cells share.</param>
public sealed record PhaseDiagram(Setup Setup, SettingAxis X, SettingAxis Y, long Steps, ulong Seed = 1)
{
    /// <summary>
    /// A radius this close to 1 leaves a cell out of the agreement: the boundary is not a matter of either side.
    /// </summary>
    public const double BoundaryWidth = 0.002;

    private const double ThresholdFactor = 3;
    private const double Nearer = 1e-3;

    /// <summary>The number of cells.</summary>
    public int Cells => X.Values.Length * Y.Values.Length;

    /// <summary>The cells at the corners: where all settings are at an end of their range.</summary>
    public IReadOnlyList<int> Corners => [0, X.Values.Length - 1, Cells - X.Values.Length, Cells - 1];

    /// <summary>The game and the rule of a cell.</summary>
    /// <param name="cell">The cell's number: row by row, the horizontal setting running along a row.</param>
    public (Game Game, Rule Rule) At(int cell) =>
        Setup.With((X.Name, X.Values[cell % X.Values.Length]), (Y.Name, Y.Values[cell / X.Values.Length]));

    /// <summary>Looks at the corners: they show whether every value is allowed, before anything is computed.</summary>
    /// <exception cref="Catalog.SettingsException">A setting is unknown, or a value is not allowed.</exception>
    public void CheckCorners()
    {
        foreach (var corner in Corners)
        {
            _ = At(corner);
        }
    }

    /// <summary>Predicts cells.</summary>
    /// <param name="cells">The cells' numbers.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops; cells that were done by then are returned.</param>
    public IReadOnlyList<PredictedCell> Predict(
        IReadOnlyList<int> cells,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var results = new PredictedCell?[cells.Count];
        Pieces.Each(cells.Count, i => results[i] = Predict(cells[i]), 0, progress, cancellation);
        return [.. results.OfType<PredictedCell>()];
    }

    /// <summary>Runs cells.</summary>
    /// <param name="cells">The cells' numbers.</param>
    /// <param name="nearer">Whether to start at a thousandth of the distance from the equilibrium.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops; cells that were done by then are returned.</param>
    public PhaseRun Measure(
        IReadOnlyList<int> cells,
        bool nearer = false,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cells);

        var clock = Stopwatch.StartNew();
        var packs = Packs(cells, cancellation);
        var results = new MeasuredCell[packs.Count][];
        Pieces.Each(packs.Count, i => results[i] = Run(packs[i], nearer, cancellation), 0, progress, cancellation);
        return new(
            [.. results.Where(r => r is not null).SelectMany(r => r).OrderBy(r => r.Cell)],
            clock.Elapsed.TotalSeconds);
    }

    /// <summary>Whether a prediction is far enough from every boundary for a measurement to have to agree.</summary>
    /// <param name="predicted">The prediction.</param>
    public bool IsClear(PredictedCell predicted)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        if (predicted.Radius is not { } radius || Math.Abs(radius - 1) < BoundaryWidth)
        {
            return false;
        }

        var ratio = Math.Pow(radius, Steps);
        return Far(ratio, Thresholds.Converged) && Far(ratio, Thresholds.Diverged);

        static bool Far(double ratio, double threshold) =>
            ratio > threshold * ThresholdFactor || ratio < threshold / ThresholdFactor;
    }

    // Cells whose games mean the same by each coordinate share lanes.
    private List<(int Cell, (Game Game, Rule Rule) Setting)[]> Packs(
        IReadOnlyList<int> cells,
        CancellationToken cancellation)
    {
        var (isXDiscrete, isYDiscrete) = (Setup.IsDiscrete(X.Name), Setup.IsDiscrete(Y.Name));
        var made = new (int Cell, (Game Game, Rule Rule) Setting, (string, double, double) Key)?[cells.Count];
        Pieces.Each(cells.Count, Make, cancellation: cancellation);
        return
        [
            .. made.OfType<(int Cell, (Game Game, Rule Rule) Setting, (string, double, double) Key)>()
                .GroupBy(c => c.Key, c => (c.Cell, c.Setting))
                .SelectMany(group => group.Chunk(Lanes.Width)),
        ];

        void Make(int i)
        {
            var (cell, setting) = (cells[i], At(cells[i]));
            var x = isXDiscrete ? X.Values[cell % X.Values.Length] : 0;
            var y = isYDiscrete ? Y.Values[cell / X.Values.Length] : 0;
            made[i] = (cell, setting, (setting.Game.Shape, x, y));
        }
    }

    private PredictedCell Predict(int cell)
    {
        var (game, rule) = At(cell);
        var leading = LeadingMode.Of(game.ForSpectrum, rule);
        return new(cell, leading.Predict(Steps), leading.Radius, leading.Approach);
    }

    private MeasuredCell[] Run(
        (int Cell, (Game Game, Rule Rule) Setting)[] pack,
        bool nearer,
        CancellationToken cancellation)
    {
        // Lanes beyond the last cell repeat it.
        var lanes = Enumerable.Range(0, Lanes.Width)
            .Select(lane => pack[Math.Min(lane, pack.Length - 1)].Setting)
            .ToArray();
        var games = new Pack<Game>(Array.ConvertAll(lanes, l => l.Game));
        var run = new Lockstep<Lanes>(games, new Pack<Rule>(Array.ConvertAll(lanes, l => l.Rule)), cancellation);
        run.Begin(Array.ConvertAll(lanes, l => Start(l.Game, nearer)), Seed);
        var meter = new Meter<Lanes>(run.Game, Steps, run.State);
        while (run.Advance(Steps))
        {
            meter.Observe(run.Step, run.State);
        }

        return run.Step < Steps ? [] : [.. pack.Select((p, lane) => new MeasuredCell(p.Cell, meter.Read(lane)))];
    }

    private double[] Start(Game game, bool nearer)
    {
        var state = new double[game.StateSize];
        game.Start(new Philox(Seed, 0, Purpose.Start), state);
        if (nearer)
        {
            var target = game.Equilibrium();
            for (var i = 0; i < state.Length; i++)
            {
                state[i] = target[i] + (Nearer * (state[i] - target[i]));
            }
        }

        return state;
    }
}
