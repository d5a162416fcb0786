using Saddle.Games;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Tests;

/// <summary>
/// A game with a linear field, z to J z, whose coordinates are one tensor a player: the same as a game on numbers,
/// whose J is asked for column by column.
/// </summary>
/// <param name="game">The game on numbers.</param>
internal sealed class TensorGame(IGame<Real> game) : IGame<Tensor>
{
    private readonly Tensor _jacobian = Columns(
        game.Size(), game.Size(), (unit, column) => game.JacobianProduct(unit, unit, column, default));
    private readonly Tensor _response = Columns(game.GeneratorSize, game.DiscriminatorSize, (unit, column) =>
    {
        Real[] state = [.. unit, .. new Real[game.DiscriminatorSize]];
        game.BestRespond(state);
        state.AsSpan(game.GeneratorSize).CopyTo(column);
    });

    public int GeneratorSize => 1;

    public int DiscriminatorSize => 1;

    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) =>
        throw new NotSupportedException();

    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        var own = Slice(by, _jacobian.MatMul(Tensor.Concatenate(state.ToArray())));
        gradient[0] = loss == by ? own : -own; // a zero-sum game
    }

    public void Project(Player player, Span<Tensor> state)
    {
    }

    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v)
    {
    }

    public void BestRespond(Span<Tensor> state) => state[1] = _response.MatMul(state[0]);

    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(_jacobian, v, product);

    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(_jacobian.Transpose(), v, product);

    // A rule may give a plain number for a whole vector.
    private static Tensor Filled(Tensor part, int size) =>
        part.IsNumber ? Tensor.Full([size], part.Number, DType.Float64) : part;

    private static Tensor Columns(int columns, int rows, Action<Real[], Real[]> column)
    {
        var entries = new double[columns * rows];
        for (var j = 0; j < columns; j++)
        {
            var (unit, result) = (new Real[columns], new Real[rows]);
            unit[j] = 1;
            column(unit, result);
            for (var i = 0; i < rows; i++)
            {
                entries[(i * columns) + j] = result[i].Value;
            }
        }

        return Tensor.From<double>(entries, [rows, columns]);
    }

    private void Product(Tensor matrix, ReadOnlySpan<Tensor> v, Span<Tensor> product)
    {
        var whole = matrix.MatMul(
            Tensor.Concatenate([Filled(v[0], game.GeneratorSize), Filled(v[1], game.DiscriminatorSize)]));
        (product[0], product[1]) = (Slice(Player.Generator, whole), Slice(Player.Discriminator, whole));
    }

    private Tensor Slice(Player player, Tensor whole) =>
        player == Player.Generator
            ? whole.Narrow(0, 0, game.GeneratorSize)
            : whole.Narrow(0, game.GeneratorSize, game.DiscriminatorSize);
}
