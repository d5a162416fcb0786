using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Saddle.Scalars;

/// <summary>Two doubles in one register of 128 bits.</summary>
/// <param name="value">The register.</param>
internal readonly struct Register128(Vector128<double> value) : IRegister<Register128>
{
    private readonly Vector128<double> _value = value;

    public static int Width => 2;

    /// <summary>The first of the two.</summary>
    public double First => _value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Register128(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Load(ref readonly double first) => new(Vector128.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator +(Register128 left, Register128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator -(Register128 left, Register128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator *(Register128 left, Register128 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator /(Register128 left, Register128 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator &(Register128 left, Register128 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator |(Register128 left, Register128 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator -(Register128 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator <(Register128 left, Register128 right) =>
        new(Vector128.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator >(Register128 left, Register128 right) =>
        new(Vector128.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator <=(Register128 left, Register128 right) =>
        new(Vector128.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator >=(Register128 left, Register128 right) =>
        new(Vector128.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Select(Register128 mask, Register128 yes, Register128 no) =>
        new(Vector128.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 FusedMultiplyAdd(Register128 a, Register128 b, Register128 c) =>
        new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Abs(Register128 value) => new(Vector128.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Min(Register128 value, Register128 high) =>
        new(Vector128.MinNative(high._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Max(Register128 value, Register128 low) =>
        new(Vector128.MaxNative(low._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 AddBits(Register128 left, Register128 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 SubtractBits(Register128 left, Register128 right) =>
        new((left._value.AsInt64() - right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 ShiftLeft(Register128 value, [ConstantExpected] int places) =>
        new(Vector128.ShiftLeft(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 ShiftRight(Register128 value, [ConstantExpected] int places) =>
        new(Vector128.ShiftRightLogical(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Scale(Register128 p, Register128 k, Register128 biased) => Elementary.Scale(p, k, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 ScaleDown(Register128 p, Register128 k, Register128 biased) =>
        Elementary.ScaleDown(p, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first) => _value.StoreUnsafe(ref first);
}
