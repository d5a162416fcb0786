using Saddle.Catalog;
using Saddle.Data;
using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Rules;

namespace Saddle.Papers.Heusel2017;

/// <summary>Which ratio of the two rates a network's equilibrium bears: predicted by the spectrum probe, and measured.</summary>
[Entry(
    "heusel2017/rate-ratio",
    "Near an equilibrium of a network, the ratios of the two rates under which training stays are those whose update has a spectral radius within the unit circle.",
    @"\rho\big(I - \mathrm{diag}(\eta_G, \eta_D) J\big) \le 1",
    "Heusel et al. 2017 (arXiv:1706.08500), section 2: the discriminator's rate against the generator's; Mescheder et al. 2017 (arXiv:1705.10461), section 3")]
public sealed record RateRatio : Claim
{
    private const double EtaD = 0.1;
    private const long Approach = 1500;
    private const double Neutral = 1e-3;
    private const double Left = 0.5;

    private static readonly double[] Rates = [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("the discriminator must have the faster time scale", "theorem 1", "remembered; the region is the spectrum's");

    /// <inheritdoc/>
    public override string Condition =>
        "in at least 90 % of the runs whose predicted radius differs from 1 by more than 0.001, training leaves the equilibrium (the discriminator's weights move by more than 0.5 within 600 updates) exactly if the radius is above 1";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var seeds = setting.Full ? 20 : 4;
        var all = Networks.Each("heusel2017/rate-ratio", seeds, setting, seed => Sweep(seed, setting)).SelectMany(s => s).ToList();
        var telling = all.Where(c => Math.Abs(c.Radius - 1) > Neutral).ToList();
        var right = new Dynamics.Proportion(telling.Count(c => (c.Radius > 1) == c.Leaves), telling.Count);
        return new(
            right.Rate >= 0.9 ? Outcome.Holds : Outcome.Contradicted,
            right.Rate,
            "share of the runs whose predicted verdict is the measured one",
            $"The prediction is right in {right.Share()} of {telling.Count.Text()} runs; {all.Count(c => c.Radius > 1 + Neutral).Text()} of {all.Count.Text()} are predicted to leave and {all.Count(c => c.Leaves).Text()} leave. At a ratio of {(EtaD / Rates[0]).Text()}, {all.Count(c => c.EtaG == Rates[0] && c.Leaves).Text()} of {seeds.Text()} leave; at {(EtaD / Rates[^1]).Text()}, {all.Count(c => c.EtaG == Rates[^1] && c.Leaves).Text()}.",
            new("Rate ratio", [Panel(all)]))
        {
            Interval = (right.Low, right.High),
            Seeds = seeds,
            Settings =
            [
                ("data", "one Gaussian at distance 1, standard deviation 0.3"), ("generator", "one hidden layer of 16, latent 2"), ("discriminator", "linear"), ("objective", "wasserstein, with r1 of gamma 1"),
                ("approach", $"{Approach.Text()} updates of simultaneous descent, steps 0.01 and 0.1"), ("then", $"600 updates with the discriminator's step {EtaD.Text()} and the generator's {string.Join(", ", Rates.Select(r => r.Text()))}"), ("batch", "2048, so that the noise of a minibatch is small"),
            ],
            Table = new(
                ["ratio of the rates (D by G)", "predicted radius (least to greatest)", "predicted to leave", "left"],
                [.. Rates.Select(r => all.Where(c => c.EtaG == r).ToList()).Select(c => (IReadOnlyList<string>)[(EtaD / c[0].EtaG).Text(), $"{c.Min(x => x.Radius).Text("F4")} to {c.Max(x => x.Radius).Text("F4")}", $"{c.Count(x => x.Radius > 1 + Neutral).Text()} of {seeds.Text()}", $"{c.Count(x => x.Leaves).Text()} of {seeds.Text()}"])]),
        };
    }

    private static List<Cell> Sweep(int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(
            "data: {name: ring, modes: 1, radius: 1, sd: 0.3}\ngenerator: {name: mlp, latent: 2, width: 16, depth: 1}\ndiscriminator: {name: mlp, depth: 0}\nobjective: wasserstein\nregularisers: [{name: r1, gamma: 1}]\nrule: {name: simultaneous, eta-g: 0.01, eta-d: 0.1}\nbatch: 2048",
            setting,
            seed);
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

    private static Panel Panel(List<Cell> all)
    {
        Points Some(string name, bool leaves) => new(name, all.Where(c => c.Leaves == leaves).Select(c => EtaD / c.EtaG).Gaps(), all.Where(c => c.Leaves == leaves).Select(c => c.Radius).Gaps());
        return new(string.Empty, new("ratio of the rates, discriminator by generator", Log: true), new("predicted spectral radius"), [Some("stays", false), Some("leaves", true)])
        {
            Rules = [new("predicted boundary", 1)],
        };
    }

    private sealed record Cell(double EtaG, double Radius, bool Leaves);
}
