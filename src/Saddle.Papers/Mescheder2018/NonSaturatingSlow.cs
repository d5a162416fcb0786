using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The non-saturating loss does approach the equilibrium, but slower than any geometric rate.</summary>
[Entry(
    "mescheder2018/non-saturating-slow",
    "With the non-saturating loss the eigenvalues stay imaginary: "
        + "the Dirac-GAN approaches its equilibrium, but with a vanishing rate.",
    @"\tfrac{d}{dt} r^2 = -\tfrac18 r^4 \Rightarrow r \sim \sqrt{8/t};"
        + @"\quad \text{simultaneous steps: a cycle of radius}\ \approx \sqrt{2h}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record NonSaturatingSlow : Claim<NonSaturatingSlow.Measurements>
{
    private const double Tolerance = 0.05;
    private const double Eta = 0.1;
    private const double Small = 0.01;
    private const int Shown = 4;

    private static readonly DiracGan Game = new(DiracLoss.NonSaturating);

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new(
        "converges in continuous time, but not at a linear rate",
        "section 3, non-saturating GAN",
        "remembered, not re-read; the exponent -1/2 and the cycle are derived here, averaging over a turn");

    /// <inheritdoc/>
    public override string Condition =>
        "the spectral radius of alternating descent is within 1e-9 of 1; the median slope of its log distance "
        + "against log updates over the last decade is within 0.05 of -1/2; and simultaneous descent with step "
        + "0.01 ends on a cycle whose radius is within a tenth of sqrt(2 h) in every run";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Game, Setting.Alternating(0.1)) { Start = [1, 0], Steps = 5000 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = Enumerable.Range(0, Runs(setting)).AsParallel().AsOrdered();
        var paths = runs.Select(run => Follow(run, setting)).ToList();
        setting.Cancellation.ThrowIfCancellationRequested();
        double[] Start(int run) => DrawnStart.Of(Game, setting.Seed, run);
        var cycles = Envelope.Of(Game, Setting.Simultaneous(Small), Runs(setting), Start, 180_000, 200_000, setting);
        return new(
            Spectrum.Of(Game, Setting.Alternating(Eta)).Radius!.Value,
            [.. paths.Select(path => Exponent(path, Updates(setting)))],
            [.. paths.Take(Shown).Select(path => Along(path, setting))],
            (cycles.Min(c => c.Low), cycles.Max(c => c.High)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (radius, exponents, _, cycle) = measured;
        var exponent = exponents.Median();
        var expected = Math.Sqrt(2 * Small);
        var goesRound = cycle.Low >= 0.9 * expected && cycle.High <= 1.1 * expected;
        return new(
            Math.Abs(radius - 1) <= 1e-9 && Math.Abs(exponent + 0.5) <= Tolerance && goesRound
                ? Outcome.Holds
                : Outcome.Contradicted,
            exponent,
            "exponent of the distance in the number of updates, alternating descent",
            $"The spectrum is silent (radius {radius.Text("G12")}); the distance falls like the power "
                + $"{exponent.Text("F4")} of the number of updates. Simultaneous descent with step {Small.Text()} "
                + $"ends on a cycle of radius {cycle.Low.Text("F4")} to {cycle.High.Text("F4")}, sqrt(2h) = "
                + $"{expected.Text("F4")}.",
            new(
                "Distance from the equilibrium with the non-saturating loss, alternating descent",
                [Panel(measured.Distances, Times(setting))]))
        {
            Interval = exponents.MedianInterval(),
            Seeds = exponents.Count,
            Settings = Settings(setting),
        };
    }

    /// <summary>The slope of the log distance against the log number of updates, over the last decade.</summary>
    /// <param name="path">A run.</param>
    /// <param name="updates">How many updates it has.</param>
    internal static double Exponent(IReadOnlyList<(long Updates, double Distance)> path, long updates)
    {
        var late = path.Where(p => p.Updates >= updates / 10).ToList();
        return Statistics.Slope(
            [.. late.Select(p => Math.Log(p.Updates))],
            [.. late.Select(p => Math.Log(p.Distance))]);
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 64 : 16;

    private static int Decades(ClaimSetting setting) => setting.Full ? 6 : 5;

    private static long Updates(ClaimSetting setting) => (long)Math.Pow(10, Decades(setting));

    private static long Every(ClaimSetting setting) => Updates(setting) / 10_000;

    private static List<double> Times(ClaimSetting setting) =>
    [
        .. Enumerable.Range(1, (Decades(setting) * 8) + 1)
            .Select(i => Math.Pow(10, i / 8.0))
            .Where(t => t <= Updates(setting) && t >= Every(setting)),
    ];

    private static List<(long Updates, double Distance)> Follow(int run, ClaimSetting setting)
    {
        var start = DrawnStart.Of(Game, setting.Seed, run);
        var path = Simulation.Run(
            Game,
            Setting.Alternating(Eta),
            start,
            Updates(setting),
            Every(setting),
            setting.Seed,
            cancellation: setting.Cancellation);
        return [.. path.Points.Select(p => (p.Step, Game.Distance(p.State)))];
    }

    private static List<double> Along(List<(long Updates, double Distance)> path, ClaimSetting setting) =>
        [.. Times(setting).Select(t => path[(int)(t / Every(setting))].Distance)];

    private static Panel Panel(IReadOnlyList<IReadOnlyList<double>> distances, List<double> times) => new(
        string.Empty,
        new("updates", Log: true),
        new("distance", Log: true),
        [
            .. distances.Select((run, i) =>
                new Line(i == 0 ? "runs" : string.Empty, times.Gaps(), run.Gaps()) { Colour = 0 }),
            new Line("sqrt(8/(h t))", times.Gaps(), times.Select(t => Math.Sqrt(8 / (Eta * t))).Gaps())
            {
                Stroke = Stroke.Dash,
                Colour = 1,
            },
        ]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", Game.InOneLine()),
        ("rule", Setting.Alternating(Eta).InOneLine()),
        ("updates", Updates(setting).Text()),
        ("slope over", "the last decade of updates"),
        ("rule of the cycle", $"{Setting.Simultaneous(Small).InOneLine()}, updates 180001 to 200000"),
        Setting.Square(Runs(setting)),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Radius">The spectral radius of alternating descent.</param>
    /// <param name="Exponents">Of each run of it, the exponent of the distance in the number of updates.</param>
    /// <param name="Distances">Of the first runs, the distance along the way.</param>
    /// <param name="Cycle">Between which distances all runs of simultaneous descent end.</param>
    public sealed record Measurements(
        double Radius,
        IReadOnlyList<double> Exponents,
        IReadOnlyList<IReadOnlyList<double>> Distances,
        (double Low, double High) Cycle);
}
