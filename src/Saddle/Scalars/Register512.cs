using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Saddle.Scalars;

/// <summary>Eight doubles in one register of 512 bits.</summary>
/// <param name="value">The register.</param>
internal readonly struct Register512(Vector512<double> value) : IRegister<Register512>
{
    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Register512(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Load(ref readonly double first) => new(Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator +(Register512 left, Register512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator -(Register512 left, Register512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator *(Register512 left, Register512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator /(Register512 left, Register512 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator &(Register512 left, Register512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator |(Register512 left, Register512 right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator -(Register512 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator <(Register512 left, Register512 right) =>
        new(Vector512.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator >(Register512 left, Register512 right) =>
        new(Vector512.GreaterThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator <=(Register512 left, Register512 right) =>
        new(Vector512.LessThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator >=(Register512 left, Register512 right) =>
        new(Vector512.GreaterThanOrEqual(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Select(Register512 mask, Register512 yes, Register512 no) =>
        new(Vector512.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 FusedMultiplyAdd(Register512 a, Register512 b, Register512 c) =>
        new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Abs(Register512 value) => new(Vector512.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Min(Register512 value, Register512 high) =>
        new(Vector512.MinNative(high._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Max(Register512 value, Register512 low) =>
        new(Vector512.MaxNative(low._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 AddBits(Register512 left, Register512 right) =>
        new((left._value.AsInt64() + right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 SubtractBits(Register512 left, Register512 right) =>
        new((left._value.AsInt64() - right._value.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 ShiftLeft(Register512 value, [ConstantExpected] int places) =>
        new(Vector512.ShiftLeft(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 ShiftRight(Register512 value, [ConstantExpected] int places) =>
        new(Vector512.ShiftRightLogical(value._value.AsInt64(), places).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Scale(Register512 p, Register512 k, Register512 biased) => Avx512F.IsSupported
        ? new(Avx512F.Scale(p._value, k._value))
        : Elementary.Scale(p, k, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 ScaleDown(Register512 p, Register512 k, Register512 biased) => Avx512F.IsSupported
        ? new(Avx512F.Scale(p._value, k._value))
        : Elementary.ScaleDown(p, biased);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first) => _value.StoreUnsafe(ref first);
}
