using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>
/// A share of every pixel is replaced by Gaussian noise whose extremes over the image are black and white:
/// <c>(1 - a) x + a n</c>.
/// </summary>
/// <param name="Level">The share a, from 0 to 1.</param>
/// <remarks>
/// Heusel et al. 2017 (arXiv:1706.08500), section 3. There the noise is stretched over a whole array of images, here
/// over each.
/// </remarks>
[Entry(
    "gaussian-noise",
    "a share of every pixel replaced by Gaussian noise",
    @"x' = (1-a)\,x + a\,n",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record GaussianNoise(
    [Parameter("the share of noise", Min = 0, Max = 1)] double Level = 0.25) : Disturbance
{
    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 0.25, 0.5, 0.75];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 41.6, 76.3, 218];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var noise = image.Pixels.Select(_ => random.Normal()).ToArray();
        var (least, range) = (noise.Min(), Math.Max(noise.Max() - noise.Min(), double.Epsilon));
        return image with
        {
            Pixels =
            [
                .. image.Pixels.Zip(
                    noise,
                    (pixel, n) => (byte)Math.Round(((1 - Level) * pixel) + (Level * 255 * (n - least) / range))),
            ],
        };
    }
}
