using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// A GAN at three stages of its training, its generator frozen and a fresh discriminator trained: what figures 1 to 3
/// draw.
/// </summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record FrozenStages(bool Images) : Claim<FrozenStages.Measurements>
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

    // After how many updates each stage is, images counted in epochs.
    private string[] StageNames =>
        Images ? ["1 epoch", "10 epochs", "25 epochs"] : ["100 updates", "500 updates", "2,500 updates"];

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var epoch = setting.Full ? 100 : 40;
        long[] updates = Images ? [epoch, 9 * epoch, 15 * epoch] : [100, 400, 2000];
        var runs = Networks.Each(
            Images ? "arjovsky2017 stages of images" : "arjovsky2017 stages of curves",
            setting.Full ? 5 : Images ? 2 : 3,
            setting,
            seed => Courses(updates, seed, setting));
        return new([.. updates.Select((_, stage) => new DiscriminatorCourses([.. runs.Select(r => r[stage])]))]);
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (holds, value, reason) = Judge(measured.Stages);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            value,
            Unit,
            $"After {string.Join(", ", StageNames)} {reason}",
            new($"{Subject} at three stages of training", Panels(measured.Stages), Columns))
        {
            Seeds = measured.Stages[0].Count,
            Settings = Settings(setting),
        };
    }

    /// <summary>What the main figure is, in words.</summary>
    private protected abstract string Unit { get; }

    /// <summary>What the figure shows.</summary>
    private protected abstract string Subject { get; }

    /// <summary>How many panels stand side by side.</summary>
    private protected abstract int Columns { get; }

    /// <summary>Whether the condition is met, the main figure, and what was found at the three stages.</summary>
    /// <param name="stages">The stages.</param>
    private protected abstract (bool Holds, double Value, string Reason) Judge(
        IReadOnlyList<DiscriminatorCourses> stages);

    /// <summary>What is drawn.</summary>
    /// <param name="stages">The stages.</param>
    private protected abstract IReadOnlyList<Panel> Panels(IReadOnlyList<DiscriminatorCourses> stages);

    /// <summary>The median of a value at each stage.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="stages">The stages.</param>
    /// <param name="value">The value.</param>
    /// <param name="log">On a logarithmic axis.</param>
    private protected Panel Panel(
        string title,
        IReadOnlyList<DiscriminatorCourses> stages,
        Func<FreshDiscriminator, double> value,
        bool log) => new(
        title,
        CourseDrawing.Iterations,
        new(title, log),
        [.. stages.Select((courses, i) => CourseDrawing.Median(StageNames[i], courses, value))]);

    /// <summary>The stages' numbers in a row.</summary>
    /// <param name="values">One number a stage.</param>
    /// <param name="format">How it is written.</param>
    private protected static string Row(IEnumerable<double> values, string format) =>
        string.Join(", ", values.Select(v => v.Text(format)));

    private int Iterations(ClaimSetting setting) => setting.Full ? 4000 : Images ? 300 : 1500;

    // One run, stage by stage.
    private List<IReadOnlyList<FreshDiscriminator>> Courses(long[] updates, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(!Images ? Curves : setting.Full ? LargerImages : SmallImages, setting, seed);
        var stages = new List<IReadOnlyList<FreshDiscriminator>>();
        foreach (var count in updates)
        {
            at.Train(count, setting);
            stages.Add(new OptimalDiscriminatorProbe(Iterations(setting)).Course(at, setting.Cancellation));
        }

        return stages;
    }

    private List<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        .. Images ? OfImages(setting) : OfCurves,
        ("stages", string.Join(", ", StageNames)),
        ("iterations of the fresh discriminator", Iterations(setting).Text()),
        ("its rule", "Adam, step 0.001, beta1 0.5"),
    ];

    private static (string Name, string Value)[] OfCurves =>
    [
        ("data", "the circle of radius 2"),
        ("networks", "two hidden layers of 64 each; one latent number, so that the generator's support is a curve"),
        ("scale", "the paper has images only"),
    ];

    private static (string Name, string Value)[] OfImages(ClaimSetting setting) =>
    [
        ("data", setting.Full
            ? "drawn shapes in colour, 32x32, 6,400 images"
            : "drawn shapes in grey, 16x16, 1,280 images"),
        ("networks", setting.Full ? "DCGAN of width 16" : "DCGAN of width 8"),
        ("scale", "the paper: DCGAN of width 64 on 64x64 photographs"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Stages">Fresh discriminators at each of the three stages.</param>
    public sealed record Measurements(IReadOnlyList<DiscriminatorCourses> Stages);
}
