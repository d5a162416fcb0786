using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Saddle.Scalars;

/// <summary>Four doubles in one register of 256 bits.</summary>
/// <param name="value">The register.</param>
internal readonly struct Register256(Vector256<double> value) : IRegister<Register256>
{
    private readonly Vector256<double> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Register256(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Load(ref readonly double first) => new(Vector256.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator +(Register256 left, Register256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator -(Register256 left, Register256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator *(Register256 left, Register256 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator /(Register256 left, Register256 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator &(Register256 left, Register256 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator |(Register256 left, Register256 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator -(Register256 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator <(Register256 left, Register256 right) =>
        new(Vector256.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator >(Register256 left, Register256 right) =>
        new(Vector256.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator <=(Register256 left, Register256 right) =>
        new(Vector256.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator >=(Register256 left, Register256 right) =>
        new(Vector256.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Select(Register256 mask, Register256 yes, Register256 no) =>
        new(Vector256.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 FusedMultiplyAdd(Register256 a, Register256 b, Register256 c) =>
        new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Abs(Register256 value) => new(Vector256.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Min(Register256 value, Register256 high) =>
        new(Vector256.MinNative(high._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Max(Register256 value, Register256 low) =>
        new(Vector256.MaxNative(low._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 AddBits(Register256 left, Register256 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 SubtractBits(Register256 left, Register256 right) =>
        new((left._value.AsInt64() - right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 ShiftLeft(Register256 value, [ConstantExpected] int places) =>
        new(Vector256.ShiftLeft(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 ShiftRight(Register256 value, [ConstantExpected] int places) =>
        new(Vector256.ShiftRightLogical(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Scale(Register256 p, Register256 k, Register256 biased) => Elementary.Scale(p, k, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 ScaleDown(Register256 p, Register256 k, Register256 biased) =>
        Elementary.ScaleDown(p, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first) => _value.StoreUnsafe(ref first);
}
