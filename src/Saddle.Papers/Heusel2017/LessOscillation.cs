using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>A faster discriminator calms the generator: it overshoots less, and its noise is smaller.</summary>
[Entry(
    "heusel2017/less-oscillation",
    "With a faster discriminator at the same rate of its own the generator oscillates less and varies less.",
    @"\mathrm{Var}\,\theta \to \tfrac{\sigma^2 \eta_G}{2}\,(2 + 1/\tau),\quad \tau = \eta_D/\eta_G;\quad "
        + @"\text{overshoot } e^{-\pi\zeta/\sqrt{1-\zeta^2}},\ \zeta = \tfrac12\sqrt\tau",
    "Heusel et al. 2017 (arXiv:1706.08500), section 2: two time scales make learning less oscillating and of less "
        + "variance; the game is ours, the laws derived in the limit of small rates")]
public sealed record LessOscillation : Claim<LessOscillation.Measurements>
{
    private const double EtaG = 0.01;
    private const long Before = 4000;
    private const long Looks = 20_000;

    private static readonly double[] Ratios = [1, 2, 4, 8];

    // The generator's loss is theta psi, the discriminator's psi^2/2 - theta psi: every ratio is stable.
    private static readonly Quadratic Game = new([0], [1], [1]) { Noise = 1 };

    /// <inheritdoc/>
    public override int Place => 16;

    /// <inheritdoc/>
    public override Published Published => new(
        "learning with two time scales is more stable: less oscillation, less variance",
        "section 2, on the schedules",
        "remembered; no figure is known to us");

    /// <inheritdoc/>
    public override string Condition =>
        "at ratios of 2, 4 and 8 of the rates, each by the ratio 1 with the same noise, the generator's variance has a "
        + "mean log ratio whose 95 % interval by sign flips is below 0, and at every ratio its mean is within 10 % of "
        + "the law; without noise the overshoot from theta = 1 is within 0.01 of the law's 0.163, 0.043, 0 and 0";

    /// <summary>The rule with two rates; a test puts a wrong one in its place.</summary>
    internal Func<double, double, Rule> Rule { get; init; } =
        (etaG, etaD) => new Simultaneous { EtaG = etaG, EtaD = etaD };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        IReadOnlyList<double> Variances(double ratio) =>
            new Ensemble(Game, Rule(EtaG, ratio * EtaG), Runs(setting), _ => [0, 0], setting.Seed)
                .Observe(block => Variance(block, Updates(setting)), setting.Cancellation);
        double Overshoot(double ratio) => Math.Max(
            0, -Simulation.Run(Game with { Noise = 0 }, Rule(EtaG, ratio * EtaG), [1, 0], Before)
                .Points.Min(p => p.State[0]));
        return new([.. Ratios.Select(Variances)], [.. Ratios.Select(Overshoot)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (variances, overshoots) = (measured.Variances, measured.Overshoots);
        List<PairedRatio> compared = [.. variances.Skip(1).Select(of => PairedRatio.Of(of, variances[0]))];
        var off = variances.Zip(Ratios, (of, ratio) => Math.Abs((of.Average() / Law(ratio)) - 1))
            .Aggregate(0.0, Math.Max);
        var beside = overshoots.Zip(Ratios, (o, ratio) => Math.Abs(o - Overshoot(ratio))).Aggregate(0.0, Math.Max);
        return new(
            off <= 0.1 && beside <= 0.01 ? PairedRatio.Every(compared) : Outcome.Contradicted,
            compared[^1].Ratio,
            "the generator's variance at the ratio 8 by that at 1, geometric mean over runs",
            $"At the ratios 2, 4 and 8 the generator's variance is {string.Join(", ", compared)} of that at 1, and the "
                + $"overshoot {string.Join(", ", overshoots.Skip(1).Select(o => o.Text("F3")))} where it is "
                + $"{overshoots[0].Text("F3")} at 1. Mean variances differ from the law's by at most {off.Text("P1")}. "
                + "The discriminator's own variance grows with its rate.",
            new("The generator at the same rate, the discriminator at several", [.. Panels(measured)], Columns: 2))
        {
            Interval = compared[^1].Interval,
            Seeds = Runs(setting),
            Settings =
            [
                ("game", Game.InOneLine()),
                ("rule", "simultaneous"),
                ("eta-g", EtaG.Text()),
                ("eta-d", $"{string.Join(", ", Ratios.Select(r => r.Text()))} times eta-g"),
                ("updates", $"{Updates(setting).Text()}, after {Before.Text()} not looked at"),
                ("overshoot", $"from theta = 1 and psi = 0, without noise, {Before.Text()} updates"),
                ("runs", Runs(setting).Text()),
                ("seed", $"{setting.Seed}"),
            ],
            Table = new(
                ["ratio", "mean variance", "by the law", "overshoot", "by the law"],
                [.. Ratios.Select((ratio, i) => Row(ratio, variances[i], overshoots[i]))]),
        };
    }

    /// <summary>The generator's stationary variance with unit noise, in the limit of small rates.</summary>
    internal static double Law(double ratio) => EtaG / 2 * (2 + (1 / ratio));

    /// <summary>How far a damped swing goes beyond its rest, as a share of where it starts.</summary>
    internal static double Overshoot(double ratio)
    {
        var damping = Math.Sqrt(ratio) / 2;
        return damping >= 1 ? 0 : Math.Exp(-Math.PI * damping / Math.Sqrt(1 - (damping * damping)));
    }

    private static long Updates(ClaimSetting setting) => setting.Full ? 10 * Looks : Looks;

    private static int Runs(ClaimSetting setting) => setting.Full ? 256 : 32;

    private static Func<int, double> Variance(Lockstep<Lanes> runs, long looks)
    {
        runs.AdvanceTo(Before);
        Lanes squares = 0.0;
        while (runs.Advance(Before + looks))
        {
            squares += runs.State[0] * runs.State[0];
        }

        return lane => Lanes.Lane(squares, lane) / looks;
    }

    private static IEnumerable<Panel> Panels(Measurements measured)
    {
        var ratio = new Axis("the discriminator's rate by the generator's", Log: true);
        yield return new(
            string.Empty,
            ratio,
            new("the generator's variance", Low: 0),
            [
                Drawing.Spread("median, least and greatest over runs", Ratios.Gaps(), measured.Variances),
                new Line("law", Ratios.Gaps(), Ratios.Select(Law).Gaps()),
            ]);
        yield return new(
            string.Empty,
            ratio,
            new("overshoot without noise", Low: 0),
            [
                new Points("measured", Ratios.Gaps(), measured.Overshoots.Gaps()),
                new Line("law", Ratios.Gaps(), Ratios.Select(Overshoot).Gaps()),
            ]);
    }

    private static IReadOnlyList<string> Row(double ratio, IReadOnlyList<double> variances, double overshoot) =>
    [
        ratio.Text(),
        variances.Average().Text(),
        Law(ratio).Text(),
        overshoot.Text("F4"),
        Overshoot(ratio).Text("F4"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Variances">At each ratio of the rates, the mean square of the generator, run by run.</param>
    /// <param name="Overshoots">At each ratio, how far the generator goes beyond 0 without noise.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<double>> Variances, IReadOnlyList<double> Overshoots);
}
