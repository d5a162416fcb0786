using Saddle.Data.Tests.Support;
using static Saddle.Data.Tests.Hostile.RawPickle;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Files in the formats of published data sets.</summary>
internal static class HostileSets
{
    public const string Idx = "idx";
    public const string Mat = "mat";
    public const string Tar = "tar";
    public const string Batch = "cifar";
    public const string Text = "text";

    public static IEnumerable<HostileFile> All() => [.. Idxs(), .. Mats(), .. Tars(), .. Batches(), .. Texts()];

    private static IEnumerable<HostileFile> Idxs()
    {
        HostileFile Packed(string name, Func<byte[]> deflated) =>
            HostileFile.Of(Idx, $"{name}.idx.gz", () => Raw.Gzip(deflated()));

        (string Name, int[] Sizes)[] sizes =
        [
            ("beyond", [1 << 30, 28, 28]), ("largest", [int.MaxValue, 32768, 32768]), ("negative", [-1, 28, 28]),
            ("nothing", [0, 28, 28]), ("flat", [1000, 28, 0]), ("wide", [1, 1, int.MaxValue]), ("tall", [1, 32768, 1]),
            ("square", [4, 32768, 32768]), ("one", [1]), ("seven", [1, 1, 1, 1, 1, 1, 1]),
        ];
        foreach (var (name, size) in sizes)
        {
            yield return HostileFile.Of(Idx, $"{name}.idx", () => Files.Idx(size, new byte[100]));
            yield return Packed(name, () => Raw.Deflate(Files.Idx(size, new byte[100])));
        }

        yield return Packed("bomb", () => Raw.Bomb(Files.Idx([400_000, 28, 28], []), 300));
        yield return Packed("bomb-within", () => Raw.Bomb(Files.Idx([80_000, 28, 28], []), 300));
        yield return Packed("bomb-of-points", () => Raw.Bomb(Files.Idx([300 << 20, 1, 1], []), 300));
        yield return HostileFile.Of(Idx, "gzip-cut.idx.gz", () => [0x1F, 0x8B, 8, 0]);
        yield return HostileFile.Of(Idx, "gzip-name.idx.gz", () =>
            [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, .. Raw.Repeat("n", 1 << 20)]);
        yield return HostileFile.Of(Idx, "gzip-members.idx.gz", () => Raw.Join(
            Enumerable.Repeat(Raw.Gzip(Raw.Deflate([])), 100_000)));
        yield return HostileFile.Sparse(
            Idx, "hole-of-3-GB.idx", 16 + (784L << 22), () => Files.Idx([1 << 22, 28, 28], []));
    }

    private static IEnumerable<HostileFile> Mats()
    {
        HostileFile Of(string name, Func<byte[]> elements) =>
            HostileFile.Of(Mat, $"{name}.mat", () => [.. MatHeader(), .. elements()]);
        byte[] Packed(byte[] deflated) => Element(15, Raw.Zlib(deflated));

        yield return Of("bomb", () => Packed(Raw.Bomb(Array("X", [32, 32, 3, 100_000], 300 << 20), 300)));
        yield return Of("bomb-in-bomb", () => Packed(Raw.Deflate(Packed(Raw.Bomb(60)))));
        yield return Of("bombs-64", () => Raw.Join(Enumerable.Repeat(
            Packed(Raw.Bomb(Array("Z", [60 << 20], 60 << 20), 60)), 64)));
        yield return Of("bombs-of-X", () => Raw.Join(Enumerable.Repeat(
            Packed(Raw.Bomb(Array("X", [60 << 20], 60 << 20), 60)), 64)));
        yield return Of("beyond", () => [.. Raw.Le32(14), .. Raw.Le32(1 << 30)]);
        yield return Of("of-4-GB", () => [.. Raw.Le32(14), .. Raw.Le32(uint.MaxValue)]);
        yield return Of("array-beyond", () => Array("X", [32, 32, 3, 1], 1 << 30));
        yield return Of("sizes-overflow", () => Array("X", [int.MaxValue, int.MaxValue, int.MaxValue, 4], 8));
        yield return Of("sizes-negative", () => Array("X", [-32, -32, 3, 1], 3072));
        yield return Of("sizes-none", () => Array("X", [], 8));
        yield return Of("sizes-500", () => Array("X", [.. Enumerable.Repeat(1, 500)], 8));
        yield return Of("name-of-60000", () => Array(new('X', 60_000), [1], 8));
        yield return Of("elements-1000000", () => new byte[8_000_000]);
        yield return Of("packed-elements-500000", () => Raw.Join(
            Enumerable.Repeat(Element(15, Raw.Zlib(Raw.Deflate([]))), 500_000)));
        yield return Of("cells-nested", () => Enumerable.Range(0, 10_000)
            .Aggregate(new byte[8], (inner, _) => inner.Length > 400_000 ? inner : Element(14, inner)));
        yield return Of("not-packed", () => Element(15, new byte[64]));
        yield return HostileFile.Of(Mat, "header-only.mat", MatHeader);
        yield return HostileFile.Of(Mat, "version-7.3.mat", () => [.. "MATLAB 7.3 MAT-file"u8, .. new byte[600]]);
        yield return HostileFile.Sparse(Mat, "hole-of-3-GB.mat", (3L << 30) + 1000, () =>
            [.. MatHeader(), .. Array("X", [32, 32, 3, 1 << 20], 3L << 30)]);
        yield return HostileFile.Sparse(Mat, "hole-of-1-TB.mat", 1L << 40, MatHeader);
    }

    private static IEnumerable<HostileFile> Tars()
    {
        HostileFile Of(string name, Func<byte[]> tar) => HostileFile.Of(Tar, $"{name}.tar.gz", () => Raw.Gzip(tar()));

        yield return Of("bomb", () => Raw.Bomb(TarHeader("data_batch_1.bin", 300 << 20), 300));
        yield return Of("bomb-elsewhere", () => Raw.Bomb(TarHeader("other", 300 << 20), 300));
        yield return Of("bomb-of-nothing", () => Raw.Bomb(300));
        yield return Of("of-8-GB", () => Raw.Deflate(TarHeader("data_batch_1.bin", 8L << 30)));
        yield return Of("attributes-of-2-GB", () => Raw.Bomb(TarHeader("x", int.MaxValue, 'x'), 60));
        yield return Of("attributes-of-50-MB", () => Raw.Bomb(TarHeader("x", 50 << 20, 'x'), 60));
        yield return Of("long-name-of-50-MB", () => Raw.Bomb(TarHeader("x", 50 << 20, 'L'), 60));
        yield return Of("sparse-entry", () => Raw.Deflate(TarHeader("data_batch_1.bin", 1 << 20, 'S')));
        yield return Of("link", () => Raw.Deflate(TarHeader("data_batch_1.bin", 0, '2')));
        yield return Of("same-batch-60000-times", () => Raw.Deflate(
            Raw.Join(Enumerable.Repeat(TarHeader("data_batch_1.bin", 0), 60_000))));
        yield return Of("entries-120000", () => Raw.Deflate(Raw.Join(Enumerable.Repeat(TarHeader("x", 0), 120_000))));
        yield return Of("not-packed", () => new byte[100]);
    }

    private static IEnumerable<HostileFile> Batches()
    {
        static byte[] Encoded(string text, int times) =>
        [
            .. RawPickle.Text(text), .. Keep(0), (byte)'0', .. RawPickle.Text("latin1"), .. Keep(1), (byte)'0',
            .. Raw.Repeat("c_codecs\nencode\n(h\0h\x1tR", times), (byte)'.',
        ];
        (string Name, byte[] Bytes)[] pickles =
        [
            ("system", [.. Global("os", "system"), (byte)'.']), ("empty-map", [(byte)'}', (byte)'.']),
            ("data-is-text", [.. Dictionary(("data", RawPickle.Text("x")), ("labels", [(byte)']'])), (byte)'.']),
            ("encoded-5000-times", Encoded(new('t', 1 << 20), 5000)),
            ("encoded-outside", Encoded("ā", 1)), ("lists-3000000", [.. Raw.Repeat("]", 3_000_000), (byte)'.']),
            ("no-end", [(byte)'N']),
        ];
        foreach (var (name, bytes) in pickles)
        {
            yield return HostileFile.Of(Batch, $"{name}.pickle", () => [0x80, 2, .. bytes]);
        }

        yield return HostileFile.Of(Batch, "label-200.bin", () => [200, .. new byte[3072]]);
        yield return HostileFile.Of(Batch, "half.bin", () => new byte[1500]);
        yield return HostileFile.Sparse(Batch, "hole-of-3-GB.bin", 3073L << 20, () => []);
        yield return HostileFile.Sparse(Batch, "hole-of-60-MB.bin", 3073 * 20_000, () => []);
    }

    private static IEnumerable<HostileFile> Texts()
    {
        yield return HostileFile.Of(Text, "not-utf-8.txt", () => [0xFF, 0xFE, 0xC3, 0x28]);
        yield return HostileFile.Of(Text, "blank.txt", () => Raw.Repeat(" \n", 1_000_000));
        yield return HostileFile.Of(Text, "lines-4000000.txt", () => Raw.Repeat("a\n", 4_000_000));
        yield return HostileFile.Of(Text, "line-of-8-MB.txt", () => Raw.Repeat("a", 8 << 20));
        yield return HostileFile.Sparse(Text, "hole-of-60-MB.txt", 60 << 20, () => []);
        yield return HostileFile.Sparse(Text, "hole-of-1-TB.txt", 1L << 40, () => Raw.Ascii("a\n"));
    }

    private static byte[] MatHeader() =>
        [.. "MATLAB 5.0 MAT-file"u8, .. new byte[105], 0, 1, (byte)'I', (byte)'M'];

    private static byte[] Element(int type, byte[] content) =>
        [.. Raw.Le32(type), .. Raw.Le32(content.Length), .. content];

    // The head of an array of bytes: what it declares, and nothing of it.
    private static byte[] Array(string name, int[] sizes, long bytes)
    {
        static byte[] Padded(int type, byte[] content) =>
            [.. Element(type, content), .. new byte[(8 - (content.Length % 8)) % 8]];
        byte[] head =
        [
            .. Padded(6, [9, 0, 0, 0, 0, 0, 0, 0]), .. Padded(5, [.. sizes.SelectMany(size => Raw.Le32(size))]),
            .. Padded(1, Raw.Ascii(name)), .. Raw.Le32(2), .. Raw.Le32(bytes),
        ];
        return [.. Raw.Le32(14), .. Raw.Le32(head.Length + bytes), .. head];
    }

    private static byte[] TarHeader(string name, long size, char type = '0')
    {
        var header = new byte[512];
        Raw.Ascii(name).CopyTo(header, 0);
        Raw.Ascii("0000644\0").CopyTo(header, 100);
        Raw.Ascii(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(header, 124);
        Raw.Ascii("        ").CopyTo(header, 148);
        header[156] = (byte)type;
        Raw.Ascii("ustar\000").CopyTo(header, 257);
        Raw.Ascii($"{Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
        return header;
    }
}
