using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.Data.Images;

/// <summary>Decodes WebP by libwebp, leaving transparency out. LSUN's images are stored so.</summary>
internal static partial class WebP
{
    static WebP() => NativeLibraries.Install();

    /// <summary>Whether bytes begin as WebP does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged, or it is an animation.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (WebPGetInfo(bytes, (nuint)bytes.Length, out var width, out var height) == 0)
        {
            throw new DataException(name, "not a whole WebP image");
        }

        ImageSize.Check(name, width, height);
        using var turn = LargeImage.Turn(width, height);
        var pixels = new byte[width * height * 3];
        return WebPDecodeRGBInto(bytes, (nuint)bytes.Length, pixels, (nuint)pixels.Length, width * 3) != IntPtr.Zero
            ? new(width, height, 3, pixels, name)
            : throw new DataException(name, "the WebP image is damaged");
    }

    [LibraryImport("webp")]
    private static partial int WebPGetInfo(ReadOnlySpan<byte> bytes, nuint length, out int width, out int height);

    [LibraryImport("webp")]
    private static partial IntPtr WebPDecodeRGBInto(
        ReadOnlySpan<byte> bytes, nuint length, Span<byte> pixels, nuint size, int stride);
}
