using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>Tells public code by the names and shapes of what it saves.</summary>
internal static class KnownCode
{
    /// <summary>The codes that are known, for messages.</summary>
    public const string Names = "PyTorch's DCGAN example, mimicry's SNGAN and WGAN-GP of 32 and 48 pixels";

    /// <summary>The architecture of a player's network in a file; null where none is known.</summary>
    /// <param name="file">The file.</param>
    /// <param name="player">Whose network it is.</param>
    /// <returns>It, and the names of its tensors in the file's order.</returns>
    public static (KnownArchitecture Architecture, IReadOnlyList<string> Names)? Find(StateFile file, Player player)
    {
        foreach (var shapes in file.Beneath(KnownDcgan.Anchor))
        {
            if (KnownDcgan.Of(shapes, player) is { } found)
            {
                return (found, [.. shapes.Keys.Select(name => KnownDcgan.Prefix + name)]);
            }
        }

        foreach (var shapes in KnownMimicry.Anchors.SelectMany(file.Beneath))
        {
            if (KnownMimicry.Of(shapes, player) is { } found)
            {
                return (found, [.. shapes.Keys]);
            }
        }

        return null;
    }
}
