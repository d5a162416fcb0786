using Saddle.Catalog;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Images of any size, cut and resized to one size as they are read.</summary>
public abstract record FittedSet : ImageSet
{
    /// <summary>The rows and columns of an item.</summary>
    [Parameter("the rows and columns of an item", Min = 1, Max = 4096)]
    public int Size { get; init; } = 64;

    /// <summary>The side of the square that is cut from the middle before resizing; 0 for the largest.</summary>
    [Parameter(
        "the side of the square that is cut from the middle before resizing; 0 for the largest",
        Min = 0,
        Max = 32768)]
    public int Crop { get; init; }

    /// <summary>Whether items are grey: Pillow's conversion to L.</summary>
    [Parameter("whether items are grey")]
    public bool Grey { get; init; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Shape => [Grey ? 1 : 3, Size, Size];

    /// <inheritdoc/>
    public sealed override IImages OpenImages(DataFolder where, ulong seed) =>
        FittedImages.From(OpenOriginals(where), this);

    /// <summary>Opens the images as they are stored.</summary>
    /// <param name="where">Where they lie.</param>
    /// <exception cref="DataException">
    /// A file is missing or damaged; the message names it and says what was expected.
    /// </exception>
    public abstract IImages OpenOriginals(DataFolder where);

    /// <summary>An image cut and resized.</summary>
    /// <param name="image">The image.</param>
    internal Image Fit(Image image)
    {
        var largest = Math.Min(image.Width, image.Height);
        if (Crop > largest)
        {
            throw new DataException(
                image.Name,
                FormattableString.Invariant(
                    $"a square of {Crop} cannot be cut from {image.Width} x {image.Height} pixels"));
        }

        var square = Cut(image, Crop == 0 ? largest : Crop);
        var resized = square.Width == Size ? square : Resize.Clean.Apply(square, Size, Size);
        return Grey ? ToGrey(resized) : resized.ToRgb();
    }

    private static Image Cut(Image image, int side)
    {
        if (image.Width == side && image.Height == side)
        {
            return image;
        }

        var (left, top, length) = ((image.Width - side) / 2, (image.Height - side) / 2, side * image.Channels);
        var pixels = new byte[side * length];
        for (var y = 0; y < side; y++)
        {
            image.Pixels.AsSpan((((top + y) * image.Width) + left) * image.Channels, length)
                .CopyTo(pixels.AsSpan(y * length));
        }

        return image with { Width = side, Height = side, Pixels = pixels };
    }

    /// <summary>The luma of ITU-R 601-2 in fixed point.</summary>
    private static Image ToGrey(Image image)
    {
        if (image.Channels == 1)
        {
            return image;
        }

        var grey = new byte[image.Width * image.Height];
        for (var i = 0; i < grey.Length; i++)
        {
            var rgb = image.Pixels.AsSpan(3 * i, 3);
            grey[i] = (byte)(((rgb[0] * 19595) + (rgb[1] * 38470) + (rgb[2] * 7471) + 0x8000) >> 16);
        }

        return image with { Channels = 1, Pixels = grey };
    }
}
