using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>The random numbers: the published generator's own, uniform, and of every stream apart.</summary>
public sealed class PhiloxTests
{
    // The known answers of philox4x32 with ten rounds in the Random123 distribution: counter, key, result.
    [Theory]
    [InlineData(
        new uint[] { 0, 0, 0, 0 },
        new uint[] { 0, 0 },
        new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
        new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void A_block_is_that_of_the_published_generator(uint[] counter, uint[] key, uint[] expected)
    {
        var block = new uint[4];
        var (low, high) = (Join(counter[0], counter[1]), Join(counter[2], counter[3]));
        Philox.Block(Join(key[0], key[1]), high, low, block);
        Assert.Equal(expected, block);

        static ulong Join(uint lower, uint upper) => ((ulong)upper << 32) | lower;
    }

    [Fact]
    public void A_stream_reads_the_blocks_of_its_seed_run_and_purpose_in_order()
    {
        var stream = new Philox(0x123456789abcdef0, 77, Purpose.Noise);
        var block = new uint[4];
        for (uint counter = 0; counter < 100; counter++)
        {
            Philox.Block(0x123456789abcdef0, high: ((ulong)Purpose.Noise << 32) | counter, low: 77, block);
            Assert.Equal(((((ulong)block[0] << 32) | block[1]) >> 11) * Math.Pow(2, -53), stream.Uniform());
            Assert.Equal(((((ulong)block[2] << 32) | block[3]) >> 11) * Math.Pow(2, -53), stream.Uniform());
        }
    }

    [Fact]
    public void The_numbers_are_uniform_from_zero_to_below_one()
    {
        // Chi-squared with 255 degrees of freedom: mean 255, standard deviation 22.6; 5 standard deviations either way.
        var cells = 256;
        var count = 256 * 1000;
        var random = new Philox(1, 0, Purpose.Start);
        var counts = new int[cells];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var x = random.Uniform();
            Assert.InRange(x, 0, 1 - Math.Pow(2, -53));
            counts[(int)(x * cells)]++;
            sum += x;
        }

        Assert.InRange(counts.Sum(c => Math.Pow(c - 1000, 2) / 1000), 142, 368);
        Assert.InRange(sum / count, 0.5 - (5 * Math.Sqrt(1.0 / 12 / count)), 0.5 + (5 * Math.Sqrt(1.0 / 12 / count)));
    }

    [Fact]
    public void The_low_bits_are_random_too()
    {
        var random = new Philox(2, 0, Purpose.Start);
        var ones = new int[53];
        var count = 40000;
        for (var i = 0; i < count; i++)
        {
            var bits = (long)(random.Uniform() * Math.Pow(2, 53));
            for (var b = 0; b < 53; b++)
            {
                ones[b] += (int)((bits >> b) & 1);
            }
        }

        // Five standard deviations are 500.
        Assert.All(ones, n => Assert.InRange(n, (count / 2) - 500, (count / 2) + 500));
    }

    [Fact]
    public void Streams_of_another_seed_run_or_purpose_are_independent()
    {
        // The correlation of independent streams of n numbers has standard deviation 1/sqrt(n); 5 of them either way.
        var count = 20000;
        Func<Philox>[] streams =
        [
            () => new(1, 0, Purpose.Start),
            () => new(2, 0, Purpose.Start),
            () => new(1, 1, Purpose.Start),
            () => new(1, 0, Purpose.Noise),
            () => new(1, 0, Purpose.Settings),
            () => new(1UL << 32, 0, Purpose.Start),
            () => new(1, 1L << 32, Purpose.Start),
            () => new(1, -1, Purpose.Start),
        ];
        var numbers = streams.Select(s =>
        {
            var random = s();
            return Enumerable.Range(0, count).Select(_ => random.Uniform()).ToArray();
        }).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            // Also with itself, one number later.
            AssertUncorrelated(numbers[i].AsSpan(1), numbers[i].AsSpan(0, count - 1));
            for (var j = 0; j < i; j++)
            {
                Assert.DoesNotContain(numbers[i][0], numbers[j]);
                AssertUncorrelated(numbers[i], numbers[j]);
            }
        }
    }

    [Fact]
    public void A_stream_does_not_depend_on_any_other_being_read()
    {
        var (alone, beside) = (new Philox(3, 5, Purpose.Start), new Philox(3, 5, Purpose.Start));
        var other = new Philox(3, 6, Purpose.Start);
        for (var i = 0; i < 50; i++)
        {
            var expected = alone.Uniform(-2, 3);
            other.Uniform();
            Assert.Equal(expected, beside.Uniform(-2, 3));
            Assert.InRange(expected, -2, 3);
        }
    }

    private static void AssertUncorrelated(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += 12 * (x[i] - 0.5) * (y[i] - 0.5);
        }

        Assert.InRange(sum / x.Length, -5 / Math.Sqrt(x.Length), 5 / Math.Sqrt(x.Length));
    }
}
