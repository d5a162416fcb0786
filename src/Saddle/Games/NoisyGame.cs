using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A game whose players see their own gradients with independent Gaussian noise added to each coordinate. The noise is
/// a pure function of the sample's key and the coordinate; products with the Jacobian are those of the game without
/// noise.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
/// <param name="game">The game.</param>
/// <param name="deviation">The noise's standard deviation.</param>
internal sealed class NoisyGame<T>(IGame<T> game, T deviation) : IGame<T>
    where T : struct, IPacked<T>
{
    public int GeneratorSize => game.GeneratorSize;

    public int DiscriminatorSize => game.DiscriminatorSize;

    public T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key) => game.Loss(player, state, key);

    public void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
    {
        game.Gradient(loss, by, state, gradient, key);
        if (loss != by)
        {
            return;
        }

        var first = by == Player.Generator ? 0 : game.GeneratorSize;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = T.FusedMultiplyAdd(deviation, Draw(key, first + i), gradient[i]);
        }
    }

    public void Project(Player player, Span<T> state) => game.Project(player, state);

    public void ProjectAdjoint(Player player, ReadOnlySpan<T> state, Span<T> v) =>
        game.ProjectAdjoint(player, state, v);

    public void BestRespond(Span<T> state) => game.BestRespond(state);

    public void JacobianProduct(ReadOnlySpan<T> state, ReadOnlySpan<T> v, Span<T> product, in SampleKey key) =>
        game.JacobianProduct(state, v, product, key);

    public void TransposedJacobianProduct(
        ReadOnlySpan<T> state,
        ReadOnlySpan<T> v,
        Span<T> product,
        in SampleKey key) =>
        game.TransposedJacobianProduct(state, v, product, key);

    private static T Draw(in SampleKey key, int coordinate)
    {
        Span<double> lanes = stackalloc double[T.Width];
        Span<uint> block = stackalloc uint[4];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            // One block a number: the upper half of the counter holds purpose, draw and coordinate, the key seed and
            // run.
            var high = ((ulong)Purpose.Noise << 56) | ((ulong)(uint)key.Draw << 32) | (uint)coordinate;
            Philox.Block(
                key.Seed ^ ((ulong)(key.Run + lane) * 0x9E3779B97F4A7C15UL),
                high,
                (ulong)key.Step,
                block);
            var bits = (((ulong)block[0] << 32) | block[1]) >> 11;
            lanes[lane] = Normal.Quantile((bits + 0.5) * (1.0 / 9007199254740992.0));
        }

        return T.Pack(lanes);
    }
}
