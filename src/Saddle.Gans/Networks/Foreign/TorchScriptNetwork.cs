using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>A network of PyTorch's as a TorchScript module: a program, which is run in this process.</summary>
/// <param name="File">The module's file.</param>
/// <param name="LatentShape">The latent vector's shape.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <param name="Labels">How it is told class labels.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Output">What a discriminator's scores are.</param>
/// <param name="Score">Which of several outputs is meant.</param>
/// <param name="State">A state file with other values.</param>
[Entry(
    "torchscript",
    "a network of PyTorch's, as TorchScript: a program",
    @"G(z),\ D(x)",
    "torch.jit.save of PyTorch 1.13 or newer, no newer than the libtorch that reads it")]
public sealed record TorchScriptNetwork(
    [Parameter("the module's file", IsPath = true)] string File = "",
    [Parameter("a generator's latent vector: its lengths, 128 or 128x1x1")] string LatentShape = "",
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal,
    [Parameter("how class labels are told, where the network takes any")] LabelForm Labels = LabelForm.Index,
    [Parameter("the number of classes; 0: as the data have", Min = 0, Max = 1_000_000)] int Classes = 0,
    [Parameter("what a discriminator's scores are")] ScoreForm Output = ScoreForm.Logit,
    [Parameter("which of several outputs: its key or number; empty: the one that fits")] string Score = "",
    [Parameter("a state file with other values, FILE or FILE:KEY; empty: the module's own", IsPath = true)]
    string State = "") : ForeignNetwork, INamesProgram
{
    /// <inheritdoc/>
    public override string File { get; init; } = File;

    /// <inheritdoc/>
    public override string LatentShape { get; init; } = LatentShape;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override LabelForm Labels { get; init; } = Labels;

    /// <inheritdoc/>
    public override int Classes { get; init; } = Classes;

    /// <inheritdoc/>
    public override ScoreForm Output { get; init; } = Output;

    /// <inheritdoc/>
    public override string Score { get; init; } = Score;

    /// <inheritdoc/>
    public override string State { get; init; } = State;

    /// <inheritdoc/>
    public override string Extension => ".pt";

    /// <inheritdoc/>
    public string Program => Location;

    /// <inheritdoc/>
    protected override ForeignModule OpenModule(Player player) => ScriptedModule.Open(Location);
}
