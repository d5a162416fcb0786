using System.Buffers.Binary;

namespace Saddle.Data.Tests.Hostile;

/// <summary>LMDB files whose trees have circles, and whose values lie over one another.</summary>
internal static class HostileLmdb
{
    public const string Reader = "lmdb";
    private const int Size = 4096;

    public static IEnumerable<HostileFile> All() =>
    [
        Of("root-is-itself", Meta(1, 2), Branch(2, 2)),
        Of("circle-of-branches", Meta(1, 2), Branch(2, 3, 3), Branch(3, 2, 2)),
        Of("leaf-2000-times", Meta(2000, 2), Branch(2, [.. Enumerable.Repeat(3UL, 2000)]), Leaf(3, (8, 1))),
        Of("branches-2000-times", Meta(4_000_000, 2), Branch(2, [.. Enumerable.Repeat(3UL, 2000)]),
            Branch(3, [.. Enumerable.Repeat(4UL, 2000)]), Leaf(4, (8, 1))),
        Of("root-beyond", Meta(1, 1UL << 40)),
        Of("root-is-overflow", Meta(1, 2), Page(2, 4, 16)),
        Of("entries-lie", Meta(5, 2), Leaf(2, (8, 1))),
        Of("entries-negative", Meta(-1, 2), Leaf(2, (8, 1))),
        Of("bounds-cannot-be", Meta(1, 2), Page(2, 2, 60_000)),
        Of("entries-over-one-another", Meta(2000, 2), Page(2, 2, 16 + 4000, bytes =>
        {
            for (var i = 0; i < 2000; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(16 + (2 * i))..], 4080);
            }
        })),
        Of("values-over-one-another", Meta(100, 2), Leaf(2, [.. Enumerable.Repeat((3000, 1), 100)])),
        Of("value-beyond", Meta(1, 2), Leaf(2, (1 << 20, 1 << 30))),
        Of("value-of-4-GB", Meta(1, 2), Leaf(2, (-1, 1))),
        Of("page-of-100-bytes", Meta(1, 2, 100)),
        Of("page-of-4-GB", Meta(1, 2, uint.MaxValue)),
        Of("meta-only", Meta(0, ulong.MaxValue)),
        Of("cut", Meta(1, 2)[..200]),
        HostileFile.Sparse(Reader, "hole-of-1-TB.mdb", 1L << 40, () =>
            [.. Meta(1, 2), .. Branch(2, [.. Enumerable.Repeat(3UL, 2000)]), .. Leaf(3, (8, 1))]),
        HostileFile.Sparse(Reader, "walk-of-1-TB.mdb", 1L << 40, () =>
            [.. Meta(1, 2), .. Branch(2, [.. Enumerable.Repeat(2UL, 2000)])]),
    ];

    private static HostileFile Of(string name, params byte[][] pages) =>
        HostileFile.Of(Reader, $"{name}.mdb", () => Raw.Join(pages));

    // Both meta pages.
    private static byte[] Meta(long entries, ulong root, uint size = Size)
    {
        var meta = new byte[Size];
        var data = meta.AsSpan(16);
        BinaryPrimitives.WriteUInt32LittleEndian(data, 0xBEEFC0DE);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(data[24..], size);
        BinaryPrimitives.WriteInt64LittleEndian(data[(72 + 32)..], entries);
        BinaryPrimitives.WriteUInt64LittleEndian(data[(72 + 40)..], root);
        return [.. meta, .. meta];
    }

    private delegate void Fill(Span<byte> page);

    private static byte[] Page(ulong number, ushort kind, ushort lower, Fill? fill = null)
    {
        var page = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(page, number);
        BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(10), kind);
        BinaryPrimitives.WriteUInt16LittleEndian(page.AsSpan(12), lower);
        fill?.Invoke(page);
        return page;
    }

    // As many nodes as there are pages, all of them the one node of each page's number.
    private static byte[] Branch(ulong number, params ulong[] pages) =>
        Page(number, 1, (ushort)(16 + (2 * pages.Length)), bytes =>
        {
            for (var i = 0; i < pages.Length; i++)
            {
                var at = (ushort)(Size - 16 - (pages.Distinct().ToList().IndexOf(pages[i]) * 16));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(16 + (2 * i))..], at);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], pages[i]);
            }
        });

    // Values of these lengths: within the page, or from a page on.
    private static byte[] Leaf(ulong number, params (int Length, int Page)[] values) =>
        Page(number, 2, (ushort)(16 + (2 * values.Length)), bytes =>
        {
            for (var i = 0; i < values.Length; i++)
            {
                var at = (ushort)(Size - (24 * (i + 1)));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(16 + (2 * i))..], at);
                BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], values[i].Length);
                var isLong = values[i].Length is > 8 or < 0;
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(at + 4)..], (ushort)(isLong ? 1 : 0));
                BinaryPrimitives.WriteInt64LittleEndian(bytes[(at + 8)..], values[i].Page);
            }
        });
}
