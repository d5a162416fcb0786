using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.Data.Images;

/// <summary>Decodes JPEG by libjpeg-turbo, to the pixels that Pillow gives after <c>convert("RGB")</c>.</summary>
/// <remarks>
/// The accurate inverse DCT and the smooth upsampling of colour, which Pillow uses too. Four channels are taken for
/// Adobe's inverted CMYK, whatever the file says, and converted as Pillow does.
/// </remarks>
internal static partial class Jpeg
{
    private const int Warning = 0;
    private const int Rgb = 0;
    private const int Cmyk = 11;
    private const int AccurateTransform = 4096;
    private const int StopOnWarning = 8192;
    private const int LimitScans = 32768;

    static Jpeg() => NativeLibraries.Install();

    /// <summary>Whether bytes begin as JPEG does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static Image Decode(ReadOnlySpan<byte> bytes, string name)
    {
        using var decoder = new Decoder();
        var status = tjDecompressHeader3(
            decoder, bytes, new CULong((uint)bytes.Length), out var width, out var height, out _, out var colours);
        if (status != 0 && (width <= 0 || height <= 0))
        {
            throw new DataException(name, $"not a whole JPEG ({Problem(decoder)})");
        }

        ImageSize.Check(name, width, height);
        using var turn = LargeImage.Turn(width, height);
        var isCmyk = colours is 3 or 4; // CMYK, or YCCK: its twin of YCbCr
        var pixels = new byte[width * height * (isCmyk ? 4 : 3)];
        // Only the last warning is kept: the first pass stops at the first one, the second goes on over small
        // irregularities.
        var format = isCmyk ? Cmyk : Rgb;
        if (!TryDecode(decoder, bytes, width, height, format, StopOnWarning, pixels, name))
        {
            TryDecode(decoder, bytes, width, height, format, 0, pixels, name);
        }

        return new(width, height, 3, isCmyk ? ToRgb(pixels) : pixels, name);
    }

    /// <summary>False after a warning of an irregularity that Pillow, too, reads over; a missing end is none.</summary>
    private static bool TryDecode(
        Decoder decoder,
        ReadOnlySpan<byte> bytes,
        int width,
        int height,
        int format,
        int flags,
        Span<byte> pixels,
        string name)
    {
        var (length, how) = (new CULong((uint)bytes.Length), AccurateTransform | LimitScans | flags);
        if (tjDecompress2(decoder, bytes, length, pixels, width, 0, height, format, how) == 0)
        {
            return true;
        }

        var problem = Problem(decoder);
        var isWarning = tjGetErrorCode(decoder) == Warning || flags == StopOnWarning;
        return isWarning
            && !problem.StartsWith("Premature end", StringComparison.Ordinal)
            && !problem.Contains("scans", StringComparison.Ordinal)
            ? false
            : throw new DataException(name, $"the JPEG is damaged ({problem})");
    }

    private static string Problem(Decoder decoder) =>
        Marshal.PtrToStringUTF8(tjGetErrorStr2(decoder))!.ReplaceLineEndings(" ");

    /// <summary>Red is (1 - cyan)(1 - black) in bytes, rounded; the values here are already the complements.</summary>
    private static byte[] ToRgb(byte[] cmyk)
    {
        var rgb = new byte[cmyk.Length / 4 * 3];
        for (var i = 0; i < rgb.Length; i++)
        {
            var white = cmyk[(i / 3 * 4) + 3];
            rgb[i] = (byte)Math.Max(0, white - Product(255 - cmyk[(i / 3 * 4) + (i % 3)], white));
        }

        return rgb;
    }

    /// <summary>a b / 255, rounded, by shifts.</summary>
    private static int Product(int a, int b)
    {
        var product = (a * b) + 128;
        return ((product >> 8) + product) >> 8;
    }

    [LibraryImport("turbojpeg")]
    private static partial IntPtr tjInitDecompress();

    [LibraryImport("turbojpeg")]
    private static partial int tjDestroy(IntPtr handle);

    [LibraryImport("turbojpeg")]
    private static partial int tjDecompressHeader3(
        Decoder handle,
        ReadOnlySpan<byte> bytes,
        CULong length,
        out int width,
        out int height,
        out int sampling,
        out int colours);

    [LibraryImport("turbojpeg")]
    private static partial int tjDecompress2(
        Decoder handle,
        ReadOnlySpan<byte> bytes,
        CULong length,
        Span<byte> pixels,
        int width,
        int pitch,
        int height,
        int format,
        int flags);

    [LibraryImport("turbojpeg")]
    private static partial IntPtr tjGetErrorStr2(Decoder handle);

    [LibraryImport("turbojpeg")]
    private static partial int tjGetErrorCode(Decoder handle);

    private sealed class Decoder : SafeHandle
    {
        public Decoder()
            : base(IntPtr.Zero, ownsHandle: true) => SetHandle(tjInitDecompress());

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle() => tjDestroy(handle) == 0;
    }
}
