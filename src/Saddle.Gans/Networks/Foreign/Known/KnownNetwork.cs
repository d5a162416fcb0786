using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>
/// A network of well-known public code, given by its state alone: what it computes is built here, by an architecture of
/// ours.
/// </summary>
[Entry(
    "state-dict",
    "a network of well-known code by its state alone: DCGAN of PyTorch's examples, mimicry's SNGAN and WGAN-GP",
    @"G(z),\ D(x)",
    "torch.save of a state_dict; pytorch/examples (dcgan), mimicry (arXiv:2005.02494)")]
public sealed record KnownNetwork : ForeignNetwork
{
    /// <inheritdoc/>
    public override string Extension => ".pth";

    /// <summary>Whether a state file is of code that is known.</summary>
    /// <param name="file">The file.</param>
    public static bool Knows(StateFile file) =>
        KnownCode.Find(file, Player.Generator) is not null || KnownCode.Find(file, Player.Discriminator) is not null;

    /// <inheritdoc/>
    protected override ForeignModule OpenModule(Player player)
    {
        var file = StateFile.Open(Location);
        return KnownCode.Find(file, player) is var (architecture, names)
            ? StatedModule.Of(new KnownModule(architecture, player, names, file.Type), player, file)
            : throw new DataException(
                Location,
                $"it holds no {player.ToString().ToLowerInvariant()} of code that is known here; "
                + $"known are {KnownCode.Names}");
    }
}
