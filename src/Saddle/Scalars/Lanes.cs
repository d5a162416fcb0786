using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saddle.Scalars;

/// <summary>
/// Sixteen doubles in lockstep, in two registers of 512 bits or four of 256: while one of them waits for its result the
/// others work, which hides the latency of storing a state and reading it back between two players. Each lane has the
/// bits that <see cref="Real"/> would have, on every processor.
/// </summary>
public readonly struct Lanes : IPacked<Lanes>
{
    // Where the processor has no registers of 512 bits, these are two of 256 each, and every operation says so: what
    // the runtime would do by itself goes through memory.
    private readonly Vector512<double> _a;
    private readonly Vector512<double> _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(Vector512<double> a, Vector512<double> b)
    {
        _a = a;
        _b = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        _a = Vector512.Create(a, b);
        _b = Vector512.Create(c, d);
    }

    /// <inheritdoc/>
    public static int Width => 16;

    private Vector256<double> A => _a.GetLower();

    private Vector256<double> B => _a.GetUpper();

    private Vector256<double> C => _b.GetLower();

    private Vector256<double> D => _b.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes(double value) => Vector512.IsHardwareAccelerated
        ? new(Vector512.Create(value), Vector512.Create(value))
        : new(Vector256.Create(value), Vector256.Create(value), Vector256.Create(value), Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a + right._a, left._b + right._b)
        : new(left.A + right.A, left.B + right.B, left.C + right.C, left.D + right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a - right._a, left._b - right._b)
        : new(left.A - right.A, left.B - right.B, left.C - right.C, left.D - right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a * right._a, left._b * right._b)
        : new(left.A * right.A, left.B * right.B, left.C * right.C, left.D * right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a / right._a, left._b / right._b)
        : new(left.A / right.A, left.B / right.B, left.C / right.C, left.D / right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes value) => Vector512.IsHardwareAccelerated
        ? new(-value._a, -value._b)
        : new(-value.A, -value.B, -value.C, -value.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator <(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(Vector512.LessThan(left._a, right._a), Vector512.LessThan(left._b, right._b))
        : new(
            Vector256.LessThan(left.A, right.A),
            Vector256.LessThan(left.B, right.B),
            Vector256.LessThan(left.C, right.C),
            Vector256.LessThan(left.D, right.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator >(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(Vector512.GreaterThan(left._a, right._a), Vector512.GreaterThan(left._b, right._b))
        : new(
            Vector256.GreaterThan(left.A, right.A),
            Vector256.GreaterThan(left.B, right.B),
            Vector256.GreaterThan(left.C, right.C),
            Vector256.GreaterThan(left.D, right.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator <=(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(Vector512.LessThanOrEqual(left._a, right._a), Vector512.LessThanOrEqual(left._b, right._b))
        : new(
            Vector256.LessThanOrEqual(left.A, right.A),
            Vector256.LessThanOrEqual(left.B, right.B),
            Vector256.LessThanOrEqual(left.C, right.C),
            Vector256.LessThanOrEqual(left.D, right.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator >=(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(Vector512.GreaterThanOrEqual(left._a, right._a), Vector512.GreaterThanOrEqual(left._b, right._b))
        : new(
            Vector256.GreaterThanOrEqual(left.A, right.A),
            Vector256.GreaterThanOrEqual(left.B, right.B),
            Vector256.GreaterThanOrEqual(left.C, right.C),
            Vector256.GreaterThanOrEqual(left.D, right.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator &(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a & right._a, left._b & right._b)
        : new(left.A & right.A, left.B & right.B, left.C & right.C, left.D & right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator |(Lanes left, Lanes right) => Vector512.IsHardwareAccelerated
        ? new(left._a | right._a, left._b | right._b)
        : new(left.A | right.A, left.B | right.B, left.C | right.C, left.D | right.D);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(Lanes mask, Lanes yes, Lanes no) => Vector512.IsHardwareAccelerated
        ? new(Vector512.ConditionalSelect(mask._a, yes._a, no._a), Vector512.ConditionalSelect(mask._b, yes._b, no._b))
        : new(
            Vector256.ConditionalSelect(mask.A, yes.A, no.A),
            Vector256.ConditionalSelect(mask.B, yes.B, no.B),
            Vector256.ConditionalSelect(mask.C, yes.C, no.C),
            Vector256.ConditionalSelect(mask.D, yes.D, no.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes FusedMultiplyAdd(Lanes a, Lanes b, Lanes c) => Vector512.IsHardwareAccelerated
        ? new(Vector512.FusedMultiplyAdd(a._a, b._a, c._a), Vector512.FusedMultiplyAdd(a._b, b._b, c._b))
        : new(
            Vector256.FusedMultiplyAdd(a.A, b.A, c.A),
            Vector256.FusedMultiplyAdd(a.B, b.B, c.B),
            Vector256.FusedMultiplyAdd(a.C, b.C, c.C),
            Vector256.FusedMultiplyAdd(a.D, b.D, c.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes value) => Vector512.IsHardwareAccelerated
        ? new(Vector512.Abs(value._a), Vector512.Abs(value._b))
        : new(Vector256.Abs(value.A), Vector256.Abs(value.B), Vector256.Abs(value.C), Vector256.Abs(value.D));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes value) => Vector512.IsHardwareAccelerated
        ? new(Vector512.Sqrt(value._a), Vector512.Sqrt(value._b))
        : new(Vector256.Sqrt(value.A), Vector256.Sqrt(value.B), Vector256.Sqrt(value.C), Vector256.Sqrt(value.D));

    /// <inheritdoc/>
    public static Lanes Exp(Lanes value)
    {
        Elementary.Exp(Numbers(new(ref value)));
        return value;
    }

    /// <inheritdoc/>
    public static void Bell(Span<Lanes> values) => Elementary.Bell(Numbers(values));

    /// <inheritdoc/>
    public static Lanes Log(Lanes value)
    {
        Elementary.Log(Numbers(new(ref value)));
        return value;
    }

    /// <inheritdoc/>
    public static Lanes Tanh(Lanes value)
    {
        Elementary.Tanh(Numbers(new(ref value)));
        return value;
    }

    /// <inheritdoc/>
    public static Lanes Erf(Lanes value)
    {
        Elementary.Erf(Numbers(new(ref value)));
        return value;
    }

    /// <inheritdoc/>
    public static Lanes Pack(ReadOnlySpan<double> lanes) => MemoryMarshal.Read<Lanes>(MemoryMarshal.AsBytes(lanes));

    /// <inheritdoc/>
    public static double Lane(Lanes value, int lane) =>
        MemoryMarshal.Cast<Lanes, double>(new ReadOnlySpan<Lanes>(ref value))[lane];

    /// <inheritdoc/>
    public static bool Any(Lanes mask) => Vector512.IsHardwareAccelerated
        ? Vector512.ExtractMostSignificantBits(mask._a | mask._b) != 0
        : Vector256.ExtractMostSignificantBits(mask.A | mask.B | mask.C | mask.D) != 0;

    private static Span<double> Numbers(Span<Lanes> values) => MemoryMarshal.Cast<Lanes, double>(values);

    /// <summary>The sixteen numbers.</summary>
    public override string ToString() => $"{_a} {_b}";
}
