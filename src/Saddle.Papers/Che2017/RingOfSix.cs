using Saddle.Catalog;
using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>Six Gaussians on a ring: the plain GAN goes from mode to mode, the regularised one covers all.</summary>
[Entry(
    "che2017/ring-of-six",
    "On six Gaussians on a ring the plain GAN oscillates among modes, and the mode-regularised GAN covers them all.",
    @"L_G = -E \log D(G(z)) + E_x[\lambda_1 |x - G(E(x))|^2 - \lambda_2 \log D(G(E(x)))]",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), figure 9")]
public sealed record RingOfSix : Claim
{
    private const int Modes = 6;
    private const int Looks = 20;
    private const int Samples = 1200;
    private const double Eta = 1e-4;

    // A sample is of a mode within 1.5 of it: the modes are 5 apart.
    private const double Reach = 0.5;

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new("the GAN oscillates among modes, one at a time; the regularised GAN covers all six", "figure 9", "the caption read in a summary; the settings remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "at the end the regularised GAN covers all six modes in at least 9 of 10 runs and the plain one in at most 5 of 10; and the median plain run loses a mode that it covered at the look before, at 3 or more of 20 looks. A mode is covered that has a fifth of its share of the samples within 1.5";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (seeds, updates) = setting.Full ? (20, 25_000L) : (10, 15_000L);
        string[] kinds = ["[]", "[{name: mode-regularisation, lambda1: 0.005, lambda2: 0.005}]"];
        var courses = Networks.Each("che2017/ring-of-six", kinds, seeds, setting, (kind, seed) => Course(kind, updates, seed, setting));
        var covered = courses.Select(c => new Proportion(c.Count(r => Covered(r[^1]) == Modes), seeds)).ToList();
        var losses = courses.Select(c => c.Select(r => (double)Losses(r)).ToList()).ToList();
        var ends = courses.Select(c => c.Select(r => (double)Covered(r[^1])).ToList()).ToList();
        var holds = covered[1].Rate >= 0.9 && covered[0].Rate <= 0.5 && losses[0].Median() >= 3;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            covered[1].Rate,
            "share of regularised runs that end with all six modes",
            $"All six modes at the end: {covered[1].Share()} of the regularised runs, {covered[0].Share()} of the plain ones, which end with a median of {ends[0].Median().Text()} of the six; the median run loses a mode at {losses[0].Median().Text()} looks of {Looks} without the regulariser and at {losses[1].Median().Text()} with it.",
            new("Modes covered", [Panel(courses, updates)]))
        {
            Interval = (covered[1].Low, covered[1].High),
            Seeds = seeds,
            Settings =
            [
                ("data", "six Gaussians, radius 5, standard deviation 0.1"), ("generator", "two hidden layers of 128, latent 3, uniform"), ("discriminator", "one hidden layer of 128"),
                ("rule", $"Adam, d-first, step {Eta.Text()}, decays 0.9 and 0.999"), ("updates", updates.Text()), ("batch", "64"), ("lambda", "0.005 and 0.005"), ("scale", "networks, step and lambda as published; the number of updates is not known to us"),
            ],
            Table = new(
                ["GAN", "runs with all six modes", "median modes at the end", "median looks at which a mode was lost"],
                [.. courses.Select((_, k) => (IReadOnlyList<string>)[k == 0 ? "plain" : "regularised", covered[k].Share(), ends[k].Median().Text(), losses[k].Median().Text()])]),
        };
    }

    // The number of samples of each mode, at each look.
    private static List<IReadOnlyList<int>> Course(string regularisers, long updates, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(
            FormattableString.Invariant($"data: {{name: ring, modes: {Modes}, radius: 5, sd: 0.1}}\ngenerator: {{name: mlp, latent: 3, width: 128, depth: 2, law: uniform}}\ndiscriminator: {{name: mlp, width: 128, depth: 1}}\nregularisers: {regularisers}\nrule: {{name: adam, order: d-first, eta: {Eta}}}\nbatch: 64"),
            setting,
            seed);
        var wide = new Wide((IModes)at.Items);
        var course = new List<IReadOnlyList<int>>();
        for (var look = 0; look < Looks; look++)
        {
            at.Train(updates / Looks, setting);
            using var scope = new TensorScope();
            course.Add(ModeCoverage.Of(wide, at.Samples(Samples).ToDoubles()).Counts);
        }

        return course;
    }

    private static bool Has(IReadOnlyList<int> counts, int mode) => counts[mode] >= 0.2 * Samples / Modes;

    private static int Covered(IReadOnlyList<int> counts) => Enumerable.Range(0, Modes).Count(mode => Has(counts, mode));

    private static int Losses(List<IReadOnlyList<int>> course) =>
        course.Zip(course.Skip(1), (before, after) => Enumerable.Range(0, Modes).Any(mode => Has(before, mode) && !Has(after, mode))).Count(lost => lost);

    private static Panel Panel(IReadOnlyList<IReadOnlyList<List<IReadOnlyList<int>>>> courses, long updates) => new(
        string.Empty,
        new("updates"),
        new("modes covered, mean over runs", Low: 0, High: Modes),
        [.. courses.Select((runs, k) => new Line(
            k == 0 ? "plain" : "regularised",
            Enumerable.Range(1, Looks).Select(look => (double)look * updates / Looks).Gaps(),
            Enumerable.Range(0, Looks).Select(look => runs.Average(r => Covered(r[look]))).Gaps()))]);

    private sealed class Wide(IModes modes) : IModes
    {
        public IReadOnlyList<double[]> Centres => modes.Centres;

        public IReadOnlyList<double> Weights => modes.Weights;

        public double StandardDeviation => Reach;
    }
}
