using Saddle.Games;

namespace Saddle.Gans;

/// <summary>Keys of random streams: those of the table, and those that a name of one's own gives.</summary>
public static class StreamNames
{
    /// <summary>The key of an evaluation.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="step">The update's number, from 0.</param>
    public static SampleKey Key(this StreamName stream, ulong seed, long step = 0) => new(seed, (long)stream, step, 0);

    /// <summary>
    /// The number of the stream of a name that the table does not have, far above all of those that it has.
    /// </summary>
    /// <param name="name">The name, say the catalogue name of a probe.</param>
    /// <returns>At least 2^32; the same for the same name everywhere (FNV-1a, 62 bits of it).</returns>
    public static long NumberOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 14695981039346656037UL;
        foreach (var unit in System.Text.Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return (long)(hash >> 2) | (1L << 32);
    }
}
