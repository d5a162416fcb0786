using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>The notebook's four runs, over many seeds.</summary>
[Entry(
    "heusel2017/toy-finals",
    "On the toy saddle the notebook's four pairs of learning rates end as its single runs did: (0.001, 0.001) "
        + "closest, (0.01, 0.01) farthest.",
    @"x' = x - a\,(\partial_x f + \xi),\quad y' = y + b\,(\partial_y f(x', y) + \zeta),\quad f = (1+x^2)(100-y^2)",
    "Heusel et al. 2017 (arXiv:1706.08500), toy data: the authors' notebook")]
public sealed record ToyFinals : Claim<ToyFinals.Measurements>
{
    // The norm along a run is drawn every so many updates.
    private const int Every = 10;

    private static readonly (double X, double Y)[] Pairs = [.. Setting.Runs.Select(r => (r.RateX, r.RateY))];

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        $"final norms {string.Join(", ", Setting.Runs.Select(r => r.Final.Text("F3")))} of one run each",
        "toy data, the notebook's four runs",
        Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition =>
        "each of the notebook's final norms lies between the least and the greatest of ours over the seeds, and "
        + "of the median mean norms that of (0.001, 0.001) is the least, that of (0.01, 0.01) the greatest";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game, [.. Pairs.Select(p => Setting.Rule(p.X, p.Y))]) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 4000 : 400;
        return new(
            [.. Pairs.Select(p => Setting.Simulate(p.X, p.Y, runs, setting))],
            [.. Pairs.Select(p => Norms(p.X, p.Y, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var late = measured.Late;
        var medians = late.Select(of => of.Select(r => r.MeanNorm).Median()).ToList();
        var all = Setting.Runs.Zip(late, (r, of) => of.Min(x => x.Final) <= r.Final && r.Final <= of.Max(x => x.Final))
            .All(inside => inside);
        return new(
            all && medians[1] == medians.Min() && medians[0] == medians.Max() ? Outcome.Holds : Outcome.Contradicted,
            medians[0],
            "median over seeds of the mean norm of the last 1,000 updates, (0.01, 0.01)",
            $"Median mean norms {string.Join(" / ", medians.Select(m => m.Text("F3")))} for "
                + $"{string.Join(", ", Pairs.Select(p => Setting.Pair(p.X, p.Y)))}; the notebook's finals are "
                + $"{(all ? "all" : "NOT all")} among ours. No run of the first pair comes farther away than "
                + $"{late[0].Max(r => r.Largest).Text("F2")}: it fluctuates, it does not diverge.",
            new(
                "Norm along a run each, and the mean norm of the last 1,000 updates over seeds",
                [Along(measured.Norms), Over(late)],
                Columns: 2))
        {
            Interval = late[0].Select(r => r.MeanNorm).MedianInterval(),
            Seeds = late[0].Count,
            Settings = Setting.Describe(Pairs, late[0].Count, setting),
            Table = Table(late),
        };
    }

    private static List<double> Norms(double rateX, double rateY, ClaimSetting setting)
    {
        var run = Simulation.Run(
            Setting.Game, Setting.Rule(rateX, rateY), Setting.Game.StartAt, Setting.Steps, Every, setting.Seed);
        return [.. run.Points.Select(p => Setting.Game.Distance(p.State))];
    }

    private static Panel Along(IReadOnlyList<IReadOnlyList<double>> norms) => new(
        "one run each",
        new("update"),
        new("norm", Log: true),
        [
            .. Pairs.Zip(norms, (p, run) =>
                new Line(Setting.Pair(p.X, p.Y), run.Select((_, i) => (double)(i * Every)).Gaps(), run.Gaps())),
        ]);

    private static Panel Over(IReadOnlyList<IReadOnlyList<LateRun>> late)
    {
        var sorted = late.Select(of => of.Select(r => r.MeanNorm).Order().ToList()).ToList();
        static double At(List<double> sample, double share) => sample[(int)(share * (sample.Count - 1))];
        var places = Drawing.Places(Pairs.Length);
        return new(
            "over seeds",
            Setting.Axis(Pairs),
            new("norm", Log: true),
            [
                new Points("median, and the middle 95 % of the seeds", places, sorted.Select(s => s.Median()).Gaps())
                {
                    Low = sorted.Select(s => At(s, 0.025)).Gaps(),
                    High = sorted.Select(s => At(s, 0.975)).Gaps(),
                    Colour = 0,
                },
                new Points("notebook's final norm", places, Setting.Runs.Select(r => r.Final).Gaps()) { Colour = 1 },
            ]);
    }

    private static ResultTable Table(IReadOnlyList<IReadOnlyList<LateRun>> late) => new(
        [
            "rates (x, y)",
            "multipliers of x, y",
            "median mean norm (95 % interval)",
            "notebook's final norm",
            "our final norms: least, median, greatest",
        ],
        [.. Setting.Runs.Zip(late, (r, of) => (IReadOnlyList<string>)
        [
            Setting.Pair(r.RateX, r.RateY),
            Setting.Multipliers(r.RateX, r.RateY),
            Within(of.Select(x => x.MeanNorm)),
            r.Final.Text("F3"),
            Spread([.. of.Select(x => x.Final)]),
        ])]);

    private static string Within(IEnumerable<double> norms) =>
        $"{norms.Median().Text()} ({norms.MedianInterval().Text()})";

    private static string Spread(double[] finals) =>
        $"{finals.Min().Text("G3")}, {finals.Median().Text("G3")}, {finals.Max().Text("G3")}";

    /// <summary>What is measured, at each of the notebook's four pairs of learning rates.</summary>
    /// <param name="Late">How runs end.</param>
    /// <param name="Norms">The norm along one run, every ten updates.</param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<LateRun>> Late, IReadOnlyList<IReadOnlyList<double>> Norms);
}
