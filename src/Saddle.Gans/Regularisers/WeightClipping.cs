using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>After each of its updates every parameter of the discriminator is brought back into [-c, c].</summary>
/// <param name="C">The bound.</param>
/// <remarks>Arjovsky, Chintala, Bottou 2017, arXiv:1701.07875, algorithm 1.</remarks>
[Entry(
    "weight-clipping",
    "the discriminator's parameters are kept within [-c, c]",
    @"\psi \leftarrow \min(\max(\psi, -c), c)",
    "Arjovsky, Chintala and Bottou 2017 (arXiv:1701.07875), algorithm 1")]
public sealed record WeightClipping(
    [Parameter("the bound", Min = 1e-9, Max = 1e6)] double C = 0.01) : Regulariser
{
    /// <inheritdoc/>
    public override bool OnlyProjects => true;

    /// <inheritdoc/>
    public override string? WhyNot(Blueprint discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        return discriminator.Parameters.Any(p => Matcher.Has(p.Name))
            ? "weight-clipping would clip the encoder of sentences that learnt before, which nothing may change; "
                + "expected matching-encoder with read: false, or another regulariser"
            : null;
    }

    /// <inheritdoc/>
    public override Tensor Project(Player player, Tensor parameters) =>
        player == Player.Generator ? parameters : parameters.Clamp(-C, C);

    /// <inheritdoc/>
    public override Tensor ProjectAdjoint(Player player, Tensor parameters, Tensor v) =>
        player == Player.Generator ? v : Tensor.Select(Tensor.Abs(parameters) <= C, v, 0);
}
