using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// A neural game on one batch that every evaluation sees, in coordinates of its own: displacements from a state, each
/// parameter in units of its own. So an update is a function of the state alone, and what divides each parameter's
/// step by a number that is held (Adam's root of the mean square) is a plain step in these coordinates.
/// </summary>
/// <remarks>
/// A state is z = origin + s u; the field of u is s times that of z. Nothing that a network gathers is committed.
/// </remarks>
/// <param name="game">The game, in double precision.</param>
/// <param name="origin">Both players' parameters where u is 0.</param>
/// <param name="units">Both players' s: a tensor, or a number for all.</param>
/// <param name="sample">The batch.</param>
internal sealed class HeldGame(NeuralGame game, Tensor[] origin, Tensor[] units, SampleKey sample) : IGame<Tensor>
{
    private readonly SampleKey _sample = sample with { Extrapolated = true };

    /// <inheritdoc/>
    public int GeneratorSize => 1;

    /// <inheritdoc/>
    public int DiscriminatorSize => 1;

    /// <summary>The lengths of both players' parameters.</summary>
    public long[] Lengths { get; } = [origin[0].Count, origin[1].Count];

    /// <summary>Both players' parameters.</summary>
    /// <param name="state">Displacements.</param>
    public Tensor[] At(ReadOnlySpan<Tensor> state) =>
        [origin[0] + (units[0] * state[0]), origin[1] + (units[1] * state[1])];

    /// <summary>The field at a state, both players' parts.</summary>
    /// <param name="state">Displacements.</param>
    public Tensor[] Field(ReadOnlySpan<Tensor> state)
    {
        var field = new Tensor[2];
        foreach (var player in Enum.GetValues<Player>())
        {
            Gradient(player, player, state, field.AsSpan((int)player, 1), _sample);
        }

        return field;
    }

    /// <summary>J v at a state.</summary>
    /// <param name="state">Displacements.</param>
    /// <param name="v">A direction; the plain number 0 where a player does not move.</param>
    public Tensor[] Product(ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v)
    {
        var product = new Tensor[2];
        JacobianProduct(state, v, product, _sample);
        return product;
    }

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) =>
        game.Loss(player, At(state), _sample);

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        game.Gradient(loss, by, At(state), gradient, _sample);
        gradient[0] = units[(int)by] * gradient[0];
    }

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state)
    {
        // A game whose regularisers project has no linear model, and is not held.
    }

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v)
    {
        // As for projecting.
    }

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) => game.BestRespond(state);

    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        game.JacobianProduct(At(state), [units[0] * v[0], units[1] * v[1]], product, _sample);
        (product[0], product[1]) = (units[0] * product[0], units[1] * product[1]);
    }

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        game.TransposedJacobianProduct(At(state), [units[0] * v[0], units[1] * v[1]], product, _sample);
        (product[0], product[1]) = (units[0] * product[0], units[1] * product[1]);
    }
}
