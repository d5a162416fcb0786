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
public sealed record CollapseShare : Claim
{
    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("0.22 by the means rule, 0.40 to 0.97 by total variation", "not in the paper, which names the failure", "an earlier numerical run of ours");

    /// <inheritdoc/>
    public override string Condition => "by each rule the lower end of the interval of the share is above one tenth";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var basin = new Basin(game, Setting.FirstOrder, setting.Full ? 20_000 : 4000, Setting.Steps, setting.Seed);
        var result = basin.Run(setting);
        var failures = game.SuccessRules.Select(rule => result.Failures(rule)).ToList();
        var shares = failures.Select(f => new Proportion(f.GetValueOrDefault("both intervals collapsed"), f.Values.Sum())).ToList();
        var classes = failures.SelectMany(f => f.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new(
            shares.TrueForAll(s => s.Low > 0.1) ? Outcome.Holds : Outcome.Contradicted,
            shares[0].Rate,
            "share of failures, by the means rule, that end with both intervals empty",
            string.Join("; ", game.SuccessRules.Zip(shares, (rule, share) => $"by '{rule.Meaning}' {share.Share()} of the failures")) + " end with both intervals empty.",
            new(
                "What failed runs end as, by each rule of success",
                [
                    new(
                        string.Empty,
                        new("rule of success") { Categories = [.. game.SuccessRules.Select(r => r.Name)] },
                        new("share of the failures", Low: 0, High: 1),
                        [.. classes.Select(c => new Bars(c, [.. failures.Select((_, i) => (double?)i)], [.. failures.Select(f => (double?)(f.GetValueOrDefault(c) / (double)Math.Max(1, f.Values.Sum())))]))]),
                ]))
        {
            Interval = (shares[0].Low, shares[0].High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, "each of the three"),
            Table = new(
                ["class of failure", .. game.SuccessRules.Select(r => r.Name)],
                [.. classes.Select(c => (IReadOnlyList<string>)[c, .. failures.Select(f => f.GetValueOrDefault(c).Text())])]),
        };
    }
}
