using static Saddle.Data.Tests.Hostile.RawPickle;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Files of PyTorch whose pickles name what is not allowed, hold themselves, or promise too much.</summary>
internal static class HostileTorch
{
    public const string Reader = "torch";
    public const string Tree = "torch-tree";
    private const int Mebi = 1 << 20;

    public static IEnumerable<HostileFile> All()
    {
        HostileFile[] files =
        [
            .. Pickles(), .. Tensors(), .. Containers(), .. RawZip.Common(Reader, ".pth", "a/data/{0}"),
        ];
        return [.. files, .. files.Select(file => file with { Reader = Tree })];
    }

    private static IEnumerable<HostileFile> Pickles() =>
    [
        Of("system", [.. Global("os", "system"), .. Tuple(Text("touch /tmp/owned")), (byte)'R']),
        Of("global-of-1-MB", Global(new('m', Mebi), "x")),
        Of("holds-itself", [
            (byte)'}', .. Keep(0), (byte)'(', .. Text("a"), .. Recall(0), .. Text("b"), .. Recall(0), (byte)'u']),
        Of("list-holds-itself", Dictionary(("a", [(byte)']', .. Keep(0), .. Recall(0), (byte)'a']))),
        Of("doubled-40-times", Doubled(40)),
        Of("parameters-nested-30000", Dictionary(("a", Nested(30_000)))),
        Of("dictionaries-nested-30000", Raw.Join(
            Enumerable.Repeat((byte[])[(byte)'}', (byte)'(', .. Text("a")], 30_000)
                .Concat(Enumerable.Repeat((byte[])[(byte)'u'], 30_000)))),
        Of("tuples-nested-100000", [(byte)')', .. Raw.Repeat("\x85", 100_000)]),
        Of("lists-nested-100000", [.. Raw.Repeat("]", 100_000), .. Raw.Repeat("a", 99_999)]),
        Of("encoded-10000-times", [
            .. Text(new('t', Mebi)), .. Keep(0), (byte)'0', .. Text("latin1"), .. Keep(1), (byte)'0',
            .. Raw.Repeat("c_codecs\nencode\n(h\0h\x1tR", 10_000)]),
        Of("nothings-5000000", Raw.Repeat("N", 5_000_000)),
        Of("lists-5000000", Raw.Repeat("]", 5_000_000)),
        Of("dictionaries-5000000", Raw.Repeat("}", 5_000_000)),
        Of("marks-5000000", Raw.Repeat("(", 5_000_000)),
        Of("calls-700000", [
            .. Global("collections", "OrderedDict"), .. Keep(0), (byte)')', .. Keep(1),
            .. Raw.Repeat("h\0h\x1R", 700_000)]),
        Of("number-of-2-GB", [0x8B, .. Raw.Le32(int.MaxValue)]),
        Of("number-of-1-MB", [0x8B, .. Raw.Le32(Mebi), .. Enumerable.Repeat((byte)0x7F, Mebi)]),
        Of("number-of-1-MB-of-digits", [.. Raw.Ascii("L" + new string('9', Mebi) + "L\n")]),
        Of("whole-of-1-MB-of-digits", [.. Raw.Ascii("I" + new string('9', Mebi) + "\n")]),
        Of("fraction-of-1-MB-of-digits", [.. Raw.Ascii("F" + new string('9', Mebi) + "\n")]),
        Of("text-of-4-EB", [0x8D, .. Raw.Le64(1UL << 62)]),
        Of("bytes-of-16-EB", [0x8E, .. Raw.Le64(ulong.MaxValue)]),
        Of("text-of-4-GB", [(byte)'X', .. Raw.Le32(uint.MaxValue)]),
        Of("takes-more", Raw.Ascii("NNN\x87\x87\x87")),
        Of("recalls-nothing", Recall(9)),
        Of("memo-of-negative", Raw.Ascii("Np-9223372036854775808\n")),
        Of("marks-nothing", Raw.Ascii("t")),
        Of("build-of-nothing", Raw.Ascii("Nb")),
        Of("no-end", []),
        Of("name-of-8-KB", Dictionary((new('n', 8192), One))),
        Of("names-that-grow", Growing(30)),
    ];

    private static IEnumerable<HostileFile> Tensors() =>
    [
        Of("views-150000", Views(150_000, Tensor(Held("0", Mebi), 0, [Mebi], [1])), 4 * Mebi),
        Of("views-of-bytes", Views(300, Tensor(Held("0", Mebi, "ByteStorage"), 0, [Mebi], [1])), Mebi),
        Of("expanded", Named(Tensor(Held("0", 1), 0, [1_000_000_000], [0]))),
        Of("expanded-twice", Named(Tensor(Held("0", 1), 0, [1L << 40, 1L << 40], [0, 0]))),
        Of("reach-overflows", Named(Tensor(Held("0", 1), 0, [2], [long.MaxValue]))),
        Of("offset-overflows", Named(Tensor(Held("0", 1), long.MaxValue, [1], [1]))),
        Of("offset-negative", Named(Tensor(Held("0", 1), -1, [1], [1]))),
        Of("stride-negative", Named(Tensor(Held("0", 1), 0, [1], [-1]))),
        Of("length-negative", Named(Tensor(Held("0", 1), 0, [-1], [1]))),
        Of("rounds-to-inside", Named(Tensor(Held("0", 2), (1L << 60) + 1, [2], [1L << 60]))),
        Of("empty-of-huge", Named(Tensor(Held("0", 1), 0, [0, long.MaxValue, long.MaxValue], [1, 1, 1]))),
        Of("dimensions-100000", Named(Tensor(
            Held("0", 1), 0, Enumerable.Repeat(1L, 100_000), Enumerable.Repeat(1L, 100_000)))),
        Of("strides-missing", Named(Tensor(Held("0", 1), 0, [1], []))),
        Of("storage-of-2^62", Named(Tensor(Held("0", 1L << 62), 0, [1L << 62], [1]))),
        Of("storage-elsewhere", Named(Tensor(Held("../../../etc/passwd", 1), 0, [1], [1]))),
        Of("storage-name-of-1-MB", Named(Tensor(Held(new('k', Mebi), 1), 0, [1], [1]))),
        Of("storage-type-of-1-MB", Named(Tensor(Held("0", 1, new string('t', Mebi) + "Storage"), 0, [1], [1]))),
        Of("storage-no-tuple", Named(Tensor([.. Text("0"), (byte)'Q'], 0, [1], [1]))),
        Of("shape-of-texts", Named([
            .. Global("torch._utils", "_rebuild_tensor_v2"),
            .. Tuple(Held("0", 1), Whole(0), Tuple(Text("1")), Tuple(Whole(1))), (byte)'R'])),
    ];

    private static IEnumerable<HostileFile> Containers() =>
    [
        File("pickle-bomb", () => RawZip.Of(new RawEntry("a/data.pkl", Raw.Bomb(300), 300 << 20))),
        File("storage-bomb", () => RawZip.Of(
            RawEntry.Stored("a/data.pkl", [.. Named(Tensor(Held("0", 75 << 20), 0, [75 << 20], [1])), (byte)'.']),
            new RawEntry("a/data/0", Raw.Bomb(300), 300 << 20))),
        File("storage-lies", () => RawZip.Of(
            RawEntry.Stored("a/data.pkl", [.. Named(Tensor(Held("0", 75 << 20), 0, [75 << 20], [1])), (byte)'.']),
            new RawEntry("a/data/0", [3, 0], 300 << 20))),
        File("byte-order-bomb", () => RawZip.Of(
            RawEntry.Stored("a/data.pkl", [.. Named(One), (byte)'.']),
            new RawEntry("a/byteorder", Raw.Bomb(300), 300 << 20))),
        File("legacy-cut", () => Legacy()),
        File("legacy-storage-of-2^62", () =>
            [.. Legacy(), .. Named(One), (byte)'.', .. Keys("0"), .. Raw.Le64(1UL << 62)]),
        File("legacy-storage-negative", () =>
            [.. Legacy(), .. Named(One), (byte)'.', .. Keys("0"), .. Raw.Le64(ulong.MaxValue)]),
        File("legacy-storage-of-nobody", () => [.. Legacy(), .. Named(One), (byte)'.', .. Keys("1"), .. Raw.Le64(1)]),
        File("legacy-storage-missing", () => [.. Legacy(), .. Named(One), (byte)'.', .. Keys()]),
        File("neither", () => Raw.Ascii("neither a zip nor legacy")),
        HostileFile.Sparse(Reader, "hole-of-900-MB.pth", 900 << 20, () => [.. Legacy(), .. Named(One), (byte)'.']),
        HostileFile.Sparse(Reader, "hole-of-1-TB.pth", 1L << 40, () => Legacy()),
    ];

    private static HostileFile File(string name, Func<byte[]> bytes) => HostileFile.Of(Reader, $"{name}.pth", bytes);

    private static HostileFile Of(string name, byte[] pickle, int storage = 4) => File(name, () => RawZip.Of(
        RawEntry.Stored("a/data.pkl", [.. pickle, (byte)'.']), RawEntry.Stored("a/data/0", new byte[storage])));

    private static byte[] Named(byte[] value) => Dictionary(("a", value));

    private static byte[] Nested(int count) =>
    [
        .. Raw.Repeat("ctorch._utils\n_rebuild_parameter\n(", count), .. One, .. Raw.Repeat("tR", count),
    ];

    // Dictionaries of which each holds the one before it twice.
    private static byte[] Doubled(byte times)
    {
        static IEnumerable<byte> Level(byte i) => i == 0 ? One
            : [.. Dictionary(("a", Recall((byte)(i - 1))), ("b", Recall((byte)(i - 1))))];
        return
        [
            .. Enumerable.Range(0, times)
                .SelectMany(i => (byte[])[.. Level((byte)i), .. Keep((byte)i), (byte)'0']),
            .. Level(times),
        ];
    }

    private static byte[] Growing(int count) => Raw.Join(
        Enumerable.Repeat((byte[])[(byte)'}', (byte)'(', .. Text(new('n', 100_000))], count)
            .Append(One)
            .Concat(Enumerable.Repeat((byte[])[(byte)'u'], count)));

    private static byte[] Views(int count, byte[] tensor) =>
    [
        .. tensor, .. Keep(0), (byte)'0',
        .. Dictionary(Enumerable.Range(0, count).Select(i => (FormattableString.Invariant($"{i}"), Recall(0)))),
    ];

    private static byte[] Legacy() =>
    [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.',
        0x80, 2, (byte)'M', 0xE9, 3, (byte)'.', 0x80, 2, (byte)'}', (byte)'.', 0x80, 2,
    ];

    private static byte[] Keys(params IEnumerable<string> keys) =>
        [0x80, 2, (byte)']', (byte)'(', .. keys.SelectMany(Text), (byte)'e', (byte)'.'];
}
