using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Figures;

namespace Saddle.Papers.Isola2017;

/// <summary>With pix2pix's weight of L1 a generator ignores its noise.</summary>
[Entry(
    "isola2017/l1-silences-noise",
    "With a weight of 100 L1 makes a conditional GAN ignore its noise; without L1 the draws spread as the law does.",
    @"\lambda = 100:\ G(y, z) \approx G(y);\quad \lambda = 0:\ \mathrm{sd}(G(y, z)) \approx \mathrm{sd}(x | y)",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), section 3.1")]
public sealed record L1SilencesNoise : Claim<L1SilencesNoise.Measurements>
{
    private const double Wide = 0.8;
    private const double Narrow = 0.1;

    private static readonly PixelLoss[] Losses = [PixelLoss.Adversarial, PixelLoss.Both];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new(
        "the generator learns to ignore noise that is an input; dropout gives minor stochasticity",
        "section 3.1",
        "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition =>
        "the ring; medians over the seeds: the spread of the draws of one lightness over the law's at least 0.8 "
        + "without L1, and at most 0.1 with a weight of 100";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = Networks.Each(
            "isola2017/l1-silences-noise",
            Losses,
            OnePixel.Seeds(setting),
            setting,
            (loss, seed) => OnePixel.Colours(ColourLaw.Ring, loss, seed, setting));
        return new([.. runs[0].Select(ColourDraws.Of)], [.. runs[1].Select(ColourDraws.Of)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (without, with) = (Spreads(measured.Without), Spreads(measured.With));
        return new(
            without.Median() >= Wide && with.Median() <= Narrow ? Outcome.Holds : Outcome.Contradicted,
            with.Median(),
            "spread of the draws over the law's, with L1",
            $"The draws of one lightness spread by {without.Median().Text()} of the law's without L1, and by "
            + $"{with.Median().Text()} with a weight of 100.",
            new("Spread of the draws", [Panel(without.Median(), with.Median())]))
        {
            Interval = with.MedianInterval(),
            Seeds = with.Length,
            Settings =
            [
                .. OnePixel.Settings, ("law", "ring"), ("updates", OnePixel.Updates(setting).Text()),
                ("seed", $"{setting.Seed}"),
            ],
        };
    }

    private static double[] Spreads(IEnumerable<ColourDraws> draws) =>
        [.. draws.Select(d => d.Spread / OnePixel.Chroma)];

    private static Panel Panel(double without, double with) => new(
        string.Empty,
        new("weight of L1") { Categories = ["0", "100"] },
        new("spread over the law's", Low: 0),
        [new Bars("median", [0, 1], [without, with])]);

    /// <summary>What is measured.</summary>
    /// <param name="Without">The draws of the runs without L1.</param>
    /// <param name="With">Those with it.</param>
    public sealed record Measurements(IReadOnlyList<ColourDraws> Without, IReadOnlyList<ColourDraws> With);
}
