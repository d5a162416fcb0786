using Saddle.Data.Formats;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace Saddle.Data.Images;

/// <summary>
/// Decodes BMP, GIF and TIFF by ImageSharp: the first frame or page, in three channels of 8 bits, transparency left
/// out.
/// </summary>
internal static class OtherKinds
{
    private const int LeastBits = 8; // the library takes black for white in pages of fax machines

    private static readonly (string Name, byte[] Beginning, IImageDecoder Decoder)[] Kinds =
    [
        ("BMP", "BM"u8.ToArray(), new BmpDecoder()),
        ("GIF", "GIF8"u8.ToArray(), new GifDecoder { DecodingMode = FrameDecodingMode.First }),
        ("TIFF", "II*\0"u8.ToArray(), new TiffDecoder { DecodingMode = FrameDecodingMode.First }),
        ("TIFF", "MM\0*"u8.ToArray(), new TiffDecoder { DecodingMode = FrameDecodingMode.First }),
    ];

    private static readonly Configuration Settings = new(
        new BmpConfigurationModule(), new GifConfigurationModule(), new TiffConfigurationModule());

    /// <summary>Whether bytes begin as one of these formats does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => Find(bytes) is not null;

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string name)
    {
        var (kind, _, decoder) = Find(bytes)!.Value;
        using var stream = new MemoryStream(kind == "GIF" ? Opaque(bytes) : bytes.ToArray());
        return Guard(name, kind, () =>
        {
            var about = SixLabors.ImageSharp.Image.Identify(Settings, stream)
                ?? throw new InvalidDataException("its head cannot be read");
            ImageSize.Check(name, about.Width, about.Height);
            if (kind == "TIFF" && about.PixelType.BitsPerPixel < LeastBits)
            {
                throw new NotSupportedException(
                    $"it has {about.PixelType.BitsPerPixel} bit a pixel; expected at least {LeastBits}");
            }

            stream.Position = 0;
            using var turn = LargeImage.Turn(about.Width, about.Height);
            using var image = decoder.Decode<Rgb24>(Settings, stream, default);
            ImageSize.Check(name, image.Width, image.Height);
            var pixels = new byte[3 * image.Width * image.Height];
            image.CopyPixelDataTo(pixels);
            return new Image(image.Width, image.Height, 3, pixels, name);
        });
    }

    private static (string Name, byte[] Beginning, IImageDecoder Decoder)? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (var kind in Kinds)
        {
            if (bytes.StartsWith(kind.Beginning))
            {
                return kind;
            }
        }

        return null;
    }

    // What is transparent keeps its colour, as in Pillow: the flag of the first picture's control block is taken out.
    private static byte[] Opaque(ReadOnlySpan<byte> bytes)
    {
        const int Head = 13;
        var gif = bytes.ToArray();
        if (gif.Length < Head)
        {
            return gif;
        }

        var at = Head + ((gif[10] & 0x80) != 0 ? 3 << ((gif[10] & 7) + 1) : 0);
        while (at + 3 < gif.Length && gif[at] == 0x21)
        {
            if (gif[at + 1] == 0xF9)
            {
                gif[at + 3] &= 0xFE;
            }

            at += 2;
            while (at < gif.Length && gif[at] != 0)
            {
                at += gif[at] + 1;
            }

            at++;
        }

        return gif;
    }

    // What the library throws on bytes that are no image is not one kind of exception.
    private static Image Guard(string name, string kind, Func<Image> decode) => Damage.Guard(name, kind, () =>
    {
        try
        {
            return decode();
        }
        catch (Exception damage) when (damage
            is ImageFormatException
            or ImageProcessingException
            or IndexOutOfRangeException
            or NullReferenceException
            or DivideByZeroException
            or SixLabors.ImageSharp.Memory.InvalidMemoryOperationException)
        {
            throw new InvalidDataException(damage.Message, damage);
        }
        catch (InvalidOperationException other)
        {
            throw new NotSupportedException("it is of a kind that the library does not know", other);
        }
    });
}
