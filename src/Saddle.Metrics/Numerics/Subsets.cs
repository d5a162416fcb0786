using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Random subsets without replacement: pure functions of the seed and the subset's number.</summary>
internal static class Subsets
{
    /// <summary>The numbers of a subset's members.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many there are to choose from.</param>
    /// <param name="number">The subset's number.</param>
    /// <param name="size">How many to choose.</param>
    /// <param name="skip">
    /// How many of the same order to leave out first: subsets of one number that do not overlap.
    /// </param>
    public static long[] Choose(ulong seed, long count, long number, long size, long skip = 0)
    {
        var shuffle = new Shuffle(seed, count);
        var chosen = new long[size];
        for (var i = 0L; i < size; i++)
        {
            chosen[i] = shuffle.At(number, skip + i);
        }

        return chosen;
    }

    /// <summary>The rows of a subset.</summary>
    /// <param name="rows">[n, d].</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">The subset's number.</param>
    /// <param name="size">How many to choose.</param>
    public static Tensor Draw(Tensor rows, ulong seed, long number, long size) =>
        rows.IndexSelect(0, Tensor.From<long>(Choose(seed, rows.Shape[0], number, size), [size]));
}
