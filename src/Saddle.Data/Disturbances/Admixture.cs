using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>A share of the images is replaced by images of another data set, brought to the same size.</summary>
/// <param name="Level">The share of images, from 0 to 1; each is chosen by itself.</param>
/// <param name="With">The other data set, one of images.</param>
/// <remarks>Heusel et al. 2017 (arXiv:1706.08500), section 3, which mixes ImageNet into CelebA.</remarks>
[Entry(
    "mixture",
    "a share of the images replaced by those of another data set",
    @"X' = (1-a)\,P + a\,Q",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3")]
public sealed record Admixture(
    [Parameter("the share of images", Min = 0, Max = 1)] double Level = 0.25,
    [Parameter("the other data set, one of images, as NAME or NAME:setting=value")]
    string With = "cifar10") : Disturbance, IValidated
{
    /// <inheritdoc/>
    public override double Level { get; init; } = Level;

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedLevels => [0, 0.25, 0.5, 0.75];

    /// <inheritdoc/>
    public override IReadOnlyList<double> PublishedDistances => [0.7, 33.3, 85.7, 149];

    /// <inheritdoc/>
    public void Validate()
    {
        var other = Spec.Parse<DataSet>(With);
        if (other.Kind != ItemKind.Images)
        {
            throw new SettingsException(
                $"with={With}: expected a data set of images, but its items are "
                + $"{other.Kind.ToString().ToLowerInvariant()}");
        }
    }

    /// <summary>Leaves an image alone: it is the collection that is disturbed.</summary>
    /// <param name="image">The image.</param>
    /// <param name="random">Not asked.</param>
    public override Image Apply(Image image, Philox random) => image;

    /// <inheritdoc/>
    public override IImages Apply(IImages images, DataFolder where, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        IItems? other = null;
        try
        {
            other = Spec.Parse<DataSet>(With).Open(where, seed);
            return new MixedImages(
                images, other, ((IPictured)other).Images, index => Random(seed, index).Uniform() < Level);
        }
        catch
        {
            other?.Dispose();
            images.Dispose();
            throw;
        }
    }

    private sealed class MixedImages(IImages images, IItems owner, IImages other, Predicate<long> replaced) : IImages
    {
        public long Count => images.Count;

        public Image Read(long index)
        {
            var image = images.Read(index);
            if (!replaced(index))
            {
                return image;
            }

            var instead = other.Read(index % other.Count);
            instead = image.Channels == 3 ? instead.ToRgb() : instead;
            return instead.Channels != image.Channels
                ? throw new DataException(
                    instead.Name, "is in colour, but the images into which it is mixed are grey; expected a grey set")
                : (instead.Width, instead.Height) == (image.Width, image.Height)
                    ? instead
                    : Resize.Clean.Apply(instead, image.Width, image.Height);
        }

        public void Dispose()
        {
            images.Dispose();
            owner.Dispose();
        }
    }
}
