using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Figures;

namespace Saddle.Papers.Isola2017;

/// <summary>Where every hue is right, distances alone give grey and a conditional GAN the hues.</summary>
[Entry(
    "isola2017/l1-goes-grey",
    "Where every hue is right L1 alone goes grey, as L2 does, and a conditional GAN does not.",
    @"\arg\min_c E\,|x - c| = \mathrm{median}(x),\quad x = r (\cos h, \sin h),\ h \sim U(0, 2\pi)",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), section 4.2")]
public sealed record L1GoesGrey : Claim<L1GoesGrey.Measurements>
{
    private const double Grey = 0.1;
    private const double Near = 0.1;
    private const double LeastEntropy = 0.9;

    private static readonly PixelLoss[] Losses = [PixelLoss.L1, PixelLoss.L2, PixelLoss.Adversarial];

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new(
        "L1 prefers a greyish colour where several are plausible; the adversarial term makes colours as the data's",
        "section 4.2",
        "remembered, not re-read; the law's answers derived");

    /// <inheritdoc/>
    public override string Condition =>
        "medians over the seeds: the mean chroma of the draws at most a tenth of the ring's under L1 and under L2; "
        + "under the GAN within a tenth of the ring's, and the entropy of the hues at least 0.9";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = Networks.Each(
            "isola2017/l1-goes-grey",
            Losses,
            OnePixel.Seeds(setting),
            setting,
            (loss, seed) => OnePixel.Colours(ColourLaw.Ring, loss, seed, setting));
        return new(Draws(0), Draws(1), Draws(2));

        IReadOnlyList<ColourDraws> Draws(int kind) => [.. runs[kind].Select(ColourDraws.Of)];
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (l1, l2, gan) = (Chroma(measured.L1), Chroma(measured.L2), Chroma(measured.Gan));
        var entropy = measured.Gan.Select(d => d.HueEntropy).Median();
        var holds = l1 <= Grey && l2 <= Grey && Math.Abs(gan - 1) <= Near && entropy >= LeastEntropy;
        IReadOnlyList<ColourDraws>[] kinds = [measured.L1, measured.L2, measured.Gan];
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            gan,
            "mean chroma of the GAN's draws over the ring's",
            $"The mean chroma over the ring's is {l1.Text()} under L1, {l2.Text()} under L2 and {gan.Text()} under the "
            + $"GAN, whose hues have an entropy of {entropy.Text()}.",
            new("Chroma by what is descended", [Panel(kinds)]))
        {
            Interval = measured.Gan.Select(d => d.Chroma / OnePixel.Chroma).MedianInterval(),
            Seeds = measured.Gan.Count,
            Settings =
            [
                .. OnePixel.Settings, ("law", "ring"), ("updates", OnePixel.Updates(setting).Text()),
                ("seed", $"{setting.Seed}"),
            ],
            Table = new(
                ["descends", "chroma over the ring's", "entropy of the hues"],
                [.. Losses.Zip(kinds, (loss, draws) => (IReadOnlyList<string>)
                    [loss.Name, Chroma(draws).Text(), draws.Select(d => d.HueEntropy).Median().Text()])]),
        };
    }

    private static double Chroma(IReadOnlyList<ColourDraws> draws) =>
        draws.Select(d => d.Chroma / OnePixel.Chroma).Median();

    private static Panel Panel(IReadOnlyList<ColourDraws>[] kinds) => new(
        string.Empty,
        new("descends") { Categories = [.. Losses.Select(loss => loss.Name)] },
        new("chroma over the ring's", Low: 0),
        [new Bars("median", [0, 1, 2], kinds.Select(Chroma).Gaps())]);

    /// <summary>What is measured.</summary>
    /// <param name="L1">The draws of the runs by L1.</param>
    /// <param name="L2">Those by L2.</param>
    /// <param name="Gan">Those of the GANs.</param>
    public sealed record Measurements(
        IReadOnlyList<ColourDraws> L1, IReadOnlyList<ColourDraws> L2, IReadOnlyList<ColourDraws> Gan);
}
