using Saddle.Catalog;
using Saddle.Dynamics;

namespace Saddle.Papers.Li2018;

/// <summary>The same starts mostly fail when the discriminator takes gradient steps.</summary>
[Entry(
    "li2018/first-order-fails",
    "With gradient steps of the discriminator, training mostly fails from the same starts.",
    @"(\ell,r)^{t+1} = (\ell,r)^t + \eta \nabla_{\ell,r} L(u^t,\cdot),\quad u^{t+1} = u^t - \eta \nabla_u L(\cdot,(\ell,r)^{t+1})",
    "Li et al. 2018 (arXiv:1706.09884), heat maps")]
public sealed record FirstOrderFails : Claim
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("mostly failure", "heat map of success probability, first-order dynamics", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => "the upper end of the success rate's interval is below one half";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder, Setting.Optimal) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var basin = new Basin(game, Setting.FirstOrder, setting.Full ? 40_000 : 4000, Setting.Steps, setting.Seed);
        var result = basin.Run(setting);
        var share = result.Success(game.SuccessRules[0]);
        var map = new Basin(game, Setting.FirstOrder, 120, Setting.Steps, setting.Seed, Grid: setting.Full ? 40 : 20).Run(setting);
        return new(
            share.High < 0.5 ? Outcome.Holds : Outcome.Contradicted,
            share.Rate,
            "share of random starts that succeed",
            $"Only {share.Share()} of the starts succeed, by the rule that both sorted means end within 0.1 of the target.",
            new("First-order dynamics: success over the initial means", [Setting.HeatMap(map, string.Empty)]))
        {
            Interval = (share.Low, share.High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, game.SuccessRules[0].Meaning),
            Table = new(
                ["success rule", "rate (95 % interval)"],
                [.. game.SuccessRules.Select(rule => (IReadOnlyList<string>)[rule.Meaning, result.Success(rule).Share()])]),
        };
    }
}
