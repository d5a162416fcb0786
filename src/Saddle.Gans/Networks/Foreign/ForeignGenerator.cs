using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>A generator that another program made: [n, length of the latent vector] to [n, item...].</summary>
/// <param name="network">Its settings.</param>
/// <param name="module">The network.</param>
/// <param name="item">The shape of an item.</param>
internal sealed class ForeignGenerator(ForeignNetwork network, ForeignModule module, IReadOnlyList<int> item)
    : ForeignPlayer(network, module, isGenerator: true)
{
    private readonly IReadOnlyList<IReadOnlyList<long>> _latent = network.LatentParts();
    private readonly long[] _item = [.. item.Select(length => (long)length)];
    private int _unit = 1;

    /// <inheritdoc/>
    protected override Tensor Apply(Pass pass, Tensor x)
    {
        var (count, rest) = (x.Shape[0], x.Shape[0] % _unit);
        if (rest == 0)
        {
            return Made(pass, x);
        }

        // a batch that it does not take is filled up with latent vectors that are thrown away again
        var whole = count + _unit - rest;
        var filled = Tensor.Concatenate([.. Enumerable.Repeat(x, (int)((whole / count) + 1))]).Narrow(0, 0, whole);
        return Made(pass, filled).Narrow(0, 0, count);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<long> InputShape => _latent[0];

    /// <inheritdoc/>
    protected override void Look(
        Blueprint blueprint, IReadOnlyList<ForeignOutput> outputs, int count, ForeignTrial trial)
    {
        _unit = blueprint.BatchUnit;
        _ = Samples(outputs, count, DType.Float32);
    }

    private Tensor Made(Pass pass, Tensor x)
    {
        var count = x.Shape[0];
        var parts = _latent.Count == 1
            ? [x]
            : x.Split([.. _latent.Select(part => part.Aggregate(1L, (product, length) => product * length))], 1);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i].Reshape([count, .. _latent[i]]);
        }

        return Samples(Run(pass, parts[0], parts[1..]), count, x.DType);
    }

    // The output that is shaped like items; or one that has as many numbers.
    private Tensor Samples(IReadOnlyList<ForeignOutput> outputs, long count, DType type)
    {
        long[] shape = [count, .. _item];
        var size = shape.Aggregate(1L, (product, length) => product * length);
        var found = outputs.Where(o => o.Value.Shape.SequenceEqual(shape))
            .Concat(outputs.Where(o => o.Value.Shape is [var n, ..] && n == count && o.Value.Count == size))
            .Select(o => (ForeignOutput?)o)
            .FirstOrDefault();
        if (found is not { } output)
        {
            throw Unfit(
                $"it makes {Excerpt.Of([.. outputs.Select(o => $"[{string.Join(", ", o.Value.Shape)}]")])}; expected "
                + $"[n, {string.Join(", ", _item)}], n items of the data");
        }

        var samples = output.Value.Reshape(shape);
        return samples.DType == type ? samples : samples.Cast(type);
    }
}
