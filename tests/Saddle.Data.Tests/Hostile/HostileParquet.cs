namespace Saddle.Data.Tests.Hostile;

/// <summary>Parquet files: descriptions and heads of pages are messages, whose numbers are only claims.</summary>
internal static class HostileParquet
{
    public const string Reader = "parquet";
    private const int Binary = 6;
    private const int Optional = 1;
    private const int Gzip = 2;
    private const int Start = 4;

    public static IEnumerable<HostileFile> All() => [.. Descriptions(), .. Counts(), .. Pages(), .. Bombs()];

    private static IEnumerable<HostileFile> Descriptions()
    {
        yield return Of("mark-only", () => Raw.Ascii("PAR1"));
        yield return Of("marks-only", () => Raw.Ascii("PAR1PAR1"));
        yield return Of("empty", () => Ended([], 0));
        yield return Of("claims-4-GB", () => Ended([], uint.MaxValue));
        yield return Of("claims-itself", () => Ended([], 12));
        yield return Of("encrypted", () => Raw.Ascii("PAR1xxxxxxxxxPARE"));
        yield return Of("no-end-of-number", () => Ended(Raw.Repeat("\xFF", 5000)));
        yield return Of("nested-100000", () => Ended(Raw.Repeat("\x1C", 100_000)));
        yield return Of("lists-nested-100000", () => Ended([0x19, .. Raw.Repeat("\x19", 100_000)]));
        yield return Of("list-of-4-billion-truths", () => Ended([0x19, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0]));
        yield return Of("text-of-4-GB", () => Ended([0x68, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0]));
        yield return Of("columns-2-billion", () => Ended(Message(
            List(2, Element("root", children: int.MaxValue), Element("img", Binary)),
            Number(3, 1),
            List(4, Group(1)))));
        yield return Of("columns-negative", () => Ended(Message(
            List(2, Element("root", children: -1), Element("img", Binary)), Number(3, 1), List(4, Group(1)))));
        yield return Of("columns-nested-1000", () => Ended(Message(
            List(2, [.. Enumerable.Repeat(Element("x", children: 1), 1000)]), Number(3, 1), List(4, Group(1)))));
        yield return Of("columns-100000", () => Ended(Message(
            List(2, [Element("root", children: 100_000), .. Enumerable.Repeat(Element("x", Binary), 100_000)]),
            Number(3, 1),
            List(4, Group(1)))));
        yield return HostileFile.Sparse(Reader, "hole-of-3-GB.parquet", 3L << 30, () => Raw.Ascii("PAR1"));
    }

    private static IEnumerable<HostileFile> Counts()
    {
        yield return Of("rows-10^18", () => Table([], 1_000_000_000_000_000_000, Group(1_000_000_000_000_000_000)));
        yield return Of("rows-negative", () => Table([], -5, Group(-5)));
        yield return Of("groups-300000-of-no-rows", () => Table(
            [], 0, [.. Enumerable.Repeat(Group(0), 300_000)]));
        yield return Of("length-beyond", () => Table([], 1, Group(1, length: long.MaxValue)));
        yield return Of("start-beyond", () => Table([], 1, Group(1, start: long.MaxValue / 4)));
        yield return Of("start-negative", () => Table([], 1, Group(1, start: -100)));
        yield return Of("a-million-missing-in-a-run", () =>
        {
            byte[] levels = [.. Varint(2 * 1_000_000), 0];
            var page = Page(1_000_000, [.. Raw.Le32(levels.Length), .. levels]);
            return Table(page, 1_000_000, Group(1_000_000, length: page.Length));
        });
        yield return Of("same-page-in-20000-groups", () =>
        {
            var page = Page(1, [.. Raw.Le32(2), 2, 1, .. Raw.Le32(100_000), .. new byte[100_000]]);
            return Table(page, 20_000, [.. Enumerable.Repeat(Group(1, length: page.Length), 20_000)]);
        });
    }

    private static IEnumerable<HostileFile> Pages()
    {
        yield return OfPage("page-empty-forever", () => Raw.Join(Enumerable.Repeat(Page(0, [0, 0, 0, 0]), 50_000)));
        yield return OfPage("page-of-2-GB", () => Page(1, [], packed: int.MaxValue, unpacked: int.MaxValue));
        yield return OfPage("page-of-2-billion-values", () => Page(int.MaxValue, new byte[10]));
        yield return OfPage("page-negative", () => Page(-1, [], packed: -1, unpacked: -1));
        yield return OfPage("page-without-end", () => Raw.Repeat("\x15", 1 << 20));
        yield return OfPage("levels-of-4-GB", () => Page(1, Raw.Le32(uint.MaxValue)));
        yield return OfPage("run-of-nothing", () => Page(1, [.. Raw.Le32(3), 0, 0, 0]));
        yield return OfPage("value-of-4-GB", () => Page(1, [.. Raw.Le32(2), 2, 1, .. Raw.Le32(uint.MaxValue)]));
        yield return OfPage("dictionary-missing", () => Page(1, [.. Raw.Le32(2), 2, 1, 1, 2, 0], encoding: 8));
        yield return OfPage("lengths-2-billion", () => Page(
            1, [.. Raw.Le32(2), 2, 1, .. Varint(128), .. Varint(4), .. Varint(int.MaxValue), 0], encoding: 6));
        yield return OfPage("blocks-of-2-billion", () => Page(
            1, [.. Raw.Le32(2), 2, 1, .. Varint(1L << 31), .. Varint(1), .. Varint(1), 0], encoding: 6));
    }

    private static IEnumerable<HostileFile> Bombs()
    {
        yield return OfPage("gzip-of-300-MB", () => Page(1, Raw.Gzip(Raw.Bomb(300)), unpacked: 300 << 20), Gzip);
        yield return OfPage("gzip-of-300-MB-unsaid", () => Page(1, Raw.Gzip(Raw.Bomb(300)), unpacked: 100), Gzip);
        yield return OfPage("gzip-pages-of-30-MB", () => Raw.Join(
            Enumerable.Repeat(Page(0, Raw.Gzip(Raw.Bomb(30)), unpacked: 30 << 20), 64)), Gzip);
        yield return OfPage("snappy-of-4-GB", () => Page(
            1, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0], unpacked: 30 << 20), 1);
        yield return OfPage("snappy-copies", () => Page(
            1, [.. Varint(30 << 20), 0, 0, .. Raw.Repeat("\xFE\x01\0", 30 << 14)], unpacked: 30 << 20), 1);
        yield return OfPage("zstandard-of-2^62", () => Page(
            1, [0x28, 0xB5, 0x2F, 0xFD, 0xE0, .. Raw.Le64(1UL << 62), 1, 0, 0], unpacked: 30 << 20), 6);
        yield return OfPage("zstandard-window-of-3-TB", () => Page(
            1, [0x28, 0xB5, 0x2F, 0xFD, 0, 0xFF, 1, 0, 0], unpacked: 30 << 20), 6);
    }

    private static HostileFile Of(string name, Func<byte[]> bytes) =>
        HostileFile.Of(Reader, $"{name}.parquet", bytes);

    private static HostileFile OfPage(string name, Func<byte[]> pages, int codec = 0) => Of(name, () =>
    {
        var bytes = pages();
        return Table(bytes, 1, Group(1, length: bytes.Length, codec: codec));
    });

    private static byte[] Table(byte[] pages, long rows, params byte[][] groups) => Ended(
        Message(
            List(2, Element("root", children: 1), Element("img", Binary, Optional)), Number(3, rows), List(4, groups)),
        before: pages);

    private static byte[] Ended(byte[] description, long? length = null, byte[]? before = null) =>
    [
        .. Raw.Ascii("PAR1"), .. before ?? [], .. description, .. Raw.Le32(length ?? description.Length),
        .. Raw.Ascii("PAR1"),
    ];

    private static byte[] Element(string name, int? type = null, int repetition = 0, int? children = null) => Message(
        type is { } known ? Number(1, known) : [],
        Number(3, repetition),
        Text(4, name),
        children is { } count ? Number(5, count) : []);

    private static byte[] Group(long rows, long start = Start, long length = 0, int codec = 0) => Message(
        List(1, Message(Inner(3, Message(
            Number(1, Binary), Number(4, codec), Number(5, rows), Number(7, length), Number(9, start))))),
        Number(3, rows));

    private static byte[] Page(
        int count, byte[] bytes, long encoding = 0, long? packed = null, long? unpacked = null) =>
    [
        .. Message(
            Number(1, 0),
            Number(2, unpacked ?? bytes.Length),
            Number(3, packed ?? bytes.Length),
            Inner(5, Message(Number(1, count), Number(2, encoding), Number(3, 3)))),
        .. bytes,
    ];

    private static byte[] Message(params byte[][] fields) => [.. Raw.Join(fields), 0];

    private static byte[] Number(int field, long number) =>
        [6, .. Varint(2L * field), .. Varint((number << 1) ^ (number >> 63))];

    private static byte[] Text(int field, string text) =>
        [8, .. Varint(2L * field), .. Varint(text.Length), .. Raw.Ascii(text)];

    private static byte[] Inner(int field, byte[] message) => [12, .. Varint(2L * field), .. message];

    private static byte[] List(int field, params byte[][] messages) =>
        [9, .. Varint(2L * field), 0xFC, .. Varint(messages.Length), .. Raw.Join(messages)];

    private static IEnumerable<byte> Varint(long number)
    {
        var left = (ulong)number;
        for (; left > 127; left >>= 7)
        {
            yield return (byte)(left | 128);
        }

        yield return (byte)left;
    }
}
