using Saddle.Games;

namespace Saddle.Gans;

/// <summary>Keys of random streams.</summary>
public static class StreamNames
{
    /// <summary>The key of an evaluation.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="step">The update's number, from 0.</param>
    public static Sample Key(this StreamName stream, ulong seed, long step = 0) => new(seed, (long)stream, step, 0);
}
