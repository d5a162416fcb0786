using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Torch;

/// <summary>
/// Sums over the shards of a computation, added in the shards' order: they have the same bits whichever process has
/// which shard.
/// </summary>
/// <param name="shards">The number of shards.</param>
/// <param name="group">The processes that share them, evenly; null where this one has them all.</param>
/// <example><code>
/// for (var i = 0; i &lt; sums.Own; i++) { Numbers(sums.First + i).CopyTo(sums.Room&lt;float&gt;(i, length)); }
/// var sum = sums.Sum&lt;float&gt;(length);
/// </code></example>
public sealed class ShardSums(int shards, ProcessGroup? group)
{
    private byte[] _given = [];
    private byte[] _taken = [];

    /// <summary>The number of shards.</summary>
    public int Shards => shards;

    /// <summary>How many of them this process has.</summary>
    public int Own { get; } = shards / (group?.Size ?? 1);

    /// <summary>The number of the first one that it has.</summary>
    public int First => (group?.Rank ?? 0) * Own;

    /// <summary>Room for the numbers of one of this process's shards; undefined until they are written.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="own">Which one, from 0.</param>
    /// <param name="length">How many numbers, of every shard as many.</param>
    public Span<T> Room<T>(int own, int length)
        where T : unmanaged => Room<T>(ref _given, (long)Own * length).Slice(own * length, length);

    /// <summary>The sum of what was written; all processes must ask for it, in the same order.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="length">How many numbers.</param>
    /// <returns>The sum, good until the next room is asked for.</returns>
    /// <exception cref="LostProcessException">A process is gone.</exception>
    public Span<T> Sum<T>(int length)
        where T : unmanaged, INumber<T>
    {
        var all = Gathered<T>(length);
        var sum = all[..length];
        for (var shard = 1; shard < shards; shard++)
        {
            var next = all.Slice(shard * length, length);
            for (var i = 0; i < length; i++)
            {
                sum[i] += next[i];
            }
        }

        return sum;
    }

    private Span<T> Gathered<T>(int length)
        where T : unmanaged
    {
        var own = Room<T>(ref _given, (long)Own * length);
        if (group is null)
        {
            return own;
        }

        var all = Room<T>(ref _taken, (long)shards * length);
        group.Gather(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all));
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
}
