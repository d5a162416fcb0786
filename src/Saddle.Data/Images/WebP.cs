using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.Data.Images;

/// <summary>
/// Decodes WebP by libwebp, leaving transparency out: of an animation the first picture. LSUN's images are stored so.
/// </summary>
/// <remarks>
/// Of the container (WebP Container Specification, section "Extended File Format") only what finds that picture is read
/// here: the parts VP8X, ANMF, and VP8 or VP8L in it.
/// </remarks>
internal static partial class WebP
{
    private const int Head = 12; // RIFF, the length, WEBP
    private const int PartHead = 8; // a kind, a length
    private const int FrameHead = 16; // place, size, time and flags of a picture of an animation

    static WebP() => NativeLibraries.Install();

    /// <summary>Whether bytes begin as WebP does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    /// <summary>Decodes an image, of an animation the first one.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string name)
    {
        var (width, height) = SizeOf(bytes, name);
        ImageSize.Check(name, width, height);
        using var turn = LargeImage.Turn(width, height);
        var pixels = new byte[width * height * 3];
        if (!IsAnimation(bytes))
        {
            Draw(bytes, pixels, width, name);
            return new(width, height, 3, pixels, name);
        }

        // Around a first picture that is smaller than the canvas there is black, as in Pillow.
        var (left, top, alone) = First(bytes, name);
        var (columns, rows) = SizeOf(alone, name);
        if (left + columns > width || top + rows > height)
        {
            throw new DataException(name, "its first picture reaches over the border of its animation");
        }

        Draw(alone, pixels.AsSpan(3 * ((top * width) + left)), width, name);
        return new(width, height, 3, pixels, name);
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> bytes, string name) =>
        WebPGetInfo(bytes, (nuint)bytes.Length, out var width, out var height) != 0
            ? (width, height)
            : throw new DataException(name, "not a whole WebP image");

    private static void Draw(ReadOnlySpan<byte> bytes, Span<byte> pixels, int width, string name)
    {
        if (WebPDecodeRGBInto(bytes, (nuint)bytes.Length, pixels, (nuint)pixels.Length, width * 3) == IntPtr.Zero)
        {
            throw new DataException(name, "the WebP image is damaged");
        }
    }

    // An extended file (VP8X) whose flags say so.
    private static bool IsAnimation(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Head + PartHead && bytes[Head..].StartsWith("VP8X"u8) && (bytes[Head + PartHead] & 2) != 0;

    // The first picture: where it lies, and what it is as a file of its own.
    private static (int Left, int Top, byte[] File) First(ReadOnlySpan<byte> bytes, string name)
    {
        var frame = Part(bytes[Head..], name, "ANMF"u8);
        if (frame.Length < FrameHead)
        {
            throw new DataException(name, "the WebP image is damaged");
        }

        // Parts are of even length; what follows an end of even length is left alone.
        var data = Part(frame[FrameHead..], name, "VP8 "u8, "VP8L"u8, whole: true);
        return (2 * Little24(frame), 2 * Little24(frame[3..]), [.. "RIFF"u8, .. Length(data), .. "WEBP"u8, .. data, 0]);
    }

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static byte[] Length(ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)(data.Length + (data.Length % 2)) + 4);
        return length;
    }

    // The first part of a kind, or of two: its content, or the whole with its head.
    private static ReadOnlySpan<byte> Part(
        ReadOnlySpan<byte> parts,
        string name,
        ReadOnlySpan<byte> kind,
        ReadOnlySpan<byte> other = default,
        bool whole = false)
    {
        while (parts.Length >= PartHead)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(parts[4..]);
            if (length > (uint)(parts.Length - PartHead))
            {
                break;
            }

            var end = PartHead + (int)length;
            if (parts.StartsWith(kind) || (!other.IsEmpty && parts.StartsWith(other)))
            {
                return whole ? parts[..end] : parts[PartHead..end];
            }

            parts = parts[Math.Min(end + (end % 2), parts.Length)..];
        }

        throw new DataException(name, "the animation has no picture, or is cut short");
    }

    [LibraryImport("webp")]
    private static partial int WebPGetInfo(ReadOnlySpan<byte> bytes, nuint length, out int width, out int height);

    [LibraryImport("webp")]
    private static partial IntPtr WebPDecodeRGBInto(
        ReadOnlySpan<byte> bytes, nuint length, Span<byte> pixels, nuint size, int stride);
}
