using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Torch;

namespace Saddle.Papers.Isola2017;

/// <summary>Colourisation of drawn scenes in which every hue is right, by a U-Net and a discriminator of patches.
/// </summary>
internal static class Scenes
{
    /// <summary>The number of seeds.</summary>
    public const int Seeds = 6;

    private const int Size = 16;
    private const int Pictures = 128;

    private static readonly ColourScenes Law = new(Size: Size, Chroma: OnePixel.Chroma);

    // Of a pixel that a shape covers wholly, in the scale of what is given.
    private static readonly float Covered = ColourItems.Given(Law.Lightness - 0.5);

    /// <summary>The number of updates.</summary>
    /// <param name="setting">Quick or full.</param>
    public static int Updates(ClaimSetting setting) => setting.Full ? 2000 : 200;

    /// <summary>Every setting that the figures depend on, but for the losses.</summary>
    /// <param name="setting">Quick or full.</param>
    public static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", FormattableString.Invariant($"colour-scenes, {Size}x{Size}, ring, chroma {Law.Chroma}")),
        ("generator", $"u-net, width {Width(setting)}, 4 numbers of noise, batch normalisation"),
        ("discriminator", $"patches of 16, width {Width(setting)}, told the lightness"),
        ("objective", "non-saturating"),
        ("rule", "Adam, d-first, step 0.0005, decays 0.5 and 0.999"),
        ("samples of", "the running average of the generator, 0.995"),
        ("batch", "32"),
        ("pictures", Pictures.Text()),
        ("updates", Updates(setting).Text()),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What a generator paints after training.</summary>
    /// <param name="loss">What it descends.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Quick or full; stops it.</param>
    public static SceneColours Colours(PixelLoss loss, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(loss, setting), setting, seed);
        at.Train(Updates(setting), setting);
        using var scope = new TensorScope();
        var probe = new ColoursProbe(Pictures).Measure(at);
        var (chroma, pull, share) = Covering(at);
        return new(
            probe["colourfulness-ratio"],
            probe["colour-error"],
            chroma * ColourItems.MostColour / Law.Chroma,
            Derived(pull, loss.Weight * share));
    }

    /// <summary>
    /// Where the two balance: L1's slope along one channel is w / pi asin(t / r) at the chroma t, w the weight times
    /// the share of the pixels.
    /// </summary>
    /// <param name="pull">The discriminator's pull away from grey.</param>
    /// <param name="weight">w.</param>
    /// <returns>t / r.</returns>
    internal static double Derived(double pull, double weight) =>
        pull >= weight / 2 ? 1 : Math.Sin(Math.PI * Math.Max(pull, 0) / weight);

    // Over pixels that are covered wholly, in the scale of items: the mean chroma, the pull of a scene along its
    // pixels' own hues, and their share.
    private static (double Chroma, double Pull, double Share) Covering(Snapshot at)
    {
        var key = StreamName.Sampling.Key(at.Seed);
        var input = at.Game.Latent(key, Pictures, (i, _) => i);
        var made = at.Game.Generate(at.Generator, input);
        var pull = at.Game.Pull(at.Players, made, key, input.Condition).ToDoubles();
        var (given, colours) = (input.Condition!.Values.ToDoubles(), made.ToDoubles());
        var (count, chroma, along) = (0, 0.0, 0.0);
        foreach (var (i, _) in given.Index().Where(pixel => pixel.Item >= Covered))
        {
            var a = (2 * Size * Size * (i / (Size * Size))) + (i % (Size * Size));
            var b = a + (Size * Size);
            var own = Math.Sqrt((colours[a] * colours[a]) + (colours[b] * colours[b]));
            chroma += own;
            along += own > 0 ? ((pull[a] * colours[a]) + (pull[b] * colours[b])) / own : 0;
            count++;
        }

        return (chroma / count, along / Pictures, count / (double)given.Length);
    }

    private static int Width(ClaimSetting setting) => setting.Full ? 16 : 8;

    private static string Configuration(PixelLoss loss, ClaimSetting setting)
    {
        var stages = loss.IsAdversarial
            ? string.Empty
            : FormattableString.Invariant($"stages: [{{name: pretraining, steps: {Updates(setting)}}}]");
        return FormattableString.Invariant(
            $$"""
            data: {name: colour-scenes, size: {{Size}}, chroma: {{Law.Chroma}}}
            generator: {name: u-net, width: {{Width(setting)}}, latent: 4, dropout: 0}
            discriminator: {name: u-net, width: {{Width(setting)}}, norm: none, patch: 16}
            conditioning: concatenation
            objective: non-saturating
            regularisers: [{name: paired-error, weight: {{loss.Weight}}}]
            rule: {name: adam, order: d-first, eta: 0.0005, beta1: 0.5}
            batch: 32
            ema: 0.995
            {{stages}}
            """);
    }
}
