using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>A share of the pixels becomes black or white, all channels alike, each with probability one half.</summary>
/// <param name="Level">The share of pixels, from 0 to 1; each is chosen by itself.</param>
/// <remarks>Heusel et al. 2017 (arXiv:1706.08500), section 3.</remarks>
[Entry(
    "salt-and-pepper",
    "a share of the pixels black or white",
    @"x'_i \in \{0, 255\}\ \text{with probability}\ p",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record SaltAndPepper(
    [Parameter("the share of pixels", Min = 0, Max = 1)] double Level = 0.1) : Disturbance
{
    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 0.1, 0.2, 0.3];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 371, 383, 381];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var pixels = image.Pixels.ToArray();
        for (var first = 0; first < pixels.Length; first += image.Channels)
        {
            if (random.Uniform() < Level)
            {
                pixels.AsSpan(first, image.Channels).Fill(random.Uniform() < 0.5 ? byte.MinValue : byte.MaxValue);
            }
        }

        return image with { Pixels = pixels };
    }
}
