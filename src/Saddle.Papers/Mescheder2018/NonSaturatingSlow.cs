using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The non-saturating loss does approach the equilibrium, but slower than any geometric rate.</summary>
[Entry(
    "mescheder2018/non-saturating-slow",
    "With the non-saturating loss the eigenvalues stay imaginary: the Dirac-GAN approaches its equilibrium, but with a vanishing rate.",
    @"\tfrac{d}{dt} r^2 = -\tfrac18 r^4 \Rightarrow r \sim \sqrt{8/t};\quad \text{simultaneous steps: a cycle of radius}\ \approx \sqrt{2h}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record NonSaturatingSlow : Claim
{
    private const double Tolerance = 0.05;

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("converges in continuous time, but not at a linear rate", "section 3, non-saturating GAN", "remembered, not re-read; the exponent -1/2 and the cycle are derived here, averaging over a turn");

    /// <inheritdoc/>
    public override string Condition =>
        "the spectral radius of alternating descent is within 1e-9 of 1; the median slope of its log distance against log updates over the last decade is within 0.05 of -1/2; and simultaneous descent with step 0.01 ends on a cycle whose radius is within a tenth of sqrt(2 h) in every run";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(DiracLoss.NonSaturating), Setting.Alternating(0.1)) { Start = [1, 0], Steps = 5000 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = new DiracGan(DiracLoss.NonSaturating);
        var (runs, decades) = setting.Full ? (64, 6) : (16, 5);
        var updates = (long)Math.Pow(10, decades);
        var every = updates / 10_000;
        const double Eta = 0.1;
        const double Small = 0.01;
        var radius = Spectrum.Of(game, Setting.Alternating(Eta)).Radius!.Value;
        var paths = Enumerable.Range(0, runs).AsParallel().AsOrdered().Select(run =>
            Simulation.Run(game, Setting.Alternating(Eta), DrawnStart.Of(game, setting.Seed, run), updates, every, setting.Seed, cancellation: setting.Cancellation).Points).ToList();
        setting.Cancellation.ThrowIfCancellationRequested();
        var slopes = paths.Select(points =>
        {
            var late = points.Where(p => p.Step >= updates / 10).ToList();
            return Statistics.Slope([.. late.Select(p => Math.Log(p.Step))], [.. late.Select(p => Math.Log(game.Distance(p.State)))]);
        }).ToList();
        var slope = slopes.Median();
        var cycles = Envelope.Of(game, Setting.Simultaneous(Small), runs, i => DrawnStart.Of(game, setting.Seed, i), 180_000, 200_000, setting);
        var expected = Math.Sqrt(2 * Small);
        var cycle = cycles.All(c => c.Low >= 0.9 * expected && c.High <= 1.1 * expected);
        var holds = Math.Abs(radius - 1) <= 1e-9 && Math.Abs(slope + 0.5) <= Tolerance && cycle;
        var times = Enumerable.Range(1, (decades * 8) + 1).Select(i => Math.Pow(10, i / 8.0)).Where(t => t <= updates && t >= every).ToList();
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            slope,
            "exponent of the distance in the number of updates, alternating descent",
            $"The spectrum is silent (radius {radius.Text("G12")}); the distance falls like the power {slope.Text("F4")} of the number of updates. Simultaneous descent with step {Small.Text()} ends on a cycle of radius {cycles.Min(c => c.Low).Text("F4")} to {cycles.Max(c => c.High).Text("F4")}, sqrt(2h) = {expected.Text("F4")}.",
            new(
                "Distance from the equilibrium with the non-saturating loss, alternating descent",
                [
                    new(
                        string.Empty,
                        new("updates", Log: true),
                        new("distance", Log: true),
                        [
                            .. paths.Take(4).Select((points, i) => new Line(
                                i == 0 ? "runs" : string.Empty,
                                [.. times.Select(t => (double?)t)],
                                [.. times.Select(t => (double?)game.Distance(points[(int)(t / every)].State))]) { Colour = 0 }),
                            new Line("sqrt(8/(h t))", [.. times.Select(t => (double?)t)], [.. times.Select(t => (double?)Math.Sqrt(8 / (Eta * t)))]) { Stroke = Stroke.Dash, Colour = 1 },
                        ]),
                ]))
        {
            Interval = slopes.MedianInterval(),
            Seeds = runs,
            Settings =
            [
                ("game", game.InOneLine()),
                ("rule", Setting.Alternating(Eta).InOneLine()),
                ("updates", updates.Text()),
                ("slope over", "the last decade of updates"),
                ("rule of the cycle", $"{Setting.Simultaneous(Small).InOneLine()}, updates 180001 to 200000"),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                Setting.SeedOf(setting),
            ],
        };
    }
}
