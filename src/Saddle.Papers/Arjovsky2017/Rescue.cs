using Saddle.Figures;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// A GAN on disjoint supports whose discriminator is kept near its optimum, without noise, with noise, and with noise
/// that goes down.
/// </summary>
public abstract record Rescue : Claim<Rescue.Measurements>
{
    private const int Samples = 256;
    private const int Looks = 6;
    private const double Sd = 1;
    private const double Radius = 3;

    private static readonly Arm[] Arms =
    [
        new("no noise", string.Empty, m => m.Bare),
        new("noise", "anneal: none", m => m.Constant),
        new("noise that goes down", "anneal: linear", m => m.Annealed),
        new("noise that goes down to a half", $"anneal: linear, floor: {(Sd / 2).Text()}", m => m.Halved),
    ];

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
    public override Published Published =>
        new("noise makes the gradients useful again", "section 3", "read in the paper, where no experiment is shown");

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var seeds = setting.Full ? 20 : 5;
        var all = Networks.Each(
            "arjovsky2017 rescue",
            Arms,
            seeds,
            setting,
            (arm, seed) => Distances(arm.Noise, seed, setting));
        return new(all[0], all[1], all[2], all[3]);
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (judged, reference) = (Judged(measured), Reference(measured));
        return new(
            Holds(measured) ? Outcome.Holds : Outcome.Contradicted,
            End(judged) / End(reference),
            Unit,
            Reason(measured),
            new("The distance to the data in training", [Panel(measured, setting)]))
        {
            Interval = judged.Zip(reference, (j, r) => j[^1] / r[^1]).MedianInterval(),
            Seeds = measured.Bare.Count,
            Settings = Settings(setting),
        };
    }

    /// <summary>What the main figure is, in words.</summary>
    private protected abstract string Unit { get; }

    /// <summary>The runs whose last distance is the main figure, by that of <see cref="Reference"/>.</summary>
    private protected abstract IReadOnlyList<IReadOnlyList<double>> Judged(Measurements measured);

    /// <summary>The runs that those are compared with.</summary>
    private protected abstract IReadOnlyList<IReadOnlyList<double>> Reference(Measurements measured);

    /// <summary>Whether the condition is met.</summary>
    private protected abstract bool Holds(Measurements measured);

    /// <summary>What was found, in words.</summary>
    private protected abstract string Reason(Measurements measured);

    /// <summary>The median distance at the last look.</summary>
    private protected static double End(IReadOnlyList<IReadOnlyList<double>> distances) =>
        distances.Select(d => d[^1]).Median();

    /// <summary>The median distance at each look.</summary>
    private protected static IEnumerable<double> Medians(IReadOnlyList<IReadOnlyList<double>> distances) =>
        distances[0].Select((_, look) => distances.Select(d => d[look]).Median());

    private static int Updates(ClaimSetting setting) => setting.Full ? 3000 : 1500;

    private static double[] Distances(string noise, int seed, ClaimSetting setting)
    {
        var updates = Updates(setting);
        var regularisers = noise.Length == 0
            ? string.Empty
            : $"\nregularisers: [{{name: instance-noise, sd: {Sd.Text()}, {noise}, steps: {updates.Text()}}}]";
        using var at = Networks.Start(Gan + regularisers, setting, seed);
        var looks = new List<double> { Distance(at) };
        for (var i = 0; i < Looks; i++)
        {
            at.Train(updates / Looks, setting);
            looks.Add(Distance(at));
        }

        return [.. looks];
    }

    // The samples are compared with as many points evenly on the circle.
    private static double Distance(Snapshot at)
    {
        using var scope = new TensorScope();
        var latent = at.Game.Latent(at.Key(StreamName.Modes, 0), Samples);
        var generated = at.Game.Generate(at.Players[(int)Player.Generator], latent).ToDoubles();
        return PlanePoints.Wasserstein(
            PlanePoints.OnCircle(Samples, Radius),
            [.. generated.Chunk(2).Select(p => (p[0], p[1]))]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "the circle of radius 3"),
        ("generator", "two hidden layers of 32, one latent number"),
        ("discriminator", "two hidden layers of 64"),
        ("objective", "log(1 - D)"),
        ("rule", "alternating, steps 0.1, ten steps of the discriminator to one of the generator"),
        ("batch", "64"),
        ("updates", Updates(setting).Text()),
        ("noise", $"standard deviation {Sd.Text()}: constant, linearly down to 0 over the run, "
            + "or so but not below a half of it"),
        ("distance", $"Wasserstein distance of {Samples.Text()} samples each, without noise"),
    ];

    private static Panel Panel(Measurements measured, ClaimSetting setting) => new(
        string.Empty,
        new("updates"),
        new("Wasserstein distance"),
        [
            .. Arms.Select(arm => new Line(
                arm.Name,
                Enumerable.Range(0, Looks + 1).Select(i => (double)i * Updates(setting) / Looks).Gaps(),
                Medians(arm.Distances(measured)).Gaps())),
        ]);

    /// <summary>
    /// What is measured: the Wasserstein distance of the generator's samples to the data, seed by seed, look by look.
    /// </summary>
    /// <param name="Bare">Without noise.</param>
    /// <param name="Constant">With noise that stays.</param>
    /// <param name="Annealed">With noise that goes down to 0.</param>
    /// <param name="Halved">With noise that goes down to a half.</param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<double>> Bare,
        IReadOnlyList<IReadOnlyList<double>> Constant,
        IReadOnlyList<IReadOnlyList<double>> Annealed,
        IReadOnlyList<IReadOnlyList<double>> Halved);

    // What is done with the noise: its name, its settings (empty for none), and the runs with it.
    private sealed record Arm(
        string Name,
        string Noise,
        Func<Measurements, IReadOnlyList<IReadOnlyList<double>>> Distances);
}
