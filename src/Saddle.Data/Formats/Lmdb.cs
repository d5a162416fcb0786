using System.Buffers.Binary;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads the values of an LMDB file, data.mdb, in the order of their keys. Written on a little-endian 64-bit machine.
/// </summary>
/// <remarks>
/// A B+ tree of pages, by the structures in LMDB's own mdb.c (format 1): two meta pages, the newer one being valid;
/// branch and leaf pages of nodes; values too long for a leaf on overflow pages. Only the main database is read.
/// Opening walks the tree once and keeps one number a leaf page; a value is read when it is asked for.
/// </remarks>
internal sealed class Lmdb : IDisposable
{
    private const uint Magic = 0xBEEFC0DE;
    private const int HeaderLength = 16;
    private const int MaxDepth = 32;
    private const ulong NoPage = ulong.MaxValue;

    private readonly string _path;
    private readonly Bytes _bytes;
    private readonly int _pageSize;
    private readonly List<(ulong Page, long First)> _leaves = [];
    private readonly HashSet<ulong> _visited = [];
    private long _overflowPages;

    private Lmdb(string path, Bytes bytes)
    {
        (_path, _bytes) = (path, bytes);
        var (pageSize, root, entries) = ReadMeta();
        _pageSize = pageSize;
        if (root != NoPage)
        {
            Walk(root, 0);
        }

        if (Count != entries)
        {
            throw Damaged(FormattableString.Invariant($"its tree holds {Count} entries, where {entries} are declared"));
        }
    }

    [Flags]
    private enum Kind
    {
        Branch = 1,
        Leaf = 2,
        Overflow = 4,
    }

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is not an LMDB file, or it is damaged.</exception>
    public static Lmdb Open(string path)
    {
        var bytes = Bytes.FromFile(path, mayHaveHoles: true);
        try
        {
            return Damage.Guard(path, "LMDB file", () => new Lmdb(path, bytes));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads one value.</summary>
    /// <param name="index">Its place in the order of the keys.</param>
    /// <param name="maxLength">The most bytes that it may have.</param>
    /// <exception cref="DataException">The value is damaged or too long.</exception>
    public byte[] Read(long index, int maxLength)
    {
        Request.Check(index, Count);
        return Damage.Guard(_path, "LMDB file", () =>
        {
            var at = _leaves.BinarySearch(
                (0, index), Comparer<(ulong Page, long First)>.Create((a, b) => a.First.CompareTo(b.First)));
            var (page, first) = _leaves[at >= 0 ? at : ~at - 1];
            return ReadValue(ReadPage(page), (int)(index - first), maxLength);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    /// <summary>
    /// Of the two meta pages the one of the later transaction; the page's size is kept in its first database.
    /// </summary>
    private (int PageSize, ulong Root, long Entries) ReadMeta()
    {
        var first = ReadMetaAt(0);
        var second = ReadMetaAt(first.PageSize);
        var newer = second.Transaction > first.Transaction ? second : first;
        return (first.PageSize, newer.Root, newer.Entries);
    }

    private (int PageSize, ulong Root, long Entries, ulong Transaction) ReadMetaAt(long offset)
    {
        var meta = new byte[HeaderLength + 136];
        _bytes.Read(offset, meta);
        var data = meta.AsSpan(HeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(data) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) != 1)
        {
            throw Damaged("it does not begin as LMDB of format 1, little-endian, 64 bits, does");
        }

        var pageSize = BinaryPrimitives.ReadUInt32LittleEndian(data[24..]);
        if (pageSize is < 512 or > 65536 || (pageSize & (pageSize - 1)) != 0)
        {
            throw Damaged(
                FormattableString.Invariant(
                    $"its pages have {pageSize} bytes, where a power of 2 from 512 to 65536 is expected"));
        }

        // After the first database of 48 bytes, the main one: flags at 4, depth at 6, entries at 32, root at 40.
        var main = data[72..];
        return (
            (int)pageSize,
            BinaryPrimitives.ReadUInt64LittleEndian(main[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(main[32..]),
            BinaryPrimitives.ReadUInt64LittleEndian(data[128..]));
    }

    private void Walk(ulong number, int depth)
    {
        if (depth > MaxDepth || !_visited.Add(number))
        {
            throw Damaged("its tree refers to itself, or to a page twice");
        }

        var page = ReadPage(number);
        var nodes = CountNodes(page);
        if (KindOf(page) == Kind.Leaf)
        {
            CheckValues(page, nodes);
            if (nodes > 0)
            {
                _leaves.Add((number, Count));
                Count += nodes;
            }

            return;
        }

        for (var i = 0; i < nodes; i++)
        {
            // A branch's node has its page's number in the 48 bits that in a leaf hold size and flags.
            Walk(BinaryPrimitives.ReadUInt64LittleEndian(page.AsSpan(NodeAt(page, i))) & 0xFFFF_FFFF_FFFF, depth + 1);
        }
    }

    // Values that lie over one another make a small file one of any number of values.
    private void CheckValues(ReadOnlySpan<byte> page, int nodes)
    {
        var used = HeaderLength + (2 * nodes);
        for (var i = 0; i < nodes; i++)
        {
            var node = page[NodeAt(page, i)..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(node);
            var isLong = BinaryPrimitives.ReadUInt16LittleEndian(node[4..]) == 1;
            _overflowPages += isLong ? (HeaderLength + (long)length + _pageSize - 1) / _pageSize : 0;
            used += 8 + BinaryPrimitives.ReadUInt16LittleEndian(node[6..])
                + (isLong ? sizeof(ulong) : (int)Math.Min(length, _pageSize));
            if (used > page.Length || _overflowPages > _bytes.Length / _pageSize)
            {
                throw Damaged("its values lie over one another");
            }
        }
    }

    private byte[] ReadPage(ulong number)
    {
        if (number >= (ulong)(_bytes.Length / _pageSize))
        {
            throw Damaged(
                FormattableString.Invariant($"it refers to page {number}, where it has {_bytes.Length / _pageSize}"));
        }

        var page = new byte[_pageSize];
        _bytes.Read((long)number * _pageSize, page);
        return KindOf(page) is Kind.Branch or Kind.Leaf
            ? page
            : throw Damaged(FormattableString.Invariant($"page {number} is of a kind that does not belong there"));
    }

    // but for the dirty mark
    private static Kind KindOf(ReadOnlySpan<byte> page) =>
        (Kind)(BinaryPrimitives.ReadUInt16LittleEndian(page[10..]) & ~0x10);

    private int CountNodes(ReadOnlySpan<byte> page)
    {
        var lower = BinaryPrimitives.ReadUInt16LittleEndian(page[12..]);
        return lower >= HeaderLength && lower <= page.Length
            ? (lower - HeaderLength) / 2
            : throw Damaged("a page's bounds cannot be");
    }

    private int NodeAt(ReadOnlySpan<byte> page, int i)
    {
        var at = BinaryPrimitives.ReadUInt16LittleEndian(page[(HeaderLength + (2 * i))..]);
        return at >= HeaderLength && at + 8 <= page.Length ? at : throw Damaged("a page's entry lies outside the page");
    }

    private byte[] ReadValue(ReadOnlySpan<byte> page, int i, int maxLength)
    {
        var node = page[NodeAt(page, i)..];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(node);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(node[4..]);
        var keyLength = BinaryPrimitives.ReadUInt16LittleEndian(node[6..]);
        if (length > maxLength || length > _bytes.Length)
        {
            throw Damaged(
                FormattableString.Invariant(
                    $"a value is declared to have {length} bytes, where at most {maxLength} are expected"));
        }

        return flags switch
        {
            0 => node.Slice(8 + keyLength, (int)length).ToArray(),
            1 => ReadOverflow(BinaryPrimitives.ReadUInt64LittleEndian(node[(8 + keyLength)..]), (int)length),
            _ => throw Damaged(
                "an entry is a database of its own or has several values, where plain values are expected"),
        };
    }

    private byte[] ReadOverflow(ulong number, int length)
    {
        if (number >= (ulong)(_bytes.Length / _pageSize))
        {
            throw Damaged("a value lies outside the file");
        }

        var value = new byte[length];
        _bytes.Read(((long)number * _pageSize) + HeaderLength, value);
        return value;
    }

    private DataException Damaged(string problem) => new(_path, problem);
}
