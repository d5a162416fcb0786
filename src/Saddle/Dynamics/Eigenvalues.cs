using System.Numerics;

namespace Saddle.Dynamics;

/// <summary>
/// The leading eigenvalue of a small dense matrix, for which a map over thousands of cells asks: no eigenvectors, and
/// nothing of the work that the matrix's own shape saves.
/// </summary>
/// <remarks>
/// Two shapes are used, and both are exact. Coordinates that do not act on each other in a circle (the strongly
/// connected components of the matrix's pattern) have eigenvalues of their own. And a matrix c I + Q R, with Q of few
/// columns, has besides c only the eigenvalues of the small matrix c I + R Q (Sylvester): a discriminator of many
/// features that all shrink alike answers to few generated points. What is left goes through Hessenberg form and
/// Francis's implicit double shifts (Golub and Van Loan, Matrix Computations, 4th edition, sections 7.4 and 7.5).
/// </remarks>
internal static class Eigenvalues
{
    // Below this a matrix is not worth being reduced.
    private const int FewestToReduce = 8;
    private const double Epsilon = 2.220446049250313e-16;
    private const int MostTurns = 60;

    /// <summary>
    /// The eigenvalue of the largest modulus; of those the one of the largest real, then imaginary, part.
    /// </summary>
    /// <param name="matrix">A square matrix.</param>
    /// <returns>
    /// The eigenvalue; null where numbers beyond their range, or near its end, leave none to be found.
    /// </returns>
    public static Complex? Leading(double[,] matrix)
    {
        Complex leading = default;
        foreach (var entry in matrix)
        {
            if (!double.IsFinite(entry))
            {
                return null;
            }
        }

        foreach (var component in Components.Of(matrix))
        {
            if (OfBlock(Block(matrix, component), component.Length) is not { } values
                || !values.All(Complex.IsFinite))
            {
                return null;
            }

            leading = values.Aggregate(leading, Leading);
        }

        return leading;
    }

    /// <summary>All eigenvalues, in no order.</summary>
    /// <param name="matrix">The matrix row by row; it is overwritten.</param>
    /// <param name="size">The number of rows.</param>
    /// <returns>The eigenvalues; null where they are not found, as near the end of the range of numbers.</returns>
    public static Complex[]? All(double[] matrix, int size)
    {
        ToHessenberg(matrix, size);
        return OfHessenberg(matrix, size);
    }

    /// <summary>Which of two eigenvalues leads: by modulus, then real, then imaginary part.</summary>
    /// <param name="leading">One.</param>
    /// <param name="value">The other.</param>
    public static Complex Leading(Complex leading, Complex value)
    {
        var (a, b) = (leading.Magnitude, value.Magnitude);
        return !(a > b) && (a < b || leading.Real < value.Real
            || (leading.Real == value.Real && leading.Imaginary < value.Imaginary)) ? value : leading;
    }

    private static double[] Block(double[,] matrix, int[] rows)
    {
        var block = new double[rows.Length * rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                block[(i * rows.Length) + j] = matrix[rows[i], rows[j]];
            }
        }

        return block;
    }

    private static Complex[]? OfBlock(double[] block, int size)
    {
        if (size == 1)
        {
            return [block[0]];
        }

        if (size == 2)
        {
            var (first, second) = OfTwo(block[0], block[1], block[2], block[3]);
            return [first, second];
        }

        return size >= FewestToReduce && Reduced(block, size) is { } reduced ? reduced : All(block, size);
    }

    /// <summary>The eigenvalues of ((a, b), (c, d)), without cancellation.</summary>
    private static (Complex First, Complex Second) OfTwo(double a, double b, double c, double d)
    {
        var half = 0.5 * (a - d);
        var square = (half * half) + (b * c);
        if (square < 0)
        {
            Complex value = new(d + half, Math.Sqrt(-square));
            return (value, Complex.Conjugate(value));
        }

        var far = half + Math.CopySign(Math.Sqrt(square), half);
        return far == 0 ? (d, d) : (d + far, d - (b * c / far));
    }

    // c is what most of the diagonal is; the rest of the matrix is taken apart column by column, largest first, until
    // nothing but rounding is left. Not worth it where more than half of the columns are needed.
    private static Complex[]? Reduced(double[] block, int size)
    {
        var c = Enumerable.Range(0, size)
            .Select(i => block[(i * size) + i])
            .GroupBy(d => d)
            .MaxBy(same => same.Count())!
            .Key;
        var rest = (double[])block.Clone();
        for (var i = 0; i < size; i++)
        {
            rest[(i * size) + i] -= c;
        }

        var basis = Basis(rest, size);
        if (basis is null)
        {
            return null;
        }

        for (var i = 0; i < size; i++)
        {
            block[(i * size) + i] -= c;
        }

        var small = Product(basis, block, size);
        return OfSmall(small, basis.Count) is { } few ? [c, .. few.Select(value => c + value)] : null;
    }

    /// <summary>All eigenvalues of a matrix that is not worth being reduced.</summary>
    /// <param name="small">The matrix row by row; it is overwritten.</param>
    /// <param name="size">The number of rows; may be 0.</param>
    /// <returns>The eigenvalues, in no order; null where they are not found.</returns>
    public static Complex[]? OfSmall(double[] small, int size) => size switch
    {
        0 => [],
        <= 2 => OfBlock(small, size),
        _ => All(small, size),
    };

    /// <summary>
    /// Orthonormal vectors that span the columns; null where these are more than half as many as there are columns.
    /// What is left of the columns is overwritten.
    /// </summary>
    private static List<double[]>? Basis(double[] columns, int size)
    {
        var basis = new List<double[]>();
        var squares = new double[size];
        Squares(columns, size, squares);
        var nothing = Math.Pow(Epsilon * size, 2) * squares.Sum();
        while (true)
        {
            var largest = Array.IndexOf(squares, squares.Max());
            if (!(squares[largest] > nothing))
            {
                return basis;
            }

            if (2 * (basis.Count + 1) > size)
            {
                return null;
            }

            var vector = Direction(columns, size, largest, basis);
            Remove(vector, columns, size);
            Squares(columns, size, squares);
            basis.Add(vector);
        }
    }

    private static void Squares(double[] columns, int size, double[] squares)
    {
        Array.Clear(squares);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var x = columns[(i * size) + j];
                squares[j] = Math.FusedMultiplyAdd(x, x, squares[j]);
            }
        }
    }

    // Orthogonal to those before to rounding, which what is left of a column is not: it is made so once more.
    private static double[] Direction(double[] columns, int size, int column, List<double[]> basis)
    {
        var vector = new double[size];
        for (var i = 0; i < size; i++)
        {
            vector[i] = columns[(i * size) + column];
        }

        foreach (var before in basis)
        {
            var along = Dot(before, vector);
            for (var i = 0; i < size; i++)
            {
                vector[i] -= along * before[i];
            }
        }

        var length = Math.Sqrt(Dot(vector, vector));
        for (var i = 0; i < size; i++)
        {
            vector[i] /= length;
        }

        return vector;
    }

    private static void Remove(double[] vector, double[] columns, int size)
    {
        var along = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; vector[i] != 0 && j < size; j++)
            {
                along[j] = Math.FusedMultiplyAdd(vector[i], columns[(i * size) + j], along[j]);
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; vector[i] != 0 && j < size; j++)
            {
                columns[(i * size) + j] = Math.FusedMultiplyAdd(-vector[i], along[j], columns[(i * size) + j]);
            }
        }
    }

    /// <summary>Q' M Q, which has the eigenvalues of M = Q Q' M besides 0.</summary>
    private static double[] Product(List<double[]> basis, double[] matrix, int size)
    {
        var result = new double[basis.Count * basis.Count];
        var image = new double[size];
        for (var k = 0; k < basis.Count; k++)
        {
            for (var i = 0; i < size; i++)
            {
                image[i] = Dot(matrix.AsSpan(i * size, size), basis[k]);
            }

            for (var i = 0; i < basis.Count; i++)
            {
                result[(i * basis.Count) + k] = Dot(basis[i], image);
            }
        }

        return result;
    }

    /// <summary>The scalar product of two vectors, summed in order.</summary>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector as long.</param>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        }

        return sum;
    }

    /// <summary>Zeros below the subdiagonal, by reflections that keep the eigenvalues.</summary>
    private static void ToHessenberg(double[] a, int n)
    {
        var v = new double[n];
        for (var k = 0; k < n - 2; k++)
        {
            var scale = 0.0;
            for (var i = k + 1; i < n; i++)
            {
                scale = Math.Max(scale, Math.Abs(a[(i * n) + k]));
            }

            if (scale == 0)
            {
                continue;
            }

            var square = 0.0;
            for (var i = k + 1; i < n; i++)
            {
                v[i] = a[(i * n) + k] / scale;
                square += v[i] * v[i];
            }

            var length = Math.CopySign(Math.Sqrt(square), v[k + 1]);
            v[k + 1] += length;
            Reflect(a, n, v, k, 1 / (length * v[k + 1]));
            a[((k + 1) * n) + k] = -length * scale;
            for (var i = k + 2; i < n; i++)
            {
                a[(i * n) + k] = 0;
            }
        }
    }

    // (I - beta v v') from the left on the columns after k, then from the right on all rows.
    private static void Reflect(double[] a, int n, double[] v, int k, double beta)
    {
        for (var j = k + 1; j < n; j++)
        {
            var sum = 0.0;
            for (var i = k + 1; i < n; i++)
            {
                sum += v[i] * a[(i * n) + j];
            }

            for (var i = k + 1; i < n; i++)
            {
                a[(i * n) + j] -= beta * sum * v[i];
            }
        }

        for (var i = 0; i < n; i++)
        {
            var row = a.AsSpan((i * n) + k + 1, n - k - 1);
            var sum = beta * Dot(row, v.AsSpan(k + 1, n - k - 1));
            for (var j = 0; j < row.Length; j++)
            {
                row[j] -= sum * v[k + 1 + j];
            }
        }
    }

    private static Complex[]? OfHessenberg(double[] h, int n)
    {
        var values = new Complex[n];
        var norm = h.Max(Math.Abs);
        var last = n - 1;
        for (var turns = 0; last >= 0;)
        {
            var first = First(h, n, last, norm);
            if (first == last)
            {
                values[last] = h[(last * n) + last];
                (last, turns) = (last - 1, 0);
            }
            else if (first == last - 1)
            {
                var at = (first * n) + first;
                (values[first], values[last]) = OfTwo(h[at], h[at + 1], h[at + n], h[at + n + 1]);
                (last, turns) = (last - 2, 0);
            }
            else if (turns++ < MostTurns)
            {
                Turn(h, n, first, last, turns % 10 == 0);
            }
            else
            {
                return null;
            }
        }

        return values;
    }

    // The first row of the last block that hangs together.
    private static int First(double[] h, int n, int last, double norm)
    {
        for (var i = last; i > 0; i--)
        {
            // By the size of the matrix: what a turn itself rounds off is as large, and many equal eigenvalues leave
            // nothing but that.
            if (Math.Abs(h[(i * n) + i - 1]) <= Epsilon * norm)
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>
    /// One turn of QR on the rows from first to last, both shifts at once: those of the block's last two rows, or, to
    /// break a standstill, shifts of another size.
    /// </summary>
    private static void Turn(double[] h, int n, int first, int last, bool standstill)
    {
        var at = ((last - 1) * n) + last - 1;
        var (one, two, product) = (h[at], h[at + n + 1], h[at + 1] * h[at + n]);
        if (standstill)
        {
            var size = Math.Abs(h[at + n]) + Math.Abs(h[at - 1]);
            one = two += 0.75 * size;
            product = -0.4375 * size * size;
        }

        // The first column of (H - s)(H - t), divided by c and in differences, which do not cancel where eigenvalues
        // are equal but for rounding; then the bulge that it makes is chased down the diagonal.
        var start = (first * n) + first;
        var (a, b, c, d) = (h[start], h[start + 1], h[start + n], h[start + n + 1]);
        var x = ((((one - a) * (two - a)) - product) / c) + b;
        var y = d - a - (one - a) - (two - a);
        var z = h[start + (2 * n) + 1];
        for (var k = first; k < last; k++)
        {
            var three = k < last - 1;
            Chase(h, n, (k, first, last), (x, y, three ? z : 0), three ? 3 : 2);
            if (k + 1 < last)
            {
                var below = ((k + 1) * n) + k;
                (x, y, z) = (h[below], h[below + n], k + 3 <= last ? h[below + (2 * n)] : 0);
            }
        }
    }

    // Reflects (x, y, z) onto the first axis, in rows and columns k, k + 1, k + 2.
    private static void Chase(
        double[] h,
        int n,
        (int K, int First, int Last) at,
        (double X, double Y, double Z) bulge,
        int count)
    {
        var scale = Math.Abs(bulge.X) + Math.Abs(bulge.Y) + Math.Abs(bulge.Z);
        if (scale == 0)
        {
            return;
        }

        var (x, y, z) = (bulge.X / scale, bulge.Y / scale, bulge.Z / scale);
        var length = Math.CopySign(Math.Sqrt((x * x) + (y * y) + (z * z)), x);
        x += length;
        var beta = 1 / (length * x);
        for (var j = Math.Max(at.K - 1, at.First); j <= at.Last; j++)
        {
            var i = (at.K * n) + j;
            var sum = beta * ((x * h[i]) + (y * h[i + n]) + (count == 3 ? z * h[i + (2 * n)] : 0));
            h[i] -= sum * x;
            h[i + n] -= sum * y;
            if (count == 3)
            {
                h[i + (2 * n)] -= sum * z;
            }
        }

        for (var j = at.First; j <= Math.Min(at.Last, at.K + 3); j++)
        {
            var i = (j * n) + at.K;
            var sum = beta * ((x * h[i]) + (y * h[i + 1]) + (count == 3 ? z * h[i + 2] : 0));
            h[i] -= sum * x;
            h[i + 1] -= sum * y;
            if (count == 3)
            {
                h[i + 2] -= sum * z;
            }
        }

        // Zero by construction; rounding must not come back as a bulge.
        for (var i = at.K + 1; at.K > at.First && i < at.K + count; i++)
        {
            h[(i * n) + at.K - 1] = 0;
        }
    }
}
