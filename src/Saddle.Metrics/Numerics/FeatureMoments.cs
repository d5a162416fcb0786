using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Count, mean and scatter of features, in double precision. Those of two samples merge to those of both, so that they
/// are gathered in one pass over any number of batches, and by several workers.
/// </summary>
/// <param name="Count">How many features.</param>
/// <param name="Mean">[d].</param>
/// <param name="Scatter">[d, d]: the sum of (x - mean)(x - mean)'.</param>
/// <remarks>
/// Chan, Golub, LeVeque 1979, "Updating formulae and a pairwise algorithm for computing sample variances", for
/// matrices.
/// </remarks>
public sealed record FeatureMoments(long Count, Tensor Mean, Tensor Scatter)
{
    private const int BlockRows = 4096;

    /// <summary>The moments of a sample held in memory.</summary>
    /// <param name="features">[n, d], n at least 1.</param>
    public static FeatureMoments Of(Tensor features)
    {
        FeatureMoments? all = null;
        for (var start = 0L; start < features.Shape[0]; start += BlockRows)
        {
            all = Add(all, features.Narrow(0, start, Math.Min(BlockRows, features.Shape[0] - start)));
        }

        return all!;
    }

    /// <summary>The moments of a sample and a further batch.</summary>
    /// <param name="before">The sample so far; null for none.</param>
    /// <param name="batch">[n, d].</param>
    /// <exception cref="SettingsException">The memory does not hold a covariance of so many dimensions.</exception>
    public static FeatureMoments Add(FeatureMoments? before, Tensor batch)
    {
        using var scope = new TensorScope();
        RequireMemory(batch.Shape[1], before is null ? 1 : 3);
        var rows = batch.Cast(DType.Float64);
        var mean = rows.Mean([0]);
        var centred = rows - mean;
        var next = new FeatureMoments(rows.Shape[0], mean, centred.Transpose().MatMul(centred));
        var merged = before is null ? next : Merge(before, next);
        scope.Keep(merged.Mean);
        scope.Keep(merged.Scatter);
        return merged;
    }

    /// <summary>The moments of two samples together.</summary>
    /// <param name="a">One sample's.</param>
    /// <param name="b">The other's.</param>
    public static FeatureMoments Merge(FeatureMoments a, FeatureMoments b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var count = a.Count + b.Count;
        var shift = b.Mean - a.Mean;
        var mean = a.Mean + (shift * ((double)b.Count / count));
        var scatter = a.Scatter + b.Scatter + (Algebra.Outer(shift, shift) * ((double)a.Count * b.Count / count));
        return new(count, mean, scatter);
    }

    /// <summary>Mean and covariance.</summary>
    /// <param name="ddof">
    /// What is subtracted from the count: 1 for the unbiased covariance, 0 for that of maximum likelihood.
    /// </param>
    /// <exception cref="SettingsException">There are too few features, or they are too large.</exception>
    public FeatureStatistics ToStatistics(int ddof) => Count >= 2
        ? new(Mean, Algebra.Finite(Scatter, "the covariance of the features") / (Count - ddof), Count) { Ddof = ddof }
        : throw new SettingsException($"a covariance needs at least 2 samples; there is {Count}");

    private static void RequireMemory(long width, int matrices) => WorkingMemory.Require(
        8.0 * width * width * matrices,
        FormattableString.Invariant($"the covariance of features of {width} dimensions needs"),
        "features of fewer dimensions");
}
