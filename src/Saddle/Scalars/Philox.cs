namespace Saddle.Scalars;

/// <summary>
/// Counter-based random numbers: the n-th number of a stream is a pure function of the key and n, so results do not
/// depend on the number of threads or lanes.
/// </summary>
/// <remarks>
/// Philox-4x32 with ten rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </remarks>
/// <param name="seed">The experiment's seed: the key.</param>
/// <param name="run">The run's number.</param>
/// <param name="purpose">What the numbers are for; streams of different purpose are independent.</param>
public sealed class Philox(ulong seed, long run, Purpose purpose)
{
    private readonly uint[] _block = new uint[4];
    private uint _counter;
    private int _used = 4;

    /// <summary>One block of four random words.</summary>
    /// <param name="key">The key.</param>
    /// <param name="high">The upper half of the counter.</param>
    /// <param name="low">The lower half of the counter.</param>
    /// <param name="block">The result, four words.</param>
    public static void Block(ulong key, ulong high, ulong low, Span<uint> block)
    {
        var (c0, c1, c2, c3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var p0 = 0xD2511F53UL * c0;
            var p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        (block[0], block[1], block[2], block[3]) = (c0, c1, c2, c3);
    }

    /// <summary>The next number, uniform in [0, 1), with 53 random bits.</summary>
    public double Uniform()
    {
        if (_used > 2)
        {
            Block(seed, ((ulong)(uint)purpose << 32) | _counter++, (ulong)run, _block);
            _used = 0;
        }

        var bits = ((ulong)_block[_used] << 32) | _block[_used + 1];
        _used += 2;
        return (bits >> 11) * (1.0 / 9007199254740992.0);
    }

    /// <summary>The next number, uniform in [low, high).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());
}
