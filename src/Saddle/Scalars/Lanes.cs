using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Saddle.Scalars;

/// <summary>
/// Sixteen doubles in lockstep, in two registers: while one half waits for its result the other one works, which hides
/// the latency of storing a state and reading it back between two players. Each lane has the bits that
/// <see cref="Real"/> would have, on every processor.
/// </summary>
public readonly struct Lanes : IPacked<Lanes>
{
    private readonly Vector512<double> _a;
    private readonly Vector512<double> _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(Vector512<double> a, Vector512<double> b)
    {
        _a = a;
        _b = b;
    }

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes(double value) => new(Vector512.Create(value), Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes left, Lanes right) => new(left._a + right._a, left._b + right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes left, Lanes right) => new(left._a - right._a, left._b - right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes left, Lanes right) => new(left._a * right._a, left._b * right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes left, Lanes right) => new(left._a / right._a, left._b / right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes value) => new(-value._a, -value._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator <(Lanes left, Lanes right) =>
        new(Vector512.LessThan(left._a, right._a), Vector512.LessThan(left._b, right._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator >(Lanes left, Lanes right) =>
        new(Vector512.GreaterThan(left._a, right._a), Vector512.GreaterThan(left._b, right._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator <=(Lanes left, Lanes right) =>
        new(Vector512.LessThanOrEqual(left._a, right._a), Vector512.LessThanOrEqual(left._b, right._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator >=(Lanes left, Lanes right) =>
        new(Vector512.GreaterThanOrEqual(left._a, right._a), Vector512.GreaterThanOrEqual(left._b, right._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator &(Lanes left, Lanes right) => new(left._a & right._a, left._b & right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator |(Lanes left, Lanes right) => new(left._a | right._a, left._b | right._b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(Lanes mask, Lanes yes, Lanes no) =>
        new(Vector512.ConditionalSelect(mask._a, yes._a, no._a), Vector512.ConditionalSelect(mask._b, yes._b, no._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes FusedMultiplyAdd(Lanes a, Lanes b, Lanes c) =>
        new(Vector512.FusedMultiplyAdd(a._a, b._a, c._a), Vector512.FusedMultiplyAdd(a._b, b._b, c._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes value) => new(Vector512.Abs(value._a), Vector512.Abs(value._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes value) => new(Vector512.Sqrt(value._a), Vector512.Sqrt(value._b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp(Lanes value) => new(Elementary.Exp(value._a), Elementary.Exp(value._b));

    /// <inheritdoc/>
    public static Lanes Log(Lanes value) => new(Elementary.Log(value._a), Elementary.Log(value._b));

    /// <inheritdoc/>
    public static Lanes Tanh(Lanes value) => new(Elementary.Tanh(value._a), Elementary.Tanh(value._b));

    /// <inheritdoc/>
    public static Lanes Erf(Lanes value) => new(Elementary.Erf(value._a), Elementary.Erf(value._b));

    /// <inheritdoc/>
    public static Lanes Pack(ReadOnlySpan<double> lanes) => new(Vector512.Create(lanes), Vector512.Create(lanes[8..]));

    /// <inheritdoc/>
    public static double Lane(Lanes value, int lane) =>
        lane < 8 ? value._a.GetElement(lane) : value._b.GetElement(lane - 8);

    /// <inheritdoc/>
    public static bool Any(Lanes mask) => Vector512.ExtractMostSignificantBits(mask._a | mask._b) != 0;

    /// <summary>The sixteen numbers.</summary>
    public override string ToString() => $"{_a} {_b}";
}
