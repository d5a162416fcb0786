using System.Globalization;
using System.Runtime.CompilerServices;

namespace Saddle.Scalars;

/// <summary>One double: one run at a time.</summary>
/// <param name="value">The number.</param>
public readonly struct Real(double value) : IPacked<Real>
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static implicit operator Real(double value) => new(value);

    /// <summary>The number itself.</summary>
    public static explicit operator double(Real value) => value.Value;

    /// <inheritdoc/>
    public static Real operator +(Real left, Real right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Real operator -(Real left, Real right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Real operator *(Real left, Real right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Real operator /(Real left, Real right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static Real operator -(Real value) => new(-value.Value);

    /// <inheritdoc/>
    public static Real operator <(Real left, Real right) => Mask(left.Value < right.Value);

    /// <inheritdoc/>
    public static Real operator >(Real left, Real right) => Mask(left.Value > right.Value);

    /// <inheritdoc/>
    public static Real operator <=(Real left, Real right) => Mask(left.Value <= right.Value);

    /// <inheritdoc/>
    public static Real operator >=(Real left, Real right) => Mask(left.Value >= right.Value);

    /// <inheritdoc/>
    public static Real operator &(Real left, Real right) => Mask(Holds(left) && Holds(right));

    /// <inheritdoc/>
    public static Real operator |(Real left, Real right) => Mask(Holds(left) || Holds(right));

    /// <inheritdoc/>
    public static Real Select(Real mask, Real yes, Real no) => Holds(mask) ? yes : no;

    /// <inheritdoc/>
    public static Real FusedMultiplyAdd(Real a, Real b, Real c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    public static Real Abs(Real value) => new(Math.Abs(value.Value));

    /// <inheritdoc/>
    public static Real Sqrt(Real value) => new(Math.Sqrt(value.Value));

    /// <inheritdoc/>
    public static Real Exp(Real value) => new(Elementary.Exp((Register128)value.Value).First);

    /// <inheritdoc/>
    public static Real Log(Real value) => new(Elementary.Log((Register128)value.Value).First);

    /// <inheritdoc/>
    public static Real Tanh(Real value) => new(Elementary.Tanh((Register128)value.Value).First);

    /// <inheritdoc/>
    public static Real Erf(Real value) => new(Elementary.Erf((Register128)value.Value).First);

    /// <inheritdoc/>
    public static Real Pack(ReadOnlySpan<double> lanes) => new(lanes[0]);

    /// <inheritdoc/>
    public static double Lane(Real value, int lane) => value.Value;

    /// <inheritdoc/>
    public static bool Any(Real mask) => Holds(mask);

    /// <summary>The number, in the invariant culture.</summary>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);

    // A mask is all ones or all zeros, as in Lanes; its sign bit tells which.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Mask(bool holds) => new(BitConverter.Int64BitsToDouble(holds ? -1L : 0L));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(Real mask) => BitConverter.DoubleToInt64Bits(mask.Value) < 0;
}
