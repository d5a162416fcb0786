namespace Saddle.Data;

/// <summary>A stored data set of images of one size: opens as items (floats) and as images of 8 bits.</summary>
public abstract record ImageSet : StoredDataSet
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Images;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed)
    {
        var images = OpenImages(where, seed);
        if (images.Count > 0)
        {
            return ImageItems.From(images);
        }

        images.Dispose();
        throw new DataException(Location(where), "holds no image; expected at least one");
    }

    /// <summary>Opens the images as they are stored.</summary>
    /// <param name="where">Where they lie.</param>
    /// <param name="seed">The seed of what is drawn at random.</param>
    /// <exception cref="DataException">
    /// A file is missing or damaged; the message names it and says what was expected.
    /// </exception>
    /// <exception cref="MissingComponentException">A library that decodes the images is not installed.</exception>
    public abstract IImages OpenImages(DataFolder where, ulong seed);
}
