using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>The same starts mostly fail when the discriminator takes gradient steps.</summary>
[Entry(
    "li2018/first-order-fails",
    "With gradient steps of the discriminator, training mostly fails from the same starts.",
    @"(\ell,r)^{t+1} = (\ell,r)^t + \eta \nabla_{\ell,r} L(u^t,\cdot),\quad "
    + @"u^{t+1} = u^t - \eta \nabla_u L(\cdot,(\ell,r)^{t+1})",
    "Li et al. 2018 (arXiv:1706.09884), heat maps")]
public sealed record FirstOrderFails : Claim<FirstOrderFails.Measurements>
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new(
        "mostly failure",
        "heat map of success probability, first-order dynamics",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "the upper end of the success rate's interval is below one half; and " + FirstMoves.Condition;

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(), Setting.FirstOrder, Setting.Optimal) { Steps = Setting.Steps };

    /// <summary>The rule that is measured; a test puts a wrong one in its place.</summary>
    internal Rule Rule { get; init; } = Setting.FirstOrder;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var rules = Setting.Game().SuccessRules;
        var result = Starts(setting).Run(setting);
        return new(
            [.. rules.Select(result.Success)],
            Map(setting).Run(setting).SuccessByCell(rules[0]),
            FirstMoves.Off(Setting.Game(), Rule, Setting.Eta, setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, rules) = (Starts(setting), Setting.Game().SuccessRules);
        var share = measured.Success[0];
        var map = Setting.HeatMap(Map(setting), measured.Map);
        return new(
            share.High < 0.5 && measured.MovesOff <= FirstMoves.Tolerance ? Outcome.Holds : Outcome.Contradicted,
            share.Rate,
            "share of random starts that succeed",
            $"Only {share.Share()} of the starts succeed, "
            + "by the rule that both sorted means end within 0.1 of the target. First moves are off by at most "
            + $"{measured.MovesOff.Text("G2")}.",
            new("First-order dynamics: success over the initial means", [map]))
        {
            Interval = (share.Low, share.High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, rules[0].Meaning),
            Table = new(
                ["success rule", "rate (95 % interval)"],
                [.. rules.Zip(measured.Success, (rule, s) => (IReadOnlyList<string>)[rule.Meaning, s.Share()])]),
        };
    }

    private Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Rule, 40_000, setting);

    private Basin Map(ClaimSetting setting) =>
        new(Setting.Game(), Rule, 120, Setting.Steps, setting.Seed, Grid: setting.Full ? 40 : 20);

    /// <summary>What is measured.</summary>
    /// <param name="Success">The share of random starts that succeed, by each of the game's rules of success.</param>
    /// <param name="Map">The success by the first rule over the initial means, row by row.</param>
    /// <param name="MovesOff">What first moves are off from what the value's slopes say, at most.</param>
    public sealed record Measurements(
        IReadOnlyList<Proportion> Success, IReadOnlyList<IReadOnlyList<Proportion>> Map, double MovesOff);
}
