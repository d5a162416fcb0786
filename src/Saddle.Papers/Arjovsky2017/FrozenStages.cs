using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// A GAN at three stages of its training, its generator frozen and a fresh discriminator trained: what figures 1 to 3
/// draw. Curves lie in space, where two of them do not meet in general, as the supports of images do not.
/// </summary>
/// <param name="Images">On images in place of curves.</param>
public abstract record FrozenStages(bool Images) : Claim<FrozenStages.Measurements>
{
    /// <summary>Which stages are judged, as conditions tell it.</summary>
    private protected const string Judged =
        "at each of the three stages but those of curves that have converged, whose median Wasserstein distance to the "
        + "circle is below 0.1,";

    private const double Converged = 0.1;
    private const int Radius = 2;
    private const int Points = 256;

    private const string Curves = """
        data: {name: circles, radii: "2", sd: 0, coordinates: 3}
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
            Images ? (setting.Full ? 5 : 3) : setting.Full ? 20 : 6,
            setting,
            seed => Looks(updates, seed, setting));
        return new([.. updates.Select((_, stage) => new Stage(
            new([.. runs.Select(r => r[stage].Course)]),
            [.. runs.Select(r => r[stage].Distance).OfType<double>()]))]);
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        List<DiscriminatorCourses> all = [.. measured.Stages.Select(s => s.Courses)];
        List<DiscriminatorCourses> judged =
            [.. measured.Stages.Where(s => !(s.Distance < Converged)).Select(s => s.Courses)];
        var (holds, value) = Judge(judged.Count > 0 ? judged : all);
        return new(
            judged.Count == 0 ? Outcome.Undecided : holds ? Outcome.Holds : Outcome.Contradicted,
            value,
            Unit,
            $"After {string.Join(", ", StageNames)} {Told(all)}{ToldOfDistances(measured.Stages)}",
            new($"{Subject} at three stages of training", Panels(all), Columns))
        {
            Seeds = all[0].Count,
            Recorded = setting.Full ? InFull : null,
            Settings = Settings(setting),
        };
    }

    /// <summary>The outcome on record in full; null where it is that of the quick form.</summary>
    private protected virtual Outcome? InFull => null;

    /// <summary>What the main figure is, in words.</summary>
    private protected abstract string Unit { get; }

    /// <summary>What the figure shows.</summary>
    private protected abstract string Subject { get; }

    /// <summary>How many panels stand side by side.</summary>
    private protected abstract int Columns { get; }

    /// <summary>Whether the condition is met, and the main figure.</summary>
    /// <param name="stages">The stages that are judged.</param>
    private protected abstract (bool Holds, double Value) Judge(IReadOnlyList<DiscriminatorCourses> stages);

    /// <summary>What was found at the three stages, in words.</summary>
    /// <param name="stages">The stages.</param>
    private protected abstract string Told(IReadOnlyList<DiscriminatorCourses> stages);

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

    private int Iterations(ClaimSetting setting) => !setting.Full ? 2000 : Images ? 4000 : 10_000;

    // One run, stage by stage.
    private List<Look> Looks(long[] updates, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(!Images ? Curves : setting.Full ? LargerImages : SmallImages, setting, seed);
        var stages = new List<Look>();
        foreach (var count in updates)
        {
            at.Train(count, setting);
            stages.Add(new(
                new OptimalDiscriminatorProbe(Iterations(setting)).Course(at, setting.Cancellation),
                Images ? null : DistanceToCircle(at)));
        }

        return stages;
    }

    // Of evenly spaced latent numbers: a draw of as many would itself be farther away than what counts as converged.
    private static double DistanceToCircle(Snapshot at)
    {
        using var scope = new TensorScope();
        float[] latent = [.. Enumerable.Range(0, Points).Select(i => (((2f * i) + 1) / Points) - 1)];
        var generated = at.Game.Generate(at.Generator, Tensor.From<float>(latent, [Points, 1])).ToDoubles();
        var circle = PlanePoints.OnCircle(Points, Radius);
        return PlanePoints.Wasserstein(Points, (i, j) => PlanePoints.Norm(
            PlanePoints.Norm(generated[3 * i] - circle[j].X, generated[(3 * i) + 1] - circle[j].Y),
            generated[(3 * i) + 2]));
    }

    private string ToldOfDistances(IReadOnlyList<Stage> stages)
    {
        if (Images)
        {
            return string.Empty;
        }

        var converged = StageNames.Zip(stages).Where(s => s.Second.Distance < Converged).Select(s => s.First).ToList();
        return $" The curves are then {Row(stages.Select(s => s.Distance), "G2")} away from the circle"
            + (converged.Count == 0 ? "." : $"; what has converged ({string.Join(", ", converged)}) is not judged.");
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
        ("data", $"a circle of radius {Radius.Text()} in space"),
        ("networks", "two hidden layers of 64 each; one latent number, so that the generator's support is a curve"),
        ("distance", $"Wasserstein distance, {Points.Text()} evenly spaced points of each curve"),
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
    /// <param name="Stages">The three stages.</param>
    public sealed record Measurements(IReadOnlyList<Stage> Stages);

    /// <summary>Fresh discriminators at a stage.</summary>
    /// <param name="Courses">What was seen of them, run by run.</param>
    /// <param name="Distances">How far each run's curve is from the circle; none of images.</param>
    public sealed record Stage(DiscriminatorCourses Courses, IReadOnlyList<double> Distances)
    {
        /// <summary>The median distance; NaN of images.</summary>
        public double Distance => Distances.Count > 0 ? Distances.Median() : double.NaN;
    }

    private sealed record Look(IReadOnlyList<FreshDiscriminator> Course, double? Distance);
}
