using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Saddle.Scalars;

/// <summary>
/// Two registers as one of twice the width: what is done to both needs its constants once, and while one waits for its
/// result the other works.
/// </summary>
/// <typeparam name="V">The register.</typeparam>
/// <param name="a">The first.</param>
/// <param name="b">The second.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Twice<V>(V a, V b) : IRegister<Twice<V>>
    where V : struct, IRegister<V>
{
    private readonly V _a = a;
    private readonly V _b = b;

    public static int Width => 2 * V.Width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Twice<V>(double value)
    {
        V both = value;
        return new(both, both);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Load(ref readonly double first) =>
        new(V.Load(in first), V.Load(ref Unsafe.Add(ref Unsafe.AsRef(in first), V.Width)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator +(Twice<V> left, Twice<V> right) => new(left._a + right._a, left._b + right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator -(Twice<V> left, Twice<V> right) => new(left._a - right._a, left._b - right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator *(Twice<V> left, Twice<V> right) => new(left._a * right._a, left._b * right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator /(Twice<V> left, Twice<V> right) => new(left._a / right._a, left._b / right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator &(Twice<V> left, Twice<V> right) => new(left._a & right._a, left._b & right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator |(Twice<V> left, Twice<V> right) => new(left._a | right._a, left._b | right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator -(Twice<V> value) => new(-value._a, -value._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator <(Twice<V> left, Twice<V> right) => new(left._a < right._a, left._b < right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator >(Twice<V> left, Twice<V> right) => new(left._a > right._a, left._b > right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator <=(Twice<V> left, Twice<V> right) => new(left._a <= right._a, left._b <= right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> operator >=(Twice<V> left, Twice<V> right) => new(left._a >= right._a, left._b >= right._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Select(Twice<V> mask, Twice<V> yes, Twice<V> no) =>
        new(V.Select(mask._a, yes._a, no._a), V.Select(mask._b, yes._b, no._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> FusedMultiplyAdd(Twice<V> a, Twice<V> b, Twice<V> c) =>
        new(V.FusedMultiplyAdd(a._a, b._a, c._a), V.FusedMultiplyAdd(a._b, b._b, c._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Abs(Twice<V> value) => new(V.Abs(value._a), V.Abs(value._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Min(Twice<V> value, Twice<V> high) =>
        new(V.Min(value._a, high._a), V.Min(value._b, high._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Max(Twice<V> value, Twice<V> low) => new(V.Max(value._a, low._a), V.Max(value._b, low._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> AddBits(Twice<V> left, Twice<V> right) =>
        new(V.AddBits(left._a, right._a), V.AddBits(left._b, right._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> SubtractBits(Twice<V> left, Twice<V> right) =>
        new(V.SubtractBits(left._a, right._a), V.SubtractBits(left._b, right._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> ShiftLeft(Twice<V> value, [ConstantExpected] int places) =>
        new(V.ShiftLeft(value._a, places), V.ShiftLeft(value._b, places));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> ShiftRight(Twice<V> value, [ConstantExpected] int places) =>
        new(V.ShiftRight(value._a, places), V.ShiftRight(value._b, places));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> Scale(Twice<V> p, Twice<V> k, Twice<V> biased) =>
        new(V.Scale(p._a, k._a, biased._a), V.Scale(p._b, k._b, biased._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<V> ScaleDown(Twice<V> p, Twice<V> k, Twice<V> biased) =>
        new(V.ScaleDown(p._a, k._a, biased._a), V.ScaleDown(p._b, k._b, biased._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first)
    {
        _a.Store(ref first);
        _b.Store(ref Unsafe.Add(ref first, V.Width));
    }
}
