using System.Globalization;
using System.Text.RegularExpressions;
using Saddle.Games;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>Tells mimicry's SNGAN and WGAN-GP for 32x32 and 48x48 pixels.</summary>
/// <remarks>https://github.com/kwotsin/mimicry, nets/sngan and nets/wgan_gp; arXiv:2005.02494.</remarks>
internal static partial class KnownMimicry
{
    /// <summary>The names that its first tensor ends with.</summary>
    public static readonly string[] Anchors = ["l1.weight", "block1.c1.weight", "block1.c1.weight_orig"];

    /// <summary>The architecture of these tensors; null where it is none of these.</summary>
    /// <param name="shapes">The tensors' shapes by their names.</param>
    /// <param name="player">Whose network it is.</param>
    public static KnownArchitecture? Of(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes, Player player) =>
        player == Player.Generator ? Generator(shapes) : Discriminator(shapes);

    private static KnownArchitecture? Generator(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes)
    {
        if (shapes.GetValueOrDefault("l1.weight") is not [var outputs, var latent]
            || shapes.GetValueOrDefault("block2.b1.weight") is not [var width]
            || shapes.GetValueOrDefault("block2.c1.weight") is not [var next, _, 3, 3]
            || Side(outputs, width, next) is not { } side)
        {
            return null;
        }

        return new(
            "mimicry's residual generator",
            new ResNetMimicry(Latent: (int)latent, Width: (int)width),
            [3, side, side],
            WeightForm.Plain,
            ours => Named(ours, first: 2, last: 5));
    }

    // 32 pixels grow from 4 at the same width, 48 from 6 at half of it.
    private static int? Side(long outputs, long width, long next) =>
        outputs == 16 * width && next == width ? 32
        : outputs == 36 * width && next == width / 2 ? 48
        : null;

    private static KnownArchitecture? Discriminator(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes)
    {
        var form = shapes.ContainsKey("block1.c1.weight_orig") ? WeightForm.Hook
            : shapes.ContainsKey("block1.c1.sn_u") ? WeightForm.Mimicry
            : WeightForm.Plain;
        var weight = form == WeightForm.Hook ? "weight_orig" : "weight";
        if (shapes.GetValueOrDefault($"l5.{weight}") is not [1, var width]
            || shapes.GetValueOrDefault($"block4.c2.{weight}") is not [var fourth, _, 3, 3])
        {
            return null;
        }

        var side = shapes.ContainsKey($"block5.c1.{weight}") ? 48 : 32;
        return fourth != (side == 48 ? width / 2 : width) ? null : new(
            form == WeightForm.Plain ? "mimicry's WGAN-GP" : "mimicry's SNGAN",
            new ResNetMimicry(
                DiscriminatorWidth: (int)width,
                Pool: form == WeightForm.Plain ? Pooling.Mean : Pooling.Sum,
                InPlace: true),
            [3, side, side],
            form,
            ours => Named(ours, first: 1, last: 5))
        {
            Remark = "its rectifiers work in place, so shortcuts take rectified inputs (in-place of resnet-mimicry)",
        };
    }

    private static string Named(string ours, int first, int last)
    {
        var name = BlockPattern().Replace(
            ours, match => string.Create(
                CultureInfo.InvariantCulture,
                $"block{first + int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)}."));
        foreach (var (one, other) in (ReadOnlySpan<(string, string)>)
            [("conv", "c"), ("norm1", "b1"), ("norm2", "b2"), ("shortcut", "c_sc"), ("input.", "l1.")])
        {
            name = name.Replace(one, other, StringComparison.Ordinal);
        }

        // the last layers are a normalisation and a convolution, or a linear layer
        return name.StartsWith("norm.", StringComparison.Ordinal) ? $"b{last}.{name["norm.".Length..]}"
            : !name.StartsWith("output.", StringComparison.Ordinal) ? name
            : $"{(first == 2 ? 'c' : 'l')}{last}.{name["output.".Length..]}";
    }

    [GeneratedRegex(@"^block\.(?<number>[0-9]{1,2})\.", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BlockPattern();
}
