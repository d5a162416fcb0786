using System.Diagnostics.CodeAnalysis;

namespace Saddle.Scalars;

/// <summary>
/// The doubles of one vector register, with the operations that <see cref="Elementary"/> is written in: those that
/// round alike on every processor and at every width.
/// </summary>
/// <typeparam name="V">The implementing type itself.</typeparam>
internal interface IRegister<V>
    where V : struct, IRegister<V>
{
    /// <summary>How many doubles.</summary>
    static abstract int Width { get; }

    /// <summary>A constant: the same value everywhere.</summary>
    static abstract implicit operator V(double value);

    /// <summary>Reads <see cref="Width"/> doubles.</summary>
    static abstract V Load(ref readonly double first);

    /// <summary>The sum.</summary>
    static abstract V operator +(V left, V right);

    /// <summary>The difference.</summary>
    static abstract V operator -(V left, V right);

    /// <summary>The product.</summary>
    static abstract V operator *(V left, V right);

    /// <summary>The quotient.</summary>
    static abstract V operator /(V left, V right);

    /// <summary>The negative.</summary>
    static abstract V operator -(V value);

    /// <summary>The bits that both have.</summary>
    static abstract V operator &(V left, V right);

    /// <summary>The bits that either has.</summary>
    static abstract V operator |(V left, V right);

    /// <summary>The mask of left &lt; right; false where either is NaN.</summary>
    static abstract V operator <(V left, V right);

    /// <summary>The mask of left &gt; right; false where either is NaN.</summary>
    static abstract V operator >(V left, V right);

    /// <summary>The mask of left &lt;= right; false where either is NaN.</summary>
    static abstract V operator <=(V left, V right);

    /// <summary>The mask of left &gt;= right; false where either is NaN.</summary>
    static abstract V operator >=(V left, V right);

    /// <summary>One or the other, by a mask.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary><c>a * b + c</c> with one rounding.</summary>
    static abstract V FusedMultiplyAdd(V a, V b, V c);

    /// <summary>The absolute value.</summary>
    static abstract V Abs(V value);

    /// <summary>The smaller of the two; NaN where the value is NaN.</summary>
    static abstract V Min(V value, V high);

    /// <summary>The larger of the two; NaN where the value is NaN.</summary>
    static abstract V Max(V value, V low);

    /// <summary>The sum of the bits as integers.</summary>
    static abstract V AddBits(V left, V right);

    /// <summary>The difference of the bits as integers.</summary>
    static abstract V SubtractBits(V left, V right);

    /// <summary>The bits moved up.</summary>
    static abstract V ShiftLeft(V value, [ConstantExpected] int places);

    /// <summary>The bits moved down, zeros following.</summary>
    static abstract V ShiftRight(V value, [ConstantExpected] int places);

    /// <summary>
    /// p * 2^k with one rounding, for k an integer in [-1076, 1025] and |p| in [0.7, 1.5].
    /// </summary>
    /// <param name="p">The number.</param>
    /// <param name="k">The power.</param>
    /// <param name="biased">k + 1083 in the low bits of a double of its own.</param>
    static abstract V Scale(V p, V k, V biased);

    /// <summary><see cref="Scale"/> for k at most 0.</summary>
    /// <param name="p">The number.</param>
    /// <param name="k">The power.</param>
    /// <param name="biased">k + 1083 in the low bits of a double of its own.</param>
    static abstract V ScaleDown(V p, V k, V biased);

    /// <summary>Writes <see cref="Width"/> doubles.</summary>
    void Store(ref double first);
}
