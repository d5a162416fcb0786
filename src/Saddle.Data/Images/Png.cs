using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.Data.Images;

/// <summary>Decodes PNG by libspng, to the pixels that Pillow gives after <c>convert("RGB")</c>.</summary>
/// <remarks>
/// Transparency (but for <see cref="DecodeOver"/>) and gamma are left out; of 16 bits of colour the upper 8 are kept,
/// but grey of 16 bits is cut off at 255, as Pillow 9 does. An entry that the palette lacks is an error.
/// </remarks>
internal static partial class Png
{
    private const int Raw = 512;
    private const int Rgba = 1;
    private const int WithTransparency = 1;
    private const int MaxChunk = 64 << 20;
    private const int MaxRaw = 4 * ImageSize.MaxPixels;

    static Png() => NativeLibraries.Install();

    private enum Colour
    {
        Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        RgbAlpha = 6,
    }

    /// <summary>Whether bytes begin as PNG does.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    /// <summary>Decodes an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static unsafe Image Decode(ReadOnlySpan<byte> bytes, string name)
    {
        fixed (byte* pinned = bytes)
        {
            using var decoder = new Decoder();
            var header = Begin(decoder, pinned, bytes.Length, name);
            var palette = default(Palette);
            if (header.Colour == (byte)Colour.Palette)
            {
                Check(spng_get_plte(decoder, &palette), name);
            }

            Check(spng_decoded_image_size(decoder, Raw, out var length), name);
            if (length > MaxRaw)
            {
                throw new DataException(
                    name, FormattableString.Invariant($"it has {length} bytes; expected at most {MaxRaw}"));
            }

            using var turn = LargeImage.Turn(header.Width, header.Height);
            var raw = new byte[length];
            Check(spng_decode_image(decoder, raw, length, Raw, 0), name);
            return new((int)header.Width, (int)header.Height, 3, ToRgb(raw, header, palette, name), name);
        }
    }

    /// <summary>Decodes an image and lays it over a ground: each channel rounded to the nearest.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for the image and for messages.</param>
    /// <param name="ground">The ground's value in each channel.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static unsafe Image DecodeOver(ReadOnlySpan<byte> bytes, string name, byte ground)
    {
        fixed (byte* pinned = bytes)
        {
            using var decoder = new Decoder();
            var header = Begin(decoder, pinned, bytes.Length, name);
            using var turn = LargeImage.Turn(header.Width, header.Height);
            var raw = new byte[4L * header.Width * header.Height];
            Check(spng_decode_image(decoder, raw, (nuint)raw.Length, Rgba, WithTransparency), name);
            var rgb = new byte[raw.Length / 4 * 3];
            for (var i = 0; i < rgb.Length; i++)
            {
                var (value, cover) = (raw[(i / 3 * 4) + (i % 3)], raw[(i / 3 * 4) + 3]);
                rgb[i] = (byte)(((value * cover) + (ground * (byte.MaxValue - cover)) + 127) / byte.MaxValue);
            }

            return new((int)header.Width, (int)header.Height, 3, rgb, name);
        }
    }

    private static unsafe Header Begin(Decoder decoder, byte* bytes, int length, string name)
    {
        Check(spng_set_png_buffer(decoder, bytes, (nuint)length), name);
        Check(spng_set_image_limits(decoder, ImageSize.MaxSide, ImageSize.MaxSide), name);
        Check(spng_set_chunk_limits(decoder, MaxChunk, MaxChunk), name);
        var header = default(Header);
        Check(spng_get_ihdr(decoder, &header), name);
        ImageSize.Check(name, header.Width, header.Height);
        return header;
    }

    private static void Check(int status, string name)
    {
        if (status != 0)
        {
            throw new DataException(name, $"not a whole PNG ({Marshal.PtrToStringUTF8(spng_strerror(status))})");
        }
    }

    private static byte[] ToRgb(byte[] raw, Header header, in Palette palette, string name)
    {
        var (width, height) = ((int)header.Width, (int)header.Height);
        var rgb = new byte[width * height * 3];
        var stride = raw.Length / height;
        for (var y = 0; y < height; y++)
        {
            var from = raw.AsSpan(y * stride, stride);
            var to = rgb.AsSpan(y * width * 3, width * 3);
            if ((Colour)header.Colour is Colour.Rgb or Colour.RgbAlpha)
            {
                CopyColours(from, to, header);
            }
            else if ((Colour)header.Colour == Colour.Palette)
            {
                LookUp(from, to, header.BitDepth, palette, name);
            }
            else
            {
                CopyGreys(from, to, header);
            }
        }

        return rgb;
    }

    private static void CopyColours(ReadOnlySpan<byte> from, Span<byte> to, Header header)
    {
        var size = header.BitDepth / 8; // the first byte of a sample is its upper one
        var pixel = size * (header.Colour == (byte)Colour.Rgb ? 3 : 4);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[(i / 3 * pixel) + (i % 3 * size)];
        }
    }

    private static void CopyGreys(ReadOnlySpan<byte> from, Span<byte> to, Header header)
    {
        for (var x = 0; x < to.Length / 3; x++)
        {
            var grey = (Colour)header.Colour == Colour.GreyAlpha ? from[x * header.BitDepth / 4]
                : header.BitDepth == 16 ? (from[2 * x] == 0 ? from[(2 * x) + 1] : (byte)255)
                : (byte)(Sample(from, x, header.BitDepth) * (255 / ((1 << header.BitDepth) - 1)));
            to.Slice(3 * x, 3).Fill(grey);
        }
    }

    private static void LookUp(ReadOnlySpan<byte> from, Span<byte> to, int depth, in Palette palette, string name)
    {
        for (var x = 0; x < to.Length / 3; x++)
        {
            var entry = Sample(from, x, depth);
            if (entry >= palette.Count)
            {
                throw new DataException(
                    name, FormattableString.Invariant($"a pixel has colour {entry} of a palette of {palette.Count}"));
            }

            var colour = palette.Entries[entry];
            (to[3 * x], to[(3 * x) + 1], to[(3 * x) + 2]) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16));
        }
    }

    /// <summary>A sample of 1, 2, 4 or 8 bits; the first of a byte is in its upper bits.</summary>
    private static int Sample(ReadOnlySpan<byte> row, int x, int depth) =>
        (row[x * depth / 8] >> (8 - depth - (x * depth % 8))) & ((1 << depth) - 1);

    [LibraryImport("spng")]
    private static partial IntPtr spng_ctx_new(int flags);

    [LibraryImport("spng")]
    private static partial void spng_ctx_free(IntPtr context);

    [LibraryImport("spng")]
    private static unsafe partial int spng_set_png_buffer(Decoder context, byte* bytes, nuint length);

    [LibraryImport("spng")]
    private static partial int spng_set_image_limits(Decoder context, uint width, uint height);

    [LibraryImport("spng")]
    private static partial int spng_set_chunk_limits(Decoder context, nuint chunk, nuint cache);

    [LibraryImport("spng")]
    private static unsafe partial int spng_get_ihdr(Decoder context, Header* header);

    [LibraryImport("spng")]
    private static unsafe partial int spng_get_plte(Decoder context, Palette* palette);

    [LibraryImport("spng")]
    private static partial int spng_decoded_image_size(Decoder context, int format, out nuint length);

    [LibraryImport("spng")]
    private static partial int spng_decode_image(
        Decoder context, Span<byte> result, nuint length, int format, int flags);

    [LibraryImport("spng")]
    private static partial IntPtr spng_strerror(int status);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Header
    {
        public readonly uint Width;
        public readonly uint Height;
        public readonly byte BitDepth;
        public readonly byte Colour;
        public readonly byte Compression;
        public readonly byte Filter;
        public readonly byte Interlace;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Palette
    {
        public uint Count;
        public Colours Entries;
    }

    /// <summary>Red in the lowest byte, then green and blue.</summary>
    [InlineArray(256)]
    private struct Colours
    {
        private uint _first;
    }

    private sealed class Decoder : SafeHandle
    {
        public Decoder()
            : base(IntPtr.Zero, ownsHandle: true) => SetHandle(spng_ctx_new(0));

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            spng_ctx_free(handle);
            return true;
        }
    }
}
