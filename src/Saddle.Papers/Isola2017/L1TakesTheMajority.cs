using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Figures;

namespace Saddle.Papers.Isola2017;

/// <summary>L1 does not give the average: of two colours it takes the likelier one.</summary>
[Entry(
    "isola2017/l1-takes-the-majority",
    "L1 alone does not give the average: of two colours it gives the likelier one, where L2 gives their mean.",
    @"P(c_1) = 0.7:\quad \hat c_{L1} = c_1,\quad \hat c_{L2} = 0.7 c_1 + 0.3 c_2",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), section 4.2")]
public sealed record L1TakesTheMajority : Claim<L1TakesTheMajority.Measurements>
{
    private const double Within = 5;

    private static readonly PixelLoss[] Losses = [PixelLoss.L1, PixelLoss.L2];
    private static readonly ColourScenes Law = new(Law: ColourLaw.TwoColours, Chroma: OnePixel.Chroma);

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published =>
        new("L1 is minimised by the median of the law of the colours", "section 4.2", "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition =>
        "two colours of chroma 38 with the chances 0.7 and 0.3; medians over the seeds: the mean colour of the draws "
        + "is within 5 (in a and b) of the likelier one under L1, and within 5 of their mean under L2";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = Networks.Each(
            "isola2017/l1-takes-the-majority",
            Losses,
            OnePixel.Seeds(setting),
            setting,
            (loss, seed) => OnePixel.Colours(ColourLaw.TwoColours, loss, seed, setting));
        return new([.. runs[0].Select(ColourDraws.Of)], [.. runs[1].Select(ColourDraws.Of)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var mean = (2 * Law.Share) - 1; // the colours lie opposite
        double[] l1 = [.. measured.L1.Select(d => Distance(d, 1))];
        double[] l2 = [.. measured.L2.Select(d => Distance(d, mean))];
        var across = measured.L1.Select(d => Distance(d, mean)).Median();
        return new(
            l1.Median() <= Within && l2.Median() <= Within ? Outcome.Holds : Outcome.Contradicted,
            l1.Median(),
            "distance of L1's answer from the likelier colour, in a and b",
            $"L1's answer is {l1.Median().Text()} from the likelier colour and {across.Text()} from the mean, L2's "
            + $"{l2.Median().Text()} from the mean.",
            new("Distance from what is derived", [Panel(l1.Median(), l2.Median())]))
        {
            Interval = l1.MedianInterval(),
            Seeds = measured.L1.Count,
            Settings =
            [
                .. OnePixel.Settings, ("law", "two colours, 0.7 and 0.3"),
                ("updates", OnePixel.Updates(setting).Text()), ("seed", $"{setting.Seed}"),
            ],
        };
    }

    // From a multiple of the likelier colour.
    private static double Distance(ColourDraws draws, double times)
    {
        var (sin, cos) = Math.SinCos(ColourScenes.TwoHues[0]);
        var (a, b) = (draws.A - (times * Law.Chroma * cos), draws.B - (times * Law.Chroma * sin));
        return Math.Sqrt((a * a) + (b * b));
    }

    private static Panel Panel(double l1, double l2) => new(
        string.Empty,
        new("answer") { Categories = ["L1 from the likelier", "L2 from the mean"] },
        new("distance in a and b", Low: 0),
        [new Bars("median", [0, 1], [l1, l2])])
    {
        Rules = [new("allowed", Within)],
    };

    /// <summary>What is measured.</summary>
    /// <param name="L1">The draws of the runs by L1.</param>
    /// <param name="L2">Those by L2.</param>
    public sealed record Measurements(IReadOnlyList<ColourDraws> L1, IReadOnlyList<ColourDraws> L2);
}
