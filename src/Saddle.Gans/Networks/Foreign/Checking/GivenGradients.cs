using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Checking;

/// <summary>A game whose gradients are given: a rule's step from them is the rule's arithmetic alone.</summary>
/// <param name="generator">The generator's gradient, flat.</param>
/// <param name="discriminator">The discriminator's gradient, flat.</param>
internal sealed class GivenGradients(Tensor generator, Tensor discriminator) : IGame<Tensor>
{
    /// <inheritdoc/>
    public int GeneratorSize => 1;

    /// <inheritdoc/>
    public int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) => throw NotKnown();

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key) =>
        gradient[0] = loss == by ? by == Player.Generator ? generator : discriminator : throw NotKnown();

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state)
    {
    }

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v)
    {
    }

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) => throw NotKnown();

    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) => throw NotKnown();

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) => throw NotKnown();

    private static NotSupportedException NotKnown() =>
        new("Gradients at one state are all that is known of this game.");
}
