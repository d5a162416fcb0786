using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>A game in which the generator does not move: any rule then trains the discriminator alone.</summary>
/// <param name="game">The game.</param>
public sealed class FrozenGenerator(NeuralGame game) : IGame<Tensor>
{
    /// <inheritdoc/>
    public int GeneratorSize => 1;

    /// <inheritdoc/>
    public int DiscriminatorSize => 1;

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) => game.Loss(player, state, key);

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        if (by == Player.Generator)
        {
            gradient[0] = 0;
            return;
        }

        game.Gradient(loss, by, state, gradient, key);
    }

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state)
    {
        if (player == Player.Discriminator)
        {
            game.Project(player, state);
        }
    }

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v) =>
        game.ProjectAdjoint(player, state, v);

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) => game.BestRespond(state);

    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        game.JacobianProduct(state, v, product, key);
        product[0] = 0;
    }

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        game.TransposedJacobianProduct(state, [0, v[1]], product, key);
}
