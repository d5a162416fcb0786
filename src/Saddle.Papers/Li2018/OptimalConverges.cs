using Saddle.Catalog;
using Saddle.Dynamics;

namespace Saddle.Papers.Li2018;

/// <summary>Against an optimal discriminator the generator reaches the target from every start whose means differ.</summary>
[Entry(
    "li2018/optimal-converges",
    "With an optimal discriminator the generator converges from every start off the diagonal.",
    @"(\ell,r)^{t+1} = \arg\max L(u^t,\cdot),\quad u^{t+1} = u^t - \eta \nabla_u L",
    "Li et al. 2018 (arXiv:1706.09884), main theorem and heat maps")]
public sealed record OptimalConverges : Claim
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new("1 off the diagonal", "heat map of success probability, optimal discriminator", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => "every one of the random starts, and every cell of the map off its diagonal, succeeds";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.Optimal) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var basin = new Basin(game, Setting.Optimal, setting.Full ? 20_000 : 4000, Setting.Steps, setting.Seed);
        var result = basin.Run(setting);
        var share = result.Success(game.SuccessRules[0]);
        var worst = result.Runs.Max(r => game.TotalVariation(r.Final));

        // The discriminator answers at once, so its start does not matter: one run a cell is enough.
        var map = new Basin(game, Setting.Optimal, 1, Setting.Steps, setting.Seed, Grid: setting.Full ? 80 : 40).Run(setting);
        var cells = map.SuccessByCell(game.SuccessRules[0]);
        var failedOffDiagonal = cells.Select((row, j) => row.Where((cell, i) => i != j && cell.Successes == 0).Count()).Sum();
        return new(
            share.Successes == share.Trials && failedOffDiagonal == 0 ? Outcome.Holds : Outcome.Contradicted,
            share.Rate,
            "share of random starts that succeed",
            $"{share.Successes} of {share.Trials} random starts end with both means within 0.1 of the target; the largest total variation distance at the end is {worst.Text("F4")}. On the map {failedOffDiagonal} cells off the diagonal fail.",
            new("Optimal discriminator: success over the initial means", [Setting.HeatMap(map, string.Empty)]))
        {
            Interval = (share.Low, share.High),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, game.SuccessRules[0].Meaning),
        };
    }
}
