using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>Without a penalty simultaneous descent leaves the Dirac-GAN's equilibrium, at the lemma's rate.</summary>
[Entry(
    "mescheder2018/simultaneous-diverges",
    "Unregularised simultaneous gradient descent on the Dirac-GAN moves away from the equilibrium with every update.",
    @"|\lambda| = \sqrt{1 + h^2 f'(0)^2} > 1",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 2")]
public sealed record SimultaneousDiverges : Claim
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("|lambda| = sqrt(1 + h^2 f'(0)^2)", "section 2, lemma on simultaneous gradient descent", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "for each loss and step the spectrum's radius equals the formula to 1e-12 and the measured rate to 1 %, and with the vanilla loss no run from the square is ever nearer after an update (to 1e-14), and each is farther away after 300";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(), Setting.Simultaneous(0.2)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] etas = [0.03, 0.1, 0.3, 1];
        DiracLoss[] losses = [DiracLoss.Vanilla, DiracLoss.NonSaturating, DiracLoss.Wasserstein];
        var rates = losses.SelectMany(loss => etas.Select(eta =>
            Setting.Compare(loss.ToString(), new DiracGan(loss), Setting.Simultaneous(eta), setting.Seed))).ToList();
        var spectrum = rates.Max(r => Math.Abs(Math.Exp(r.Spectrum - r.Formula) - 1));
        var worst = rates.Max(r => r.Off);
        var runs = setting.Full ? 256 : 32;
        var grows = etas.All(eta => Grows(eta, runs, setting));
        return new(
            spectrum <= 1e-12 && worst <= 0.01 && grows ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from the formula's",
            $"Growth rates agree with the formula to {(100 * worst).Text("G2")} %, spectra to {spectrum.Text("G2")}; from the square the distance {(grows ? "never falls, in any update of any run, and grows in each run" : "does NOT always grow")}.",
            new(
                "How fast unregularised simultaneous descent leaves the equilibrium",
                [Setting.Panel(string.Empty, new("step h", Log: true), rates, r => r.Rule.EtaG.At(0), 1)]))
        {
            Seeds = runs,
            Settings =
            [
                ("game", new DiracGan().InOneLine()),
                ("losses", string.Join(", ", losses)),
                ("rule", "simultaneous, eta-g = eta-d = h"),
                ("rates", Setting.RateMeasured),
                ("starts of the runs", $"{runs}, uniform in the square from -1 to 1; 300 updates each"),
                Setting.SeedOf(setting),
            ],
            Table = Setting.Table(rates),
        };
    }

    private static bool Grows(double eta, int runs, ClaimSetting setting)
    {
        var game = new DiracGan();
        return Enumerable.Range(0, runs).All(run =>
        {
            var points = Dynamics.Simulation.Run(game, Setting.Simultaneous(eta), DrawnStart.Of(game, setting.Seed, run), 300).Points;

            // Far out the loss is so flat that a step is lost in rounding: then the distance stays, but for its last digits.
            return points.Zip(points.Skip(1), (a, b) => game.Distance(b.State) >= game.Distance(a.State) * (1 - 1e-14)).All(farther => farther)
                && game.Distance(points[^1].State) > game.Distance(points[0].State);
        });
    }
}
