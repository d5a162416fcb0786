using System.Globalization;
using Saddle.Games;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>Tells PyTorch's DCGAN example by the shapes of its layers, which have numbers for names.</summary>
/// <remarks>https://github.com/pytorch/examples, dcgan/main.py.</remarks>
internal static class KnownDcgan
{
    /// <summary>The name that its first tensor ends with.</summary>
    public const string Anchor = "0.weight";

    /// <summary>What comes before the layers' numbers, there and here.</summary>
    public const string Prefix = "main.";

    private const int Kernel = 4;
    private const int LeastLayers = 3;
    private const int MostLayers = 7;

    /// <summary>The architecture of these tensors; null where it is none of these.</summary>
    /// <param name="shapes">The tensors' shapes by their names, without what comes before the layers' numbers.</param>
    /// <param name="player">Whose network it is.</param>
    public static KnownArchitecture? Of(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes, Player player)
    {
        var layers = Layers(shapes, player == Player.Generator ? 3 : 2);
        if (layers.Count is < LeastLayers or > MostLayers || !layers.TrueForAll(s => s is [_, _, Kernel, Kernel]))
        {
            return null;
        }

        var side = Kernel << (layers.Count - 1);
        var network = player == Player.Generator
            ? new DcganPytorch(Latent: (int)layers[0][0], Width: (int)layers[^1][0])
            : new DcganPytorch(DiscriminatorWidth: (int)layers[0][0]);
        var channels = player == Player.Generator ? layers[^1][1] : layers[0][1];
        return new("PyTorch's DCGAN example", network, [(int)channels, side, side], WeightForm.Plain, ours => ours)
        {
            Remark = player == Player.Discriminator
                ? "it ends in a sigmoid there, and its scores here are the logits"
                : string.Empty,
        };
    }

    // Convolutions, of which the second one of a discriminator follows without a normalisation between.
    private static List<IReadOnlyList<long>> Layers(
        IReadOnlyDictionary<string, IReadOnlyList<long>> shapes, int second)
    {
        var layers = new List<IReadOnlyList<long>>();
        for (var place = 0;
            shapes.TryGetValue(
                string.Create(CultureInfo.InvariantCulture, $"{place}.weight"), out var shape);
            place += place == 0 ? second : 3)
        {
            layers.Add(shape);
        }

        return layers;
    }
}
