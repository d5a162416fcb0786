namespace Saddle.Torch;

/// <summary>
/// Products of matrices that are no tensors: single precision, row by row, in storage that the caller keeps. They are
/// libtorch's own, on one thread: how many share a product changes its last bits.
/// </summary>
public static unsafe class Matrices
{
    /// <summary><c>C = op(A) op(B)</c>.</summary>
    /// <param name="a">A, [rows, inner]; or, where it is transposed, [inner, rows].</param>
    /// <param name="transposeA">Whether A is transposed.</param>
    /// <param name="b">B, [inner, columns]; or, where it is transposed, [columns, inner].</param>
    /// <param name="transposeB">Whether B is transposed.</param>
    /// <param name="c">The result, [rows, columns], which overlaps neither factor.</param>
    /// <param name="rows">The number of rows of the result.</param>
    /// <param name="columns">The number of its columns.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static void Multiply(
        ReadOnlySpan<float> a,
        bool transposeA,
        ReadOnlySpan<float> b,
        bool transposeB,
        Span<float> c,
        int rows,
        int columns)
    {
        var inner = a.Length / rows;
        if (a.Length != (long)rows * inner || b.Length != (long)inner * columns || c.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"Matrices of {a.Length} and {b.Length} elements have no product of {rows} times {columns} "
                + $"in {c.Length} elements.",
                nameof(c));
        }

        fixed (float* left = a, right = b, product = c)
        {
            Native.Check(
                Native.saddle_product(
                    left, transposeA ? 1 : 0, right, transposeB ? 1 : 0, product, rows, columns, inner));
        }
    }
}
