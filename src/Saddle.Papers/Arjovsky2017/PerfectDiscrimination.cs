using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A discriminator trained to the end on two curves in the plane, as they are and with noise.</summary>
[Entry(
    "arjovsky2017/perfect-discrimination",
    "Between curves in the plane a discriminator becomes perfect and the log(1 - D) gradient vanishes; with noise on its input neither happens.",
    @"\dim \mathcal M, \dim \mathcal P < d \Rightarrow \exists D^*:\ P(D^* = 1 | r) = P(D^* = 0 | g) = 1;\quad \nabla_\theta E \log(1 - D) \to 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorems 2.1 to 2.4, figures 1 and 2, section 3")]
public sealed record PerfectDiscrimination : Claim
{
    private const double Accuracy = 0.98;
    private const double Fall = 10;
    private const double Noise = 0.5;

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new("accuracy 1; on images the gradient drops by up to five orders of magnitude", "theorems 2.1 to 2.3; figure 2", "theorems read in the paper; the drop in figure 2 remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "over the seeds the median accuracy at the end is at least 0.98 and the median gradient of log(1 - D) at most a tenth of what it was at the start; with Gaussian noise of half the circle's radius the median accuracy is below 0.9 and the median gradient at least ten times that without noise";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (seeds, iterations) = setting.Full ? (20, 4000) : (6, 800);
        double[] noises = [0, Noise];
        var courses = Networks.Each("arjovsky2017/perfect-discrimination", noises, seeds, setting, (noise, seed) => Course(iterations, noise, seed, setting));
        var (bare, noisy) = (courses[0], courses[1]);
        double Last(IReadOnlyList<IReadOnlyList<FreshDiscriminator>> courses, Func<FreshDiscriminator, double> value) => courses.Select(c => value(c[^1])).Median();
        var (accuracy, noisyAccuracy) = (Last(bare, p => p.Accuracy), Last(noisy, p => p.Accuracy));
        var fall = bare.Select(c => c[0].Saturating / c[^1].Saturating).Median();
        var rescue = Last(noisy, p => p.Saturating) / Last(bare, p => p.Saturating);
        var holds = accuracy >= Accuracy && fall >= Fall && noisyAccuracy < 0.9 && rescue >= 10;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            accuracy,
            "median accuracy of the discriminator at the end",
            $"Without noise the median accuracy is {accuracy.Text("F4")} and the gradient of log(1 - D) falls by a factor of {fall.Text("G3")}; with noise the accuracy is {noisyAccuracy.Text("F3")} and the gradient {rescue.Text("G3")} times as long.",
            new("A fresh discriminator between a circle and a segment", [Panel("accuracy", bare, noisy, p => p.Accuracy, log: false), Panel("gradient of log(1 - D)", bare, noisy, p => p.Saturating, log: true)], Columns: 2))
        {
            Interval = bare.Select(c => c[^1].Accuracy).MedianInterval(),
            Seeds = seeds,
            Settings = [("data", "the unit circle"), ("generator", "a random segment, b + w z, z uniform in [-1, 1]"), ("discriminator", "two hidden layers of 128"), ("iterations", iterations.Text()), ("step of Adam", "0.001"), ("batch", "256"), ("noise", Noise.Text())],
        };
    }

    private static IReadOnlyList<FreshDiscriminator> Course(int iterations, double noise, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start("data: {name: circles, radii: \"1\", sd: 0}\ngenerator: {name: mlp, latent: 1, depth: 0, law: uniform}\ndiscriminator: {name: mlp, width: 128, depth: 2}\nrule: adam\nbatch: 256", setting, seed);
        return new OptimalDiscriminatorProbe(iterations, Noise: noise).Course(at, setting.Cancellation);
    }

    private static Panel Panel(string title, IReadOnlyList<IReadOnlyList<FreshDiscriminator>> bare, IReadOnlyList<IReadOnlyList<FreshDiscriminator>> noisy, Func<FreshDiscriminator, double> value, bool log) => new(
        title,
        Contest.Iterations,
        new(title, log),
        [Contest.Median("no noise", bare, value), Contest.Median("noise on what the discriminator sees", noisy, value)]);
}
