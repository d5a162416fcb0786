using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>Why the notebook's first run fails: a rate on the boundary of stability, not one time scale.</summary>
[Entry(
    "heusel2017/toy-boundary",
    "Equal rates of 0.01 fail on the toy saddle because x is multiplied by exactly -1, not for want of two time scales.",
    @"x' = (1 - 200\,a)\,x + \dots,\quad y' = (1 - 2\,b)\,y + \dots;\quad a = 0.01 \Rightarrow 1 - 200\,a = -1",
    "derived for the toy data of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record ToyBoundary : Claim
{
    private const double Far = 5;
    private const double Third = 1.0 / 3;

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("the notebook sets the failure beside two time scales that succeed", "toy data, the notebook's runs", "the runs were read in the authors' notebook; the explanation is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "a smaller rate of x alone (0.008, 0.005, 0.001 with y at 0.01), or smaller equal rates (0.008, 0.005, 0.001), bring the median mean norm below a third of that at (0.01, 0.01); another rate of y alone (0.0001, 0.001, 0.05 with x at 0.01) does not; and no run at (0.01, 0.01) comes farther away than 5";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game, Setting.Rule(0.01, 0.01), Setting.Rule(0.001, 0.001)) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 4000 : 208;
        double[] smaller = [0.008, 0.005, 0.001];
        double[] others = [0.0001, 0.001, 0.05];
        (double X, double Y)[] pairs = [(0.01, 0.01), .. smaller.Select(r => (r, 0.01)), .. smaller.Select(r => (r, r)), .. others.Select(r => (0.01, r))];
        var late = pairs.Select(p => Setting.Simulate(p.X, p.Y, runs, setting)).ToList();
        var medians = late.Select(l => l.Select(r => r.MeanNorm).Median()).ToList();
        var farthest = late[0].Max(l => l.Largest);
        var shares = medians.Select(m => m / medians[0]).ToList();
        var (cured, left) = (shares.Skip(1).Take(2 * smaller.Length).ToList(), shares.Skip(1 + (2 * smaller.Length)).ToList());
        var holds = cured.TrueForAll(s => s < Third) && left.TrueForAll(s => s >= Third) && farthest <= Far;
        double?[] places = [.. pairs.Select((_, i) => (double?)i)];
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            cured.Max(),
            "largest share of the norm at (0.01, 0.01) that is left with a smaller rate of x",
            $"With a smaller rate of x, on one time scale or on two, at most {cured.Max().Text("F2")} of the norm is left; with another rate of y and x at 0.01 at least {left.Min().Text("F2")} of it. No run at (0.01, 0.01) comes farther away than {farthest.Text("F2")}.",
            new(
                "Mean norm of the last 1,000 updates",
                [
                    new(
                        string.Empty,
                        new("learning rates of x and y") { Categories = [.. pairs.Select(p => Setting.Pair(p.X, p.Y))] },
                        new("norm", Low: 0),
                        [
                            new Bars("median over seeds", places, [.. medians.Select(m => (double?)m)])
                            {
                                Low = [.. late.Select(l => (double?)l.Select(r => r.MeanNorm).MedianInterval().Low)],
                                High = [.. late.Select(l => (double?)l.Select(r => r.MeanNorm).MedianInterval().High)],
                            },
                        ]),
                ]))
        {
            Seeds = runs,
            Settings = [("learning rates of x and y", string.Join(", ", pairs.Select(p => Setting.Pair(p.X, p.Y)))), .. Setting.Describe(runs, setting)],
            Table = new(
                ["rates (x, y)", "multipliers of x, y", "median mean norm", "share of the first", "largest norm on the way"],
                [.. pairs.Select((p, i) => (IReadOnlyList<string>)
                [
                    Setting.Pair(p.X, p.Y),
                    $"{(1 - (TturRadius.CurvatureX * p.X)).Text()}, {(1 - (TturRadius.CurvatureY * p.Y)).Text()}",
                    medians[i].Text(),
                    shares[i].Text("F3"),
                    late[i].Max(l => l.Largest).Text("F2"),
                ])]),
        };
    }
}
