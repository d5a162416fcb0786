using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// A square matrix P diag(s) Q' of chosen singular values s between two orthogonal factors, applied without ever being
/// formed, in time proportional to its size. A factor is a product of three random reflections, drawn from a seed; the
/// seed 0 and the size 1 mean the identity. With one seed for both factors the matrix is symmetric and s are its
/// eigenvalues.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
/// <param name="values">The singular values.</param>
/// <param name="leftSeed">The seed of P.</param>
/// <param name="rightSeed">The seed of Q.</param>
internal sealed class SpectralMatrix<T>(T[] values, int leftSeed, int rightSeed)
    where T : struct, IPacked<T>
{
    private readonly double[][] _left = Reflections(values.Length, leftSeed);
    private readonly double[][] _right = Reflections(values.Length, rightSeed);

    /// <summary>y = P diag(s) Q' x.</summary>
    public void Apply(ReadOnlySpan<T> x, Span<T> y) => Apply(x, y, _right, _left);

    /// <summary>y = Q diag(s) P' x.</summary>
    public void ApplyTransposed(ReadOnlySpan<T> x, Span<T> y) => Apply(x, y, _left, _right);

    /// <summary>y = the matrix, or its transpose, times x.</summary>
    public void Apply(ReadOnlySpan<T> x, Span<T> y, bool transposed)
    {
        if (transposed)
        {
            ApplyTransposed(x, y);
        }
        else
        {
            Apply(x, y);
        }
    }

    /// <summary>
    /// The singular values that a list of numbers stands for: one number for all of them, two for a geometric series
    /// between them, or all of them.
    /// </summary>
    /// <exception cref="SettingsException">The list has another length, or a series would pass through 0.</exception>
    public static double[] Spread(double[] list, int size, string name) =>
        list.Length == size ? list
        : list.Length == 1 ? [.. Enumerable.Repeat(list[0], size)]
        : list.Length == 2 && size > 1 && list[0] > 0 && list[1] > 0
            ? [.. Enumerable.Range(0, size).Select(i => list[0] * Math.Pow(list[1] / list[0], i / (size - 1.0)))]
        : throw new SettingsException(
            $"{name} needs 1 value, 2 positive values (the ends of a geometric series) or {size}, "
                + $"one for each coordinate, but has {list.Length}");

    private void Apply(ReadOnlySpan<T> x, Span<T> y, double[][] before, double[][] after)
    {
        // Q' applies the reflections in order, P in the reverse order: reflections are their own transposes.
        x.CopyTo(y);
        foreach (var reflection in before)
        {
            Reflect(reflection, y);
        }

        for (var i = 0; i < y.Length; i++)
        {
            y[i] *= values[i];
        }

        for (var k = after.Length - 1; k >= 0; k--)
        {
            Reflect(after[k], y);
        }
    }

    private static void Reflect(double[] v, Span<T> y)
    {
        T dot = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            dot = T.FusedMultiplyAdd(v[i], y[i], dot);
        }

        dot *= -2.0;
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = T.FusedMultiplyAdd(dot, v[i], y[i]);
        }
    }

    private static double[][] Reflections(int size, int seed)
    {
        if (seed == 0 || size == 1)
        {
            return [];
        }

        var random = new Philox((ulong)seed, SettingDraw.Reflections, Purpose.Settings);
        return [.. Enumerable.Range(0, 3).Select(_ =>
        {
            var v = Enumerable.Range(0, size).Select(_ => random.Uniform(-1, 1)).ToArray();
            var norm = Math.Sqrt(v.Sum(a => a * a));
            return Array.ConvertAll(v, a => a / norm);
        })];
    }
}
