using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>What the metrics need of linear algebra, on matrices of doubles.</summary>
internal static class Algebra
{
    private const double Epsilon = 2.220446049250313e-16;

    // 32 units in the last place: what the difference of two sums of squares may lose.
    private const double Rounding = 32 * Epsilon;

    private const int BlockRows = 4096;
    private const string Products = "a matrix of the features' products";

    private static readonly Operator CholeskyOperator = new("aten::linalg_cholesky_ex");
    private static readonly Operator EigenvaluesOperator = new("aten::linalg_eigvalsh");
    private static readonly Operator EigenOperator = new("aten::linalg_eigh");
    private static readonly Operator SingularOperator = new("aten::linalg_svdvals");
    private static readonly Operator DiagonalOperator = new("aten::diagonal");
    private static readonly Operator SortOperator = new("aten::sort");
    private static readonly Operator CopyOperator = new("aten::copy_");
    private static readonly Operator ProductSumOperator = new("aten::addmm");
    private static readonly Operator MinimumOperator = new("aten::min", "dim");
    private static readonly Operator FillOperator = new("aten::fill_", "Scalar");
    private static readonly Operator OuterOperator = new("aten::outer");

    /// <summary>Rows of a matrix, in double precision.</summary>
    public static Tensor Rows(this Tensor matrix, long start, long count) =>
        matrix.Narrow(0, start, count).Cast(DType.Float64);

    /// <summary>Copies a tensor's values into another of its shape.</summary>
    public static void CopyInto(Tensor target, Tensor source) => CopyOperator.Call(target, source);

    /// <summary>Sets all of a tensor's values.</summary>
    public static void Fill(Tensor target, double value) => FillOperator.Call(target, value);

    /// <summary>A matrix whose numbers have not overflowed: LAPACK fails on others, or never ends.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="SettingsException">A number is infinite or NaN.</exception>
    public static Tensor Finite(Tensor matrix, string what) => matrix.IsFinite()
        ? matrix
        : throw new SettingsException(
            $"{what} overflows: it is not finite in double precision; expected features of smaller numbers");

    /// <summary>The lower triangle L of S = L L', or null where S is not positive definite.</summary>
    public static Tensor? Cholesky(Tensor s)
    {
        var result = CholeskyOperator.CallMany(s);
        return result[1].Item() == 0 ? result[0] : null;
    }

    /// <summary>The eigenvalues of a symmetric matrix, rising.</summary>
    public static Tensor Eigenvalues(Tensor s) => EigenvaluesOperator.Call(Finite(s, Products));

    /// <summary>The eigenvalues of a symmetric matrix, rising, and its eigenvectors as columns.</summary>
    public static (Tensor Values, Tensor Vectors) Eigen(Tensor s) =>
        EigenOperator.CallMany(Finite(s, Products)) is [var values, var vectors]
            ? (values, vectors)
            : throw new InvalidOperationException();

    /// <summary>The sum of a matrix's singular values.</summary>
    public static double NuclearNorm(Tensor matrix) =>
        SingularOperator.Call(Finite(matrix, Products)).Sum().Item();

    /// <summary>The diagonal.</summary>
    public static Tensor Diagonal(Tensor matrix) => DiagonalOperator.Call(matrix);

    /// <summary>The sum of the diagonal.</summary>
    public static double Trace(Tensor matrix) => Diagonal(matrix).Sum().Item();

    /// <summary>C + A B.</summary>
    public static Tensor ProductSum(Tensor c, Tensor a, Tensor b) => ProductSumOperator.Call(c, a, b);

    /// <summary>a b'.</summary>
    public static Tensor Outer(Tensor a, Tensor b) => OuterOperator.Call(a, b);

    /// <summary>The smallest of each row, and where it is.</summary>
    public static (Tensor Values, Tensor Places) Minimum(Tensor rows) =>
        MinimumOperator.CallMany(rows, 1L, false) is [var values, var places]
            ? (values, places)
            : throw new InvalidOperationException();

    /// <summary>Each row in rising order.</summary>
    public static Tensor Sort(Tensor rows) => SortOperator.CallMany(rows, -1L, false)[0];

    /// <summary>
    /// What a squared distance by <see cref="SquaredDistances"/> may be off, as a share of both rows' squared lengths:
    /// errors of a sum grow like a walk with its length.
    /// </summary>
    /// <param name="width">The number of dimensions.</param>
    public static double RoundingOf(long width) => Rounding + (4 * Math.Sqrt(width) * Epsilon);

    /// <summary>The sum of each row's squares, in double precision.</summary>
    public static Tensor SquaredLengths(this Tensor matrix)
    {
        using var scope = new TensorScope();
        var (n, all) = (matrix.Shape[0], Tensor.Zeros([matrix.Shape[0]], DType.Float64));
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var inner = new TensorScope();
            var length = Math.Min(BlockRows, n - start);
            CopyInto(all.Narrow(0, start, length), matrix.Rows(start, length).Square().Sum([1]));
        }

        return scope.Keep(all);
    }

    /// <summary>The mean of each column, in double precision: [1, d].</summary>
    public static Tensor ColumnMeans(this Tensor matrix)
    {
        using var scope = new TensorScope();
        var (n, sum) = (matrix.Shape[0], Tensor.Zeros([1, matrix.Shape[1]], DType.Float64));
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var inner = new TensorScope();
            CopyInto(sum, sum + matrix.Rows(start, Math.Min(BlockRows, n - start)).Sum([0], keep: true));
        }

        return scope.Keep(sum / n);
    }

    /// <summary>Each row divided by its length, in double precision; a row of zeros stays one.</summary>
    public static Tensor UnitRows(this Tensor matrix)
    {
        using var scope = new TensorScope();
        var rows = matrix.Cast(DType.Float64);
        var lengths = Tensor.Sqrt(rows.Square().Sum([1], keep: true));
        return scope.Keep(rows / Tensor.Select(lengths > 0.0, lengths, 1.0));
    }

    /// <summary>
    /// The squared Euclidean distances between the rows of two matrices; those that rounding alone could make are 0.
    /// </summary>
    /// <param name="a">[n, d].</param>
    /// <param name="b">[m, d].</param>
    public static Tensor SquaredDistances(Tensor a, Tensor b)
    {
        var mean = a.Mean([0]); // what all have in common would cost digits
        var (x, y) = (a - mean, b - mean);
        var lengths = x.Square().Sum([1], keep: true) + y.Square().Sum([1]);
        var distances = ProductSum(lengths, x, y.Transpose() * -2.0);
        return Tensor.Select(distances > lengths * Rounding, distances, 0.0);
    }
}
