using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>A network of PyTorch's as a TorchScript module: a program, which is run in this process.</summary>
[Entry(
    "torchscript",
    "a network of PyTorch's, as TorchScript: a program",
    @"G(z),\ D(x)",
    "torch.jit.save of PyTorch 1.13 or newer, no newer than the libtorch that reads it")]
public sealed record TorchScriptNetwork : ForeignNetwork, INamesProgram
{
    /// <inheritdoc/>
    public override string Extension => ".pt";

    /// <inheritdoc/>
    public string Program => Location;

    /// <inheritdoc/>
    protected override ForeignModule OpenModule(Player player) => ScriptedModule.Open(Location);
}
