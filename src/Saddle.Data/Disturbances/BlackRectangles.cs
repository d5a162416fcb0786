using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>
/// Five black rectangles at random places, each of <c>floor(a height)</c> by <c>floor(a width)</c> pixels.
/// </summary>
/// <param name="Level">The share a of a side, from 0 to 1.</param>
/// <remarks>Heusel et al. 2017 (arXiv:1706.08500), section 3.</remarks>
[Entry(
    "black-rectangles",
    "five black rectangles at random places",
    @"\lfloor aH \rfloor \times \lfloor aW \rfloor,\ 5\ \text{times}",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record BlackRectangles(
    [Parameter("the share of a side that a rectangle covers", Min = 0, Max = 1)] double Level = 0.25) : Disturbance
{
    private const int Rectangles = 5;

    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 0.25, 0.5, 0.75];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 123, 178, 249];

    /// <inheritdoc/>
    public override Image Apply(Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var pixels = image.Pixels.ToArray();
        var (height, width) = ((int)(Level * image.Height), (int)(Level * image.Width));
        for (var rectangle = 0; rectangle < Rectangles; rectangle++)
        {
            var (top, left) = (random.Choice(image.Height - height + 1), random.Choice(image.Width - width + 1));
            for (var y = top; y < top + height; y++)
            {
                pixels.AsSpan(((y * image.Width) + left) * image.Channels, width * image.Channels).Clear();
            }
        }

        return image with { Pixels = pixels };
    }
}
