using System.Text;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Arrays of numpy, alone and in archives, whose headers promise what is not there.</summary>
internal static class HostileArrays
{
    public const string Alone = "npy";
    public const string Archived = "npz";

    private static readonly (string Name, string Header)[] Headers =
    [
        ("beyond", "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000,1000000), }"),
        ("overflows", "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296,4294967296,4), }"),
        ("of-2^63", "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,1), }"),
        ("of-40-digits", $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({new('9', 40)},1), }}"),
        ("negative", "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,1), }"),
        ("empty-of-huge", "{'descr': '<f8', 'fortran_order': False, 'shape': (0,9223372036854775807,8), }"),
        ("empty", "{'descr': '<f8', 'fortran_order': False, 'shape': (0,0), }"),
        ("no-dimension", "{'descr': '<f8', 'fortran_order': False, 'shape': (), }"),
        ("objects", "{'descr': '|O', 'fortran_order': False, 'shape': (1,1), }"),
        ("records", "{'descr': [('a','<f8')], 'fortran_order': False, 'shape': (1,1), }"),
        ("expression", "{'descr': __import__('os').system('x'), 'fortran_order': False, 'shape': (1,1), }"),
        ("type-of-1-MB", $"{{'descr': '{new('f', 60_000)}', 'fortran_order': False, 'shape': (1,1), }}"),
        ("gaps", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,1,), }"),
        ("no-shape", "{'descr': '<f8', 'fortran_order': False, }"),
        ("nested", new string('(', 60_000)),
        ("escape-sequences", "{'descr': '\x1b]0;x\a', 'fortran_order': False, 'shape': (1,1), }"),
        ("nothing", string.Empty),
    ];

    private static readonly string Square =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (20000,20000), }";

    public static IEnumerable<HostileFile> All() => [.. Files(), .. Archives()];

    private static IEnumerable<HostileFile> Files() =>
    [
        .. Headers.Select(h => HostileFile.Of(Alone, $"{h.Name}.npy", () => [.. Npy(h.Header), .. new byte[8]])),
        HostileFile.Of(Alone, "dimensions-300000.npy", () => Npy(
            "{'descr': '<f8', 'fortran_order': False, 'shape': ("
                + $"{Encoding.ASCII.GetString(Raw.Repeat("1,", 300_000))}), }}",
            2)),
        HostileFile.Of(Alone, "header-of-4-GB.npy", () => [0x93, .. "NUMPY"u8, 2, 0, .. Raw.Le32(uint.MaxValue)]),
        HostileFile.Of(Alone, "version-9.npy", () => [0x93, .. "NUMPY"u8, 9, 0, 10, 0, .. new byte[10]]),
        HostileFile.Of(Alone, "magic-only.npy", () => [0x93, .. "NUMPY"u8]),
        HostileFile.Of(Alone, "pickle.npy", () => RawPickle.Global("os", "system")),
        HostileFile.Sparse(Alone, "hole-of-3-GB.npy", 3L << 30, () => Npy(Square)),
        HostileFile.Sparse(Alone, "hole-of-1-TB.npy", 1L << 40, () => Npy(Headers[0].Header)),
    ];

    private static IEnumerable<HostileFile> Archives() =>
    [
        .. RawZip.Common(Archived, ".npz", "{0}.npy"),
        .. Headers.Select(h => HostileFile.Of(
            Archived,
            $"{h.Name}.npz",
            () => RawZip.Of(RawEntry.Deflated("a.npy", [.. Npy(h.Header), .. new byte[8]])))),
        HostileFile.Of(Archived, "statistics-of-2-GB.npz", () => RawZip.Of(
            RawEntry.Deflated("mu.npy", Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (16384,), }")),
            new RawEntry("sigma.npy", Raw.Bomb(Npy(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (16384,16384), }"), 300), 2L << 30))),
        HostileFile.Of(Archived, "statistics-that-differ.npz", () => RawZip.Of(
            new RawEntry("mu.npy", Raw.Bomb(Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (8000000,), }"), 62),
                62L << 20),
            RawEntry.Deflated("sigma.npy", [.. Npy(Headers[6].Header)]))),
    ];

    private static byte[] Npy(string header, int version = 1) =>
    [
        0x93, .. "NUMPY"u8, (byte)version, 0,
        .. version == 1 ? Raw.Le16(header.Length) : Raw.Le32(header.Length), .. Raw.Ascii(header),
    ];
}
