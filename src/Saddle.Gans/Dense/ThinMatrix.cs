using System.Numerics;
using System.Runtime.InteropServices;

namespace Saddle.Gans.Dense;

/// <summary>
/// Products with a matrix of a few rows, M [few, length]: a library's take most of their time to begin. Wide rows are
/// as long as M's; narrow ones have an entry for each of M's rows.
/// </summary>
internal static class ThinMatrix
{
    /// <summary>The most rows that are few.</summary>
    public const int Few = 4;

    private const int Rows = 4;

    /// <summary><c>wide = narrow M</c>.</summary>
    public static void Spread(ReadOnlySpan<float> narrow, ReadOnlySpan<float> matrix, Span<float> wide, int few)
    {
        var length = matrix.Length / few;
        for (; wide.Length > 0; wide = wide[length..], narrow = narrow[few..])
        {
            var row = wide[..length];
            Multiply(narrow[0], matrix[..length], row);
            for (var k = 1; k < few; k++)
            {
                MultiplyAdd(narrow[k], matrix.Slice(k * length, length), row);
            }
        }
    }

    /// <summary><c>narrow = wide M'</c>.</summary>
    public static void Gather(ReadOnlySpan<float> wide, ReadOnlySpan<float> matrix, Span<float> narrow, int few)
    {
        var length = matrix.Length / few;
        for (; narrow.Length > 0; wide = wide[length..], narrow = narrow[few..])
        {
            for (var k = 0; k < few; k++)
            {
                narrow[k] = Dot(wide[..length], matrix.Slice(k * length, length));
            }
        }
    }

    /// <summary><c>M = narrow' wide</c>.</summary>
    public static void Collect(ReadOnlySpan<float> narrow, ReadOnlySpan<float> wide, Span<float> matrix, int few)
    {
        var length = matrix.Length / few;
        matrix.Clear();

        // several rows at a time: a row of M is then read and written once for all of them
        for (; wide.Length >= Rows * length; wide = wide[(Rows * length)..], narrow = narrow[(Rows * few)..])
        {
            for (var k = 0; k < few; k++)
            {
                MultiplyAdd(
                    (narrow[k], narrow[few + k], narrow[(2 * few) + k], narrow[(3 * few) + k]),
                    wide[..(Rows * length)],
                    matrix.Slice(k * length, length));
            }
        }

        for (; narrow.Length > 0; wide = wide[length..], narrow = narrow[few..])
        {
            for (var k = 0; k < few; k++)
            {
                MultiplyAdd(narrow[k], wide[..length], matrix.Slice(k * length, length));
            }
        }
    }

    /// <summary>The transpose.</summary>
    public static void Transpose(ReadOnlySpan<float> from, Span<float> to, int rows)
    {
        var columns = from.Length / rows;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                to[(j * rows) + i] = from[(i * columns) + j];
            }
        }
    }

    private static void Multiply(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var (factors, i, length) = (new Vector<float>(factor), (nuint)0, (nuint)x.Length);
        for (; i + (nuint)Vector<float>.Count <= length; i += (nuint)Vector<float>.Count)
        {
            (factors * Vector.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }

        for (; i < length; i++)
        {
            y[(int)i] = factor * x[(int)i];
        }
    }

    private static void MultiplyAdd(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var (factors, i, length) = (new Vector<float>(factor), (nuint)0, (nuint)x.Length);
        for (; i + (nuint)Vector<float>.Count <= length; i += (nuint)Vector<float>.Count)
        {
            Vector.FusedMultiplyAdd(factors, Vector.LoadUnsafe(ref from, i), Vector.LoadUnsafe(ref to, i))
                .StoreUnsafe(ref to, i);
        }

        for (; i < length; i++)
        {
            y[(int)i] = MathF.FusedMultiplyAdd(factor, x[(int)i], y[(int)i]);
        }
    }

    // y + factors x, of four rows one after the other.
    private static void MultiplyAdd((float, float, float, float) factors, ReadOnlySpan<float> x, Span<float> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var (i, length) = ((nuint)0, (nuint)y.Length);
        Vector<float> a = new(factors.Item1), b = new(factors.Item2), c = new(factors.Item3), d = new(factors.Item4);
        for (; i + (nuint)Vector<float>.Count <= length; i += (nuint)Vector<float>.Count)
        {
            var sum = Vector.FusedMultiplyAdd(a, Vector.LoadUnsafe(ref from, i), Vector.LoadUnsafe(ref to, i));
            sum = Vector.FusedMultiplyAdd(b, Vector.LoadUnsafe(ref from, length + i), sum);
            sum = Vector.FusedMultiplyAdd(c, Vector.LoadUnsafe(ref from, (2 * length) + i), sum);
            Vector.FusedMultiplyAdd(d, Vector.LoadUnsafe(ref from, (3 * length) + i), sum).StoreUnsafe(ref to, i);
        }

        for (; i < length; i++)
        {
            var (at, width) = ((int)i, y.Length);
            var sum = MathF.FusedMultiplyAdd(factors.Item1, x[at], y[at]);
            sum = MathF.FusedMultiplyAdd(factors.Item2, x[width + at], sum);
            sum = MathF.FusedMultiplyAdd(factors.Item3, x[(2 * width) + at], sum);
            y[at] = MathF.FusedMultiplyAdd(factors.Item4, x[(3 * width) + at], sum);
        }
    }

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        var (i, length, width) = ((nuint)0, (nuint)x.Length, (nuint)Vector<float>.Count);
        var (a, b) = (Vector<float>.Zero, Vector<float>.Zero);
        for (; i + (2 * width) <= length; i += 2 * width)
        {
            a = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref left, i), Vector.LoadUnsafe(ref right, i), a);
            b = Vector.FusedMultiplyAdd(
                Vector.LoadUnsafe(ref left, i + width), Vector.LoadUnsafe(ref right, i + width), b);
        }

        var sum = Vector.Sum(a + b);
        for (; i < length; i++)
        {
            sum = MathF.FusedMultiplyAdd(x[(int)i], y[(int)i], sum);
        }

        return sum;
    }
}
