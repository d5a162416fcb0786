using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Becker2023;

/// <summary>Two generated points at one true point: their difference grows or shrinks by 1 - h an update.</summary>
[Entry(
    "becker2023/coverage",
    "A true point with too little generated mass holds its generated points together; "
    + "one with too much cannot: it is unstable at any steps.",
    @"y_1 - y_2 \mapsto (1-h)(y_1 - y_2),\quad h = \eta_g q \Delta / (\lambda\sigma^2),\quad \Delta = p - Nq",
    "Becker et al. 2023 (arXiv:2305.08277), isolated points model of arXiv:2208.09938; derived")]
public sealed record PointCoverage : Claim<PointCoverage.Measurements>
{
    private const double Eta = 0.1;
    private const double Q = 0.5;
    private const double Lambda = 0.1;
    private const double Offset = 1e-6;
    private const int Window = 20;
    private const int Long = 600;
    private const int Stride = 2;
    private static readonly double[] Excesses = [0.5, 0.2, 0.05, -0.05, -0.2, -0.5];
    private static readonly double[] Shown = [0.2, 0, -0.2];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new(
        "1 - h",
        "arXiv:2208.09938: under-covered points attract, over-covered ones are unstable",
        Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "for six excesses from -0.5 to 0.5 and both orders the measured factor of the difference is 1 - h to 6 digits, "
        + "and the exact radius is below 1 if and only if the excess is positive";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Excesses.SelectMany(excess => Setting.Orders.Select(order => Measure(excess, order)))],
            [.. Shown.Select(Follow)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var worst = measured.Factors.Select(f => Math.Abs(f.Factor - Formula(f.Excess))).Worst();
        var signs = measured.Factors.All(f => f.Radius < 1 == f.Excess > 0);
        return new(
            worst < 1e-6 && signs ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of the measured factor from 1 - h",
            $"The measured factors differ from 1 - h by at most {worst.Text("G2")}; the exact radius is "
            + $"{(signs ? string.Empty : "not always ")}below 1 if and only if the excess is positive. "
            + "The pair at an over-covered point comes apart to a distance of "
            + $"{measured.Distances[^1][^1].Text("F2")} bandwidths after {Long} updates.",
            new("Distance of two generated points at one true point", [Panel(measured)]))
        {
            Settings = Settings(),
            Table = new(
                ["excess p - N q", "order", "1 - h", "measured", "exact radius"],
                [.. measured.Factors.Select(Row)]),
        };
    }

    private static PairFactor Measure(double excess, bool alternating)
    {
        var (game, rule) = (Pair(excess), Setting.Rule(alternating, Eta, Eta));
        var run = Simulation.Run(game, rule, Start(game, Offset), Window);
        return new(
            excess,
            alternating,
            Math.Pow(Difference(run.Final) / Difference(run.Points[0].State), 1.0 / Window),
            Spectrum.Of(game.ForSpectrum, rule).Radius!.Value);
    }

    /// <summary>What becomes of the pair in the long run, from a start that can be seen.</summary>
    private static IReadOnlyList<double> Follow(double excess)
    {
        var game = Pair(excess);
        var run = Simulation.Run(game, Setting.Alternating(Eta, Eta), Start(game, 0.05), Long, Stride);
        return [.. run.Points.Select(p => Difference(p.State))];
    }

    private static double Formula(double excess) => 1 - (Eta * Q * excess / Lambda);

    private static KernelGan Pair(double excess) => Setting.Game(
        ("lambda", Lambda.Exact()),
        ("generated", "2"),
        ("masses", (1 + excess).Exact()),
        ("generated-masses", $"{Q.Exact()},{Q.Exact()}"));

    private static double[] Start(KernelGan game, double offset)
    {
        var start = game.Equilibrium();
        start[0] += offset;
        start[1] -= offset;
        return start;
    }

    private static double Difference(double[] state) => Math.Abs(state[0] - state[1]);

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("update"),
        new("distance, in bandwidths", Log: true),
        [
            .. measured.Distances.Select((d, i) =>
                new Line($"excess {Shown[i].Text()}", Setting.Updates(d.Count, Stride), d.Gaps()) { Colour = i }),
        ]);

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        return
        [
            .. Setting.Describe(Pair(0.2), Setting.Alternating(Eta, Eta), "masses", "offset"),
            ("masses", "1 + excess"),
            ("start", "1e-6 bandwidths either side, the discriminator at its equilibrium; in the figure 0.05"),
            ("measured", $"the mean factor over {Window} updates"),
        ];
    }

    private static IReadOnlyList<string> Row(PairFactor f)
    {
        return
        [
            f.Excess.Text(),
            Setting.Name(f.Alternating),
            Formula(f.Excess).Text("F7"),
            f.Factor.Text("F7"),
            f.Radius.Text("F7"),
        ];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Factors">The factors of the difference, at each excess under both orders.</param>
    /// <param name="Distances">
    /// The distance of the pair in the long run, every other update, where the true point has too much mass, the right
    /// mass and too little.
    /// </param>
    public sealed record Measurements(
        IReadOnlyList<PairFactor> Factors,
        IReadOnlyList<IReadOnlyList<double>> Distances);

    /// <summary>What one update does to the difference of two generated points.</summary>
    /// <param name="Excess">The true point's mass less the generated one.</param>
    /// <param name="Alternating">Whether the generator sees the new discriminator.</param>
    /// <param name="Factor">By what factor the difference changes, measured on a trajectory.</param>
    /// <param name="Radius">The radius of the exact Jacobian.</param>
    public sealed record PairFactor(double Excess, bool Alternating, double Factor, double Radius);
}
