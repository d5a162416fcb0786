using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Isola2017;

/// <summary>An adversarial term makes pictures more colourful, and farther from the true ones.</summary>
[Entry(
    "isola2017/adversarial-term-colours",
    "An adversarial term raises colourfulness over that of L1 alone, and the error with it.",
    @"L_G = L_{GAN} + \lambda E |x - G(y, z)|,\ \lambda = 1,\ \text{against}\ E |x - G(y, z)|",
    "Isola, Zhu, Zhou and Efros 2017 (arXiv:1611.07004), section 4.2")]
public sealed record AdversarialTermColours : Claim<AdversarialTermColours.Measurements>
{
    private const double Gain = 0.3;

    private static readonly PixelLoss[] Losses = [PixelLoss.L1, PixelLoss.With(1)];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <inheritdoc/>
    public override Published Published => new(
        "an L1 term encourages grey where a colour is not sure; the adversarial term brings the colours' distribution "
        + "near the true one",
        "section 4.2",
        "remembered, not re-read; that the error rises is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "the ring on drawn scenes; the mean log ratio of paired runs, L1 alone by the GAN with an L1 weight of 1, of "
        + "colourfulness over the true pictures' (of L1 plus 0.3) and of the error in a and b: both "
        + PairedRatio.Decides + "; the quick form only tells";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = Networks.Each(
            "isola2017/adversarial-term-colours",
            Losses,
            Scenes.Seeds,
            setting,
            (loss, seed) => Scenes.Colours(loss, seed, setting));
        return new(runs[0], runs[1]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (l1, gan) = (Colourfulness(measured.L1), Colourfulness(measured.Gan));
        var (near, far) = (Errors(measured.L1), Errors(measured.Gan));
        var ratio = PairedRatio.Every(PairedRatio.Of([.. l1.Select(c => c + Gain)], gan), PairedRatio.Of(near, far));
        double[] gains = [.. gan.Zip(l1, (with, without) => with - without)];
        return new(
            setting.Full ? ratio : Outcome.Undecided,
            gains.Median(),
            "gain in colourfulness, over the true pictures'",
            $"Colourfulness over the true pictures' is {l1.Median().Text()} under L1 alone and {gan.Median().Text()} "
            + $"with an adversarial term and an L1 weight of 1; the error in a and b is {near.Median().Text()} and "
            + $"{far.Median().Text()}.",
            new("Colourfulness and error", [Panel("colourfulness over the true", l1, gan), Panel("error", near, far)]))
        {
            Interval = SignFlips.Interval(gains),
            Seeds = gains.Length,
            Settings = Scenes.Settings(setting),
        };
    }

    private static double[] Colourfulness(IEnumerable<SceneColours> runs) => [.. runs.Select(r => r.Colourfulness)];

    private static double[] Errors(IEnumerable<SceneColours> runs) => [.. runs.Select(r => r.Error)];

    private static Panel Panel(string name, double[] l1, double[] gan) => new(
        string.Empty,
        new("descends") { Categories = [.. Losses.Select(loss => loss.Name)] },
        new(name, Low: 0),
        [Drawing.Spread($"{name}, median, least and greatest", Drawing.Places(2), [l1, gan])]);

    /// <summary>What is measured.</summary>
    /// <param name="L1">What the runs by L1 alone paint.</param>
    /// <param name="Gan">What those with an adversarial term paint, of the same seeds.</param>
    public sealed record Measurements(IReadOnlyList<SceneColours> L1, IReadOnlyList<SceneColours> Gan);
}
