using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saddle.Scalars;

/// <summary>
/// Exp, Log, Tanh and Erf of a register of doubles. One straight line of operations a function, without branches or
/// tables, and only operations that round alike everywhere: so registers of 512, 256 and 128 bits give the same bits on
/// every processor, and <see cref="Real"/>, which asks for one lane, gives them too.
/// </summary>
/// <remarks>The polynomials are minimax fits by Remez exchange in 60 digits: eng/elementary.py prints them.</remarks>
internal static class Elementary
{
    // 1.5 * 2^52: adding it rounds to the nearest integer, ties to even, and leaves that integer in the low bits.
    private const double Shifter = 6755399441055744.0;

    // Of the exponent of a double, and 60 powers more: see ScaleDown.
    private const double Bias = 1023 + 60;
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has 21 trailing zero bits, so that k times it is exact for |k| <= 2^21.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    // Integers in the bits of doubles: those of sqrt(1/2) less 1024 exponents, 1024, and 120 in an exponent's place.
    // They are no fields: code that is compiled before they are filled would ask each time whether they are.
    private static double BelowSqrtHalf => BitConverter.Int64BitsToDouble(0x3fe6a09e667f3bcdL - 0x4000000000000000L);

    private static double Integer1024 => BitConverter.Int64BitsToDouble(1024);

    private static double Powers120 => BitConverter.Int64BitsToDouble(120L << 52);

    /// <summary>Replaces each number by its exponential.</summary>
    /// <param name="values">The numbers; a whole number of registers.</param>
    public static void Exp(Span<double> values) => Each<Exponential>(values);

    /// <summary>Replaces each number x by exp(-x^2/2).</summary>
    /// <param name="values">The numbers; a whole number of registers.</param>
    public static void Bell(Span<double> values) => Each<BellCurve>(values);

    /// <summary>Replaces each number by its logarithm.</summary>
    /// <param name="values">The numbers; a whole number of registers.</param>
    public static void Log(Span<double> values) => Each<Logarithm>(values);

    /// <summary>Replaces each number by its hyperbolic tangent.</summary>
    /// <param name="values">The numbers; a whole number of registers.</param>
    public static void Tanh(Span<double> values) => Each<HyperbolicTangent>(values);

    /// <summary>Replaces each number by its error function.</summary>
    /// <param name="values">The numbers; a whole number of registers.</param>
    public static void Erf(Span<double> values) => Each<ErrorFunction>(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IRegister<V>
    {
        // Beyond these ends the result is 0 or infinity.
        x = V.Min(V.Max(x, -746), 710);
        V shifter = Shifter + Bias;
        var biased = V.FusedMultiplyAdd(x, Log2E, shifter);
        var k = biased - shifter;
        var r = V.FusedMultiplyAdd(k, -Ln2High, x);
        r = V.FusedMultiplyAdd(k, -Ln2Low, r);

        V p = 2.461980601748135e-08;
        p = V.FusedMultiplyAdd(p, r, 2.7621047790828676e-07);
        p = V.FusedMultiplyAdd(p, r, 2.755869822449234e-06);
        p = V.FusedMultiplyAdd(p, r, 2.4801519958299956e-05);
        p = V.FusedMultiplyAdd(p, r, 0.00019841268418244485);
        p = V.FusedMultiplyAdd(p, r, 0.0013888888917547074);
        p = V.FusedMultiplyAdd(p, r, 0.00833333333389101);
        p = V.FusedMultiplyAdd(p, r, 0.041666666666623255);
        p = V.FusedMultiplyAdd(p, r, 0.16666666666666);
        p = V.FusedMultiplyAdd(p, r, 0.5000000000000001);
        p = V.FusedMultiplyAdd(p, r, 1.0);
        p = V.FusedMultiplyAdd(p, r, 1.0);
        return V.Scale(p, k, biased);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Bell<V>(V x)
        where V : struct, IRegister<V>
    {
        // As Exp of -x^2/2, to the same bits, with -2 times its argument and rest: factors of two in the constants take
        // the place of a product. The argument has one end, and the result is never above 1.
        x = V.Min(x * x, 1492);
        V shifter = Shifter + Bias;
        var biased = V.FusedMultiplyAdd(x, -0.5 * Log2E, shifter);
        var k = biased - shifter;
        var r = V.FusedMultiplyAdd(k, 2 * Ln2High, x);
        r = V.FusedMultiplyAdd(k, 2 * Ln2Low, r);

        V p = 2.461980601748135e-08 / -2048;
        p = V.FusedMultiplyAdd(p, r, 2.7621047790828676e-07 / 1024);
        p = V.FusedMultiplyAdd(p, r, 2.755869822449234e-06 / -512);
        p = V.FusedMultiplyAdd(p, r, 2.4801519958299956e-05 / 256);
        p = V.FusedMultiplyAdd(p, r, 0.00019841268418244485 / -128);
        p = V.FusedMultiplyAdd(p, r, 0.0013888888917547074 / 64);
        p = V.FusedMultiplyAdd(p, r, 0.00833333333389101 / -32);
        p = V.FusedMultiplyAdd(p, r, 0.041666666666623255 / 16);
        p = V.FusedMultiplyAdd(p, r, 0.16666666666666 / -8);
        p = V.FusedMultiplyAdd(p, r, 0.5000000000000001 / 4);
        p = V.FusedMultiplyAdd(p, r, -0.5);
        p = V.FusedMultiplyAdd(p, r, 1.0);
        return V.ScaleDown(p, k, biased);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, IRegister<V>
    {
        var subnormal = x < 2.2250738585072014e-308;
        var lifted = V.Select(subnormal, x * 18014398509481984.0, x);

        // x = 2^e * m with m in [sqrt(1/2), sqrt(2)): count exponents from the bits of sqrt(1/2), in unsigned
        // arithmetic (a signed shift of 64 bits is slow before AVX-512), and turn the count into a double through the
        // bits of 2^52.
        var biased = V.ShiftRight(V.SubtractBits(lifted, BelowSqrtHalf), 52);
        var e = (biased | 4503599627370496.0) - (4503599627370496.0 + 1024.0);
        var m = V.SubtractBits(lifted, V.ShiftLeft(V.SubtractBits(biased, Integer1024), 52));
        e -= V.Select(subnormal, 54.0, 0.0);

        // log(1+f) = f - (f^2/2 - s (f^2/2 + z P(z))), s = f / (2+f), z = s^2.
        var f = m - 1.0;
        var s = f / (f + 2.0);
        var z = s * s;
        V p = 0.14797505869908936;
        p = V.FusedMultiplyAdd(p, z, 0.15313903388946495);
        p = V.FusedMultiplyAdd(p, z, 0.18183569736570396);
        p = V.FusedMultiplyAdd(p, z, 0.22222198475984783);
        p = V.FusedMultiplyAdd(p, z, 0.285714287432636);
        p = V.FusedMultiplyAdd(p, z, 0.39999999999411084);
        p = V.FusedMultiplyAdd(p, z, 0.6666666666666735);
        var half = 0.5 * f * f;
        var tail = V.FusedMultiplyAdd(s, half + (z * p), e * Ln2Low);
        var log = V.FusedMultiplyAdd(e, Ln2High, f - (half - tail));

        log = V.Select((x <= 0.0) & (x >= 0.0), double.NegativeInfinity, log);
        log = V.Select(x >= double.PositiveInfinity, x, log);
        return V.Select(x >= 0.0, log, double.NaN);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IRegister<V>
    {
        // Near zero x + x z P(z), z = x^2; beyond 5/8, where 1 - 2/(exp(2|x|)+1) no longer cancels, that.
        var magnitude = V.Abs(x);
        var z = x * x;
        V p = -1.6106213567737223e-05;
        p = V.FusedMultiplyAdd(p, z, 7.721646611095768e-05);
        p = V.FusedMultiplyAdd(p, z, -0.00022863086387448628);
        p = V.FusedMultiplyAdd(p, z, 0.0005863513118481857);
        p = V.FusedMultiplyAdd(p, z, -0.0014549701189744437);
        p = V.FusedMultiplyAdd(p, z, 0.003591991501301194);
        p = V.FusedMultiplyAdd(p, z, -0.008863221310677837);
        p = V.FusedMultiplyAdd(p, z, 0.02186948760131093);
        p = V.FusedMultiplyAdd(p, z, -0.053968253932453775);
        p = V.FusedMultiplyAdd(p, z, 0.13333333333264855);
        p = V.FusedMultiplyAdd(p, z, -0.33333333333332876);
        var near = V.FusedMultiplyAdd(x * z, p, x);

        V one = 1.0;
        var far = one - (2.0 / (Exp(magnitude + magnitude) + one));

        // The sign is x's also where the result is 0: near zero the sum of -0 and the product +0 is +0.
        var isNear = magnitude < 0.625;
        return CopySign(V.Select(isNear, near, far), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x)
        where V : struct, IRegister<V>
    {
        // Up to 1, x P(x^2). Beyond, 1 - exp(-x^2) Q(t) with t = (x-a)/(x+a): exp(x^2) erfc(x) is smooth in t.
        // From 6 on the result is 1 in double precision.
        var magnitude = V.Abs(x);
        var z = x * x;
        V p = -7.80083881304106e-10;
        p = V.FusedMultiplyAdd(p, z, 1.3722791729173444e-08);
        p = V.FusedMultiplyAdd(p, z, -1.620913396061263e-07);
        p = V.FusedMultiplyAdd(p, z, 1.6447512296073136e-06);
        p = V.FusedMultiplyAdd(p, z, -1.4924744235266032e-05);
        p = V.FusedMultiplyAdd(p, z, 0.00012055295298657097);
        p = V.FusedMultiplyAdd(p, z, -0.0008548325988982659);
        p = V.FusedMultiplyAdd(p, z, 0.005223977607408943);
        p = V.FusedMultiplyAdd(p, z, -0.0268661706432745);
        p = V.FusedMultiplyAdd(p, z, 0.11283791670945242);
        p = V.FusedMultiplyAdd(p, z, -0.3761263890318355);
        p = V.FusedMultiplyAdd(p, z, 1.1283791670955126);
        var near = x * p;

        V a = 2.45;
        var clamped = V.Min(magnitude, 6);
        var t = (clamped - a) / (clamped + a);
        V q = 6.849712151775229e-06;
        q = V.FusedMultiplyAdd(q, t, 9.369181287496792e-06);
        q = V.FusedMultiplyAdd(q, t, -4.9097349445950056e-05);
        q = V.FusedMultiplyAdd(q, t, -0.00010432349931721818);
        q = V.FusedMultiplyAdd(q, t, 0.00029428211188461424);
        q = V.FusedMultiplyAdd(q, t, 0.0006875799047506909);
        q = V.FusedMultiplyAdd(q, t, -0.0028557706137094453);
        q = V.FusedMultiplyAdd(q, t, -0.002285844098452021);
        q = V.FusedMultiplyAdd(q, t, 0.03634489708424015);
        q = V.FusedMultiplyAdd(q, t, -0.12148868975702977);
        q = V.FusedMultiplyAdd(q, t, 0.2516681327665494);
        q = V.FusedMultiplyAdd(q, t, -0.37682183405934716);
        q = V.FusedMultiplyAdd(q, t, 0.214587092241094);
        var far = CopySign(1.0 - (Exp(-(clamped * clamped)) * q), x);
        return V.Select(magnitude < 1.0, near, far);
    }

    /// <summary><see cref="IRegister{V}.Scale"/> by multiplications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<V>(V p, V k, V biased)
        where V : struct, IRegister<V>
    {
        // As below; but where that would be infinite it goes up, from 60 powers lower.
        var high = (k > 900.0) & Powers120;
        return p * V.SubtractBits(V.ShiftLeft(biased, 52), high) * V.AddBits(8.673617379884035e-19, high);
    }

    /// <summary><see cref="IRegister{V}.ScaleDown"/> by multiplications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleDown<V>(V p, V biased)
        where V : struct, IRegister<V> =>
        // 2^k itself may not be a normal number; 60 powers higher it is, p times it is exact, and the way down rounds.
        p * V.ShiftLeft(biased, 52) * 8.673617379884035e-19;

    // The widest registers that the processor has, two at a time: of the narrower ones there are too few to keep the
    // constants in, and reading them again each time is what takes the time; the widest halve what a loop costs beside.
    // One at a time where the function is longer than the compiler will put together.
    private static void Each<TFunction>(Span<double> values)
        where TFunction : IFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            EachOrTwo<TFunction, Register512>(values);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            EachOrTwo<TFunction, Register256>(values);
        }
        else
        {
            EachOrTwo<TFunction, Register128>(values);
        }
    }

    private static void EachOrTwo<TFunction, V>(Span<double> values)
        where TFunction : IFunction
        where V : struct, IRegister<V>
    {
        if (TFunction.IsLong)
        {
            Each<TFunction, V>(values);
        }
        else
        {
            Each<TFunction, Twice<V>>(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<TFunction, V>(Span<double> values)
        where TFunction : IFunction
        where V : struct, IRegister<V>
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        for (nint i = 0; i < values.Length; i += V.Width)
        {
            ref var here = ref Unsafe.Add(ref first, i);
            TFunction.Of(V.Load(ref here)).Store(ref here);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CopySign<V>(V magnitude, V sign)
        where V : struct, IRegister<V> => magnitude | (sign & -0.0);

    private interface IFunction
    {
        static virtual bool IsLong => false;

        static abstract V Of<V>(V x)
            where V : struct, IRegister<V>;
    }

    private readonly struct Exponential : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IRegister<V> => Exp(x);
    }

    private readonly struct BellCurve : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IRegister<V> => Bell(x);
    }

    private readonly struct Logarithm : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IRegister<V> => Log(x);
    }

    private readonly struct HyperbolicTangent : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IRegister<V> => Tanh(x);
    }

    private readonly struct ErrorFunction : IFunction
    {
        public static bool IsLong => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IRegister<V> => Erf(x);
    }
}
