using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A GAN on disjoint supports whose discriminator is kept near its optimum, without noise, with noise, and with noise that goes down.</summary>
public abstract record Rescue : Claim
{
    private const int Samples = 256;
    private const int Looks = 6;
    private const double Sd = 1;

    private protected static readonly Arm Bare = new("no noise", string.Empty);
    private protected static readonly Arm Constant = new("noise", "anneal: none");
    private protected static readonly Arm Annealed = new("noise that goes down", "anneal: linear");
    private protected static readonly Arm Halved = new("noise that goes down to a half", $"anneal: linear, floor: {(Sd / 2).Text()}");

    private static readonly Arm[] Arms = [Bare, Constant, Annealed, Halved];

    // Plain descent: Adam divides by the gradient's own size, and would hide how small it is.
    private const string Gan = """
        data: {name: circles, radii: "3", sd: 0}
        generator: {name: mlp, latent: 1, width: 32, depth: 2, law: uniform}
        discriminator: {name: mlp, width: 64, depth: 2}
        objective: saturating
        rule: {name: alternating, eta-g: 0.1, eta-d: 0.1, k: 10}
        batch: 64
        """;

    /// <inheritdoc/>
    public override Published Published => new("noise makes the gradients useful again", "section 3", "read in the paper, where no experiment is shown");

    private protected static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "the circle of radius 3"), ("generator", "two hidden layers of 32, one latent number"), ("discriminator", "two hidden layers of 64"),
        ("objective", "log(1 - D)"), ("rule", "alternating, steps 0.1, ten steps of the discriminator to one of the generator"), ("batch", "64"),
        ("updates", Updates(setting).Text()), ("noise", $"standard deviation {Sd.Text()}: constant, linearly down to 0 over the run, or so but not below a half of it"), ("distance", $"Wasserstein distance of {Samples.Text()} samples each, without noise"),
    ];

    /// <summary>Seed by seed, look by look: the Wasserstein distance of the generator's samples to the data.</summary>
    private protected static IReadOnlyList<double[]> Distances(Arm arm, ClaimSetting setting) =>
        Networks.Each("arjovsky2017 rescue", Arms, setting.Full ? 20 : 5, setting, (a, seed) => Distances(a, seed, setting))[Array.IndexOf(Arms, arm)];

    private protected static Figure Draw(ClaimSetting setting) => new("The distance to the data in training", [new(string.Empty, new("updates"), new("Wasserstein distance"),
    [
        .. Arms.Select(arm =>
        {
            var all = Distances(arm, setting);
            return (Trace)new Line(arm.Name, Enumerable.Range(0, Looks + 1).Select(i => (double)i * Updates(setting) / Looks).Gaps(), Enumerable.Range(0, Looks + 1).Select(i => all.Select(d => d[i]).Median()).Gaps());
        }),
    ])]);

    private static int Updates(ClaimSetting setting) => setting.Full ? 3000 : 1500;

    private static double[] Distances(Arm arm, int seed, ClaimSetting setting)
    {
        var noise = arm.Noise.Length == 0 ? string.Empty : $"\nregularisers: [{{name: instance-noise, sd: {Sd.Text()}, {arm.Noise}, steps: {Updates(setting).Text()}}}]";
        using var at = Networks.Start(Gan + noise, setting, seed);
        var looks = new List<double> { Distance(at) };
        for (var i = 0; i < Looks; i++)
        {
            at.Train(Updates(setting) / Looks, setting);
            looks.Add(Distance(at));
        }

        return [.. looks];
    }

    private static double Distance(Snapshot at)
    {
        using var scope = new TensorScope();
        var generated = at.Game.Generate(at.Players[(int)Player.Generator], at.Game.Latent(at.Key(StreamName.Modes, 0), Samples)).ToDoubles();
        var cost = new double[Samples, Samples];
        for (var i = 0; i < Samples * Samples; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i / Samples) / Samples);
            var (x, y) = (generated[2 * (i % Samples)] - (3 * cos), generated[(2 * (i % Samples)) + 1] - (3 * sin));
            cost[i / Samples, i % Samples] = Math.Sqrt((x * x) + (y * y));
        }

        return Transport.Assignment(cost) / Samples;
    }

    /// <summary>What is done with the noise.</summary>
    /// <param name="Name">How it is called.</param>
    /// <param name="Noise">The settings of the noise; empty for none.</param>
    private protected sealed record Arm(string Name, string Noise);
}

/// <summary>Noise against a gradient that has vanished.</summary>
[Entry(
    "arjovsky2017/rescue-noise",
    "Where the log(1 - D) gradient vanishes between disjoint supports, noise on what the discriminator sees lets the generator learn.",
    @"x + \epsilon,\quad G(z) + \epsilon'",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3")]
public sealed record RescueNoise : Rescue
{
    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override string Condition => "the median over the seeds of the Wasserstein distance to the data at the end is with noise at most half of that without";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (bare, noisy) = (Distances(Bare, setting), Distances(Constant, setting));
        var (without, with) = (bare.Select(d => d[^1]).Median(), noisy.Select(d => d[^1]).Median());
        return new(
            with <= without / 2 ? Outcome.Holds : Outcome.Contradicted,
            with / without,
            "median distance with noise, by that without",
            $"From {bare.Select(d => d[0]).Median().Text("G3")} at the start the distance comes to {without.Text("G3")} without noise and to {with.Text("G3")} with it.",
            Draw(setting))
        {
            Interval = noisy.Zip(bare, (n, b) => n[^1] / b[^1]).MedianInterval(),
            Seeds = bare.Count,
            Settings = Settings(setting),
        };
    }
}

/// <summary>Noise that goes down, against a gradient that has vanished.</summary>
[Entry(
    "arjovsky2017/rescue-annealing",
    "Noise that is lowered in training lets the generator learn too, and leaves it nearer to the data than noise that stays.",
    @"\sigma_n = \sigma (1 - n / N)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3")]
public sealed record RescueAnnealing : Rescue
{
    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition => "the median over the seeds of the Wasserstein distance to the data at the end is with noise that goes down at most half of that without noise, and below that with noise that stays";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (bare, noisy, annealed) = (Distances(Bare, setting), Distances(Constant, setting), Distances(Annealed, setting));
        var (without, constant, with) = (bare.Select(d => d[^1]).Median(), noisy.Select(d => d[^1]).Median(), annealed.Select(d => d[^1]).Median());
        return new(
            with <= without / 2 && with < constant ? Outcome.Holds : Outcome.Contradicted,
            with / constant,
            "median distance with noise that goes down, by that with noise that stays",
            $"The distance ends at {with.Text("G3")} with noise that goes down, {constant.Text("G3")} with noise that stays, {without.Text("G3")} without, and at {Distances(Halved, setting).Select(d => d[^1]).Median().Text("G3")} with noise that goes down to a half and stays there. At its nearest look the noise that goes down had come to {annealed[0].Select((_, i) => annealed.Select(d => d[i]).Median()).Min().Text("G3")}.",
            Draw(setting))
        {
            Interval = annealed.Zip(noisy, (a, n) => a[^1] / n[^1]).MedianInterval(),
            Seeds = bare.Count,
            Settings = Settings(setting),
        };
    }
}
