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

    private const string Gan = """
        data: {name: circles, radii: "3", sd: 0}
        generator: {name: mlp, latent: 1, width: 32, depth: 2, law: uniform}
        discriminator: {name: mlp, width: 64, depth: 2}
        objective: saturating
        batch: 64
        """;

    /// <summary>No noise.</summary>
    private protected static readonly Arm Bare = new("no noise", string.Empty);

    /// <summary>Noise that stays.</summary>
    private protected static readonly Arm Constant = new("noise", "anneal: none");

    /// <summary>Noise that goes down to 0.</summary>
    private protected static readonly Arm Annealed = new("noise that goes down", "anneal: linear");

    /// <summary>Noise that goes down to a half.</summary>
    private protected static readonly Arm Halved =
        new("noise that goes down to a half", $"anneal: linear, floor: {(Sd / 2).Text()}");

    /// <inheritdoc/>
    public override Published Published =>
        new("noise makes the gradients useful again", "section 3", "read in the paper, where no experiment is shown");

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Networks.Each(
            RunsName, Arms, Seeds(setting), setting, (arm, seed) => Distances(arm.Noise, seed, setting)));
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (outcome, value, interval, reason) = Judge(measured);
        return new(
            outcome,
            value,
            Unit,
            reason,
            new("The distance to the data in training", [Panel(measured, setting)]))
        {
            Interval = interval,
            Seeds = measured.Arms[0].Count,
            Settings = Settings(setting),
        };
    }

    /// <summary>What the main figure is, in words.</summary>
    private protected abstract string Unit { get; }

    /// <summary>What the runs are kept under.</summary>
    private protected abstract string RunsName { get; }

    /// <summary>What is compared, in the measurements' order.</summary>
    private protected abstract IReadOnlyList<Arm> Arms { get; }

    /// <summary>The rule, in a configuration and in words.</summary>
    private protected abstract (string Yaml, string Words) Rule { get; }

    /// <summary>The number of seeds.</summary>
    private protected abstract int Seeds(ClaimSetting setting);

    /// <summary>The number of updates.</summary>
    private protected abstract int Updates(ClaimSetting setting);

    /// <summary>What the measurements say.</summary>
    private protected abstract Judgement Judge(Measurements measured);

    /// <summary>An arm's distances, seed by seed, look by look.</summary>
    private protected IReadOnlyList<IReadOnlyList<double>> Of(Arm arm, Measurements measured) =>
        measured.Arms[Arms.ToList().IndexOf(arm)];

    /// <summary>An arm's distances at the last look, seed by seed.</summary>
    private protected IReadOnlyList<double> Ends(Arm arm, Measurements measured) =>
        [.. Of(arm, measured).Select(d => d[^1])];

    /// <summary>An arm's median distance at each look.</summary>
    private protected IReadOnlyList<double> Medians(Arm arm, Measurements measured)
    {
        var distances = Of(arm, measured);
        return [.. distances[0].Select((_, look) => distances.Select(d => d[look]).Median())];
    }

    private double[] Distances(string noise, int seed, ClaimSetting setting)
    {
        var updates = Updates(setting);
        var regularisers = noise.Length == 0
            ? string.Empty
            : $"\nregularisers: [{{name: instance-noise, sd: {Sd.Text()}, {noise}, steps: {updates.Text()}}}]";
        using var at = Networks.Start($"{Gan}\nrule: {Rule.Yaml}{regularisers}", setting, seed);
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

    private IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "the circle of radius 3"),
        ("generator", "two hidden layers of 32, one latent number"),
        ("discriminator", "two hidden layers of 64"),
        ("objective", "log(1 - D)"),
        ("rule", Rule.Words),
        ("batch", "64"),
        ("updates", Updates(setting).Text()),
        ("noise", $"standard deviation {Sd.Text()}; what goes down does so linearly over the run"),
        ("distance", $"Wasserstein distance of {Samples.Text()} samples each, without noise"),
    ];

    private Panel Panel(Measurements measured, ClaimSetting setting) => new(
        string.Empty,
        new("updates"),
        new("Wasserstein distance"),
        [
            .. Arms.Select(arm => new Line(
                arm.Name,
                Enumerable.Range(0, Looks + 1).Select(i => (double)i * Updates(setting) / Looks).Gaps(),
                Medians(arm, measured).Gaps())),
        ]);

    /// <summary>
    /// What is measured: the Wasserstein distance of the generator's samples to the data.
    /// </summary>
    /// <param name="Arms">Arm by arm, seed by seed, look by look.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Arms);

    /// <summary>What the measurements say.</summary>
    /// <param name="Outcome">The outcome.</param>
    /// <param name="Value">The main figure.</param>
    /// <param name="Interval">Its interval; null where there is none.</param>
    /// <param name="Reason">What was found, in words.</param>
    private protected sealed record Judgement(
        Outcome Outcome, double Value, (double Low, double High)? Interval, string Reason);

    /// <summary>What is done with the noise.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Noise">Its settings; empty for none.</param>
    private protected sealed record Arm(string Name, string Noise);
}
