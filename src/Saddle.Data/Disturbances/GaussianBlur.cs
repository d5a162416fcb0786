using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>Blur by a Gaussian, cut off at four standard deviations, the image mirrored beyond its edges.</summary>
/// <param name="Level">The standard deviation in pixels.</param>
/// <remarks>
/// Heusel et al. 2017 (arXiv:1706.08500), section 3; the filter is that of SciPy's <c>gaussian_filter</c> with its
/// defaults.
/// </remarks>
[Entry(
    "gaussian-blur",
    "blur by a Gaussian",
    @"x' = x * N(0, \sigma^2 I)",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record GaussianBlur(
    [Parameter("the standard deviation in pixels", Min = 0, Max = 100)] double Level = 1) : Disturbance
{
    private const double Cut = 4;

    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 1, 2, 4];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 13.8, 73.9, 229];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (Level == 0)
        {
            return image;
        }

        var weights = Weights(Level);
        var values = Array.ConvertAll(image.Pixels, pixel => (double)pixel);
        var row = image.Width * image.Channels;
        values = Filtered(values, weights, image.Height, row, Enumerable.Range(0, row));
        values = Filtered(
            values,
            weights,
            image.Width,
            image.Channels,
            Enumerable.Range(0, image.Height).SelectMany(y => Enumerable.Range(y * row, image.Channels)));
        return image with { Pixels = Array.ConvertAll(values, value => (byte)Math.Round(Math.Clamp(value, 0, 255))) };
    }

    private static double[] Weights(double sigma)
    {
        var radius = (int)((Cut * sigma) + 0.5);
        var weights = Enumerable.Range(-radius, (2 * radius) + 1)
            .Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma)))
            .ToArray();
        return Array.ConvertAll(weights, w => w / weights.Sum());
    }

    // Along one axis: lines of so many values, so far apart, each from its own first value.
    private static double[] Filtered(double[] values, double[] weights, int length, int stride, IEnumerable<int> firsts)
    {
        var result = new double[values.Length];
        var radius = weights.Length / 2;
        foreach (var first in firsts)
        {
            for (var i = 0; i < length; i++)
            {
                var sum = 0.0;
                for (var j = -radius; j <= radius; j++)
                {
                    sum += weights[j + radius] * values[first + (Mirrored(i + j, length) * stride)];
                }

                result[first + (i * stride)] = sum;
            }
        }

        return result;
    }

    // d c b a | a b c d | d c b a
    private static int Mirrored(int index, int length)
    {
        var place = ((index % (2 * length)) + (2 * length)) % (2 * length);
        return place < length ? place : (2 * length) - 1 - place;
    }
}
