using Saddle.Data.Families;
using Saddle.Gans;
using Saddle.Torch;

namespace Saddle.Papers.Isola2017;

/// <summary>
/// Colourisation of one pixel, where the law of the colour given the lightness is known: a generator of two layers of
/// 64 that reads lightness and noise, and a discriminator like it.
/// </summary>
internal static class OnePixel
{
    /// <summary>The number of draws of one lightness that a run ends with.</summary>
    public const int Draws = 2048;

    /// <summary>The chroma of the ring.</summary>
    public const double Chroma = 38;

    /// <summary>The settings that all runs share.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings { get; } =
    [
        ("networks", "two hidden layers of 64, rectifiers of slope 0.2; lightness and 4 numbers of noise to a and b"),
        ("rule", "Adam, d-first, step 0.001, decays 0.5 and 0.999"),
        ("objective", "non-saturating"),
        ("batch", "256"),
        ("draws", Draws.Text()),
    ];

    /// <summary>The number of updates.</summary>
    /// <param name="setting">Quick or full.</param>
    public static int Updates(ClaimSetting setting) => setting.Full ? 10_000 : 3000;

    /// <summary>The number of seeds.</summary>
    /// <param name="setting">Quick or full.</param>
    public static int Seeds(ClaimSetting setting) => setting.Full ? 20 : 6;

    /// <summary>Draws of one lightness after training, in units of CIELAB: A, then B, of each.</summary>
    /// <param name="law">The law of the colour.</param>
    /// <param name="loss">What the generator descends.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Stops it.</param>
    public static IReadOnlyList<double> Colours(ColourLaw law, PixelLoss loss, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(law, loss, setting), setting, seed);
        at.Train(Updates(setting), setting);
        using var scope = new TensorScope();
        var input = at.Game.Latent(StreamName.Sampling.Key(at.Seed), Draws, (_, _) => 0);
        return [.. at.Game.Generate(at.Generator, input).ToDoubles().Select(v => v * Data.ColourItems.MostColour)];
    }

    private static string Configuration(ColourLaw law, PixelLoss loss, ClaimSetting setting)
    {
        var name = law == ColourLaw.Ring ? "ring" : "two-colours";
        var regularisers = loss.Weight == 0
            ? "[]"
            : FormattableString.Invariant($"[{{name: paired-error, weight: {loss.Weight}, power: {loss.Power}}}]");
        var stages = loss.IsAdversarial
            ? string.Empty
            : FormattableString.Invariant($"stages: [{{name: pretraining, steps: {Updates(setting)}}}]");
        return FormattableString.Invariant(
            $$"""
            data: {name: colour-scenes, law: {{name}}, size: 1, chroma: {{Chroma}}}
            network: {name: mlp, latent: 4, width: 64, depth: 2, slope: 0.2}
            conditioning: concatenation
            objective: non-saturating
            regularisers: {{regularisers}}
            rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}
            batch: 256
            {{stages}}
            """);
    }
}
