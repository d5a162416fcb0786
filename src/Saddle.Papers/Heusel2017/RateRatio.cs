using Saddle.Catalog;
using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Rules;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// Which ratio of the two rates a network's equilibrium bears: predicted by the spectrum probe, and measured.
/// </summary>
[Entry(
    "heusel2017/rate-ratio",
    "Near an equilibrium of a network, the ratios of the two rates under which training stays are those whose "
        + "update has a spectral radius within the unit circle.",
    @"\rho\big(I - \mathrm{diag}(\eta_G, \eta_D) J\big) \le 1",
    "Heusel et al. 2017 (arXiv:1706.08500), section 2: the discriminator's rate against the generator's; "
        + "Mescheder et al. 2017 (arXiv:1705.10461), section 3")]
public sealed record RateRatio : Claim<RateRatio.Measurements>
{
    private const double EtaD = 0.1;
    private const long Approach = 1500;
    private const double Neutral = 1e-3;
    private const double Left = 0.5;

    private const string Configuration =
        """
        data: {name: ring, modes: 1, radius: 1, sd: 0.3}
        generator: {name: mlp, latent: 2, width: 16, depth: 1}
        discriminator: {name: mlp, depth: 0}
        objective: wasserstein
        regularisers: [{name: r1, gamma: 1}]
        rule: {name: simultaneous, eta-g: 0.01, eta-d: 0.1}
        batch: 2048
        """;

    private static readonly double[] Rates = [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new(
        "the discriminator must have the faster time scale",
        "theorem 1",
        "remembered; the region is the spectrum's");

    /// <inheritdoc/>
    public override string Condition =>
        "in at least 90 % of the runs whose predicted radius differs from 1 by more than 0.001, training leaves "
        + "the equilibrium (the discriminator's weights move by more than 0.5 within 600 updates) exactly if the "
        + "radius is above 1";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var sweeps = Networks.Each("heusel2017/rate-ratio", Seeds(setting), setting, seed => Sweep(seed, setting));
        return new([.. sweeps.SelectMany(s => s)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var all = measured.Cells;
        var telling = all.Where(c => Math.Abs(c.Radius - 1) > Neutral).ToList();
        var right = new Proportion(telling.Count(c => (c.Radius > 1) == c.Leaves), telling.Count);
        return new(
            right.Rate >= 0.9 ? Outcome.Holds : Outcome.Contradicted,
            right.Rate,
            "share of the runs whose predicted verdict is the measured one",
            $"The prediction is right in {right.Share()} of {telling.Count.Text()} runs; "
                + $"{all.Count(Predicted).Text()} of {all.Count.Text()} are predicted to leave and "
                + $"{all.Count(c => c.Leaves).Text()} leave. At a ratio of {Ratio(Rates[0]).Text()}, "
                + $"{Leaving(all, Rates[0]).Text()} of {Seeds(setting).Text()} leave; at "
                + $"{Ratio(Rates[^1]).Text()}, {Leaving(all, Rates[^1]).Text()}.",
            new("Rate ratio", [Panel(all)]))
        {
            Interval = (right.Low, right.High),
            Seeds = Seeds(setting),
            Settings = Settings(),
            Table = Table(all),
        };
    }

    private static int Seeds(ClaimSetting setting) => setting.Full ? 20 : 4;

    private static double Ratio(double etaG) => EtaD / etaG;

    private static bool Predicted(Cell cell) => cell.Radius > 1 + Neutral;

    private static int Leaving(IReadOnlyList<Cell> all, double etaG) => all.Count(c => c.EtaG == etaG && c.Leaves);

    private static List<Cell> Sweep(int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration, setting, seed);
        at.Train(Approach, setting);
        return [.. Rates.Select(eta => At(at, eta, setting))];
    }

    private static Cell At(Snapshot equilibrium, double eta, ClaimSetting setting)
    {
        using var at = equilibrium.Under(new Simultaneous { EtaG = eta, EtaD = EtaD }, new DataFolder("."));
        var radius = new SpectrumProbe(Count: 4, Directions: 1).Measure(at)["update/radius"];
        var start = at.Players[1].ToDoubles();
        for (var i = 0; i < 12; i++)
        {
            at.Train(50, setting);
            var now = at.Players[1].ToDoubles();

            // The last number is the bias, which the Wasserstein losses leave free.
            var moved = Math.Sqrt(now.Zip(start, (a, b) => (a - b) * (a - b)).SkipLast(1).Sum());
            if (!(moved <= Left))
            {
                return new(eta, radius, true);
            }
        }

        return new(eta, radius, false);
    }

    private static Panel Panel(IReadOnlyList<Cell> all)
    {
        Points Some(string name, bool leaves)
        {
            var some = all.Where(c => c.Leaves == leaves).ToList();
            return new(name, some.Select(c => Ratio(c.EtaG)).Gaps(), some.Select(c => c.Radius).Gaps());
        }

        return new(
            string.Empty,
            new("ratio of the rates, discriminator by generator", Log: true),
            new("predicted spectral radius"),
            [Some("stays", false), Some("leaves", true)])
        {
            Rules = [new("predicted boundary", 1)],
        };
    }

    private static ResultTable Table(IReadOnlyList<Cell> all) => new(
        ["ratio of the rates (D by G)", "predicted radius (least to greatest)", "predicted to leave", "left"],
        [.. all.GroupBy(c => c.EtaG).Select(of => (IReadOnlyList<string>)
        [
            Ratio(of.Key).Text(),
            $"{of.Min(c => c.Radius).Text("F4")} to {of.Max(c => c.Radius).Text("F4")}",
            $"{of.Count(Predicted).Text()} of {of.Count().Text()}",
            $"{of.Count(c => c.Leaves).Text()} of {of.Count().Text()}",
        ])]);

    private static (string Name, string Value)[] Settings() =>
    [
        ("data", "one Gaussian at distance 1, standard deviation 0.3"),
        ("generator", "one hidden layer of 16, latent 2"),
        ("discriminator", "linear"),
        ("objective", "wasserstein, with r1 of gamma 1"),
        ("approach", $"{Approach.Text()} updates of simultaneous descent, steps 0.01 and 0.1"),
        (
            "then",
            $"600 updates with the discriminator's step {EtaD.Text()} and the generator's "
                + $"{string.Join(", ", Rates.Select(r => r.Text()))}"
        ),
        ("batch", "2048, so that the noise of a minibatch is small"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Seed by seed, at each of the generator's rates from the least.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>What a pair of rates does to one network's equilibrium.</summary>
    /// <param name="EtaG">The generator's rate.</param>
    /// <param name="Radius">The spectral radius of the update there.</param>
    /// <param name="Leaves">Whether training leaves.</param>
    public sealed record Cell(double EtaG, double Radius, bool Leaves);
}
