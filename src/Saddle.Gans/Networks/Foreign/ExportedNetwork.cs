using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.Exported;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A network of PyTorch's as an archive of torch.export (.pt2): data, which are run operator by operator.
/// </summary>
[Entry(
    "exported",
    "a network of PyTorch's, as torch.export wrote it: data",
    @"G(z),\ D(x)",
    "torch.export.save of PyTorch 2.6 to 2.13")]
public sealed record ExportedNetwork : ForeignNetwork
{
    /// <inheritdoc/>
    public override string Extension => ".pt2";

    /// <inheritdoc/>
    protected override ForeignModule OpenModule(Player player) => ExportedModule.Open(Location);
}
