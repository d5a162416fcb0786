using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A GAN at three stages of its training, its generator frozen and a fresh discriminator trained: what figures 1 to 3 draw.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record FrozenStages(bool Images) : Claim
{
    private const string Curves = """
        data: {name: circles, radii: "2", sd: 0}
        generator: {name: mlp, latent: 1, width: 64, depth: 2, law: uniform}
        discriminator: {name: mlp, width: 64, depth: 2}
        rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}
        batch: 128
        """;

    private const string SmallImages = """
        data: {name: shapes, size: 16, grey: true, items: 1280}
        network: {name: dcgan, width: 8, latent: 16}
        rule: {name: adam, order: d-first, eta-g: 0.0005, eta-d: 0.0002, beta1: 0.5}
        batch: 32
        """;

    private const string LargerImages = """
        data: {name: shapes, items: 6400}
        network: {name: dcgan, width: 16, latent: 64}
        rule: {name: adam, order: d-first, eta-g: 0.0005, eta-d: 0.0002, beta1: 0.5}
        batch: 64
        """;

    private protected static string[] StageNames(bool images) => images ? ["1 epoch", "10 epochs", "25 epochs"] : ["100 updates", "500 updates", "2,500 updates"];

    private protected IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", Images ? (setting.Full ? "drawn shapes in colour, 32x32, 6,400 images" : "drawn shapes in grey, 16x16, 1,280 images") : "the circle of radius 2"),
        ("networks", Images ? (setting.Full ? "DCGAN of width 16" : "DCGAN of width 8") : "two hidden layers of 64 each; one latent number, so that the generator's support is a curve"),
        ("scale", Images ? "the paper: DCGAN of width 64 on 64x64 photographs" : "the paper has images only"),
        ("stages", string.Join(", ", StageNames(Images))),
        ("iterations of the fresh discriminator", Iterations(setting).Text()),
        ("its rule", "Adam, step 0.001, beta1 0.5"),
    ];

    /// <summary>Stage by stage, seed by seed.</summary>
    private protected IReadOnlyList<IReadOnlyList<IReadOnlyList<FreshDiscriminator>>> Stages(ClaimSetting setting) =>
        Measured(Images ? "arjovsky2017 stages of images" : "arjovsky2017 stages of curves", setting);

    private protected static Panel Panel(string title, IReadOnlyList<IReadOnlyList<IReadOnlyList<FreshDiscriminator>>> stages, bool images, Func<FreshDiscriminator, double> value, bool log) => new(
        title, Contest.Iterations, new(title, log), [.. stages.Select((courses, i) => (Trace)Contest.Median(StageNames(images)[i], courses, value))]);

    private int Iterations(ClaimSetting setting) => setting.Full ? 4000 : Images ? 300 : 1500;

    private IReadOnlyList<IReadOnlyList<IReadOnlyList<FreshDiscriminator>>> Measured(string name, ClaimSetting setting)
    {
        var yaml = !Images ? Curves : setting.Full ? LargerImages : SmallImages;
        var epoch = setting.Full ? 100 : 40;
        long[] updates = Images ? [epoch, 9 * epoch, 15 * epoch] : [100, 400, 2000];
        var runs = Networks.Each(name, setting.Full ? 5 : Images ? 2 : 3, setting, seed =>
        {
            using var at = Networks.Start(yaml, setting, seed);
            var stages = new List<IReadOnlyList<FreshDiscriminator>>();
            foreach (var count in updates)
            {
                at.Train(count, setting);
                stages.Add(new OptimalDiscriminatorProbe(Iterations(setting)).Course(at, setting.Cancellation));
            }

            return stages;
        });
        return [.. updates.Select((_, stage) => (IReadOnlyList<IReadOnlyList<FreshDiscriminator>>)[.. runs.Select(r => r[stage])])];
    }
}

/// <summary>Figure 1: the error and the accuracy of a fresh discriminator.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record FirstFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 22 : 19;

    /// <inheritdoc/>
    public override Published Published => new("accuracy 1, sometimes in fewer than 50 iterations", "figure 1, for DCGAN after 1, 10 and 25 epochs", "read in the paper");

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition => "at each of the three stages the median accuracy of the last look is at least 0.99, and the median error at most a tenth of that of the first look";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var stages = Stages(setting);
        var accuracies = stages.Select(s => s.Select(c => c[^1].Accuracy).Median()).ToList();
        var errors = stages.Select(s => s.Select(c => c[^1].Error / c[0].Error).Median()).ToList();
        var holds = accuracies.TrueForAll(a => a >= 0.99) && errors.TrueForAll(e => e <= 0.1);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            accuracies.Min(),
            "least of the three stages' median accuracies",
            $"After {string.Join(", ", StageNames(Images))} the median accuracies are {string.Join(", ", accuracies.Select(a => a.Text("F4")))}, and the errors {string.Join(", ", errors.Select(e => e.Text("G2")))} of the first look's.",
            new("A fresh discriminator at three stages of training", [Panel("error", stages, Images, p => p.Error, log: true), Panel("accuracy", stages, Images, p => p.Accuracy, log: false)], Columns: 2))
        {
            Seeds = stages[0].Count,
            Settings = Settings(setting),
        };
    }
}

/// <summary>Figure 2: the gradient under log(1 - D).</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record SecondFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 23 : 20;

    /// <inheritdoc/>
    public override Published Published => new("falls by up to five orders of magnitude in 4,000 iterations", "figure 2, for DCGAN after 1, 10 and 25 epochs", "remembered");

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition => "at each of the three stages the norm falls, from its largest value to the last look, by a factor of at least 10 in the median";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var stages = Stages(setting);
        var falls = stages.Select(s => s.Select(c => c.Max(p => p.Saturating) / c[^1].Saturating).Median()).ToList();
        return new(
            falls.Min() >= 10 ? Outcome.Holds : Outcome.Contradicted,
            falls.Min(),
            "least of the three stages' median factors",
            $"After {string.Join(", ", StageNames(Images))} the norm falls by factors of {string.Join(", ", falls.Select(f => f.Text("G3")))} from its largest value. The largest |D - D*| + |grad D| on the samples is then {string.Join(", ", stages.Select(s => s.Select(c => c[^1].Distance).Median().Text("G2")))}.",
            new("The gradient of log(1 - D) at three stages of training", [Panel("gradient of log(1 - D)", stages, Images, p => p.Saturating, log: true), Panel("largest |D - D*| + |grad D|", stages, Images, p => p.Distance, log: true)], Columns: 2))
        {
            Seeds = stages[0].Count,
            Settings = Settings(setting),
        };
    }
}

/// <summary>Figure 3: the gradient under -log D.</summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record ThirdFigure(bool Images) : FrozenStages(Images)
{
    /// <inheritdoc/>
    public override int Place => Images ? 24 : 21;

    /// <inheritdoc/>
    public override Published Published => new("the norm grows, except where training has converged", "figure 3, for DCGAN after 1, 10 and 25 epochs", "the figure remembered, the sentence read in the paper");

    /// <inheritdoc/>
    public override string Condition => "at the first two stages the norm of the last look is more than twice that of the first, in the median";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var stages = Stages(setting);
        var growths = stages.Select(s => s.Select(c => c[^1].NonSaturating / c[0].NonSaturating).Median()).ToList();
        return new(
            growths.Take(2).Min() > 2 ? Outcome.Holds : Outcome.Contradicted,
            growths.Take(2).Min(),
            "lesser of the first two stages' median factors",
            $"After {string.Join(", ", StageNames(Images))} the norm ends at {string.Join(", ", growths.Select(g => g.Text("G3")))} times its start.",
            new("The gradient of -log D at three stages of training", [Panel("gradient of -log D", stages, Images, p => p.NonSaturating, log: true)]))
        {
            Seeds = stages[0].Count,
            Settings = Settings(setting),
        };
    }
}
