using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Li2018;

/// <summary>Once both intervals are empty where F is not positive, neither player ever moves again.</summary>
[Entry(
    "li2018/collapse-freezes",
    "Once all intervals are empty where the density difference is not positive, "
    + "the generator is frozen wherever it stands.",
    @"F < 0 \text{ on } [\ell_i, r_i] \Rightarrow \dot\ell_i > 0 > \dot r_i;\quad "
    + @"\ell_i = r_i\ \forall i \Rightarrow \nabla_u L = 0",
    "Li et al. 2018 (arXiv:1706.09884), discriminator collapse")]
public sealed record CollapseFreezes : Claim<CollapseFreezes.Measurements>
{
    private const long More = 2000;

    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new(
        "the generator stops anywhere",
        "discussion of discriminator collapse",
        "the name is remembered, the mechanism derived");

    /// <inheritdoc/>
    public override string Condition => "no mean of any such run moves by a single bit in 2,000 more updates";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var collapsed = Starts(setting).Run(setting).Runs.Select(r => r.Final).Where(state => IsCollapsed(game, state));
        return new([.. collapsed.Select(state => new Run(state[0], state[1], MovesLater(game, state, setting)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, collapsed) = (Starts(setting), measured.Collapsed);
        var moved = collapsed.Count(r => r.MovesLater);
        return new(
            collapsed.Count > 0 && moved == 0 ? Outcome.Holds : Outcome.Contradicted,
            moved,
            "runs whose means still moved",
            $"{collapsed.Count} of {basin.Starts} runs end with both intervals empty where F is not positive; "
            + $"in {More} more updates the means of {moved} of them move. "
            + "They stand anywhere in the square, seldom at the target.",
            new("Where the generator is frozen", [Panel(collapsed)]))
        {
            Seeds = basin.Starts,
            Settings =
            [
                .. Setting.Describe(basin, "none: only collapsed runs are looked at"),
                ("more steps", More.Text()),
            ],
        };
    }

    private static Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Setting.FirstOrder, 20_000, setting);

    /// <summary>Whether both intervals are empty, each at a point where F is not positive.</summary>
    private static bool IsCollapsed(TwoGaussians game, double[] state) =>
        TwoGaussians.CountCollapsed(state) == 2
        && state[2] == state[3] && state[4] == state[5]
        && game.Difference(state[0], state[1], state[2]) <= 0
        && game.Difference(state[0], state[1], state[4]) <= 0;

    private static bool MovesLater(TwoGaussians game, double[] state, ClaimSetting setting)
    {
        var later = Simulation.Run(game, Setting.FirstOrder, state, More, More, setting.Seed).Final;
        return later[0] != state[0] || later[1] != state[1];
    }

    private static Panel Panel(IReadOnlyList<Run> collapsed)
    {
        var target = Setting.Game().Target;
        return new(
            string.Empty,
            new("final mean u1", Equal: true),
            new("final mean u2"),
            [
                new Points(
                    "runs with both intervals empty",
                    collapsed.Select(r => r.U1).Gaps(),
                    collapsed.Select(r => r.U2).Gaps()),
                new Points("target", [target[0]], [target[1]]),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Collapsed">The runs that end with both intervals empty where F is not positive.</param>
    public sealed record Measurements(IReadOnlyList<Run> Collapsed);

    /// <summary>A run that ends collapsed.</summary>
    /// <param name="U1">The generator's first mean at the end.</param>
    /// <param name="U2">Its second mean.</param>
    /// <param name="MovesLater">Whether a mean moves by as much as a bit in 2,000 more updates.</param>
    public sealed record Run(double U1, double U2, bool MovesLater);
}
