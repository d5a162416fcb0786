using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The squared Frechet (Wasserstein-2) distance of two Gaussians, |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)), by
/// symmetric forms only: always real, never NaN, right where a covariance is singular.
/// </summary>
/// <remarks>
/// Dowson and Landau 1982, "The Frechet distance between multivariate normal distributions". With S1 = L L' the trace
/// of the root is the sum of the square roots of the eigenvalues of L' S2 L. Where Cholesky's factor does not exist or
/// is close to that, both covariances are factored by their eigenvalues, and the trace is the sum of the singular
/// values of L1' L2: nothing is squared, so no noise is magnified by a root. Samples of fewer points than dimensions
/// need no covariance: their centred features are such factors themselves.
/// </remarks>
public static class Frechet
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The distance of two Gaussians.</summary>
    /// <param name="a">The mean and covariance of one.</param>
    /// <param name="b">Of the other.</param>
    /// <returns>At least 0.</returns>
    public static double Distance(FeatureStatistics a, FeatureStatistics b)
    {
        FeatureStatistics.CheckWidths(a, b);
        using var scope = new TensorScope();
        return Sum(
            a.Mean,
            b.Mean,
            Algebra.Trace(a.Covariance),
            Algebra.Trace(b.Covariance),
            TraceOfRoot(a.Covariance, b.Covariance));
    }

    /// <summary>The distance of two samples, by the shortest way for their sizes.</summary>
    /// <param name="a">Features, [n, d].</param>
    /// <param name="b">Features, [m, d].</param>
    /// <param name="ddof">What is subtracted from the counts: 1 or 0.</param>
    /// <returns>At least 0.</returns>
    public static double Distance(Tensor a, Tensor b, int ddof)
    {
        using var scope = new TensorScope();
        var (n, m, width) = (a.Shape[0], b.Shape[0], a.Shape[1]);
        if (Math.Max(n, m) >= width || b.Shape[1] != width || Math.Min(n, m) < 2)
        {
            return Distance(FeatureMoments.Of(a).ToStatistics(ddof), FeatureMoments.Of(b).ToStatistics(ddof));
        }

        var (mean, first) = Centred(a, n - ddof);
        var (otherMean, second) = Centred(b, m - ddof);
        return Sum(
            mean,
            otherMean,
            first.Square().Sum().Item(),
            second.Square().Sum().Item(),
            Algebra.NuclearNorm(first.MatMul(second.Transpose())));
    }

    // The mean, and a factor of the covariance; wide samples leave no room for what lies between.
    private static (Tensor Mean, Tensor Factor) Centred(Tensor sample, long degrees)
    {
        using var scope = new TensorScope();
        var rows = sample.Cast(DType.Float64);
        var mean = scope.Keep(rows.Mean([0]));
        return (mean, scope.Keep((rows - mean) / Math.Sqrt(degrees)));
    }

    /// <summary>tr (S1 S2)^(1/2).</summary>
    /// <param name="a">A covariance.</param>
    /// <param name="b">Another of its size.</param>
    internal static double TraceOfRoot(Tensor a, Tensor b)
    {
        var (factor, other) = (WellConditionedFactor(a), WellConditionedFactor(b));
        if (factor is null || other is null)
        {
            return Algebra.NuclearNorm(
                (factor ?? FactorByEigenvalues(a)).Transpose().MatMul(other ?? FactorByEigenvalues(b)));
        }

        return Tensor.Sqrt(Algebra.Eigenvalues(LowerOfCongruence(factor.Value, b)).Clamp(0, double.PositiveInfinity))
            .Sum()
            .Item();
    }

    /// <summary>
    /// The lower triangle of L' S L, which is all that the eigenvalues are computed from; what stands above it means
    /// nothing. In halves, so that neither L's zeros are multiplied nor what symmetry gives: 10 of 16 products of half
    /// the size.
    /// </summary>
    private static Tensor LowerOfCongruence(Tensor factor, Tensor s)
    {
        var size = s.Shape[0];
        var half = size / 2;
        var left = factor.Narrow(1, 0, half);
        var corner = factor.Narrow(0, half, size - half).Narrow(1, half, size - half);
        var across = s.MatMul(left);
        var down = s.Narrow(0, half, size - half).Narrow(1, half, size - half).MatMul(corner);
        var upper = Tensor.Concatenate(
            [left.Transpose().MatMul(across), Tensor.Zeros([half, size - half], DType.Float64)], 1);
        var lower = Tensor.Concatenate(
            [corner.Transpose().MatMul(across.Narrow(0, half, size - half)), corner.Transpose().MatMul(down)], 1);
        return Tensor.Concatenate([upper, lower], 0);
    }

    /// <summary>Cholesky's factor; null where rounding alone could have made it.</summary>
    /// <param name="s">A covariance.</param>
    internal static Tensor? WellConditionedFactor(Tensor s)
    {
        if (Algebra.Cholesky(s) is not { } factor)
        {
            return null;
        }

        var pivots = Algebra.Diagonal(factor);
        var (least, most) = (pivots.Min().Item(), pivots.Max().Item());
        return least * least > s.Shape[0] * Epsilon * most * most ? factor : null;
    }

    /// <summary>
    /// A factor of a covariance of any rank, of orthogonal columns: what its eigenvalues owe to rounding is left out.
    /// </summary>
    /// <param name="s">The covariance.</param>
    internal static Tensor FactorByEigenvalues(Tensor s)
    {
        var (values, vectors) = Algebra.Eigen(s);
        var numbers = values.ToDoubles();
        var limit = numbers.Length * Epsilon * Math.Max(0, numbers[^1]);
        var noise = numbers.TakeWhile(value => value <= limit).Count();
        if (noise == numbers.Length)
        {
            return Tensor.Zeros([numbers.Length, 1], DType.Float64);
        }

        return vectors.Narrow(1, noise, numbers.Length - noise) * Tensor.Sqrt(
            values.Narrow(0, noise, numbers.Length - noise));
    }

    // The trace term's rounding may leave less than nothing of a distance of 0.
    private static double Sum(Tensor mean, Tensor otherMean, double trace, double otherTrace, double traceOfRoot) =>
        Math.Max(0, (mean - otherMean).Square().Sum().Item() + trace + otherTrace - (2 * traceOfRoot));
}
