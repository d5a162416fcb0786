using System.Runtime.CompilerServices;

namespace Saddle.Scalars;

/// <summary>
/// A number and its derivative in one direction. Running any code on dual numbers gives its exact directional
/// derivative: gradients, Jacobian-vector products and spectra come from this and are never derived by hand. Dual
/// numbers of dual numbers give second derivatives.
/// </summary>
/// <typeparam name="T">What the value and the slope are.</typeparam>
/// <param name="value">The number.</param>
/// <param name="slope">Its derivative in the direction at hand.</param>
public readonly struct Dual<T>(T value, T slope) : IPacked<Dual<T>>
    where T : struct, IPacked<T>
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    /// <summary>The number.</summary>
    public T Value { get; } = value;

    /// <summary>Its derivative.</summary>
    public T Slope { get; } = slope;

    /// <inheritdoc/>
    public static int Width => T.Width;

    /// <inheritdoc/>
    public static bool IsBlock => T.IsBlock;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dual<T>(double value) => new(value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator +(Dual<T> left, Dual<T> right) =>
        new(left.Value + right.Value, left.Slope + right.Slope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> left, Dual<T> right) =>
        new(left.Value - right.Value, left.Slope - right.Slope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator *(Dual<T> left, Dual<T> right) =>
        new(left.Value * right.Value, (left.Slope * right.Value) + (left.Value * right.Slope));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator /(Dual<T> left, Dual<T> right)
    {
        var quotient = left.Value / right.Value;
        return new(quotient, (left.Slope - (quotient * right.Slope)) / right.Value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> value) => new(-value.Value, -value.Slope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator <(Dual<T> left, Dual<T> right) => new(left.Value < right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator >(Dual<T> left, Dual<T> right) => new(left.Value > right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator <=(Dual<T> left, Dual<T> right) => new(left.Value <= right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator >=(Dual<T> left, Dual<T> right) => new(left.Value >= right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator &(Dual<T> left, Dual<T> right) => new(left.Value & right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator |(Dual<T> left, Dual<T> right) => new(left.Value | right.Value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Select(Dual<T> mask, Dual<T> yes, Dual<T> no) =>
        new(T.Select(mask.Value, yes.Value, no.Value), T.Select(mask.Value, yes.Slope, no.Slope));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> FusedMultiplyAdd(Dual<T> a, Dual<T> b, Dual<T> c) =>
        new(
            T.FusedMultiplyAdd(a.Value, b.Value, c.Value),
            T.FusedMultiplyAdd(a.Slope, b.Value, T.FusedMultiplyAdd(a.Value, b.Slope, c.Slope)));

    /// <summary>The absolute value; its slope at 0 is that of the identity.</summary>
    public static Dual<T> Abs(Dual<T> value) =>
        new(T.Abs(value.Value), T.Select(value.Value < 0.0, -value.Slope, value.Slope));

    /// <summary>The square root; its slope at 0 is infinite or NaN, so a game selects around it.</summary>
    public static Dual<T> Sqrt(Dual<T> value)
    {
        var root = T.Sqrt(value.Value);
        return new(root, value.Slope / (root + root));
    }

    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> value)
    {
        // Where the power has underflowed its slope is 0, even if the exponent's own slope is infinite.
        var e = T.Exp(value.Value);
        return new(e, T.Select(e > 0.0, e * value.Slope, 0.0));
    }

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> value) => new(T.Log(value.Value), value.Slope / value.Value);

    /// <inheritdoc/>
    public static Dual<T> Tanh(Dual<T> value)
    {
        var t = T.Tanh(value.Value);
        return new(t, (1.0 - (t * t)) * value.Slope);
    }

    /// <inheritdoc/>
    public static Dual<T> Erf(Dual<T> value)
    {
        var density = TwoOverSqrtPi * T.Exp(-(value.Value * value.Value));
        return new(T.Erf(value.Value), T.Select(density > 0.0, density * value.Slope, 0.0));
    }

    /// <inheritdoc/>
    public static Dual<T> Softplus(Dual<T> value) => new(T.Softplus(value.Value), T.Sigmoid(value.Value) * value.Slope);

    /// <inheritdoc/>
    public static Dual<T> Sigmoid(Dual<T> value)
    {
        var s = T.Sigmoid(value.Value);
        return new(s, s * T.Sigmoid(-value.Value) * value.Slope);
    }

    /// <inheritdoc/>
    public static Dual<T> Pack(ReadOnlySpan<double> lanes) => new(T.Pack(lanes), 0.0);

    /// <inheritdoc/>
    public static double Lane(Dual<T> value, int lane) => T.Lane(value.Value, lane);

    /// <inheritdoc/>
    public static bool Any(Dual<T> mask) => T.Any(mask.Value);

    /// <summary>The value and the slope.</summary>
    public override string ToString() => $"{Value} + {Slope}d";
}
