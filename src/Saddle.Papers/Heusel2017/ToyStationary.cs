using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>How far from the saddle noise holds the runs: a linear recursion's stationary deviation.</summary>
[Entry(
    "heusel2017/toy-stationary",
    "Where both multipliers are inside (-1, 1), runs end as far from the toy saddle as the stationary law of the "
        + "linear recursion says.",
    @"\mathrm{sd}(x) = \frac{a}{\sqrt{1-(1-200a)^2}},\quad \mathrm{sd}(y) = \frac{b}{\sqrt{1-(1-2b)^2}}",
    "derived for the toy data of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record ToyStationary : Claim<ToyStationary.Measurements>
{
    private static readonly (double X, double Y)[] Pairs =
        [(0.001, 0.001), (0.0001, 0.01), (0.005, 0.005), (0.002, 0.01)];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published =>
        new("sd = rate / sqrt(1 - multiplier^2)", "not in the paper", "derived: a first-order autoregression");

    /// <inheritdoc/>
    public override string Condition =>
        "for the pairs (0.001, 0.001), (0.0001, 0.01), (0.005, 0.005), (0.002, 0.01) the root mean squares of x "
        + "and of y over the last 1,000 updates and all runs are within 5 % of the formula";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game, Setting.Rule(0.001, 0.001)) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Pairs.Select(p => Measure(p.X, p.Y, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var worst = Pairs.Zip(measured.RootMeanSquares, (p, r) => Math.Max(
            Math.Abs((r.X / DeviationX(p.X)) - 1),
            Math.Abs((r.Y / DeviationY(p.Y)) - 1))).Max();
        return new(
            worst <= 0.05 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a root mean square from the formula",
            $"Root mean squares of x and y differ from the formula by at most {(100 * worst).Text("F1")} %. At "
                + "(0.01, 0.01) the formula gives infinity for x, and at (0.01, 0.0001) y is not stationary "
                + "within 5,000 updates.",
            new("Root mean squares of the last 1,000 updates", [Panel(measured.RootMeanSquares)]))
        {
            Seeds = Runs(setting),
            Settings = Setting.Describe(Pairs, Runs(setting), setting),
            Table = Table(measured.RootMeanSquares),
        };
    }

    /// <summary>The stationary deviation of a recursion with this rate and curvature under unit noise.</summary>
    internal static double Deviation(double rate, double curvature)
    {
        var multiplier = 1 - (rate * curvature);
        return rate / Math.Sqrt(1 - (multiplier * multiplier));
    }

    private static double DeviationX(double rate) => Deviation(rate, TturRadius.CurvatureX);

    private static double DeviationY(double rate) => Deviation(rate, TturRadius.CurvatureY);

    private static int Runs(ClaimSetting setting) => setting.Full ? 8000 : 800;

    private static RootMeanSquare Measure(double rateX, double rateY, ClaimSetting setting)
    {
        var late = Setting.Simulate(rateX, rateY, Runs(setting), setting);
        return new(Math.Sqrt(late.Average(r => r.SquareX)), Math.Sqrt(late.Average(r => r.SquareY)));
    }

    private static Panel Panel(IReadOnlyList<RootMeanSquare> measured)
    {
        var places = Drawing.Places(Pairs.Length);
        Line Formula(string name, int colour, Func<(double X, double Y), double> deviation) =>
            new(name, places, Pairs.Select(deviation).Gaps()) { Colour = colour, Stroke = Stroke.Dot };
        return new(
            string.Empty,
            Setting.Axis(Pairs),
            new("root mean square", Log: true),
            [
                new Points("x, measured", places, measured.Select(r => r.X).Gaps()) { Colour = 0 },
                Formula("x, formula", 0, p => DeviationX(p.X)),
                new Points("y, measured", places, measured.Select(r => r.Y).Gaps()) { Colour = 1 },
                Formula("y, formula", 1, p => DeviationY(p.Y)),
            ]);
    }

    private static ResultTable Table(IReadOnlyList<RootMeanSquare> measured) => new(
        ["rates (x, y)", "x measured", "x formula", "y measured", "y formula"],
        [.. Pairs.Zip(measured, (p, r) => (IReadOnlyList<string>)
        [
            Setting.Pair(p.X, p.Y), r.X.Text(), DeviationX(p.X).Text(), r.Y.Text(), DeviationY(p.Y).Text(),
        ])]);

    /// <summary>What is measured.</summary>
    /// <param name="RootMeanSquares">At (0.001, 0.001), (0.0001, 0.01), (0.005, 0.005) and (0.002, 0.01).</param>
    public sealed record Measurements(IReadOnlyList<RootMeanSquare> RootMeanSquares);

    /// <summary>Root mean squares over the last 1,000 updates and all runs.</summary>
    /// <param name="X">Of x.</param>
    /// <param name="Y">Of y.</param>
    public sealed record RootMeanSquare(double X, double Y);
}
