using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Disturbances;

/// <summary>
/// A way to spoil images by degrees: what measures quality must get worse with it. A sealed record in one file, marked
/// with its catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> and a parameter <see cref="Level"/> whose
/// <see cref="Apply(Image, Philox)"/> makes another image, and the same one at level 0.
/// Heusel et al. 2017 (arXiv:1706.08500), section 3, and the code of its comparison of the Frechet distance with the
/// Inception score.
/// </remarks>
[Family]
public abstract record Disturbance
{
    /// <summary>How strongly it disturbs, in its own unit; at 0 nothing is changed.</summary>
    public abstract double Level { get; init; }

    /// <summary>The four levels of the publication: none, weak, medium and strong.</summary>
    public abstract IReadOnlyList<double> PublishedLevels { get; }

    /// <summary>
    /// The Frechet distances published at those levels, of 50,000 faces on FID-Inception; none where none are.
    /// </summary>
    public virtual IReadOnlyList<double> PublishedDistances => [];

    /// <summary>The disturbance's name and settings, as they are given on the command line.</summary>
    public sealed override string ToString() => Spec.Describe(this);

    /// <summary>Disturbs one image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="random">Random numbers of this image's own.</param>
    /// <returns>Another image of the same size; <paramref name="image"/> is left alone.</returns>
    public abstract Image Apply(Image image, Philox random);

    /// <summary>Images, each disturbed when it is read, always in the same way.</summary>
    /// <param name="images">The images; the result owns them.</param>
    /// <param name="where">Where stored data lie; only a disturbance that looks at other data needs it.</param>
    /// <param name="seed">The seed of what is drawn at random.</param>
    /// <exception cref="DataException">Other data that it looks at are missing or damaged.</exception>
    public virtual IImages Apply(IImages images, DataFolder where, ulong seed) => new Disturbed(images, this, seed);

    /// <summary>The random numbers of one image.</summary>
    private protected static Philox Random(ulong seed, long index) => new(seed, index, Purpose.Disturbance);

    private sealed class Disturbed(IImages images, Disturbance disturbance, ulong seed) : IImages
    {
        public long Count => images.Count;

        public Image Read(long index)
        {
            var image = images.Read(index);
            var made = disturbance.Apply(image, Random(seed, index));
            var same = (made.Width, made.Height, made.Channels) == (image.Width, image.Height, image.Channels);
            return same && made.Pixels.Length == image.Width * image.Height * image.Channels
                ? made
                : throw new SettingsException(
                    $"{disturbance.GetType().Name} does not return an image of the size of the one that it is given, "
                    + $"{image.Width} x {image.Height} x {image.Channels}; its Apply must");
        }

        public void Dispose() => images.Dispose();
    }
}
