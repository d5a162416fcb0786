using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Alternating descent goes round on bilinear games: every eigenvalue lies on the unit circle.</summary>
[Entry(
    "liang2019/alternating-neutral",
    "Alternating gradient descent neither converges nor diverges on bilinear games as long as eta s < 2: "
        + "its modulus is exactly 1.",
    @"\det = 1,\ |\mathrm{tr}| = |2 - \eta^2 s^2| \le 2 \Rightarrow |\lambda| = 1;"
        + @"\quad \theta^2 + \psi^2 \mp \eta s\,\theta\psi\ \text{is conserved}",
    "derived for the bilinear games of Liang and Stokes 2019 (arXiv:1802.06132); Gidel et al. 2019 (arXiv:1807.04740)")]
public sealed record AlternatingNeutral : Claim<AlternatingNeutral.Measurements>
{
    private const int Runs = 16;

    private static readonly double[] Etas = [0.1, 0.5, 1, 1.5, 1.9, 2.1];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("1", "not in the paper", "derived, and checked numerically before");

    /// <inheritdoc/>
    public override string Condition =>
        "for every eta below 2 the spectral radius is within 1e-9 of 1, and over all updates the distance stays "
        + "between the bounds that the conserved form gives (to 1e-9); at eta 2.1 every run leaves them";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(4), new Alternating()) { Steps = 1000 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Etas.Select(eta => Measure(eta, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var beyond = measured.Bands[^1];
        var stable = measured.Bands.Where(b => b.Eta < 2).ToList();
        var off = stable.Max(b => Math.Abs(b.Radius - 1));
        var inside = stable.TrueForAll(b =>
            b.High <= ConservedForm.Widest(b.Eta) * (1 + 1e-9) && b.Low >= (1 - 1e-9) / ConservedForm.Widest(b.Eta));
        return new(
            off <= 1e-9 && inside && beyond.LeastHigh > 1e3 ? Outcome.Holds : Outcome.Contradicted,
            off,
            "largest difference of the spectral radius from 1, over the steps below 2",
            $"Over {Updates(setting)} updates every run stays {(inside ? "between" : "NOT between")} the bounds of the "
                + $"conserved form; beyond eta s = 2 (at 2.1) all leave, with radius {beyond.Radius.Text()}.",
            new("Distances that runs pass through, from a start at distance 1", [Panel(stable)]))
        {
            Seeds = Runs,
            Settings = Settings(setting),
            Table = Table(measured.Bands),
        };
    }

    private static long Updates(ClaimSetting setting) => setting.Full ? 1_000_000 : 50_000;

    private static Band Measure(double eta, ClaimSetting setting)
    {
        var game = Setting.Game(4);
        var rule = new Alternating { EtaG = eta, EtaD = eta };
        var updates = eta < 2 ? Updates(setting) : 1000;
        var runs = Envelope.Of(
            game, rule, Runs, run => Starts.OnSphere(game, 1, setting.Seed, run), 0, updates, setting);
        return new(
            eta,
            Spectrum.Of(game, rule).Radius!.Value,
            runs.Min(r => r.Low),
            runs.Max(r => r.High),
            runs.Min(r => r.High));
    }

    private static Panel Panel(IReadOnlyList<Band> stable)
    {
        var etas = stable.Select(b => b.Eta).Gaps();
        var bounds = stable.Select(b => ConservedForm.Widest(b.Eta));
        return new(
            string.Empty,
            new("step eta (largest singular value 1)"),
            new("distance", Log: true),
            [
                new Line("bounds of the conserved form", etas, bounds.Gaps()) { Colour = 1, Stroke = Stroke.Dash },
                new Line(string.Empty, etas, bounds.Select(b => 1 / b).Gaps()) { Colour = 1, Stroke = Stroke.Dash },
                new Points("greatest", etas, stable.Select(b => b.High).Gaps()) { Colour = 0 },
                new Points("least", etas, stable.Select(b => b.Low).Gaps()) { Colour = 2 },
            ]);
    }

    private static ResultTable Table(IReadOnlyList<Band> bands) => new(
        ["eta", "spectral radius", "least distance", "greatest distance", "bound"],
        [.. bands.Select(b => (IReadOnlyList<string>)
        [
            b.Eta.Text(),
            b.Radius.Text("G12"),
            b.Low.Text(),
            b.High.Text(),
            b.Eta < 2 ? ConservedForm.Widest(b.Eta).Text() : "-",
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", Setting.Game(4).InOneLine()),
        ("rule", "alternating, d-first, k 1, eta-g = eta-d = eta"),
        ("updates", $"{Updates(setting)}; 1000 at eta 2.1"),
        ("starts", $"{Runs}, distance 1, directions uniform on the sphere"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Bands">At each rate, in rising order; the last is beyond 2.</param>
    public sealed record Measurements(IReadOnlyList<Band> Bands);

    /// <summary>Between which distances the runs of one rate move, from distance 1.</summary>
    /// <param name="Eta">The rate.</param>
    /// <param name="Radius">The spectral radius of an update.</param>
    /// <param name="Low">The least distance of any run.</param>
    /// <param name="High">The greatest distance of any run.</param>
    /// <param name="LeastHigh">The greatest distance of the run that stays nearest.</param>
    public sealed record Band(double Eta, double Radius, double Low, double High, double LeastHigh);
}
