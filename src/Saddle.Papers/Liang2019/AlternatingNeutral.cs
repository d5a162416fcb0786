using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Alternating descent goes round on bilinear games: every eigenvalue lies on the unit circle.</summary>
[Entry(
    "liang2019/alternating-neutral",
    "Alternating gradient descent neither converges nor diverges on bilinear games as long as eta s < 2: its modulus is exactly 1.",
    @"\det = 1,\ |\mathrm{tr}| = |2 - \eta^2 s^2| \le 2 \Rightarrow |\lambda| = 1;\quad \theta^2 + \psi^2 \mp \eta s\,\theta\psi\ \text{is conserved}",
    "derived for the bilinear games of Liang and Stokes 2019 (arXiv:1802.06132); Gidel et al. 2019 (arXiv:1807.04740)")]
public sealed record AlternatingNeutral : Claim
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("1", "not in the paper", "derived, and checked numerically before");

    /// <inheritdoc/>
    public override string Condition =>
        "for every eta below 2 the spectral radius is within 1e-9 of 1, and over all updates the distance stays between the bounds that the conserved form gives (to 1e-9); at eta 2.1 every run leaves them";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(4), new Alternating()) { Steps = 1000 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game(4);
        var updates = setting.Full ? 1_000_000L : 50_000L;
        double[] etas = [0.1, 0.5, 1, 1.5, 1.9, 2.1];
        var rows = etas.Select(eta =>
        {
            var rule = new Alternating { EtaG = eta, EtaD = eta };
            var runs = Envelope.Of(game, rule, 16, run => Starts.OnSphere(game, 1, setting.Seed, run), 0, eta < 2 ? updates : 1000, setting);
            return (Eta: eta, Radius: Spectrum.Of(game, rule).Radius!.Value, Low: runs.Min(r => r.Low), High: runs.Max(r => r.High), LeastHigh: runs.Min(r => r.High));
        }).ToList();
        var stable = rows.Where(r => r.Eta < 2).ToList();
        var off = stable.Max(r => Math.Abs(r.Radius - 1));
        var inside = stable.TrueForAll(r => r.High <= Widest(r.Eta) * (1 + 1e-9) && r.Low >= (1 - 1e-9) / Widest(r.Eta));
        var leaves = rows[^1].LeastHigh > 1e3;
        return new(
            off <= 1e-9 && inside && leaves ? Outcome.Holds : Outcome.Contradicted,
            off,
            "largest difference of the spectral radius from 1, over the steps below 2",
            $"Over {updates} updates every run stays {(inside ? "between" : "NOT between")} the bounds of the conserved form; beyond eta s = 2 (at 2.1) all leave, with radius {rows[^1].Radius.Text()}.",
            new(
                "Distances that runs pass through, from a start at distance 1",
                [
                    new(
                        string.Empty,
                        new("step eta (largest singular value 1)"),
                        new("distance", Log: true),
                        [
                            new Line("bounds of the conserved form", [.. stable.Select(r => (double?)r.Eta)], [.. stable.Select(r => (double?)Widest(r.Eta))]) { Colour = 1, Stroke = Stroke.Dash },
                            new Line(string.Empty, [.. stable.Select(r => (double?)r.Eta)], [.. stable.Select(r => (double?)(1 / Widest(r.Eta)))]) { Colour = 1, Stroke = Stroke.Dash },
                            new Points("greatest", [.. stable.Select(r => (double?)r.Eta)], [.. stable.Select(r => (double?)r.High)]) { Colour = 0 },
                            new Points("least", [.. stable.Select(r => (double?)r.Eta)], [.. stable.Select(r => (double?)r.Low)]) { Colour = 2 },
                        ]),
                ]))
        {
            Seeds = 16,
            Settings =
            [
                ("game", game.InOneLine()),
                ("rule", "alternating, d-first, k 1, eta-g = eta-d = eta"),
                ("updates", $"{updates}; 1000 at eta 2.1"),
                ("starts", "16, distance 1, directions uniform on the sphere"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["eta", "spectral radius", "least distance", "greatest distance", "bound"],
                [.. rows.Select(r => (IReadOnlyList<string>)[r.Eta.Text(), r.Radius.Text("G12"), r.Low.Text(), r.High.Text(), r.Eta < 2 ? Widest(r.Eta).Text() : "-"])]),
        };

        // The form's values lie between (1 - h/2) and (1 + h/2) times the squared distance, h = eta s.
        static double Widest(double h) => Math.Sqrt((1 + (h / 2)) / (1 - (h / 2)));
    }
}
