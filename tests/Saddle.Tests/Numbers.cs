using Saddle.Scalars;

namespace Saddle.Tests;

/// <summary>Doubles to try things on, and how they are compared.</summary>
internal static class Numbers
{
    /// <summary>The numbers at the edges of the format and of the functions.</summary>
    public static readonly double[] Special =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 2, 3, double.Epsilon, -double.Epsilon,
        2.2250738585072009e-308, 2.2250738585072014e-308,
        -2.2250738585072014e-308, 1e-300, -1e-300, 1e-17, 1e300, -1e300, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, Math.BitIncrement(1), Math.BitDecrement(1),
        0.625, Math.BitDecrement(0.625), 6, 5.9, 709.78271289338397, 709.7827128933841, 710,
        -708.4, -745.13321910194111, -745.14, -746, -747, 1e6, -1e6,
        0.70710678118654746, 0.70710678118654757, 1.4142135623730949, 1.4142135623730951,
    ];

    /// <summary>
    /// The special numbers, then as many again as asked for: a third of ordinary size, a third of any exponent, and a
    /// third of any bits at all.
    /// </summary>
    public static double[] Some(int count, ulong seed)
    {
        var random = new Philox(seed, 0, Purpose.Noise);
        return [.. Special, .. Enumerable.Range(0, count).Select(i => (i % 3) switch
        {
            0 => random.Uniform(-40, 40),
            1 =>
                (random.Uniform() < 0.5 ? -1 : 1) * Math.ScaleB(random.Uniform(1, 2), (int)random.Uniform(-1074, 1024)),
            _ =>
                BitConverter.Int64BitsToDouble(
                    ((long)(random.Uniform() * 4294967296) << 32) | (long)(random.Uniform() * 4294967296)),
        })];
    }

    /// <summary>
    /// The bits; of every NaN the same ones, because which of two NaNs an operation passes on is not specified.
    /// </summary>
    public static long Bits(double x) => BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? double.NaN : x);

    /// <summary>Asserts equal bits, number by number.</summary>
    public static void AssertSameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Bits(expected[i]) == Bits(actual[i]),
                $"{where}, number {i}: expected {expected[i]:R}, but is {actual[i]:R}");
        }
    }

    /// <summary>
    /// Asserts that two numbers differ by at most a tolerance, relative where they are greater than 1.
    /// </summary>
    public static void AssertClose(double expected, double actual, double tolerance, string where) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)) || expected == actual,
            $"{where}: expected {expected:R}, but is {actual:R}, which differs by {Math.Abs(expected - actual):G3}");
}
