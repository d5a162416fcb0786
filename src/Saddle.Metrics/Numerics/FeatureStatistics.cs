using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Mean and covariance of features, as the field's tools store them.</summary>
/// <param name="Mean">[d], doubles.</param>
/// <param name="Covariance">[d, d], doubles.</param>
/// <param name="Count">How many features they are of; null where that is not known.</param>
public sealed record FeatureStatistics(Tensor Mean, Tensor Covariance, long? Count)
{
    private const string MeanName = "mu";
    private const string CovarianceName = "sigma";

    // What tools call a mean and a covariance.
    private static readonly (string Mean, string Covariance)[] Pairs =
        [(MeanName, CovarianceName), ("m", "s"), ("mean", "cov"), ("mean", "covariance"), ("mu1", "sigma1")];

    /// <summary>What the covariance subtracts from the count; null where that is not known.</summary>
    public int? Ddof { get; init; }

    /// <summary>The number of dimensions.</summary>
    public int Width { get; } = (int)Mean.Count;

    /// <summary>The bytes of an .npz with <c>mu</c> and <c>sigma</c>: what pytorch-fid and clean-fid read.</summary>
    public byte[] ToNpz() =>
        Npz.Write([(MeanName, [Width], Mean.ToDoubles()), (CovarianceName, [Width, Width], Covariance.ToDoubles())]);

    /// <summary>Whether an archive has mean and covariance.</summary>
    /// <param name="archive">The archive.</param>
    internal static bool AreIn(NpzReader archive) =>
        NamesIn(archive) is not null;

    /// <summary>Reads mean and covariance.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="DataException">
    /// The arrays do not fit together, or hold what no mean and covariance can.
    /// </exception>
    internal static FeatureStatistics Read(NpzReader archive, string path)
    {
        var (meanName, covarianceName) = NamesIn(archive) ?? (MeanName, CovarianceName);
        IReadOnlyList<long> meanShape = archive.ShapeOf(meanName) is [1, var row] ? [row] : archive.ShapeOf(meanName);
        var shape = archive.ShapeOf(covarianceName);
        if (meanShape is not [var width] || shape is not [var rows, var columns] || rows != width || columns != width)
        {
            throw new DataException(
                path,
                $"'{Excerpt.Of(meanName)}' is [{Excerpt.Of(meanShape)}] and '{Excerpt.Of(covarianceName)}' is "
                + $"[{Excerpt.Of(shape)}]; expected [d] and [d, d]");
        }

        if (width == 0)
        {
            throw new DataException(path, "'mu' is empty");
        }

        var mean = archive.Read(meanName, array => array.ReadDoubles(), wholes: true);
        var covariance = archive.Read(covarianceName, array => array.ReadDoubles(), wholes: true);

        // A symmetric matrix is the same row by row and column by column.
        var statistics = new FeatureStatistics(
            Tensor.From<double>(mean, [width]), Tensor.From<double>(covariance, [width, width]), null);
        return statistics.Problem() is { } problem ? throw new DataException(path, problem) : statistics;
    }

    private static (string Mean, string Covariance)? NamesIn(NpzReader archive)
    {
        string? Named(string known) =>
            archive.Names.FirstOrDefault(name => string.Equals(name, known, StringComparison.OrdinalIgnoreCase));
        return Pairs
            .Select(pair => (Mean: Named(pair.Mean), Covariance: Named(pair.Covariance)))
            .Where(found => found is (not null, not null))
            .Select(found => ((string, string)?)(found.Mean!, found.Covariance!))
            .FirstOrDefault();
    }

    /// <summary>Why these cannot be a mean and a covariance; null if they can.</summary>
    private string? Problem()
    {
        using var scope = new TensorScope();
        if (!Mean.IsFinite() || !Covariance.IsFinite())
        {
            return "'mu' or 'sigma' has a NaN or an infinite number";
        }

        var scale = Tensor.Abs(Covariance).Max().Item();
        var asymmetry = Tensor.Abs(Covariance - Covariance.Transpose()).Max().Item();
        var least = Algebra.Diagonal(Covariance).Min().Item();
        return asymmetry > 1e-6 * scale ? "'sigma' is not symmetric, as a covariance is"
            : least < 0 ? "'sigma' has a negative variance"
            : scale <= Math.Pow(float.MaxValue, 2) && Tensor.Abs(Mean).Max().Item() <= float.MaxValue ? null
            : FormattableString.Invariant(
                $"'mu' is beyond {float.MaxValue:G2} or 'sigma' beyond its square, and products of such overflow; ")
                + "expected smaller numbers";
    }

    /// <summary>Checks that two sides' statistics are of the same features.</summary>
    /// <param name="reference">One side.</param>
    /// <param name="generated">The other.</param>
    /// <exception cref="SettingsException">Their widths differ.</exception>
    public static void CheckWidths(FeatureStatistics reference, FeatureStatistics generated)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        if (reference.Width != generated.Width)
        {
            throw new SettingsException(
                $"the reference has features of {reference.Width} dimensions "
                + $"and the generated side of {generated.Width}; they are not of the same extractor");
        }
    }
}
