using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Saddle.Scalars;

/// <summary>
/// Exp, Log, Tanh and Erf of eight doubles. One straight line of operations a function, without branches or tables, and
/// only operations that round alike everywhere: so AVX-512, AVX2 and the portable fallback give the same bits, and
/// <see cref="Real"/>, which asks for one lane, gives them too.
/// </summary>
/// <remarks>The polynomials are minimax fits by Remez exchange in 60 digits: eng/elementary.py prints them.</remarks>
internal static class Elementary
{
    // 1.5 * 2^52: adding it rounds to the nearest integer, ties to even, and leaves that integer in the low bits.
    private const double Shifter = 6755399441055744.0;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has 21 trailing zero bits, so that k times it is exact for |k| <= 2^21.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Beyond these ends the result is 0 or infinity. The order of operands lets a NaN through.
        x = Vector512.MinNative(Vector512.Create(710.0), Vector512.MaxNative(Vector512.Create(-746.0), x));
        var shifter = Vector512.Create(Shifter);
        var k = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), shifter) - shifter;
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);

        var p = Vector512.Create(2.461980601748135e-08);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7621047790828676e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.755869822449234e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801519958299956e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841268418244485));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888917547074));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00833333333389101));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.041666666666623255));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5000000000000001));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
        return Scale(p, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        var subnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        var lifted = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(18014398509481984.0), x);
        var bits = lifted.AsInt64();

        // x = 2^e * m with m in [sqrt(1/2), sqrt(2)): count exponents from the bits of sqrt(1/2), in unsigned
        // arithmetic (a signed shift of 64 bits is slow before AVX-512), and turn the count into a double through the
        // bits of 2^52.
        var offset = bits - Vector512.Create(0x3fe6a09e667f3bcdL) + Vector512.Create(0x4000000000000000L);
        var biased = Vector512.ShiftRightLogical(offset, 52);
        var counted = (biased | Vector512.Create(0x4330000000000000L)).AsDouble();
        var e = counted - Vector512.Create(4503599627370496.0 + 1024.0);
        var m = (bits - Vector512.ShiftLeft(biased - Vector512.Create(1024L), 52)).AsDouble();
        e -= Vector512.ConditionalSelect(subnormal, Vector512.Create(54.0), Vector512<double>.Zero);

        // log(1+f) = f - (f^2/2 - s (f^2/2 + z P(z))), s = f / (2+f), z = s^2.
        var f = m - Vector512<double>.One;
        var s = f / (f + Vector512.Create(2.0));
        var z = s * s;
        var p = Vector512.Create(0.14797505869908936);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.15313903388946495));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18183569736570396));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222198475984783));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.285714287432636));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.39999999999411084));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.6666666666666735));
        var half = Vector512.Create(0.5) * f * f;
        var tail = Vector512.FusedMultiplyAdd(s, half + (z * p), e * Vector512.Create(Ln2Low));
        var log = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2High), f - (half - tail));

        var zero = Vector512<double>.Zero;
        log = Vector512.ConditionalSelect(Vector512.Equals(x, zero), Vector512.Create(double.NegativeInfinity), log);
        log = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(double.PositiveInfinity)), x, log);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, zero), log, Vector512.Create(double.NaN));
    }

    public static Vector512<double> Tanh(Vector512<double> x)
    {
        // Near zero x + x z P(z), z = x^2; beyond 5/8, where 1 - 2/(exp(2|x|)+1) no longer cancels, that.
        var magnitude = Vector512.Abs(x);
        var z = x * x;
        var p = Vector512.Create(-1.6106213567737223e-05);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(7.721646611095768e-05));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.00022863086387448628));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.0005863513118481857));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0014549701189744437));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.003591991501301194));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.008863221310677837));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.02186948760131093));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.053968253932453775));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.13333333333264855));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.33333333333332876));
        var near = Vector512.FusedMultiplyAdd(x * z, p, x);

        var one = Vector512<double>.One;
        var far = one - (Vector512.Create(2.0) / (Exp(magnitude + magnitude) + one));

        // The sign is x's also where the result is 0: near zero the sum of -0 and the product +0 is +0.
        var isNear = Vector512.LessThan(magnitude, Vector512.Create(0.625));
        return CopySign(Vector512.ConditionalSelect(isNear, near, far), x);
    }

    public static Vector512<double> Erf(Vector512<double> x)
    {
        // Up to 1, x P(x^2). Beyond, 1 - exp(-x^2) Q(t) with t = (x-a)/(x+a): exp(x^2) erfc(x) is smooth in t.
        // From 6 on the result is 1 in double precision.
        var magnitude = Vector512.Abs(x);
        var z = x * x;
        var p = Vector512.Create(-7.80083881304106e-10);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.3722791729173444e-08));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1.620913396061263e-07));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.6447512296073136e-06));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1.4924744235266032e-05));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.00012055295298657097));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0008548325988982659));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.005223977607408943));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0268661706432745));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.11283791670945242));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.3761263890318355));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.1283791670955126));
        var near = x * p;

        var a = Vector512.Create(2.45);
        var clamped = Vector512.MinNative(Vector512.Create(6.0), magnitude);
        var t = (clamped - a) / (clamped + a);
        var q = Vector512.Create(6.849712151775229e-06);
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(9.369181287496792e-06));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-4.9097349445950056e-05));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.00010432349931721818));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.00029428211188461424));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.0006875799047506909));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.0028557706137094453));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.002285844098452021));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.03634489708424015));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.12148868975702977));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.2516681327665494));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.37682183405934716));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.214587092241094));
        var far = CopySign(Vector512<double>.One - (Exp(-(clamped * clamped)) * q), x);
        return Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512<double>.One), near, far);
    }

    /// <summary>p * 2^k with one rounding, k an integer in [-1076, 1025].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> p, Vector512<double> k)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Scale(p, k);
        }

        // In two halves, because 2^k itself may not be a normal number; p times the first half is exact.
        var shifter = Vector512.Create(Shifter);
        var first = Vector512.FusedMultiplyAdd(k, Vector512.Create(0.5), shifter) - shifter;
        return p * PowerOfTwo(first) * PowerOfTwo(k - first);
    }

    /// <summary>
    /// 2^k for an integer |k| &lt;= 1022: k + 1023 read from the low bits of a double and moved to the exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> k) =>
        Vector512.ShiftLeft((k + Vector512.Create(4503599627370496.0 + 1023.0)).AsInt64(), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> CopySign(Vector512<double> magnitude, Vector512<double> sign) =>
        magnitude | (sign & Vector512.Create(-0.0));
}
