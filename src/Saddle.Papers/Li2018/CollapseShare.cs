using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Li2018;

/// <summary>Discriminator collapse is a common way to fail, whichever rule of success is used.</summary>
[Entry(
    "li2018/collapse-share",
    "Discriminator collapse is a common end of failed runs, by every rule of success.",
    @"\ell_1 = r_1,\ \ell_2 = r_2 \text{ at the end}",
    "Li et al. 2018 (arXiv:1706.09884), discriminator collapse")]
public sealed record CollapseShare : Claim<CollapseShare.Measurements>
{
    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "0.22 by the means rule, 0.40 to 0.97 by total variation",
        "not in the paper, which names the failure",
        "an earlier numerical run of ours");

    /// <inheritdoc/>
    public override string Condition => "by each rule the lower end of the interval of the share is above one tenth";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var result = Starts(setting).Run(setting);
        return new([.. Setting.Game().SuccessRules.Select(result.Failures)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, rules) = (Starts(setting), Setting.Game().SuccessRules);
        var shares = measured.Failures
            .Select(f => new Proportion(f.GetValueOrDefault("both intervals collapsed"), f.Values.Sum()))
            .ToList();
        var each = rules.Zip(shares, (rule, share) => $"by '{rule.Meaning}' {share.Share()} of the failures");
        return new(
            shares.TrueForAll(s => s.Low > 0.1) ? Outcome.Holds : Outcome.Contradicted,
            shares[0].Rate,
            "share of failures, by the means rule, that end with both intervals empty",
            $"{string.Join("; ", each)} end with both intervals empty.",
            new("What failed runs end as, by each rule of success", [Panel(measured)]))
        {
            Interval = (shares[0].Low, shares[0].High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, "each of the three"),
            Table = Table(measured),
        };
    }

    private static Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Setting.FirstOrder, 20_000, setting);

    private static List<string> Classes(Measurements measured) =>
        [.. measured.Failures.SelectMany(f => f.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static Panel Panel(Measurements measured)
    {
        double?[] rules = [.. measured.Failures.Select((_, i) => (double?)i)];
        static double? Share(IReadOnlyDictionary<string, int> failures, string kind) =>
            failures.GetValueOrDefault(kind) / (double)Math.Max(1, failures.Values.Sum());

        return new(
            string.Empty,
            new("rule of success") { Categories = [.. Setting.Game().SuccessRules.Select(r => r.Name)] },
            new("share of the failures", Low: 0, High: 1),
            [.. Classes(measured).Select(c => new Bars(c, rules, [.. measured.Failures.Select(f => Share(f, c))]))]);
    }

    private static ResultTable Table(Measurements measured) => new(
        ["class of failure", .. Setting.Game().SuccessRules.Select(r => r.Name)],
        [
            .. Classes(measured).Select(c => (IReadOnlyList<string>)
                [c, .. measured.Failures.Select(f => f.GetValueOrDefault(c).Text())]),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Failures">
    /// By each rule of success, how many runs fail, counted by the game's classes of failure.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyDictionary<string, int>> Failures);
}
