using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Isola2017;

/// <summary>The larger the weight of L1, the greyer the pictures.</summary>
[Entry(
    "isola2017/weight-of-l1-greys",
    "The weight of L1 undoes what the adversarial term does for colour: the larger it is, the greyer the pictures.",
    @"t(\lambda) = r \sin\frac{\pi g}{\lambda s}\ \text{for}\ g < \lambda s / 2,\ \text{else}\ r",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), section 4.2; the balance derived")]
public sealed record WeightOfL1Greys : Claim<WeightOfL1Greys.Measurements>
{
    private static readonly double[] Weights = [0.1, 1, 10, 100];

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override Published Published => new(
        "with 100 L1 the distribution of colours is still nearer to the true one than under L1 alone",
        "section 4.2",
        "remembered, not re-read; that larger weights are greyer is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "the ring on drawn scenes; the mean log ratio of paired runs of the chroma where a shape is, of each weight by "
        + "the next smaller one of 0.1, 1, 10 and 100, and of 100 by half of that of 0.1: all "
        + PairedRatio.Decides + "; the quick form only tells";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Networks.Each(
            "isola2017/weight-of-l1-greys",
            Weights,
            Scenes.Seeds,
            setting,
            (weight, seed) => Scenes.Colours(PixelLoss.With(weight), seed, setting)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        double[][] chroma = [.. measured.Runs.Select(runs => runs.Select(r => r.Chroma).ToArray())];
        var half = PairedRatio.Of(chroma[^1], [.. chroma[0].Select(c => c / 2)]);
        var falls = chroma.Zip(chroma.Skip(1), (smaller, larger) => PairedRatio.Of(larger, smaller));
        double[] medians = [.. chroma.Select(runs => runs.Median())];
        double[] derived = [.. measured.Runs.Select(runs => runs.Select(r => r.Derived).Median())];
        return new(
            setting.Full ? PairedRatio.Every([.. falls, half]) : Outcome.Undecided,
            half.Ratio / 2,
            "chroma at a weight of 100 over that at 0.1",
            $"With L1 weights of {List(Weights)} the chroma over the ring's is {List(medians)}; by the discriminator's "
            + $"measured pull it should be {List(derived)}.",
            new("Chroma by the weight of L1", [Panel(chroma, derived)]))
        {
            Interval = (half.Interval.Low / 2, half.Interval.High / 2),
            Seeds = chroma[0].Length,
            Settings = Scenes.Settings(setting),
            Table = new(
                ["weight of L1", "chroma over the ring's", "by the measured pull", "error in a and b"],
                [
                    .. Weights.Select((weight, i) => (IReadOnlyList<string>)
                        [
                            weight.Text(),
                            medians[i].Text(),
                            derived[i].Text(),
                            measured.Runs[i].Select(r => r.Error).Median().Text(),
                        ]),
                ]),
        };
    }

    private static string List(IEnumerable<double> values) => string.Join(", ", values.Select(v => v.Text("G3")));

    private static Panel Panel(double[][] chroma, double[] derived) => new(
        string.Empty,
        new("weight of L1") { Categories = [.. Weights.Select(w => w.Text())] },
        new("chroma over the ring's", Low: 0),
        [
            Drawing.Spread("median, least and greatest", Drawing.Places(Weights.Length), chroma),
            new Points("by the measured pull", Drawing.Places(Weights.Length), derived.Gaps()),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Runs">What the runs of each weight paint, the smallest weight first, of the same seeds.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<SceneColours>> Runs);
}
