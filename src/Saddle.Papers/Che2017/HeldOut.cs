using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>Held-out images that a third discriminator tells from all that is generated.</summary>
[Entry(
    "che2017/held-out",
    "A third discriminator finds fewer held-out images on missing modes under mode regularisation than without it, and "
        + "still fewer under manifold-diffusion training.",
    @"\#\{x \in \text{test}: D'(x) > 0.9\},"
        + @"\quad D' = \arg\max E \log D'(x + \epsilon) + E \log(1 - D'(G(z) + \epsilon))",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), section 4.3, table of missing modes")]
public sealed record HeldOut : Claim<HeldOut.Measurements>
{
    private const int Test = 1000;
    private const double Sure = 0.9;
    private const double Noise = 0.5;

    private static readonly Adam Rule = new(Beta1: 0.5) { Order = Order.DFirst, EtaG = 0, EtaD = 1e-3 };

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new(
        "of CelebA's test images, at a noise of 3.5: DCGAN 5463, Reg-GAN 754 (latent 100); 17089, 3644 and MDGAN 74 "
        + "(latent 200)",
        "table of missing modes",
        "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition =>
        "the mean log ratios of the number n of held-out images with D' above 0.9 (entering as n + 1/2), regularised "
        + $"by plain and manifold-diffusion by regularised, are both judged: {PairedRatio.Decides}; both must be below";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Networks.Each(
            "che2017/held-out",
            Variant.All,
            setting.Full ? 10 : 6,
            setting,
            (variant, seed) => (double)Count(variant, seed, setting)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var counts = measured.Images;
        var medians = counts.Select(c => c.Median()).ToList();
        var regularised = PairedRatio.OfCounts(counts[1], counts[0]);
        var diffused = PairedRatio.OfCounts(counts[2], counts[1]);
        return new(
            PairedRatio.Every(regularised, diffused),
            regularised.Ratio,
            "number of images, regularised by plain, geometric mean over seeds",
            $"Of {Test.Text()} held-out images D' is above {Sure.Text()} on a median of "
            + $"{string.Join(", ", Variant.All.Select((v, k) => $"{medians[k].Text()} ({v.Name})"))}: "
            + $"ratios of {regularised}, regularised by plain, and {diffused}, manifold-diffusion by regularised.",
            new(
                "Held-out images on missing modes",
                [Variant.Panel($"held-out images of {Test.Text()} with D' above {Sure.Text()}", counts)]))
        {
            Interval = regularised.Interval,
            Seeds = counts[0].Count,
            Settings = Settings(setting),
            Table = Variant.Table(("images", counts, "G4")),
        };
    }

    private static (int Updates, int Third) Size(ClaimSetting setting) => setting.Full ? (20_000, 4000) : (800, 400);

    private static int Count(Variant variant, int seed, ClaimSetting setting)
    {
        var (updates, third) = Size(setting);
        using var at = Networks.Start(variant.Configuration("{name: shapes, size: 16, grey: true}", 20), setting, seed);
        at.Train(updates, setting);

        // The same law, drawn with a seed that no training has.
        using var held = new Shapes(Test, 16, Grey: true).Open(new("."), ulong.MaxValue - (ulong)seed);
        using var scope = new TensorScope();
        var (game, discriminator) = TrainThird(at, held, third, scope);
        var logit = Math.Log(Sure / (1 - Sure));
        return game.Score(discriminator, Batches.Read(held, 0, Test)).ToDoubles().Count(score => score > logit);
    }

    // A discriminator of its own, between held-out and generated images with noise, the generator frozen.
    private static (NeuralGame Game, Tensor Discriminator) TrainThird(
        Snapshot at,
        IItems held,
        int updates,
        TensorScope scope)
    {
        var game = new NeuralGame(WithThird(at.Configuration.Gan), held, at.Seed);
        var state = game.Start(at.Seed);
        state[0] = at.Players[0].Narrow(0, 0, state[0].Count);
        var update = Rule.Bind<Tensor>(new FrozenGenerator(game));
        var memory = new Tensor[update.MemorySize];
        update.Begin(state, memory, StreamName.Measuring.Key(at.Seed));
        for (var i = 0; i < updates; i++)
        {
            update.Step(state, memory, StreamName.Measuring.Key(at.Seed, i));
            scope.Sweep(state, memory);
        }

        return (game, state[1]);
    }

    private static Gan WithThird(Gan trained) => trained with
    {
        Discriminator = new Mlp(Width: 128, Slope: 0.2),
        Objective = new NonSaturating(),
        Regularisers = [new InstanceNoise(Noise, Annealing.None)],
    };

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "shapes, grey, 16 x 16"),
        ("generator", "two hidden layers of 256, latent 20"),
        ("discriminators", "two hidden layers of 128, slope 0.2"),
        Variant.Rule(),
        ("updates", Size(setting).Updates.Text()),
        ("updates of the third discriminator", Size(setting).Third.Text()),
        ("batch", "64"),
        ("noise of the third discriminator", Noise.Text()),
        ("held-out images", Test.Text()),
        Variant.Weights,
        ("scale", "drawn shapes where the paper has CelebA, dense networks where it has convolutions"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Images">
    /// How many held-out images are told for sure, plain, regularised and by manifold-diffusion, seed by seed.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<double>> Images);
}
