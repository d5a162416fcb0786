using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// Against an optimal discriminator the generator reaches the target from every start whose means differ.
/// </summary>
[Entry(
    "li2018/optimal-converges",
    "With an optimal discriminator the generator converges from every start off the diagonal.",
    @"(\ell,r)^{t+1} = \arg\max L(u^t,\cdot),\quad u^{t+1} = u^t - \eta \nabla_u L",
    "Li et al. 2018 (arXiv:1706.09884), main theorem and heat maps")]
public sealed record OptimalConverges : Claim<OptimalConverges.Measurements>
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "1 off the diagonal",
        "heat map of success probability, optimal discriminator",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "every one of the random starts, and every cell of the map off its diagonal, succeeds; and "
        + FirstMoves.Condition + ", and the discriminator's answer has the greatest value to as much";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.Optimal) { Steps = Setting.Steps };

    /// <summary>The rule that is measured; a test puts a wrong one in its place.</summary>
    internal Rule Rule { get; init; } = Setting.Optimal;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var result = Starts(setting).Run(setting);
        return new(
            result.Success(game.SuccessRules[0]),
            result.Runs.Max(r => game.TotalVariation(r.Final)),
            Map(setting).Run(setting).SuccessByCell(game.SuccessRules[0]),
            FirstMoves.Off(game, Rule, Setting.Eta, setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, share) = (Starts(setting), measured.Success);
        var failed = measured.Map.SelectMany((row, j) => row.Where((cell, i) => i != j && cell.Successes == 0)).Count();
        var map = Setting.HeatMap(Map(setting), measured.Map);
        return new(
            share.Successes == share.Trials && failed == 0 && measured.MovesOff <= FirstMoves.Tolerance
                ? Outcome.Holds
                : Outcome.Contradicted,
            share.Rate,
            "share of random starts that succeed",
            $"{share.Successes} of {share.Trials} random starts end with both means within 0.1 of the target; "
            + $"the largest total variation distance at the end is {measured.WorstDistance.Text("F4")}. "
            + $"On the map {failed} cells off the diagonal fail. First moves are off by at most "
            + $"{measured.MovesOff.Text("G2")}.",
            new("Optimal discriminator: success over the initial means", [map]))
        {
            Interval = (share.Low, share.High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, basin.Game.SuccessRules[0].Meaning),
        };
    }

    private Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Rule, 20_000, setting);

    // The discriminator answers at once, so its start does not matter: one run a cell is enough.
    private Basin Map(ClaimSetting setting) =>
        new(Setting.Game(), Rule, 1, Setting.Steps, setting.Seed, Grid: setting.Full ? 80 : 40);

    /// <summary>What is measured.</summary>
    /// <param name="Success">The share of random starts that succeed.</param>
    /// <param name="WorstDistance">The largest total variation distance at the end of these.</param>
    /// <param name="Map">The success over the initial means, row by row.</param>
    /// <param name="MovesOff">What first moves are off from what the value's slopes say, at most.</param>
    public sealed record Measurements(
        Proportion Success,
        double WorstDistance,
        IReadOnlyList<IReadOnlyList<Proportion>> Map,
        double MovesOff);
}
