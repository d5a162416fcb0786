using Saddle.Scalars;

namespace Saddle.Data;

/// <summary>
/// The order of the items in an epoch: a permutation of 0 to n-1 that is a pure function of seed and epoch, so that the
/// position in the data is nothing but a number.
/// </summary>
/// <remarks>
/// A balanced Feistel network of eight rounds over the least even number of bits that holds n, its round function a
/// block of Philox; what falls outside 0 to n-1 is walked round its cycle until it falls inside (Black and Rogaway,
/// "Ciphers with arbitrary finite domains", CT-RSA 2002): less than four steps on average.
/// </remarks>
/// <param name="seed">The seed.</param>
/// <param name="count">The number of items n, at least 1.</param>
public sealed class Shuffle(ulong seed, long count)
{
    private const int Rounds = 8;

    private readonly int _half = HalfBits(count);

    /// <summary>The item at a position of an endless walk through the data, epoch after epoch.</summary>
    /// <param name="position">The position, from 0.</param>
    public long this[long position] => At(position / count, position % count);

    /// <summary>The item at a position of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="position">The position within it, from 0 to n-1.</param>
    public long At(long epoch, long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, count);
        var place = (ulong)position;
        do
        {
            place = Permute(epoch, place);
        }
        while (place >= (ulong)count);
        return (long)place;
    }

    private static int HalfBits(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)count - 1);
        return Math.Max(1, (bits + 1) / 2);
    }

    private ulong Permute(long epoch, ulong place)
    {
        var mask = (1UL << _half) - 1;
        var (left, right) = (place >> _half, place & mask);
        Span<uint> block = stackalloc uint[4];
        for (var round = 0; round < Rounds; round++)
        {
            var high = ((ulong)Purpose.Shuffle << 56) | ((ulong)round << 48) | (ulong)epoch;
            Philox.Block(seed, high, right, block);
            (left, right) = (right, left ^ (block[0] & mask));
        }

        return (left << _half) | right;
    }
}
