using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>Without a penalty simultaneous descent leaves the Dirac-GAN's equilibrium, at the lemma's rate.</summary>
[Entry(
    "mescheder2018/simultaneous-diverges",
    "Unregularised simultaneous gradient descent on the Dirac-GAN moves away from the equilibrium with every update.",
    @"|\lambda| = \sqrt{1 + h^2 f'(0)^2} > 1",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 2")]
public sealed record SimultaneousDiverges : Claim<SimultaneousDiverges.Measurements>
{
    private static readonly double[] Etas = [0.03, 0.1, 0.3, 1];
    private static readonly DiracLoss[] Losses = [DiracLoss.Vanilla, DiracLoss.NonSaturating, DiracLoss.Wasserstein];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new(
        "|lambda| = sqrt(1 + h^2 f'(0)^2)",
        "section 2, lemma on simultaneous gradient descent",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "for each loss and step the spectrum's radius equals the formula to 1e-12 and the measured rate to 1 %, "
        + "and with the vanilla loss no run from the square is ever nearer after an update (to 1e-14), and each "
        + "is farther away after 300";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(), Setting.Simultaneous(0.2)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        Growth Compare(DiracLoss loss, double eta) =>
            new(loss, eta, Setting.Compare(new(loss), Setting.Simultaneous(eta), setting.Seed));
        var each = Enumerable.Range(0, Runs(setting));
        var runs = Etas.SelectMany(eta => each.Select(run => Follow(eta, run, setting))).ToList();
        return new(
            [.. Losses.SelectMany(loss => Etas.Select(eta => Compare(loss, eta)))],
            runs.Min(r => r.Update),
            runs.Min(r => r.Whole));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var rates = measured.Rates;
        var (spectrum, worst) = (rates.Max(r => r.Rates.SpectrumOff), rates.Max(r => r.Rates.Off));

        // Far out the loss is so flat that an update is lost in rounding: then the distance stays, but for its last
        // digits.
        var grows = measured.LeastFactor >= 1 - 1e-14 && measured.LeastGrowth > 1;
        var fate = grows ? "never falls, in any update of any run, and grows in each run" : "does NOT always grow";
        return new(
            spectrum <= 1e-12 && worst <= 0.01 && grows ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from the formula's",
            $"Growth rates agree with the formula to {(100 * worst).Text("G2")} %, spectra to "
                + $"{spectrum.Text("G2")}; from the square the distance "
                + $"{fate}.",
            new("How fast unregularised simultaneous descent leaves the equilibrium", [Panel(rates)]))
        {
            Seeds = Runs(setting),
            Settings = Settings(setting),
            Table = Table(rates),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 256 : 32;

    private static (double Update, double Whole) Follow(double eta, int run, ClaimSetting setting)
    {
        var game = new DiracGan();
        var path = Simulation.Run(game, Setting.Simultaneous(eta), DrawnStart.Of(game, setting.Seed, run), 300);
        var distances = path.Points.Select(p => game.Distance(p.State)).ToList();
        return (distances.Zip(distances.Skip(1), (a, b) => b / a).Min(), distances[^1] / distances[0]);
    }

    private static Panel Panel(IReadOnlyList<Growth> rates) => new(
        string.Empty,
        new("step h", Log: true),
        new("rate of growth an update", Log: true),
        [
            .. rates.GroupBy(r => r.Loss).Index().SelectMany(of =>
                Setting.Curve($"{of.Item.Key}", of.Index, [.. of.Item.Select(r => (r.Eta, r.Rates))], 1)),
        ]);

    private static ResultTable Table(IReadOnlyList<Growth> rates) => new(
        ["game", "rule", "log radius, formula", "log radius, spectrum", "slope measured", "off by"],
        [.. rates.Select(r => (IReadOnlyList<string>)
        [
            $"{r.Loss}",
            Setting.Short(Setting.Simultaneous(r.Eta)),
            r.Rates.Formula.Text("G6"),
            r.Rates.Spectrum.Text("G6"),
            r.Rates.Measured.Text("G6"),
            $"{(100 * r.Rates.Off).Text("G2")} %",
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", new DiracGan().InOneLine()),
        ("losses", string.Join(", ", Losses)),
        ("rule", "simultaneous, eta-g = eta-d = h"),
        ("rates", Setting.RateMeasured),
        ("starts of the runs", $"{Runs(setting)}, uniform in the square from -1 to 1; 300 updates each"),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Rates">The rates near the equilibrium.</param>
    /// <param name="LeastFactor">
    /// The least factor between the distances before and after an update, over all runs.
    /// </param>
    /// <param name="LeastGrowth">The least factor between a run's first distance and its last.</param>
    public sealed record Measurements(IReadOnlyList<Growth> Rates, double LeastFactor, double LeastGrowth);

    /// <summary>The rates near the equilibrium with a loss and a rate.</summary>
    /// <param name="Loss">The loss of both players.</param>
    /// <param name="Eta">The rate.</param>
    /// <param name="Rates">The rates.</param>
    public sealed record Growth(DiracLoss Loss, double Eta, RateComparison Rates);
}
