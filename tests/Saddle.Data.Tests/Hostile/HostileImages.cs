using System.Buffers.Binary;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Images that declare more than they have, or unpack to more than anybody wants.</summary>
internal static class HostileImages
{
    public const string Reader = "image";
    public const string Archived = "zip";

    public static IEnumerable<HostileFile> All() =>
        [.. Pngs(), .. Jpegs(), .. WebPs(), .. Others(), .. RawZip.Common(Archived, ".zip", "{0}.png")];

    private static IEnumerable<HostileFile> Pngs()
    {
        (string Name, int Width, int Height, byte Depth, byte Colour)[] heads =
        [
            ("60000-squared", 60_000, 60_000, 8, 2), ("2^31-wide", int.MaxValue, 1, 8, 2),
            ("negative", -1, -1, 8, 2), ("nothing", 0, 0, 8, 2), ("tall", 1, 32_768, 16, 6),
            ("32768-squared", 32_768, 32_768, 1, 0), ("depth-3", 8, 8, 3, 2), ("colour-5", 8, 8, 8, 5),
            ("palette-missing", 8, 8, 8, 3), ("5700-squared", 5700, 5700, 16, 6),
        ];
        foreach (var (name, width, height, depth, colour) in heads)
        {
            yield return Png(name, () => [.. Head(width, height, depth, colour), .. Chunk("IDAT", Raw.Zlib([3, 0]))]);
        }

        yield return Png("bomb-5700-squared", () => [.. Head(5700, 5700, 8, 2), .. Zeros(100)]);
        yield return Png("bomb-5700-squared-alpha", () => [.. Head(5700, 5700, 8, 6), .. Zeros(130)]);
        yield return Png("bomb-interlaced", () => [.. Head(5700, 5700, 8, 6, 1), .. Zeros(130)]);
        yield return Png("bomb-4000-squared-16-bits", () => [.. Head(4000, 4000, 16, 6), .. Zeros(128)]);
        yield return Png("more-than-declared", () => [.. Head(8, 8, 8, 2), .. Zeros(300)]);
        yield return Png("chunk-of-2-GB", () => [.. Head(8, 8, 8, 2), 0x7F, 0xFF, 0xFF, 0xFF, .. "IDAT"u8]);
        yield return Png("text-bomb", () => [
            .. Head(8, 8, 8, 2), .. Chunk("zTXt", [.. "k\0\0"u8, .. Raw.Zlib(Raw.Bomb(300))]), .. Zeros(1)]);
        yield return Png("profile-bomb", () => [
            .. Head(8, 8, 8, 2), .. Chunk("iCCP", [.. "k\0\0"u8, .. Raw.Zlib(Raw.Bomb(300))]), .. Zeros(1)]);
        yield return Png("chunks-200000", () => [
            .. Head(8, 8, 8, 2), .. Raw.Join(Enumerable.Repeat(Chunk("tEXt", [.. "k\0v"u8]), 200_000)), .. Zeros(1)]);
        yield return Png("data-chunks-200000", () => [
            .. Head(8, 8, 8, 2), .. Raw.Join(Enumerable.Repeat(Chunk("IDAT", []), 200_000))]);
        yield return Png("palette-of-1", () => [
            .. Head(8, 8, 8, 3), .. Chunk("PLTE", [1, 2, 3]), .. Chunk("IDAT", Raw.Zlib(Raw.Deflate(
                [.. Enumerable.Repeat((byte)7, 72)])))]);
        yield return Png("wrong-checksum", () => [.. Head(8, 8, 8, 2)[..^1], 0]);
        yield return Png("signature", () => [.. Head(8, 8, 8, 2)[..8]]);
    }

    private static IEnumerable<HostileFile> Jpegs()
    {
        var whole = Peers.Bytes("images", "rgb-444-progressive.jpg");
        yield return Of("65500-squared.jpg", () => Sized(whole, 65_500, 65_500));
        yield return Of("5700-squared.jpg", () => Sized(whole, 5700, 5700));
        yield return Of("5700-squared-baseline.jpg", () => Sized(Peers.Bytes("images", "rgb-420.jpg"), 5700, 5700));
        yield return Of("nothing.jpg", () => Sized(whole, 0, 0));
        yield return Of("start-only.jpg", () => [0xFF, 0xD8, 0xFF]);
        yield return Of("markers-1000000.jpg", () => [0xFF, 0xD8, 0xFF, .. Raw.Repeat("\xE1\0\x2\xFF", 1_000_000)]);
        yield return Of("scans.jpg", () =>
        {
            var scan = whole.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
            var end = whole.Length - 2;
            return [.. whole[..scan], .. Raw.Join(Enumerable.Repeat(whole[scan..end], 3000)), 0xFF, 0xD9];
        });
    }

    private static IEnumerable<HostileFile> WebPs()
    {
        yield return Of("16383-squared.webp", () => WebP("VP8L", [0x2F, 0xFF, 0xFF, 0xFF, 0x0F, .. new byte[40]]));
        yield return Of("5700-squared.webp", () => WebP(
            "VP8L", [0x2F, .. Raw.Le32(5699 | (5699 << 14)), .. new byte[40]]));
        yield return Of("animated.webp", () => WebP(
            "VP8X", [2, 0, 0, 0, 7, 0, 0, 7, 0, 0, .. "ANIM"u8, 6, 0, 0, 0, 0]));
        yield return Of("extended-of-2^24.webp", () => WebP(
            "VP8X", [0, 0, 0, 0, .. Enumerable.Repeat(byte.MaxValue, 6)]));
        yield return Of("cut.webp", () => Peers.Bytes("images", "lossless.webp")[..40]);
        yield return Of("length-of-4-GB.webp", () => [.. "RIFF"u8, .. Raw.Le32(uint.MaxValue), .. "WEBPVP8 "u8]);
    }

    private static IEnumerable<HostileFile> Others()
    {
        yield return Of("gif-inside.png", () => [.. "GIF89a"u8, .. new byte[100]]);
        yield return Of("html-inside.jpg", () => Raw.Repeat("<html>", 1000));
        yield return HostileFile.Sparse(Reader, "hole-of-3-GB.png", 3L << 30, () => Head(8, 8, 8, 2));
        yield return HostileFile.Sparse(Reader, "hole-of-200-MB.png", 200 << 20, () => Head(8, 8, 8, 2));
    }

    private static HostileFile Of(string name, Func<byte[]> bytes) => HostileFile.Of(Reader, name, bytes);

    private static HostileFile Png(string name, Func<byte[]> bytes) =>
        Of($"{name}.png", () => [.. bytes(), .. Chunk("IEND", [])]);

    private static byte[] Head(int width, int height, byte depth, byte colour, byte interlace = 0) =>
    [
        0x89, .. "PNG\r\n\x1a\n"u8,
        .. Chunk("IHDR", [
            .. Files.BigEndian(width), .. Files.BigEndian(height), depth, colour, 0, 0, interlace]),
    ];

    private static byte[] Zeros(int mebibytes) => Chunk("IDAT", Raw.Zlib(Raw.Bomb(mebibytes)));

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] named = [.. Raw.Ascii(name), .. content];
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Files.Crc(named));
        return [.. Files.BigEndian(content.Length), .. named, .. crc];
    }

    // The height and the width stand in the frame's header, after its length and its precision.
    private static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var bytes = (byte[])jpeg.Clone();
        var frame = Enumerable.Range(2, bytes.Length - 12)
            .First(i => bytes[i] == 0xFF && bytes[i + 1] is 0xC0 or 0xC1 or 0xC2);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), (ushort)width);
        return bytes;
    }

    private static byte[] WebP(string chunk, byte[] content) =>
    [
        .. "RIFF"u8, .. Raw.Le32(12 + content.Length), .. "WEBP"u8, .. Raw.Ascii(chunk), .. Raw.Le32(content.Length),
        .. content,
    ];
}
