using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>The notebook's four runs, over many seeds.</summary>
[Entry(
    "heusel2017/toy-finals",
    "On the toy saddle the notebook's four pairs of learning rates end as its single runs did: (0.001, 0.001) closest, (0.01, 0.01) farthest.",
    @"x' = x - a\,(\partial_x f + \xi),\quad y' = y + b\,(\partial_y f(x', y) + \zeta),\quad f = (1+x^2)(100-y^2)",
    "Heusel et al. 2017 (arXiv:1706.08500), toy data: the authors' notebook")]
public sealed record ToyFinals : Claim
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        $"final norms {string.Join(", ", Setting.Runs.Select(r => r.Final.Text("F3")))} of one run each",
        "toy data, the notebook's four runs",
        Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition =>
        "each of the notebook's final norms lies between the least and the greatest of ours over the seeds, and of the median mean norms that of (0.001, 0.001) is the least, that of (0.01, 0.01) the greatest";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game, [.. Setting.Runs.Select(r => Setting.Rule(r.RateX, r.RateY))]) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 4000 : 400;
        var late = Setting.Runs.Select(r => Setting.Simulate(r.RateX, r.RateY, runs, setting)).ToList();
        var medians = late.Select(l => l.Select(r => r.MeanNorm).Median()).ToList();
        var intervals = late.Select(l => l.Select(r => r.MeanNorm).MedianInterval()).ToList();
        var inside = Setting.Runs.Zip(late, (r, l) => l.Min(x => x.Final) <= r.Final && r.Final <= l.Max(x => x.Final)).ToList();
        var ordered = medians[1] == medians.Min() && medians[0] == medians.Max();
        return new(
            inside.TrueForAll(i => i) && ordered ? Outcome.Holds : Outcome.Contradicted,
            medians[0],
            "median over seeds of the mean norm of the last 1,000 updates, (0.01, 0.01)",
            $"Median mean norms {string.Join(" / ", medians.Select(m => m.Text("F3")))} for {string.Join(", ", Setting.Runs.Select(r => Setting.Pair(r.RateX, r.RateY)))}; the notebook's finals are {(inside.TrueForAll(i => i) ? "all" : "NOT all")} among ours. No run of the first pair comes farther away than {late[0].Max(l => l.Largest).Text("F2")}: it fluctuates, it does not diverge.",
            new(
                "Norm along a run each, and the mean norm of the last 1,000 updates over seeds",
                [
                    new(
                        "one run each",
                        new("update"),
                        new("norm", Log: true),
                        [.. Setting.Runs.Select(r => Path(r.RateX, r.RateY, setting))]),
                    new(
                        "over seeds",
                        new("learning rates of x and y") { Categories = [.. Setting.Runs.Select(r => Setting.Pair(r.RateX, r.RateY))] },
                        new("norm", Log: true),
                        [
                            new Points("median, and the middle 95 % of the seeds", [0, 1, 2, 3], [.. medians.Select(m => (double?)m)])
                            {
                                Low = [.. late.Select(l => (double?)Share(l, 0.025))],
                                High = [.. late.Select(l => (double?)Share(l, 0.975))],
                                Colour = 0,
                            },
                            new Points("notebook's final norm", [0, 1, 2, 3], [.. Setting.Runs.Select(r => (double?)r.Final)]) { Colour = 1 },
                        ]),
                ],
                Columns: 2))
        {
            Interval = intervals[0],
            Seeds = runs,
            Settings = [("learning rates of x and y", string.Join(", ", Setting.Runs.Select(r => Setting.Pair(r.RateX, r.RateY)))), .. Setting.Describe(runs, setting)],
            Table = new(
                ["rates (x, y)", "multipliers of x, y", "median mean norm (95 % interval)", "notebook's final norm", "our final norms: least, median, greatest"],
                [.. Setting.Runs.Select((r, i) => (IReadOnlyList<string>)
                [
                    Setting.Pair(r.RateX, r.RateY),
                    $"{(1 - (TturRadius.CurvatureX * r.RateX)).Text()}, {(1 - (TturRadius.CurvatureY * r.RateY)).Text()}",
                    $"{medians[i].Text()} ({intervals[i].Low.Text()} to {intervals[i].High.Text()})",
                    r.Final.Text("F3"),
                    $"{late[i].Min(l => l.Final).Text("G3")}, {late[i].Select(l => l.Final).Median().Text("G3")}, {late[i].Max(l => l.Final).Text("G3")}",
                ])]),
        };
    }

    private static double Share(Setting.Late[] late, double share) => late.Select(l => l.MeanNorm).Order().ElementAt((int)(share * (late.Length - 1)));

    private static Line Path(double rateX, double rateY, ClaimSetting setting)
    {
        var points = Simulation.Run(Setting.Game, Setting.Rule(rateX, rateY), Setting.Game.StartAt, Setting.Steps, 10, setting.Seed).Points;
        return new(Setting.Pair(rateX, rateY), [.. points.Select(p => (double?)p.Step)], [.. points.Select(p => (double?)Setting.Game.Distance(p.State))]);
    }
}
