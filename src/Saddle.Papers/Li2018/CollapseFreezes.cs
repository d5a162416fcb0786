using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Li2018;

/// <summary>Once both intervals are empty where F is not positive, neither player ever moves again.</summary>
[Entry(
    "li2018/collapse-freezes",
    "Once all intervals are empty where the density difference is not positive, the generator is frozen wherever it stands.",
    @"F < 0 \text{ on } [\ell_i, r_i] \Rightarrow \dot\ell_i > 0 > \dot r_i;\quad \ell_i = r_i\ \forall i \Rightarrow \nabla_u L = 0",
    "Li et al. 2018 (arXiv:1706.09884), discriminator collapse")]
public sealed record CollapseFreezes : Claim
{
    /// <inheritdoc/>
    public override int Place => 6;

    private const long More = 2000;

    /// <inheritdoc/>
    public override Published Published => new("the generator stops anywhere", "discussion of discriminator collapse", "the name is remembered, the mechanism derived");

    /// <inheritdoc/>
    public override string Condition => "no mean of any such run moves by a single bit in 2,000 more updates";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var basin = new Basin(game, Setting.FirstOrder, setting.Full ? 20_000 : 4000, Setting.Steps, setting.Seed);
        var collapsed = basin.Run(setting).Runs
            .Where(r => Games.TwoGaussians.CountCollapsed(r.Final) == 2
                && r.Final[2] == r.Final[3] && r.Final[4] == r.Final[5]
                && game.Difference(r.Final[0], r.Final[1], r.Final[2]) <= 0
                && game.Difference(r.Final[0], r.Final[1], r.Final[4]) <= 0)
            .ToList();
        var moved = collapsed.Count(r =>
        {
            var later = Simulation.Run(game, Setting.FirstOrder, r.Final, More, More, setting.Seed).Final;
            return later[0] != r.Final[0] || later[1] != r.Final[1];
        });
        return new(
            collapsed.Count > 0 && moved == 0 ? Outcome.Holds : Outcome.Contradicted,
            moved,
            "runs whose means still moved",
            $"{collapsed.Count} of {basin.Starts} runs end with both intervals empty where F is not positive; in {More} more updates the means of {moved} of them move. They stand anywhere in the square, seldom at the target.",
            new(
                "Where the generator is frozen",
                [
                    new(
                        string.Empty,
                        new("final mean u1", Equal: true),
                        new("final mean u2"),
                        [
                            new Points("runs with both intervals empty", [.. collapsed.Select(r => (double?)r.Final[0])], [.. collapsed.Select(r => (double?)r.Final[1])]),
                            new Points("target", [game.Target[0]], [game.Target[1]]),
                        ]),
                ]))
        {
            Seeds = basin.Starts,
            Settings = [.. Setting.Describe(basin, "none: only collapsed runs are looked at"), ("more steps", More.Text())],
        };
    }
}
