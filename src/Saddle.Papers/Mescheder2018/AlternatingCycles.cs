using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>Without a penalty alternating descent goes round the Dirac-GAN's equilibrium.</summary>
[Entry(
    "mescheder2018/alternating-cycles",
    "Unregularised alternating gradient descent on the Dirac-GAN goes round the equilibrium: its eigenvalues lie on the unit circle while h f'(0) <= 2.",
    @"\lambda = 1 - \tfrac{\alpha^2}{2} \pm \sqrt{(1 - \tfrac{\alpha^2}{2})^2 - 1},\quad \alpha = h\,f'(0)",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 2")]
public sealed record AlternatingCycles : Claim
{
    private const double Near = 0.01;

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new("|lambda| = 1 while h f'(0) <= 2", "section 2, lemma on alternating gradient descent", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "for steps with h f'(0) < 2 the spectral radius is within 1e-9 of 1, above it is greater; and over all updates every run from 0.01 away with a step of 0.1, 0.3 or 1 stays, to 1 %, between the distances that the conserved form of the linearised update gives";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(), Setting.Alternating(0.2)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = new DiracGan();
        var (runs, updates) = setting.Full ? (256, 1_000_000L) : (32, 50_000L);
        double[] steps = [0.1, 0.3, 1, 2, 3, 3.9, 4.1, 5];
        var radii = steps.Select(h => Spectrum.Of(game, Setting.Alternating(h)).Radius!.Value).ToList();
        var neutral = steps.Zip(radii, (h, radius) => h * Setting.Slope < 2 ? Math.Abs(radius - 1) <= 1e-9 : radius > 1 + 1e-9).All(n => n);
        double[] run = [0.1, 0.3, 1];
        var bands = run.Select(h => Band(h, i => Starts.OnSphere(game, Near, setting.Seed, i))).ToList();
        var far = run.Select(h => Band(h, i => DrawnStart.Of(game, setting.Seed, i))).ToList();
        var inside = run.Zip(bands, (h, b) => b.High <= 1.01 * Widest(h) && b.Low >= 0.99 / Widest(h)).All(i => i);
        var path = Simulation.Run(game, Setting.Alternating(0.3), [0.8, 0.4], 400);
        return new(
            neutral && inside ? Outcome.Holds : Outcome.Contradicted,
            bands.Zip(run, (b, h) => Math.Max(b.High, 1 / b.Low) / Widest(h)).Max(),
            "largest factor between a distance on the way and the start's, divided by the bound of the conserved form, near the equilibrium",
            $"Over {updates} updates distances from {Near.Text()} stay within the bound. From anywhere in the square, where the linearisation says nothing, they come to {string.Join(", ", run.Zip(far, (h, b) => $"{b.Low.Text("F2")} to {b.High.Text("F2")} (step {h.Text()})"))} of the start's. Beyond h f'(0) = 2 the radius is {radii[^2].Text("F3")} at h = {steps[^2].Text()}.",
            new(
                "Alternating descent goes round; its spectral radius leaves 1 at h f'(0) = 2",
                [
                    new(
                        "a run of 400 updates, step 0.3",
                        new("theta", Equal: true),
                        new("psi"),
                        [new Line("run", [.. path.Points.Select(p => (double?)p.State[0])], [.. path.Points.Select(p => (double?)p.State[1])]), new Points("equilibrium", [0], [0])]),
                    new(
                        "spectral radius",
                        new("step h"),
                        new("spectral radius"),
                        [new Line("alternating", [.. steps.Select(h => (double?)h)], [.. radii.Select(r => (double?)r)])])
                    {
                        Rules = [new("h f'(0) = 2", 2 / Setting.Slope, Vertical: true)],
                    },
                ],
                Columns: 2))
        {
            Seeds = runs,
            Settings =
            [
                ("game", game.InOneLine()),
                ("rule", "alternating, d-first, k 1, eta-g = eta-d = h"),
                ("updates", updates.Text()),
                ("starts", $"{runs} at distance {Near.Text()} in random directions; as many uniform in the square from -1 to 1"),
                Setting.SeedOf(setting),
            ],
            Table = new(
                ["step h", "spectral radius", "distance / start, from 0.01", "bound of the conserved form", "distance / start, from the square"],
                [.. steps.Select((h, i) => (IReadOnlyList<string>)
                [
                    h.Text(),
                    radii[i].Text("G12"),
                    i < run.Length ? $"{bands[i].Low.Text()} to {bands[i].High.Text()}" : "-",
                    i < run.Length ? $"{(1 / Widest(h)).Text()} to {Widest(h).Text()}" : "-",
                    i < run.Length ? $"{far[i].Low.Text()} to {far[i].High.Text()}" : "-",
                ])]),
        };

        (double Low, double High) Band(double h, Func<int, double[]> start)
        {
            var envelopes = Envelope.Of(game, Setting.Alternating(h), runs, start, 0, updates, setting);
            return (envelopes.Min(e => e.Low / e.Start), envelopes.Max(e => e.High / e.Start));
        }

        // theta^2 + psi^2 -+ a theta psi is conserved, a = h f'(0); its values lie between 1 - a/2 and 1 + a/2 times r^2.
        static double Widest(double h) => Math.Sqrt((1 + (h * Setting.Slope / 2)) / (1 - (h * Setting.Slope / 2)));
    }
}
