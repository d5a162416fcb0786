namespace Saddle.Data.Images;

/// <summary>
/// Decodes JPEG, PNG, WebP, BMP, GIF and TIFF, told apart by their first bytes, to three channels of 8 bits: the pixels
/// of Pillow's <c>Image.open(f).convert("RGB")</c>.
/// </summary>
public static class ImageDecoder
{
    /// <summary>The kinds of images that are read.</summary>
    public const string Kinds = "JPEG, PNG, WebP, BMP, GIF or TIFF";

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged, of no known format, or absurdly large.</exception>
    /// <exception cref="MissingComponentException">The library that decodes the format is not installed.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string name) =>
        Jpeg.Is(bytes) ? Jpeg.Decode(bytes, name)
        : Png.Is(bytes) ? Png.Decode(bytes, name)
        : WebP.Is(bytes) ? WebP.Decode(bytes, name)
        : OtherKinds.Is(bytes) ? OtherKinds.Decode(bytes, name)
        : bytes.IsEmpty ? throw new DataException(name, $"is empty; expected an image: {Kinds}")
        : throw new DataException(
            name,
            $"it begins with {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}, "
            + $"which none of the kinds of images does that are read: {Kinds}");

    /// <summary>Whether bytes begin as one of these formats does.</summary>
    /// <param name="bytes">The file's first bytes, at least 12.</param>
    internal static bool Is(ReadOnlySpan<byte> bytes) =>
        Jpeg.Is(bytes) || Png.Is(bytes) || WebP.Is(bytes) || OtherKinds.Is(bytes);
}
