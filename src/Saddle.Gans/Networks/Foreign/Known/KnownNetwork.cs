using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>
/// A network of well-known public code, given by its state alone: what it computes is built here, by an architecture of
/// ours.
/// </summary>
/// <param name="File">The state's file.</param>
/// <param name="LatentShape">The latent vector's shape.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <param name="Labels">How it is told class labels; none of these takes any.</param>
/// <param name="Classes">The number of classes; none of these takes any.</param>
/// <param name="Output">What a discriminator's scores are.</param>
/// <param name="Score">Which of several outputs is meant; they have one.</param>
/// <param name="State">A state file with other values.</param>
[Entry(
    "state-dict",
    "a network of well-known code by its state alone: DCGAN of PyTorch's examples, mimicry's SNGAN and WGAN-GP",
    @"G(z),\ D(x)",
    "torch.save of a state_dict; pytorch/examples (dcgan), mimicry (arXiv:2005.02494)")]
public sealed record KnownNetwork(
    [Parameter("the state's file", IsPath = true)] string File = "",
    [Parameter("a generator's latent vector: its length")] string LatentShape = "",
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal,
    [Parameter("how class labels are told; none of these networks takes any")] LabelForm Labels = LabelForm.Index,
    [Parameter("the number of classes; none of these takes any", Min = 0, Max = 1_000_000)] int Classes = 0,
    [Parameter("what a discriminator's scores are")] ScoreForm Output = ScoreForm.Logit,
    [Parameter("which of several outputs; they have one")] string Score = "",
    [Parameter("a state file with other values, FILE or FILE:KEY; empty: those of the file itself", IsPath = true)]
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
