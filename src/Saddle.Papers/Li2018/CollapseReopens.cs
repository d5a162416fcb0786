using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Li2018;

/// <summary>Under clamping a single collapsed interval is not final: it reopens when F turns positive there.</summary>
[Entry(
    "li2018/collapse-reopens",
    "A single collapsed interval is not final: most of those that collapse reopen later.",
    @"\ell_i = r_i,\ F(\ell_i) > 0 \Rightarrow \text{the interval opens again}",
    "derived from Li et al. 2018 (arXiv:1706.09884), section 2")]
public sealed record CollapseReopens : Claim
{
    /// <inheritdoc/>
    public override int Place => 7;

    private const double Open = 1e-3;

    /// <inheritdoc/>
    public override Published Published => new("0.71", "not in the paper", "an earlier numerical run of ours");

    /// <inheritdoc/>
    public override string Condition => "the lower end of the interval of the share that reopens is above one half";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var starts = setting.Full ? 16_000 : 4000;
        var (collapsed, reopened) = (0L, 0L);
        var durations = new List<double>();
        for (var first = 0; first < starts; first += Lanes.Width)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            var intervals = Follow(game, setting.Seed, first);
            collapsed += intervals.Count(i => i.CollapsedAt >= 0);
            reopened += intervals.Count(i => i.ReopenedAt >= 0);
            durations.AddRange(intervals.Where(i => i.ReopenedAt >= 0).Select(i => (double)(i.ReopenedAt - i.CollapsedAt)));
        }

        var share = new Proportion(reopened, collapsed);
        durations.Sort();
        return new(
            share.Low > 0.5 ? Outcome.Holds : Outcome.Contradicted,
            share.Rate,
            "share of collapsed intervals that reopen",
            $"Of {2L * starts} intervals {collapsed} collapse within {Setting.Steps} updates and {reopened} of these reopen later: {share.Share()}. Half of those that reopen do so within {(durations.Count == 0 ? double.NaN : durations[durations.Count / 2]).Text()} updates.",
            new(
                "How long a collapsed interval stays shut",
                [
                    new(
                        string.Empty,
                        new("updates from collapse to reopening", Log: true),
                        new("share of the intervals that ever reopen", Low: 0, High: 1),
                        [new Line("reopened by then", [.. durations.Select(d => (double?)d)], [.. durations.Select((_, i) => (double?)((i + 1.0) / durations.Count))])]),
                ]))
        {
            Interval = (share.Low, share.High),
            Seeds = starts,
            Settings =
            [
                .. Setting.Describe(new Basin(game, Setting.FirstOrder, starts, Setting.Steps, setting.Seed), "none: intervals are followed"),
                ("collapsed", $"an interval that was wider than {TwoGaussians.CollapsedWidth.Text()} is no longer"),
                ("reopened", $"it is wider than {Open.Text()} again"),
            ],
        };
    }

    /// <summary>Follows both intervals of a block of runs; an interval that starts collapsed does not count until it has opened.</summary>
    private static List<(long CollapsedAt, long ReopenedAt)> Follow(TwoGaussians game, ulong seed, int first)
    {
        var bound = game.Bind<Lanes>();
        var update = Setting.FirstOrder.Bind(bound);
        var starts = Enumerable.Range(first, Lanes.Width).Select(run => DrawnStart.Of(game, seed, run)).ToArray();
        var state = new Lanes[game.StateSize];
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = Lanes.Pack(Array.ConvertAll(starts, s => s[i]));
        }

        // When an interval first collapsed and first reopened after that; -1 for not yet.
        Lanes[] collapsedAt = [-1.0, -1.0];
        Lanes[] reopenedAt = [-1.0, -1.0];
        Lanes[] wasOpen = [0.0, 0.0];
        for (long step = 0; step < Setting.Steps; step++)
        {
            update.Step(state, [], new Sample(seed, first, step, 0));
            for (var k = 0; k < 2; k++)
            {
                var width = state[3 + (2 * k)] - state[2 + (2 * k)];
                Lanes now = (double)step;
                collapsedAt[k] = Lanes.Select((width <= TwoGaussians.CollapsedWidth) & (collapsedAt[k] < 0.0) & (wasOpen[k] > 0.0), now, collapsedAt[k]);
                reopenedAt[k] = Lanes.Select((width > Open) & (collapsedAt[k] >= 0.0) & (reopenedAt[k] < 0.0), now, reopenedAt[k]);
                wasOpen[k] = Lanes.Select(width > TwoGaussians.CollapsedWidth, 1.0, wasOpen[k]);
            }
        }

        return [.. Enumerable.Range(0, 2 * Lanes.Width).Select(i =>
            ((long)Lanes.Lane(collapsedAt[i % 2], i / 2), (long)Lanes.Lane(reopenedAt[i % 2], i / 2)))];
    }
}
