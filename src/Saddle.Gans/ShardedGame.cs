using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// A neural game whose batches are cut into shards of equal size. Every derivative is the mean of the shards', added in
/// their order, so it has the same bits whichever process computes which shard. Statistics of batches are a shard's
/// own (local batch normalisation); the buffers that networks keep become the mean of what the shards make of them.
/// </summary>
/// <remarks>
/// What objectives and regularisers say of a whole batch, they say of a shard: for those that set one score against
/// the others (relativistic), and for batch normalisation, a batch in shards is another game than one in a piece.
/// </remarks>
internal sealed class ShardedGame : IGame<Tensor>
{
    private readonly NeuralGame _shard;
    private readonly int _shards;
    private readonly ProcessGroup? _group;
    private readonly int _own;
    private byte[] _given = [];
    private byte[] _taken = [];

    /// <summary>Cuts a game's batches.</summary>
    /// <param name="shard">The game of one shard.</param>
    /// <param name="shards">The number of shards.</param>
    /// <param name="group">The processes that share them, evenly; null where this one computes them all.</param>
    public ShardedGame(NeuralGame shard, int shards, ProcessGroup? group)
    {
        (_shard, _shards, _group) = (shard, shards, group);
        _own = shards / (group?.Size ?? 1);
    }

    /// <inheritdoc/>
    public int GeneratorSize => _shard.GeneratorSize;

    /// <inheritdoc/>
    public int DiscriminatorSize => _shard.DiscriminatorSize;

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        Tensor[] at = [.. state];
        return Mean(key, at[0], own => [_shard.Loss(player, at, own).Detach()])[0];
    }

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        Tensor[] at = [.. state];
        var network = _shard.Network(by);
        var before = network.Buffers;
        var mean = Mean(key, at[(int)by], own =>
        {
            network.Restore(before);
            var result = new Tensor[1];
            _shard.Gradient(loss, by, at, result, own);
            return [result[0], .. network.Buffers];
        });
        gradient[0] = mean[0];
        network.Restore([.. mean[1..].Zip(before, (after, like) => after.To(like.Device, like.DType))]);
    }

    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(_shard.JacobianProduct, state, v, product, key);

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
        Product(_shard.TransposedJacobianProduct, state, v, product, key);

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state) => _shard.Project(player, state);

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v) =>
        _shard.ProjectAdjoint(player, state, v);

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) => _shard.BestRespond(state);

    private delegate void ProductOf(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key);

    private void Product(
        ProductOf ofShard, ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        (Tensor[] at, Tensor[] along) = ([.. state], [.. v]);
        Mean(key, at[0], own =>
        {
            var result = new Tensor[2];
            ofShard(at, along, result, own);
            return [.. result.Zip(at, Filled)];
        }).CopyTo(product);
    }

    private static Tensor Filled(Tensor part, Tensor like) =>
        part.IsNumber ? Tensor.Full(like.Shape, part.Number, like.DType, like.Device) : part;

    /// <summary>The mean over the shards of some tensors, in the type of one.</summary>
    private Tensor[] Mean(in SampleKey key, Tensor like, Func<SampleKey, Tensor[]> ofShard) =>
        like.DType == DType.Float64 ? Mean<double>(key, like, ofShard) : Mean<float>(key, like, ofShard);

    private Tensor[] Mean<T>(in SampleKey key, Tensor like, Func<SampleKey, Tensor[]> ofShard)
        where T : unmanaged, INumber<T>
    {
        var (first, shapes) = ((_group?.Rank ?? 0) * _own, Array.Empty<long[]>());
        for (var i = 0; i < _own; i++)
        {
            using var scope = new TensorScope(); // one shard's graph at a time
            // A batch of a shard is one of so many more, smaller ones: the same items that the whole batch has. Nothing
            // of it is kept for the other player, or as many batches would be as there are shards.
            var parts = ofShard(key with { Step = (key.Step * _shards) + first + i, Shared = false });
            shapes = [.. parts.Select(part => part.Shape.ToArray())];
            var flat = Tensor.Concatenate([.. parts.Select(part => part.Reshape(-1).To("cpu", like.DType))]);
            flat.CopyTo(Room<T>(ref _given, _own * flat.Count).Slice((int)(i * flat.Count), (int)flat.Count));
        }

        var length = (int)shapes.Sum(Count);
        var all = Gathered<T>(length);
        var mean = all[..length];
        for (var i = 0; i < length; i++)
        {
            for (var shard = 1; shard < _shards; shard++)
            {
                mean[i] += all[(shard * length) + i];
            }

            mean[i] /= T.CreateChecked(_shards);
        }

        var split = Tensor.From<T>(mean, [length]).Split([.. shapes.Select(Count)]);
        return [.. split.Zip(shapes, (part, shape) => part.Reshape(shape).To(like.Device, like.DType))];
    }

    private Span<T> Gathered<T>(int length)
        where T : unmanaged
    {
        var own = Room<T>(ref _given, (long)_own * length);
        if (_group is null)
        {
            return own;
        }

        var all = Room<T>(ref _taken, (long)_shards * length);
        _group.Gather(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all));
        return all;
    }

    // An update needs as much again and again, too much to be left to the collector each time.
    private static Span<T> Room<T>(ref byte[] room, long count)
        where T : unmanaged
    {
        var bytes = checked((int)(count * Unsafe.SizeOf<T>()));
        if (room.Length < bytes)
        {
            room = new byte[bytes];
        }

        return MemoryMarshal.Cast<byte, T>(room.AsSpan(0, bytes));
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, length) => product * length);
}
