using Saddle.Data;
using Saddle.Data.Colours;

namespace Saddle.Metrics;

/// <summary>How often pixels of pictures have each hue of CIELAB; pixels that are nearly grey have none.</summary>
public sealed class HueHistogram
{
    /// <summary>The number of sectors of the circle of hues.</summary>
    public const int Bins = 16;

    private const double LeastChroma = 5;

    private readonly long[] _counts = new long[Bins];

    /// <summary>The number of pixels in each sector, the first from -pi on.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>
    /// The entropy over its maximum: 1 where all hues are as frequent, 0 where there is one; NaN where no pixel has a
    /// hue.
    /// </summary>
    public double Entropy
    {
        get
        {
            double all = _counts.Sum();
            return all == 0
                ? double.NaN
                : -_counts.Where(n => n > 0).Sum(n => n / all * Math.Log(n / all)) / Math.Log(Bins);
        }
    }

    /// <summary>Takes a picture's pixels in.</summary>
    /// <param name="picture">The picture.</param>
    public void Add(Image picture)
    {
        foreach (var colour in LabSpace.RowSums.Of(picture).Where(colour => colour.Chroma >= LeastChroma))
        {
            _counts[Math.Min(Bins - 1, (int)((colour.Hue + Math.PI) / (2 * Math.PI) * Bins))]++;
        }
    }
}
