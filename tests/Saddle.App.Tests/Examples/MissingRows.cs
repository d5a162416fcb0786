using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>A share of the rows becomes black.</summary>
/// <param name="Level">The share of rows, from 0 to 1; each is chosen by itself.</param>
[Entry(
    "missing-rows",
    "a share of the rows black",
    @"x'_{r} = 0\ \text{with probability}\ p",
    "made up for this guide")]
public sealed record MissingRows([Parameter("the share of rows", Min = 0, Max = 1)] double Level = 0.25) : Disturbance
{
    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 0.1, 0.25, 0.5];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var pixels = image.Pixels.ToArray();
        var row = image.Width * image.Channels;
        for (var first = 0; first < pixels.Length; first += row)
        {
            if (random.Uniform() < Level)
            {
                pixels.AsSpan(first, row).Clear();
            }
        }

        return image with { Pixels = pixels };
    }
}
