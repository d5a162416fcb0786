using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Li2018;

/// <summary>
/// Where first-order dynamics have failed nothing of the objective holds the generator: an optimal discriminator leads
/// it on to the target. And from the target itself first-order dynamics go away.
/// </summary>
[Entry(
    "li2018/first-order-is-the-cause",
    "What makes training fail is the first-order discriminator, and not that the objective is not convex.",
    @"u^T \text{ failed},\ (\ell,r)^{t+1} = \arg\max L(u^t,\cdot) \Rightarrow u \to u^*;\quad "
    + @"u^0 = u^* \not\Rightarrow u^T = u^* \text{ under first-order dynamics}",
    "Li et al. 2018 (arXiv:1706.09884), abstract and introduction")]
public sealed record FirstOrderIsTheCause : Claim<FirstOrderIsTheCause.Measurements>
{
    private const double Apart = 0.01;
    private const double Near = 2;

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new(
        "the failures are due to the first-order approximation of the discriminator, not to non-convexity",
        "abstract and introduction",
        "remembered, not re-read; the two experiments are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "of the first-order runs that have failed with means that are at least 0.01 apart and within 2 of 0, more than "
        + "95 % (the interval's lower end) go on to succeed in 3,000 updates with an optimal discriminator; and of "
        + "first-order runs whose means start on the target, more than half (the lower end) are away from it after "
        + "3,000 updates";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(), Setting.FirstOrder, Setting.Optimal) { Steps = Setting.Steps };

    /// <summary>The rule of the discriminator that goes on; a test puts a wrong one in its place.</summary>
    internal Rule Onwards { get; init; } = Setting.Optimal;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (game, starts) = (Setting.Game(), Starts(setting));
        var failed = starts.Run(setting).Runs.Where(r => !r.Succeeds[0]).Select(r => r.Final).ToList();
        var free = failed.Where(IsFree).ToList();
        var onwards = Finals(Onwards, free.Count, i => free[i], setting);
        double[] OnTarget(int run) => [.. game.Target.Order(), .. DrawnStart.Of(game, setting.Seed, run)[2..]];
        var leaving = Finals(Setting.FirstOrder, starts.Starts, OnTarget, setting);
        var means = game.SuccessRules[0];
        return new(
            failed.Count,
            [.. free.Zip(onwards, (before, after) => new Run(before[0], before[1], means.Holds(after)))],
            new(leaving.Count(final => !means.Holds(final)), leaving.Length));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, free, leaving) = (Starts(setting), measured.Free, measured.Leaving);
        var rescued = new Proportion(free.Count(r => r.Succeeds), Math.Max(1, free.Count));
        return new(
            rescued.Low > 0.95 && leaving.Low > 0.5 ? Outcome.Holds : Outcome.Contradicted,
            rescued.Rate,
            "share of failed runs that an optimal discriminator leads on to the target",
            $"{measured.Failed.Text()} of {basin.Starts.Text()} first-order runs fail, {free.Count.Text()} of them "
            + $"with means apart and not far away; of these {rescued.Share()} go on to the target with an optimal "
            + $"discriminator. From the target itself first-order dynamics are away in {leaving.Share()} of the runs.",
            new("Where first-order dynamics had failed", [Panel(free)]))
        {
            Interval = (rescued.Low, rescued.High),
            Seeds = basin.Starts,
            Settings =
            [
                .. Setting.Describe(basin, basin.Game.SuccessRules[0].Meaning),
                ("goes on", $"{Setting.Steps.Text()} updates of the optimal discriminator"),
                ("on the target", "the target's means, interval ends as drawn"),
            ],
        };
    }

    private static Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Setting.FirstOrder, 20_000, setting);

    // Equal means cannot be told apart by any discriminator, and from far away gradients are nothing.
    private static bool IsFree(double[] state) =>
        Math.Abs(state[0] - state[1]) >= Apart && Math.Abs(state[0]) <= Near && Math.Abs(state[1]) <= Near;

    private static double[][] Finals(Rule rule, int runs, Func<int, double[]> start, ClaimSetting setting) =>
        new Ensemble(Setting.Game(), rule, runs, start, setting.Seed).Observe(Advanced, setting.Cancellation);

    private static Func<int, double[]> Advanced(Lockstep<Lanes> runs)
    {
        runs.AdvanceTo(Setting.Steps);
        var finals = Enumerable.Range(0, Lanes.Width).Select(runs.StateOf).ToList();
        return lane => finals[lane];
    }

    private static Panel Panel(IReadOnlyList<Run> free)
    {
        Points Some(string name, bool succeeds)
        {
            var some = free.Where(r => r.Succeeds == succeeds).ToList();
            return new(name, some.Select(r => r.U1).Gaps(), some.Select(r => r.U2).Gaps());
        }

        return new(
            string.Empty,
            new("failed at mean u1", Equal: true),
            new("failed at mean u2"),
            [Some("led on to the target", true), Some("not", false)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Failed">How many first-order runs fail.</param>
    /// <param name="Free">Those whose means are apart and not far away.</param>
    /// <param name="Leaving">The share of first-order runs that leave the target from which they start.</param>
    public sealed record Measurements(int Failed, IReadOnlyList<Run> Free, Proportion Leaving);

    /// <summary>A run that had failed.</summary>
    /// <param name="U1">The first mean where it had.</param>
    /// <param name="U2">The second mean.</param>
    /// <param name="Succeeds">Whether it succeeds when it goes on.</param>
    public sealed record Run(double U1, double U2, bool Succeeds);
}
