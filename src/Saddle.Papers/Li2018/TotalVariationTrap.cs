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
public sealed record TotalVariationTrap : Claim<TotalVariationTrap.Measurements>
{
    // Both means at 0; the intervals do not matter.
    private static readonly double[] Collapsed = [0, 0, 0, 0, 0, 0];

    private static readonly double[] Grid = [.. Enumerable.Range(0, 61).Select(i => -1.5 + (0.05 * i))];

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published =>
        new("0.058", "not in the paper", "derived, and computed before by quadrature");

    /// <inheritdoc/>
    public override string Condition =>
        "the total variation distance of both means at 0 is at most 0.1, "
        + "while the means rule calls that start a failure";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var (means, variation) = (game.SuccessRules[0], game.SuccessRules[1]);
        var passing = Starts(setting).Run(setting).Runs.Select(r => r.Final).Where(f => variation.Holds(f));
        IReadOnlyList<double> Row(double u2) => [.. Grid.Select(u1 => game.TotalVariation([u1, u2, 0, 0, 0, 0]))];
        return new(
            game.TotalVariation(Collapsed),
            means.Holds(Collapsed),
            [.. passing.Select(f => new Run(f[0], f[1], means.Holds(f)))],
            [.. Grid.Select(Row)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (basin, passing) = (Starts(setting), measured.Passing);
        var wrong = new Proportion(passing.Count(r => !r.PassesMeans), passing.Count);
        return new(
            measured.Distance <= 0.1 && !measured.PassesMeans ? Outcome.Holds : Outcome.Contradicted,
            measured.Distance,
            "total variation distance of a generator with both means at 0",
            $"Both modes lost, and yet the distance is only {measured.Distance.Text()}. "
            + $"Of the {passing.Count} first-order runs that this rule calls successes "
            + $"the means rule calls {wrong.Share()} failures.",
            new(
                "Total variation distance over the generator's means, and where runs that pass 0.1 end",
                [Panel(measured)]))
        {
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, basin.Game.SuccessRules[1].Meaning),
        };
    }

    private static Basin Starts(ClaimSetting setting) => Setting.RandomStarts(Setting.FirstOrder, 20_000, setting);

    private static Panel Panel(Measurements measured)
    {
        var shown = measured.Passing.Take(400).ToList();
        var distances = measured.Distances.Select(row => (IReadOnlyList<double?>)[.. row.Select(d => (double?)d)]);
        return new(
            string.Empty,
            new("mean u1", Equal: true),
            new("mean u2"),
            [
                new HeatMap("total variation distance", Grid, Grid, [.. distances]),
                new Points("ends of runs that pass", shown.Select(r => r.U1).Gaps(), shown.Select(r => r.U2).Gaps()),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Distance">The total variation distance of both means at 0 from the target.</param>
    /// <param name="PassesMeans">Whether the means rule calls both means at 0 a success.</param>
    /// <param name="Passing">The first-order runs that the total variation rule calls successes.</param>
    /// <param name="Distances">The total variation distance over the generator's means, row by row.</param>
    public sealed record Measurements(
        double Distance,
        bool PassesMeans,
        IReadOnlyList<Run> Passing,
        IReadOnlyList<IReadOnlyList<double>> Distances);

    /// <summary>A run that the total variation rule calls a success.</summary>
    /// <param name="U1">The generator's first mean at the end.</param>
    /// <param name="U2">Its second mean.</param>
    /// <param name="PassesMeans">Whether the means rule calls it a success too.</param>
    public sealed record Run(double U1, double U2, bool PassesMeans);
}
