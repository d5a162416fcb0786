namespace Saddle.Metrics;

/// <summary>
/// NumPy's generator before its version 1.17, which many tools draw from: seeded as by <c>numpy.random.seed</c>, it
/// gives the numbers that <c>numpy.random.choice</c> does. For figures of tools alone; all else is drawn by Philox.
/// </summary>
/// <remarks>
/// Matsumoto, Nishimura 1998, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
/// generator"; seeding as in their version of 2002. Whole numbers below a bound are masked and drawn again.
/// </remarks>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Seeds.</summary>
    /// <param name="seed">The seed.</param>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var i = 1U; i < Length; i++)
        {
            _state[i] = (1812433253U * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        }
    }

    /// <summary>Draws with replacement: numbers below a bound.</summary>
    /// <param name="bound">The bound.</param>
    /// <param name="count">How many.</param>
    public long[] Draw(long bound, long count)
    {
        var drawn = new long[count];
        for (var i = 0L; i < count; i++)
        {
            drawn[i] = AtMost((uint)(bound - 1));
        }

        return drawn;
    }

    /// <summary>Draws without replacement: all numbers below a bound in a random order.</summary>
    /// <param name="bound">The bound.</param>
    public long[] Permutation(long bound)
    {
        var order = new long[bound];
        for (var i = 0L; i < bound; i++)
        {
            order[i] = i;
        }

        for (var i = bound - 1; i > 0; i--)
        {
            var j = AtMost((uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private uint AtMost(uint greatest)
    {
        if (greatest == 0)
        {
            return 0;
        }

        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(greatest);
        while (true)
        {
            if ((Next() & mask) is var value && value <= greatest)
            {
                return value;
            }
        }
    }

    private uint Next()
    {
        if (_next == Length)
        {
            Refill();
        }

        var word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680U;
        word ^= (word << 15) & 0xEFC60000U;
        return word ^ (word >> 18);
    }

    private void Refill()
    {
        for (var i = 0; i < Length; i++)
        {
            var both = (_state[i] & 0x80000000U) | (_state[(i + 1) % Length] & 0x7FFFFFFFU);
            _state[i] = _state[(i + Middle) % Length] ^ (both >> 1) ^ ((both & 1) * 0x9908B0DFU);
        }

        _next = 0;
    }
}
