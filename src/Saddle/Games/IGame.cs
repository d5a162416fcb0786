using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A two-player game at work on coordinates of one kind: who plays, each player's loss, and the loss gradients, asked
/// for by player so that an alternating rule never pays for the other one.
/// </summary>
/// <remarks>
/// A state is one span: <see cref="GeneratorSize"/> coordinates of the generator, then <see cref="DiscriminatorSize"/>
/// of the discriminator. The field is both players' own gradients, stacked; J is its Jacobian. Update rules know games
/// only through this interface; products with J come from dual numbers in an analytic game and from double backward in
/// a network.
/// </remarks>
/// <typeparam name="T">The kind of coordinate.</typeparam>
public interface IGame<T>
    where T : IScalar<T>
{
    /// <summary>The number of the generator's coordinates; at least 1.</summary>
    int GeneratorSize { get; }

    /// <summary>The number of the discriminator's coordinates; at least 1.</summary>
    int DiscriminatorSize { get; }

    /// <summary>The loss that <paramref name="player"/> descends.</summary>
    /// <param name="player">Whose loss.</param>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key);

    /// <summary>
    /// The gradient of one player's loss by one player's coordinates; own by own is what that player descends.
    /// </summary>
    /// <param name="loss">Whose loss.</param>
    /// <param name="by">Whose coordinates.</param>
    /// <param name="state">The state.</param>
    /// <param name="gradient">The result, one entry a coordinate of <paramref name="by"/>.</param>
    /// <param name="key">Which random sample to see.</param>
    void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key);

    /// <summary>
    /// Moves a player down its own gradient, <c>x - eta * gradient</c>, in place. A game that makes most of its time of
    /// it may do it in one pass, to the same bits.
    /// </summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state, changed in place.</param>
    /// <param name="eta">The learning rate.</param>
    /// <param name="gradient">Room for the gradient, one entry a coordinate of the player.</param>
    /// <param name="key">Which random sample to see.</param>
    void Descend(Player player, Span<T> state, in T eta, Span<T> gradient, in SampleKey key)
    {
        Gradient(player, player, state, gradient, key);
        Vectors.Descend(GameExtensions.Slice(this, player, state), gradient, eta);
    }

    /// <summary>
    /// Brings one player's coordinates back into the allowed set; called after each update of that player.
    /// </summary>
    /// <param name="player">The player that has just moved.</param>
    /// <param name="state">The state, changed in place.</param>
    void Project(Player player, Span<T> state);

    /// <summary>
    /// Replaces v by P' v, P the Jacobian of <see cref="Project"/> at <paramref name="state"/>: what differentiating
    /// through an update needs. Nothing to do where projecting changes nothing.
    /// </summary>
    /// <param name="player">The player whose projection it is.</param>
    /// <param name="state">The state before projecting.</param>
    /// <param name="v">One entry a coordinate of <paramref name="player"/>, changed in place.</param>
    void ProjectAdjoint(Player player, ReadOnlySpan<T> state, Span<T> v);

    /// <summary>Replaces the discriminator's coordinates by a best response to the generator's.</summary>
    /// <param name="state">The state, changed in place.</param>
    /// <exception cref="NotSupportedException">
    /// The game has no best response that can be computed; the message says why.
    /// </exception>
    void BestRespond(Span<T> state);

    /// <summary>J v, the derivative of the field in the direction v.</summary>
    /// <param name="state">The state.</param>
    /// <param name="v">The direction, as long as the state.</param>
    /// <param name="product">The result, as long as the state.</param>
    /// <param name="key">Which random sample to see.</param>
    void JacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key);

    /// <summary>J' v, the product with the transposed Jacobian of the field.</summary>
    /// <param name="state">The state.</param>
    /// <param name="v">The vector, as long as the state.</param>
    /// <param name="product">The result, as long as the state.</param>
    /// <param name="key">Which random sample to see.</param>
    void TransposedJacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key);
}
