using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A discriminator trained to the end on two curves in space, as they are and with noise.</summary>
[Entry(
    "arjovsky2017/perfect-discrimination",
    "Between curves in space a discriminator becomes perfect and the log(1 - D) gradient vanishes; with noise on "
        + "its input neither happens.",
    @"\dim \mathcal M, \dim \mathcal P < d \Rightarrow \exists D^*:\ P(D^* = 1 | r) = P(D^* = 0 | g) = 1;"
        + @"\quad \nabla_\theta E \log(1 - D) \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorems 2.1 to 2.4, figures 1 and 2, section 3")]
public sealed record PerfectDiscrimination : Claim<PerfectDiscrimination.Measurements>
{
    private const double Accuracy = 0.98;
    private const double Fall = 10;
    private const double Noise = 0.5;

    private static readonly double[] Noises = [0, Noise];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "accuracy 1; on images the gradient drops by up to five orders of magnitude",
        "theorems 2.1 to 2.3; figure 2",
        "theorems read in the paper; the drop in figure 2 remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "over the seeds the median accuracy at the end is at least 0.98 and the median gradient of log(1 - D) at most "
        + "a tenth of what it was at the start; with Gaussian noise of half the circle's radius the median accuracy is "
        + "below 0.9 and the median gradient at least ten times that without noise";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (seeds, iterations) = Size(setting);
        var courses = Networks.Each(
            "arjovsky2017/perfect-discrimination",
            Noises,
            seeds,
            setting,
            (noise, seed) => Course(iterations, noise, seed, setting));
        return new(new(courses[0]), new(courses[1]));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (bare, noisy) = measured;
        var (accuracy, noisyAccuracy) = (bare.Last(p => p.Accuracy).Median(), noisy.Last(p => p.Accuracy).Median());
        var fall = bare.First(p => p.Saturating).Zip(bare.Last(p => p.Saturating), (f, l) => f / l).Median();
        var rescue = noisy.Last(p => p.Saturating).Median() / bare.Last(p => p.Saturating).Median();
        var holds = accuracy >= Accuracy && fall >= Fall && noisyAccuracy < 0.9 && rescue >= 10;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            accuracy,
            "median accuracy of the discriminator at the end",
            $"Without noise the median accuracy is {accuracy.Text("F4")} and the gradient of log(1 - D) falls by a "
            + $"factor of {fall.Text("G3")}; with noise the accuracy is {noisyAccuracy.Text("F3")} and the gradient "
            + $"{rescue.Text("G3")} times as long.",
            new("A fresh discriminator between a circle and a segment", Panels(measured), Columns: 2))
        {
            Interval = bare.Last(p => p.Accuracy).MedianInterval(),
            Seeds = bare.Count,
            Settings = Settings(setting),
        };
    }

    private static (int Seeds, int Iterations) Size(ClaimSetting setting) => setting.Full ? (20, 10_000) : (6, 2000);

    private static IReadOnlyList<FreshDiscriminator> Course(
        int iterations,
        double noise,
        int seed,
        ClaimSetting setting)
    {
        using var at = SegmentDiscriminators.Start(1, seed, setting, dimension: 3);
        return new OptimalDiscriminatorProbe(iterations, Noise: noise).Course(at, setting.Cancellation);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", "the unit circle in space, where a random segment does not meet it"),
        ("generator", "a random segment, b + w z, z uniform in [-1, 1]"),
        ("discriminator", "two hidden layers of 128"),
        ("iterations", Size(setting).Iterations.Text()),
        ("step of Adam", "0.001"),
        ("batch", "256"),
        ("noise", Noise.Text()),
    ];

    private static IReadOnlyList<Panel> Panels(Measurements measured) =>
    [
        Panel("accuracy", measured, p => p.Accuracy, log: false),
        Panel("gradient of log(1 - D)", measured, p => p.Saturating, log: true),
    ];

    private static Panel Panel(
        string title,
        Measurements measured,
        Func<FreshDiscriminator, double> value,
        bool log) => new(
        title,
        CourseDrawing.Iterations,
        new(title, log),
        [
            CourseDrawing.Median("no noise", measured.Bare, value),
            CourseDrawing.Median("noise on what the discriminator sees", measured.Noisy, value),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Bare">Discriminators that see samples as they are.</param>
    /// <param name="Noisy">Discriminators that see them with noise.</param>
    public sealed record Measurements(DiscriminatorCourses Bare, DiscriminatorCourses Noisy);
}
