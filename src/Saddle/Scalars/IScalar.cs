namespace Saddle.Scalars;

/// <summary>
/// What a coordinate of a game is: a number, sixteen numbers in lockstep, a number with its derivative, or a whole
/// tensor. Games and update rules are written once against this interface and run on every kind.
/// </summary>
/// <remarks>
/// There is no <see langword="bool"/> of a coordinate, because one coordinate may hold many numbers. A comparison gives
/// a mask of the same type, <c>&amp;</c> and <c>|</c> combine masks, and <see cref="Select"/> chooses by one. A mask is
/// good for nothing else: its bits are not a number.
/// </remarks>
/// <typeparam name="T">The implementing type itself.</typeparam>
public interface IScalar<T>
    where T : IScalar<T>
{
    /// <summary>How many independent runs one value carries in lockstep; 1 for a plain number or a tensor.</summary>
    static abstract int Width { get; }

    /// <summary>
    /// Whether one coordinate is a whole block of numbers, as a tensor is: a matrix over coordinates then cannot be
    /// written down, and a linear system can be solved by products alone.
    /// </summary>
    static virtual bool IsBlock => false;

    /// <summary>Packs one number a lane.</summary>
    /// <param name="lanes"><see cref="Width"/> numbers.</param>
    static abstract T Pack(ReadOnlySpan<double> lanes);

    /// <summary>A constant: the same value everywhere.</summary>
    static abstract implicit operator T(double value);

    /// <summary>The sum.</summary>
    static abstract T operator +(T left, T right);

    /// <summary>The difference.</summary>
    static abstract T operator -(T left, T right);

    /// <summary>The product, coordinate by coordinate.</summary>
    static abstract T operator *(T left, T right);

    /// <summary>The quotient, coordinate by coordinate.</summary>
    static abstract T operator /(T left, T right);

    /// <summary>The negative.</summary>
    static abstract T operator -(T value);

    /// <summary>The mask of left &lt; right; false where either is NaN.</summary>
    static abstract T operator <(T left, T right);

    /// <summary>The mask of left &gt; right; false where either is NaN.</summary>
    static abstract T operator >(T left, T right);

    /// <summary>The mask of left &lt;= right; false where either is NaN.</summary>
    static abstract T operator <=(T left, T right);

    /// <summary>The mask of left &gt;= right; false where either is NaN.</summary>
    static abstract T operator >=(T left, T right);

    /// <summary>Both masks hold.</summary>
    static abstract T operator &(T left, T right);

    /// <summary>At least one of the masks holds.</summary>
    static abstract T operator |(T left, T right);

    /// <summary>
    /// <paramref name="yes"/> where the mask holds and <paramref name="no"/> elsewhere; both are evaluated.
    /// </summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary><c>a * b + c</c> with one rounding.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>The absolute value.</summary>
    static abstract T Abs(T value);

    /// <summary>The square root; NaN below zero.</summary>
    static abstract T Sqrt(T value);

    /// <summary>e to the power of <paramref name="value"/>, within 1 unit in the last place.</summary>
    static abstract T Exp(T value);

    /// <summary>
    /// Replaces each value by <c>exp(-value^2/2)</c>, to the bits that <see cref="Exp"/> of that has: many at once take
    /// less time.
    /// </summary>
    static virtual void Bell(Span<T> values)
    {
        foreach (ref var value in values)
        {
            value = T.Exp(-0.5 * value * value);
        }
    }

    /// <summary>The natural logarithm, within 1 unit in the last place; minus infinity at 0, NaN below.</summary>
    static abstract T Log(T value);

    /// <summary>The hyperbolic tangent, within 2 units in the last place.</summary>
    static abstract T Tanh(T value);

    /// <summary>
    /// The error function <c>2/sqrt(pi) * integral of exp(-t^2) from 0 to value</c>, within 2 units in the last place.
    /// </summary>
    static abstract T Erf(T value);

    /// <summary>The sum of the numbers of one run that one value holds: the value itself, but for tensors.</summary>
    static virtual T Sum(T value) => value;

    /// <summary>The smaller of the two; the second where either is NaN.</summary>
    static virtual T Min(T left, T right) => T.Select(left < right, left, right);

    /// <summary>The larger of the two; the second where either is NaN.</summary>
    static virtual T Max(T left, T right) => T.Select(left > right, left, right);

    /// <summary><c>log(1 + exp(value))</c> without overflow and without loss for very negative values.</summary>
    static virtual T Softplus(T value) => Composite.Softplus(value);

    /// <summary><c>1 / (1 + exp(-value))</c> without overflow.</summary>
    static virtual T Sigmoid(T value) => Composite.Sigmoid(value);

    /// <summary>
    /// Adam's running means and its direction in one pass over a block of numbers, to the same bits as operator by
    /// operator; false where the operators are to make them.
    /// </summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="mean">Its running mean, changed in place.</param>
    /// <param name="square">Its running mean square, changed in place.</param>
    /// <param name="direction">The result.</param>
    /// <param name="step">The decays and corrections.</param>
    static virtual bool Moments(T gradient, ref T mean, ref T square, ref T direction, in MomentStep<T> step) => false;
}
