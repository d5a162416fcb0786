using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.Exported;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A network of PyTorch's as an archive of torch.export (.pt2): data, which are run operator by operator.
/// </summary>
/// <param name="File">The archive's file.</param>
/// <param name="LatentShape">The latent vector's shape.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <param name="Labels">How it is told class labels.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Output">What a discriminator's scores are.</param>
/// <param name="Score">Which of several outputs is meant.</param>
/// <param name="State">A state file with other values.</param>
[Entry(
    "exported",
    "a network of PyTorch's, as torch.export wrote it: data",
    @"G(z),\ D(x)",
    "torch.export.save of PyTorch 2.6 to 2.13")]
public sealed record ExportedNetwork(
    [Parameter("the archive's file", IsPath = true)] string File = "",
    [Parameter("a generator's latent vector: its lengths, 128 or 128x1x1")] string LatentShape = "",
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal,
    [Parameter("how class labels are told, where the network takes any")] LabelForm Labels = LabelForm.Index,
    [Parameter("the number of classes; 0: as the data have", Min = 0, Max = 1_000_000)] int Classes = 0,
    [Parameter("what a discriminator's scores are")] ScoreForm Output = ScoreForm.Logit,
    [Parameter("which of several outputs: its key or number; empty: the one that fits")] string Score = "",
    [Parameter("a state file with other values, FILE or FILE:KEY; empty: the module's own", IsPath = true)]
    string State = "") : ForeignNetwork
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
    public override string Extension => ".pt2";

    /// <inheritdoc/>
    protected override ForeignModule OpenModule(Player player) => ExportedModule.Open(Location);
}
