using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>Without a penalty alternating descent goes round the Dirac-GAN's equilibrium.</summary>
[Entry(
    "mescheder2018/alternating-cycles",
    "Unregularised alternating gradient descent on the Dirac-GAN goes round the equilibrium: "
        + "its eigenvalues lie on the unit circle while h f'(0) <= 2.",
    @"\lambda = 1 - \tfrac{\alpha^2}{2} \pm \sqrt{(1 - \tfrac{\alpha^2}{2})^2 - 1},\quad \alpha = h\,f'(0)",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 2")]
public sealed record AlternatingCycles : Claim<AlternatingCycles.Measurements>
{
    private const double Distance = 0.01;

    // At all rates the spectrum is looked at, under the first three runs are followed.
    private static readonly double[] Rates = [0.1, 0.3, 1, 2, 3, 3.9, 4.1, 5];
    private static readonly double[] Followed = Rates[..3];
    private static readonly DiracGan Game = new();

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "|lambda| = 1 while h f'(0) <= 2",
        "section 2, lemma on alternating gradient descent",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "for steps with h f'(0) < 2 the spectral radius is within 1e-9 of 1, above it is greater; and over all "
        + "updates every run from 0.01 away with a step of 0.1, 0.3 or 1 stays, to 1 %, between the distances "
        + "that the conserved form of the linearised update gives";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Game, Setting.Alternating(0.2)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Rates.Select(h => Spectrum.Of(Game, Setting.Alternating(h)).Radius!.Value)],
            [.. Followed.Select(h => Follow(h, run => Starts.OnSphere(Game, Distance, setting.Seed, run), setting))],
            [.. Followed.Select(h => Follow(h, run => DrawnStart.Of(Game, setting.Seed, run), setting))],
            [.. Simulation.Run(Game, Setting.Alternating(0.3), [0.8, 0.4], 400).Points.Select(p => p.State)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (radii, near, far, path) = measured;
        return new(
            Rates.Zip(radii, Neutral).All(n => n) && Followed.Zip(near, Inside).All(i => i)
                ? Outcome.Holds
                : Outcome.Contradicted,
            near.Zip(Followed, (b, h) => Math.Max(b.High, 1 / b.Low) / Widest(h)).Max(),
            "largest factor between a distance on the way and the start's, divided by the bound of the conserved "
                + "form, near the equilibrium",
            $"Over {Updates(setting)} updates distances from {Distance.Text()} stay within the bound. From "
                + "anywhere in the square, where the linearisation says nothing, they come to "
                + $"{Factors(far)} "
                + $"of the start's. Beyond h f'(0) = 2 the radius is {radii[^2].Text("F3")} at h = "
                + $"{Rates[^2].Text()}.",
            new(
                "Alternating descent goes round; its spectral radius leaves 1 at h f'(0) = 2",
                [Plane(path), Spectra(radii)],
                Columns: 2))
        {
            Seeds = Runs(setting),
            Settings = Settings(setting),
            Table = Table(measured),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 256 : 32;

    private static long Updates(ClaimSetting setting) => setting.Full ? 1_000_000 : 50_000;

    private static Band Follow(double h, Func<int, double[]> start, ClaimSetting setting)
    {
        var runs = Envelope.Of(Game, Setting.Alternating(h), Runs(setting), start, 0, Updates(setting), setting);
        return new(runs.Min(e => e.Low / e.Start), runs.Max(e => e.High / e.Start));
    }

    private static string Factors(IReadOnlyList<Band> bands) => string.Join(
        ", ",
        Followed.Zip(bands, (h, b) => $"{b.Low.Text("F2")} to {b.High.Text("F2")} (step {h.Text()})"));

    // The bounds hold for the linearised update, whose singular value is f'(0).
    private static double Widest(double h) => ConservedForm.Widest(h * Setting.Slope);

    private static bool Neutral(double h, double radius) =>
        h * Setting.Slope < 2 ? Math.Abs(radius - 1) <= 1e-9 : radius > 1 + 1e-9;

    private static bool Inside(double h, Band band) => band.High <= 1.01 * Widest(h) && band.Low >= 0.99 / Widest(h);

    private static Panel Plane(IReadOnlyList<double[]> path) => new(
        "a run of 400 updates, step 0.3",
        new("theta", Equal: true),
        new("psi"),
        [Drawing.Path("run", path), new Points("equilibrium", [0], [0])]);

    private static Panel Spectra(IReadOnlyList<double> radii) => new(
        "spectral radius",
        new("step h"),
        new("spectral radius"),
        [new Line("alternating", Rates.Gaps(), radii.Gaps())])
    {
        Rules = [new("h f'(0) = 2", 2 / Setting.Slope, Vertical: true)],
    };

    private static ResultTable Table(Measurements measured) => new(
        [
            "step h",
            "spectral radius",
            "distance / start, from 0.01",
            "bound of the conserved form",
            "distance / start, from the square",
        ],
        [.. Rates.Select((h, i) => (IReadOnlyList<string>)
        [
            h.Text(), measured.Radii[i].Text("G12"), .. Distances(i, measured),
        ])]);

    private static string[] Distances(int i, Measurements measured) => i < Followed.Length
        ?
        [
            measured.Near[i].ToString(),
            new Band(1 / Widest(Followed[i]), Widest(Followed[i])).ToString(),
            measured.Far[i].ToString(),
        ]
        : ["-", "-", "-"];

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", Game.InOneLine()),
        ("rule", "alternating, d-first, k 1, eta-g = eta-d = h"),
        ("updates", Updates(setting).Text()),
        (
            "starts",
            $"{Runs(setting)} at distance {Distance.Text()} in random directions; as many uniform in the square "
                + "from -1 to 1"
        ),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Radii">The spectral radii at rates of 0.1, 0.3, 1, 2, 3, 3.9, 4.1 and 5.</param>
    /// <param name="Near">For the first three rates, how far runs come that start 0.01 away.</param>
    /// <param name="Far">The same from starts in the square.</param>
    /// <param name="Path">The states of one run.</param>
    public sealed record Measurements(
        IReadOnlyList<double> Radii, IReadOnlyList<Band> Near, IReadOnlyList<Band> Far, IReadOnlyList<double[]> Path);

    /// <summary>Between which distances all runs of a rate move, as shares of the start's.</summary>
    /// <param name="Low">The least.</param>
    /// <param name="High">The greatest.</param>
    public sealed record Band(double Low, double High)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Low.Text()} to {High.Text()}";
    }
}
