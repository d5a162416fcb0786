using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A game that is known by the Jacobian of its field alone, with its equilibrium at 0: F(x) = J x. Any rule that asks
/// for both players' own gradients and for products with J drives it.
/// </summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="jacobian">J, square; the generator's coordinates come first.</param>
/// <param name="split">The number of the generator's coordinates, from 1 to less than all.</param>
public sealed class LinearGame<T>(double[,] jacobian, int split) : IGame<T>
    where T : IScalar<T>
{
    private const string Losses = "a field alone does not tell how a player's loss depends on the other's coordinates";

    /// <inheritdoc/>
    public int GeneratorSize => split;

    /// <inheritdoc/>
    public int DiscriminatorSize => jacobian.GetLength(0) - split;

    /// <inheritdoc/>
    public T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key) => throw new NotSupportedException(Losses);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The gradient is of one player's loss by the other's coordinates.
    /// </exception>
    public void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
    {
        if (loss != by)
        {
            throw new NotSupportedException(Losses);
        }

        var first = by == Player.Generator ? 0 : split;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = Row(first + i, state);
        }
    }

    /// <inheritdoc/>
    public void Project(Player player, Span<T> state)
    {
        // Every state is allowed.
    }

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<T> state, Span<T> v)
    {
        // Every state is allowed.
    }

    /// <inheritdoc/>
    public void BestRespond(Span<T> state) =>
        throw new NotSupportedException("a field alone does not tell the discriminator's best response");

    /// <inheritdoc/>
    public void JacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key)
    {
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = Row(i, v);
        }
    }

    /// <inheritdoc/>
    public void TransposedJacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key)
    {
        for (var j = 0; j < product.Length; j++)
        {
            T sum = 0.0;
            for (var i = 0; i < v.Length; i++)
            {
                sum = T.FusedMultiplyAdd(jacobian[i, j], v[i], sum);
            }

            product[j] = sum;
        }
    }

    private T Row(int row, ReadOnlySpan<T> x)
    {
        T sum = 0.0;
        for (var j = 0; j < x.Length; j++)
        {
            sum = T.FusedMultiplyAdd(jacobian[row, j], x[j], sum);
        }

        return sum;
    }
}
