using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>How far from the saddle noise holds the runs: a linear recursion's stationary deviation.</summary>
[Entry(
    "heusel2017/toy-stationary",
    "Where both multipliers are inside (-1, 1), runs end as far from the toy saddle as the stationary law of the linear recursion says.",
    @"\mathrm{sd}(x) = \frac{a}{\sqrt{1-(1-200a)^2}},\quad \mathrm{sd}(y) = \frac{b}{\sqrt{1-(1-2b)^2}}",
    "derived for the toy data of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record ToyStationary : Claim
{
    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new("sd = rate / sqrt(1 - multiplier^2)", "not in the paper", "derived: a first-order autoregression");

    /// <inheritdoc/>
    public override string Condition => "for the pairs (0.001, 0.001), (0.0001, 0.01), (0.005, 0.005), (0.002, 0.01) the root mean squares of x and of y over the last 1,000 updates and all runs are within 5 % of the formula";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game, Setting.Rule(0.001, 0.001)) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 8000 : 800;
        (double X, double Y)[] pairs = [(0.001, 0.001), (0.0001, 0.01), (0.005, 0.005), (0.002, 0.01)];
        var late = pairs.Select(p => Setting.Simulate(p.X, p.Y, runs, setting)).ToList();
        var rows = pairs.Select((p, i) => (
            Pair: p,
            X: Math.Sqrt(late[i].Average(l => l.SquareX)),
            Y: Math.Sqrt(late[i].Average(l => l.SquareY)),
            ToX: Deviation(p.X, TturRadius.CurvatureX),
            ToY: Deviation(p.Y, TturRadius.CurvatureY))).ToList();
        var worst = rows.Max(r => Math.Max(Math.Abs((r.X / r.ToX) - 1), Math.Abs((r.Y / r.ToY) - 1)));
        double?[] places = [.. pairs.Select((_, i) => (double?)i)];
        return new(
            worst <= 0.05 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a root mean square from the formula",
            $"Root mean squares of x and y differ from the formula by at most {(100 * worst).Text("F1")} %. At (0.01, 0.01) the formula gives infinity for x, and at (0.01, 0.0001) y is not stationary within 5,000 updates.",
            new(
                "Root mean squares of the last 1,000 updates",
                [
                    new(
                        string.Empty,
                        new("learning rates of x and y") { Categories = [.. pairs.Select(p => Setting.Pair(p.X, p.Y))] },
                        new("root mean square", Log: true),
                        [
                            new Points("x, measured", places, [.. rows.Select(r => (double?)r.X)]) { Colour = 0 },
                            new Line("x, formula", places, [.. rows.Select(r => (double?)r.ToX)]) { Colour = 0, Stroke = Stroke.Dot },
                            new Points("y, measured", places, [.. rows.Select(r => (double?)r.Y)]) { Colour = 1 },
                            new Line("y, formula", places, [.. rows.Select(r => (double?)r.ToY)]) { Colour = 1, Stroke = Stroke.Dot },
                        ]),
                ]))
        {
            Seeds = runs,
            Settings = [("learning rates of x and y", string.Join(", ", pairs.Select(p => Setting.Pair(p.X, p.Y)))), .. Setting.Describe(runs, setting)],
            Table = new(
                ["rates (x, y)", "x measured", "x formula", "y measured", "y formula"],
                [.. rows.Select(r => (IReadOnlyList<string>)[Setting.Pair(r.Pair.X, r.Pair.Y), r.X.Text(), r.ToX.Text(), r.Y.Text(), r.ToY.Text()])]),
        };
    }

    /// <summary>The stationary deviation of a recursion with this rate and curvature under unit noise.</summary>
    internal static double Deviation(double rate, double curvature)
    {
        var multiplier = 1 - (rate * curvature);
        return rate / Math.Sqrt(1 - (multiplier * multiplier));
    }
}
