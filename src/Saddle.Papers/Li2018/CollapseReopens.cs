using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Li2018;

/// <summary>Under clamping a single collapsed interval is not final: it reopens when F turns positive there.</summary>
[Entry(
    "li2018/collapse-reopens",
    "A single collapsed interval is not final: most of those that collapse reopen later.",
    @"\ell_i = r_i,\ F(\ell_i) > 0 \Rightarrow \text{the interval opens again}",
    "derived from Li et al. 2018 (arXiv:1706.09884), section 2")]
public sealed record CollapseReopens : Claim<CollapseReopens.Measurements>
{
    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new("0.71", "not in the paper", "an earlier numerical run of ours");

    /// <inheritdoc/>
    public override string Condition =>
        "the lower end of the interval of the share that reopens is above one half; it is by the spread between runs, "
        + "each of which has two intervals";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var lives = IntervalLife.Follow(Starts(setting), setting.Cancellation);
        var runs = lives.Chunk(2).Select(two => two.Where(life => life.CollapsedAt >= 0).ToList()).ToList();
        var reopened = runs.SelectMany(two => two).Where(life => life.ReopenedAt >= 0);
        return new(
            [.. runs.Select(two => new Run(two.Count, two.Count(life => life.ReopenedAt >= 0)))],
            [.. reopened.Select(life => life.ReopenedAt - life.CollapsedAt).Order()]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (starts, durations) = (Starts(setting), measured.Durations);
        var share = ClusteredShare.Of([.. measured.Runs.Select(r => (r.Reopened, r.Collapsed))]);
        var collapsed = measured.Runs.Sum(r => r.Collapsed);
        var half = durations.Count == 0 ? double.NaN : durations[durations.Count / 2];
        return new(
            share.Low > 0.5 ? Outcome.Holds : Outcome.Contradicted,
            share.Rate,
            "share of collapsed intervals that reopen",
            $"Of {2L * starts.Starts} intervals {collapsed} collapse within {Setting.Steps} updates and "
            + $"{durations.Count} of these reopen later: {share}. "
            + $"Half of those that reopen do so within {half.Text()} updates.",
            new("How long a collapsed interval stays shut", [Panel(durations)]))
        {
            Interval = (share.Low, share.High),
            Seeds = starts.Starts,
            Settings =
            [
                .. Setting.Describe(starts, "none: intervals are followed"),
                ("collapsed", $"an interval that was wider than {TwoGaussians.CollapsedWidth.Text()} is no longer"),
                ("reopened", $"it is wider than {IntervalLife.Open.Text()} again"),
            ],
        };
    }

    private static Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Setting.FirstOrder, 16_000, setting);

    private static Panel Panel(IReadOnlyList<long> durations) => new(
        string.Empty,
        new("updates from collapse to reopening", Log: true),
        new("share of the intervals that ever reopen", Low: 0, High: 1),
        [
            new Line(
                "reopened by then",
                durations.Select(d => (double)d).Gaps(),
                durations.Select((_, i) => (i + 1.0) / durations.Count).Gaps()),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Runs">Run by run.</param>
    /// <param name="Durations">
    /// After how many updates those that reopen do so, the shortest time first.
    /// </param>
    public sealed record Measurements(IReadOnlyList<Run> Runs, IReadOnlyList<long> Durations);

    /// <summary>What becomes of a run's two intervals.</summary>
    /// <param name="Collapsed">How many collapse after they were open.</param>
    /// <param name="Reopened">How many of these reopen later.</param>
    public sealed record Run(int Collapsed, int Reopened);
}
