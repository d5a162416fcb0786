using System.Globalization;
using System.Numerics;

namespace Saddle.Tests.Scalars;

/// <summary>
/// Elementary functions in integer arithmetic with some 250 correct bits: what the library's are measured against.
/// Nothing here shares a method with them: exp is a Taylor series after halving, log the atanh series, erf its
/// Maclaurin series.
/// </summary>
internal static class Reference
{
    private const int Bits = 320;
    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger Ln2 = 2 * AtanhOfInverse(3);
    private static readonly BigInteger Pi = (16 * AtanOfInverse(5)) - (4 * AtanOfInverse(239));
    private static readonly BigInteger TwoOverSqrtPi = (One << 1) * One / Sqrt(Pi);

    /// <summary>exp(x), for |x| at most some thousands.</summary>
    public static Exact Exp(double x) => Exp(Fixed(x));

    /// <summary>log(x), x positive and finite.</summary>
    public static Exact Log(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Log(mantissa, exponent);
    }

    /// <summary>log(1 + exp(x)), for |x| at most some hundreds.</summary>
    public static Exact Softplus(double x) => Log(One + Exp(x).Mantissa(Bits), -Bits);

    /// <summary>1 / (1 + exp(-x)), for |x| at most some hundreds.</summary>
    public static Exact Sigmoid(double x) => new((One << Bits) / (One + Exp(-x).Mantissa(Bits)), -Bits);

    /// <summary>tanh(x), for |x| at most some hundreds.</summary>
    public static Exact Tanh(double x)
    {
        if (Math.Abs(x) < 1e-9)
        {
            // x (1 - z/3 + 2 z^2/15 - 17 z^3/315 + 62 z^4/2835 - ...), the next term below 2^-300.
            var z = Square(x);
            var series = One - (z / 3) + (Power(z, 2) * 2 / 15) - (Power(z, 3) * 17 / 315) + (Power(z, 4) * 62 / 2835);
            return Times(x, series);
        }

        var e = Exp(2 * Fixed(x)).Mantissa(Bits);
        return new(((e - One) << Bits) / (e + One), -Bits);
    }

    /// <summary>erf(x), for |x| at most 6.</summary>
    public static Exact Erf(double x)
    {
        // x 2/sqrt(pi) sum (-z)^n / (n! (2n+1)): the terms reach exp(36), which costs 52 of the bits.
        var z = Square(x);
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero; n++)
        {
            term = (term * z) >> Bits;
            term /= n;
            sum += (n % 2 == 0 ? term : -term) / ((2 * n) + 1);
        }

        return Times(x, (sum * TwoOverSqrtPi) >> Bits);
    }

    /// <summary>log(mantissa 2^exponent).</summary>
    private static Exact Log(BigInteger mantissa, int exponent)
    {
        // mantissa 2^exponent = m 2^e with 3/4 <= m < 3/2, so that nothing cancels near 1.
        var length = (int)mantissa.GetBitLength();
        var m = Shift(mantissa, Bits - length);
        exponent += length;
        if (4 * m < 3 * One)
        {
            m <<= 1;
            exponent--;
        }

        var s = ((m - One) << Bits) / (m + One);
        var square = (s * s) >> Bits;
        var (sum, power) = (BigInteger.Zero, s);
        for (var n = 1; !power.IsZero && power != BigInteger.MinusOne; n += 2)
        {
            sum += power / n;
            power = (power * square) >> Bits;
        }

        return new((2 * sum) + (exponent * Ln2), -Bits);
    }

    private static Exact Exp(BigInteger x)
    {
        var k = (int)((x + (x.Sign * (Ln2 >> 1))) / Ln2);

        var halvings = 12;
        var r = (x - (k * Ln2)) >> halvings;
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            term = ((term * r) >> Bits) / n;
            sum += term;
        }

        for (var i = 0; i < halvings; i++)
        {
            sum = (sum * sum) >> Bits;
        }

        return new(sum, k - Bits);
    }

    private static BigInteger AtanhOfInverse(int x)
    {
        var sum = BigInteger.Zero;
        var power = One / x;
        for (var n = 1; !power.IsZero; n += 2)
        {
            sum += power / n;
            power /= x * x;
        }

        return sum;
    }

    private static BigInteger AtanOfInverse(int x)
    {
        var sum = BigInteger.Zero;
        var power = One / x;
        for (var n = 1; !power.IsZero; n += 2)
        {
            sum += n % 4 == 1 ? power / n : -(power / n);
            power /= x * x;
        }

        return sum;
    }

    private static BigInteger Sqrt(BigInteger value)
    {
        // Newton from above on the integer value 2^Bits.
        var target = value << Bits;
        var x = BigInteger.One << (int)((target.GetBitLength() / 2) + 1);
        while (true)
        {
            var next = (x + (target / x)) >> 1;
            if (next >= x)
            {
                return x;
            }

            x = next;
        }
    }

    private static BigInteger Power(BigInteger z, int power)
    {
        var result = One;
        for (var i = 0; i < power; i++)
        {
            result = (result * z) >> Bits;
        }

        return result;
    }

    private static BigInteger Square(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Shift(mantissa * mantissa, (2 * exponent) + Bits);
    }

    private static Exact Times(double x, BigInteger factor)
    {
        var (mantissa, exponent) = Split(x);
        return new(Math.Sign(x) * mantissa * factor, exponent - Bits);
    }

    private static BigInteger Fixed(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Math.Sign(x) * Shift(mantissa, exponent + Bits);
    }

    private static BigInteger Shift(BigInteger value, int by) => by >= 0 ? value << by : value >> -by;

    /// <summary>|x| = mantissa 2^exponent.</summary>
    private static (BigInteger Mantissa, int Exponent) Split(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x) & long.MaxValue;
        var exponent = (int)(bits >> 52);
        var fraction = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0 ? (fraction, -1074) : (fraction | 0x10000000000000L, exponent - 1075);
    }

    /// <summary>A number <c>digits * 2^scale</c>.</summary>
    internal readonly record struct Exact(BigInteger Digits, int Scale)
    {
        /// <summary>This number times 2^bits, rounded down.</summary>
        public BigInteger Mantissa(int bits) => Shift(Digits, Scale + bits);

        /// <summary>
        /// How far a double is from this number, in units of this number's last place as a double (of the least
        /// subnormal number below the normal range). Infinity counts as 2^1024, the number that follows the greatest
        /// finite one.
        /// </summary>
        public double UlpsFrom(double x)
        {
            if (double.IsNaN(x))
            {
                return double.PositiveInfinity;
            }

            var exponent = Digits.IsZero ? -2000 : (int)BigInteger.Abs(Digits).GetBitLength() - 1 + Scale;
            var ulp = Math.Clamp(exponent, -1022, 1023) - 52;

            // Both over 2^(ulp - 64): 64 bits behind the unit suffice for a quotient with 15 digits.
            var (mantissa, power) = double.IsInfinity(x) ? (BigInteger.One, 1024) : Split(x);
            var given = Shift(mantissa, power - ulp + 64) * Math.Sign(x);
            return (double)BigInteger.Abs(Shift(Digits, Scale - ulp + 64) - given) / Math.Pow(2, 64);
        }

        /// <summary>The decimal digits after the point, for comparison with published constants.</summary>
        public string Decimals(int digits) =>
            (Mantissa(Bits) * BigInteger.Pow(10, digits) >> Bits).ToString(CultureInfo.InvariantCulture);
    }
}
