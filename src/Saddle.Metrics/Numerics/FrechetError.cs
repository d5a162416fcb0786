using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>How the Frechet distance of two samples varies from sample to sample, without computing it again.</summary>
/// <remarks>
/// The infinitesimal jackknife (Efron 1982, "The jackknife, the bootstrap and other resampling plans", chapter 6): by
/// how much a sample's weight moves the distance. Of a sample x about its side's mean that is 2 (m1 - m2).x + x'x less
/// x'T x, with T the map that takes the one Gaussian to the other, T = L'^-1 (L' S2 L)^(1/2) L^-1 where S1 = L L'; and
/// x'T x is (n - 1) (U s U')ii, too, where U s V' are the singular vectors and values of the centred samples' products,
/// which needs no covariance. Twice the squares of the means' own variances are taken off, by which such variances are
/// too great where the laws are equal, and at most half.
/// </remarks>
internal static class FrechetError
{
    private const long BlockRows = 4096;

    private static readonly Operator SolveOperator = new("aten::linalg_solve_triangular");
    private static readonly Operator SingularOperator = new("aten::linalg_svd");

    /// <summary>The variance of the distance of so many samples, about its mean at that number.</summary>
    /// <param name="a">[n, d], n at least 2.</param>
    /// <param name="b">[m, d], m at least 2.</param>
    public static double Variance(Tensor a, Tensor b)
    {
        using var scope = new TensorScope();
        var (n, m, width) = (a.Shape[0], b.Shape[0], a.Shape[1]);
        var (shares, squares) = Math.Max(n, m) < width ? OfFew(a, b) : OfMany(a, b);
        var variance = (Variance(shares.A) / n) + (Variance(shares.B) / m);
        return Math.Max(variance / 2, variance - (2 * squares));
    }

    private static double Variance(double[] values) => Math.Pow(Spread.Of(values, ddof: 1).Deviation, 2);

    // Fewer samples than dimensions: by their products alone.
    private static ((double[] A, double[] B) Shares, double Squares) OfFew(Tensor a, Tensor b)
    {
        var (n, m) = (a.Shape[0], b.Shape[0]);
        var (x, mean) = Centred(a);
        var (y, other) = Centred(b);
        var products = x.MatMul(y.Transpose());
        var parts = SingularOperator.CallMany(products / Math.Sqrt((n - 1.0) * (m - 1)), false);
        double[] Shares(Tensor rows, Tensor vectors, Tensor shift) => Sum(
            rows, shift, (vectors.Square() * parts[1]).Sum([1]) * (rows.Shape[0] - 1.0));

        var squares = Squares(x, n) + Squares(y, m)
            + (2 * products.Square().Sum().Item() / ((n - 1.0) * (m - 1) * n * m));
        return ((Shares(x, parts[0], mean - other), Shares(y, parts[2].Transpose(), other - mean)), squares);
    }

    private static double Squares(Tensor rows, long n) =>
        rows.MatMul(rows.Transpose()).Square().Sum().Item() / Math.Pow((n - 1.0) * n, 2);

    private static (Tensor Rows, Tensor Mean) Centred(Tensor sample)
    {
        var rows = sample.Cast(DType.Float64);
        var mean = rows.Mean([0]);
        return (rows - mean, mean);
    }

    private static double[] Sum(Tensor centred, Tensor shift, Tensor mapped) =>
        ((centred.MatMul(shift.Reshape(shift.Count, 1)).Reshape(centred.Shape[0]) * 2.0)
            + centred.Square().Sum([1]) - mapped).ToDoubles();

    private static ((double[] A, double[] B) Shares, double Squares) OfMany(Tensor a, Tensor b)
    {
        var (p, q) = (FeatureMoments.Of(a).ToStatistics(1), FeatureMoments.Of(b).ToStatistics(1));
        var squares = ((p.Covariance / (double)a.Shape[0]) + (q.Covariance / (double)b.Shape[0])).Square().Sum().Item();
        if (Frechet.WellConditionedFactor(p.Covariance) is { } factor
            && Frechet.WellConditionedFactor(q.Covariance) is not null)
        {
            var (roots, vectors) = Roots(factor, q.Covariance);

            // T^-1 = L U s^-1 U' L'.
            Tensor There(Tensor rows) => (Solved(factor, rows).MatMul(vectors).Square() * roots).Sum([1]);
            Tensor Back(Tensor rows) => (rows.MatMul(factor.MatMul(vectors)).Square() / roots).Sum([1]);
            return ((Shares(a, p.Mean, p.Mean - q.Mean, There), Shares(b, q.Mean, q.Mean - p.Mean, Back)), squares);
        }

        return (
            (Shares(a, p.Mean, p.Mean - q.Mean, Map(p.Covariance, q.Covariance)),
                Shares(b, q.Mean, q.Mean - p.Mean, Map(q.Covariance, p.Covariance))),
            squares);
    }

    // L^-1 x, for each row x.
    private static Tensor Solved(Tensor factor, Tensor rows) =>
        SolveOperator.Call(factor, rows.Transpose(), false, true, false).Transpose();

    // The square roots of the eigenvalues of L' S L, and its eigenvectors.
    private static (Tensor Roots, Tensor Vectors) Roots(Tensor factor, Tensor s)
    {
        var (values, vectors) = Algebra.Eigen(factor.Transpose().MatMul(s).MatMul(factor));
        return (Tensor.Sqrt(values.Clamp(0, double.PositiveInfinity)), vectors);
    }

    // Of covariances of any rank: x'T x of rows in the range of S.
    private static Func<Tensor, Tensor> Map(Tensor s, Tensor other)
    {
        var factor = Frechet.FactorByEigenvalues(s);
        var (roots, vectors) = Roots(factor, other);

        // The factor's columns are orthogonal; those of length 0 are not there.
        var lengths = factor.Square().Sum([0]);
        var inverse = factor / Tensor.Select(lengths > 0.0, lengths, 1.0);
        return rows => (rows.MatMul(inverse).MatMul(vectors).Square() * roots).Sum([1]);
    }

    private static double[] Shares(Tensor sample, Tensor mean, Tensor shift, Func<Tensor, Tensor> map)
    {
        var shares = new List<double>();
        for (var start = 0L; start < sample.Shape[0]; start += BlockRows)
        {
            using var scope = new TensorScope();
            var centred = sample.Rows(start, Math.Min(BlockRows, sample.Shape[0] - start)) - mean;
            shares.AddRange(Sum(centred, shift, map(centred)));
        }

        return [.. shares];
    }
}
