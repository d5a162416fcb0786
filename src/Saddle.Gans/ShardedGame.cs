using System.Numerics;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// A neural game whose batches are cut into shards of equal size. Every derivative is the mean of the shards', added in
/// their order, so it has the same bits whichever process computes which shard. Statistics of batches are a shard's
/// own (local batch normalisation), or of all shards (synchronised), which then go in lockstep; the buffers that
/// networks keep become the mean of what the shards make of them.
/// </summary>
/// <remarks>
/// What objectives and regularisers say of a whole batch, they say of a shard: for those that set one score against
/// the others (relativistic), and for local batch normalisation, a batch in shards is another game than one in a piece.
/// </remarks>
internal sealed class ShardedGame : IGame<Tensor>
{
    private readonly NeuralGame _whole;
    private readonly NeuralGame[] _games;
    private readonly ShardSums _sums;
    private readonly Lockstep? _lockstep;

    /// <summary>Cuts a game's batches.</summary>
    /// <param name="whole">The game.</param>
    /// <param name="group">The processes that share its shards, evenly; null where this one computes them all.</param>
    public ShardedGame(NeuralGame whole, ProcessGroup? group)
    {
        (_whole, _sums) = (whole, new(whole.Gan.Shards, group));
        var synchronised = whole.Gan.SynchronisesBatchNorm;
        _lockstep = synchronised ? new(new(whole.Gan.Shards, group)) : null;

        // shards that are under way at the same time have buffers of their own
        _games = [.. Enumerable.Range(0, synchronised ? _sums.Own : 1).Select(_ => whole.Shard())];
    }

    /// <inheritdoc/>
    public int GeneratorSize => _whole.GeneratorSize;

    /// <inheritdoc/>
    public int DiscriminatorSize => _whole.DiscriminatorSize;

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        Tensor[] at = [.. state];
        return Mean(key, at[0], (game, own) => [game.Loss(player, at, own).Detach()])[0];
    }

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        Tensor[] at = [.. state];
        var network = _whole.Network(by);
        var mean = Mean(key, at[(int)by], (game, own) =>
        {
            var result = new Tensor[1];
            game.Gradient(loss, by, at, result, own);
            return [result[0], .. game.Network(by).Buffers];
        });
        gradient[0] = mean[0];
        network.Restore([.. mean[1..].Zip(network.Buffers, (after, like) => after.To(like.Device, like.DType))]);
    }

    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(
            static (game, at, along, result, own) => game.JacobianProduct(at, along, result, own),
            state,
            v,
            product,
            key);

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(
            static (game, at, along, result, own) => game.TransposedJacobianProduct(at, along, result, own),
            state,
            v,
            product,
            key);

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state) => _whole.Project(player, state);

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v) =>
        _whole.ProjectAdjoint(player, state, v);

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) => _whole.BestRespond(state);

    private void Product(
        Action<NeuralGame, Tensor[], Tensor[], Tensor[], SampleKey> ofShard,
        ReadOnlySpan<Tensor> state,
        ReadOnlySpan<Tensor> v,
        Span<Tensor> product,
        in SampleKey key)
    {
        (Tensor[] at, Tensor[] along) = ([.. state], [.. v]);
        Mean(key, at[0], (game, own) =>
        {
            var result = new Tensor[2];
            ofShard(game, at, along, result, own);
            return [.. result.Zip(at, Filled)];
        }).CopyTo(product);
    }

    private static Tensor Filled(Tensor part, Tensor like) =>
        part.IsNumber ? Tensor.Full(like.Shape, part.Number, like.DType, like.Device) : part;

    /// <summary>The mean over the shards of some tensors, in the type of one.</summary>
    private Tensor[] Mean(in SampleKey key, Tensor like, Func<NeuralGame, SampleKey, Tensor[]> ofShard) =>
        like.DType == DType.Float64 ? Mean<double>(key, like, ofShard) : Mean<float>(key, like, ofShard);

    private Tensor[] Mean<T>(SampleKey key, Tensor like, Func<NeuralGame, SampleKey, Tensor[]> ofShard)
        where T : unmanaged, INumber<T>
    {
        var (shards, shapes) = (_sums.Shards, Array.Empty<long[]>());
        Compute(i =>
        {
            using var scope = new TensorScope(); // or one shard's graph would stay while the next one is computed
            var game = _games[i % _games.Length];
            game.Follow(_whole);

            // A batch of a shard is one of so many more, smaller ones: the same items that the whole batch has. Nothing
            // of it is kept for the other player, or as many batches would be as there are shards.
            var parts = ofShard(game, key with { Step = (key.Step * shards) + _sums.First + i, Shared = false });
            shapes = [.. parts.Select(part => part.Shape.ToArray())];
            var flat = Tensor.Concatenate([.. parts.Select(part => part.Reshape(-1).To("cpu", like.DType))]);
            flat.CopyTo(_sums.Room<T>(i, (int)flat.Count));
        });
        var mean = _sums.Sum<T>((int)shapes.Sum(Count));
        foreach (ref var value in mean)
        {
            value /= T.CreateChecked(shards);
        }

        var split = Tensor.From<T>(mean, [mean.Length]).Split([.. shapes.Select(Count)]);
        return [.. split.Zip(shapes, (part, shape) => part.Reshape(shape).To(like.Device, like.DType))];
    }

    private void Compute(Action<int> ofOwn)
    {
        if (_lockstep is not null)
        {
            _lockstep.Run(ofOwn);
            return;
        }

        for (var i = 0; i < _sums.Own; i++)
        {
            ofOwn(i);
        }
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);
}
