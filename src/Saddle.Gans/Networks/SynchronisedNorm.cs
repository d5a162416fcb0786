using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>Batch normalisation by the statistics of all shards of a batch, with the gradient through them.</summary>
/// <remarks>
/// Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1, over the whole batch; as torch.nn.SyncBatchNorm has it. The
/// sums are of values, then of squared distances from their mean: a mean of squares would lose what lies far from 0.
/// </remarks>
internal static class SynchronisedNorm
{
    /// <summary>Normalises over all dimensions but the second, within a shard in lockstep with the others.</summary>
    /// <param name="x">This shard's, [n, channels, ...].</param>
    /// <param name="scale">[channels], or the number 0 for none.</param>
    /// <param name="offset">[channels], or the number 0 for none.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>
    /// The normalised values, of the shape of x; and what the running statistics are told, [channels] each: the whole
    /// batch's mean, and its variance without bias.
    /// </returns>
    public static (Tensor Values, Tensor Mean, Tensor Variance) Apply(
        Tensor x, Tensor scale, Tensor offset, double epsilon)
    {
        var shape = x.Shape;
        long[] others = [0, .. Enumerable.Range(2, shape.Length - 2).Select(dimension => (long)dimension)];
        var count = Lockstep.Shards * others.Aggregate(1.0, (product, dimension) => product * shape[dimension]);
        var mean = Lockstep.Sum(x.Sum(others)) / count;
        var centred = x - Along(mean);
        var variance = Lockstep.Sum(centred.Square().Sum(others)) / count;
        var slope = (scale.IsNumber ? 1 : scale) / Tensor.Sqrt(variance + epsilon);
        var values = centred * Along(slope);
        return (
            offset.IsNumber ? values : values + Along(offset),
            mean.Detach(),
            variance.Detach() * (count / (count - 1)));

        Tensor Along(Tensor channels) =>
            channels.Reshape([1, shape[1], .. Enumerable.Repeat(1L, shape.Length - 2)]);
    }
}
