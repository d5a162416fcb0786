using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Li2018;

/// <summary>At the paper's target a total-variation rule of 0.1 calls total mode collapse a success.</summary>
[Entry(
    "li2018/tv-trap",
    "At the target -0.5, 0.5 a success rule of total variation 0.1 calls mode collapse a success.",
    @"d_{TV}(G_{(0,0)}, G^*) = 0.058 < 0.1",
    "derived for the target of Li et al. 2018 (arXiv:1706.09884)")]
public sealed record TotalVariationTrap : Claim
{
    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("0.058", "not in the paper", "derived, and computed before by quadrature");

    /// <inheritdoc/>
    public override string Condition => "the total variation distance of both means at 0 is at most 0.1, while the means rule calls that start a failure";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        double[] collapsed = [0, 0, 0, 0, 0, 0];
        var distance = game.TotalVariation(collapsed);
        var means = game.SuccessRules[0].Holds(collapsed);

        var basin = new Basin(game, Setting.FirstOrder, setting.Full ? 20_000 : 4000, Setting.Steps, setting.Seed);
        var result = basin.Run(setting);
        var passing = result.Runs.Where(r => game.SuccessRules[1].Holds(r.Final)).ToList();
        var wrong = new Proportion(passing.Count(r => !game.SuccessRules[0].Holds(r.Final)), passing.Count);

        var grid = Enumerable.Range(0, 61).Select(i => -1.5 + (0.05 * i)).ToList();
        return new(
            distance <= 0.1 && !means ? Outcome.Holds : Outcome.Contradicted,
            distance,
            "total variation distance of a generator with both means at 0",
            $"Both modes lost, and yet the distance is only {distance.Text()}. Of the {passing.Count} first-order runs that this rule calls successes the means rule calls {wrong.Share()} failures.",
            new(
                "Total variation distance over the generator's means, and where runs that pass 0.1 end",
                [
                    new(
                        string.Empty,
                        new("mean u1", Equal: true),
                        new("mean u2"),
                        [
                            new HeatMap("total variation distance", grid, grid, [.. grid.Select(u2 => (IReadOnlyList<double?>)[.. grid.Select(u1 => (double?)game.TotalVariation([u1, u2, 0, 0, 0, 0]))])]),
                            new Points("ends of runs that pass", [.. passing.Take(400).Select(r => (double?)r.Final[0])], [.. passing.Take(400).Select(r => (double?)r.Final[1])]),
                        ]),
                ]))
        {
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, game.SuccessRules[1].Meaning),
        };
    }
}
