using System.Text;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Headers that the reference implementation refuses, and some that only cost time or memory.</summary>
internal static class HostileSafetensors
{
    public const string Reader = "safetensors";
    private const string One = "{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";

    // What is wrong, the header with ' for ", and the bytes that follow it.
    private static readonly (string Name, string Header, int Data)[] Small =
    [
        ("duplicate-name", $"{{'a':{One},'a':{One}}}", 4),
        ("duplicate-metadata", $"{{'__metadata__':{{}},'__metadata__':{{}},'a':{One}}}", 4),
        ("duplicate-text", $"{{'__metadata__':{{'k':'1','k':'2'}},'a':{One}}}", 4),
        ("duplicate-dtype", "{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}", 4),
        ("duplicate-shape", "{'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}}", 4),
        ("duplicate-offsets", "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'data_offsets':[0,4]}}", 4),
        ("overlap-whole", $"{{'a':{One},'b':{One}}}", 4),
        ("overlap-part", $"{{'a':{One},'b':{Array("F32", "1", 2, 6)}}}", 6),
        ("overlap-inner", $"{{'a':{Array("F32", "2", 0, 8)},'b':{Array("F32", "1", 4, 8)}}}", 8),
        ("hole-between", $"{{'a':{One},'b':{Array("F32", "1", 8, 12)}}}", 12),
        ("hole-before", $"{{'a':{Array("F32", "1", 4, 8)}}}", 8),
        ("hole-after", $"{{'a':{One}}}", 5),
        ("no-data", $"{{'a':{One}}}", 0),
        ("cut-off", $"{{'a':{One}}}", 3),
        ("nothing-but-data", "{}", 4),
        ("reversed", $"{{'a':{Array("F32", "1", 4, 0)}}}", 4),
        ("negative-offset", $"{{'a':{Array("F32", "1", -4, 0)}}}", 4),
        ("negative-length", $"{{'a':{Array("F32", "-1", 0, 4)}}}", 4),
        ("largest-offset", $"{{'a':{Array("U8", "1", long.MaxValue - 1, long.MaxValue)}}}", 1),
        ("sum-overflows", $"{{'a':{Array("U8", "1", 0, long.MaxValue)},'b':{Array("U8", "1", 0, 1)}}}", 1),
        ("unsigned-offset", "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,18446744073709551615]}}", 1),
        ("offset-of-40-digits", $"{{'a':{{'dtype':'U8','shape':[1],'data_offsets':[0,{new('9', 40)}]}}}}", 1),
        ("fraction", "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0.0,4.0]}}", 4),
        ("exponent", "{'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}", 4),
        ("product-overflows", $"{{'a':{Array("F32", "4294967296,4294967296,16", 0, 4)}}}", 4),
        ("product-wraps-to-zero", $"{{'a':{Array("F32", "4294967296,4294967296", 0, 0)}}}", 0),
        ("bytes-overflow", $"{{'a':{Array("F64", "2305843009213693952", 0, 0)}}}", 0),
        ("too-few-bytes", $"{{'a':{Array("F64", "1", 0, 4)}}}", 4),
        ("too-many-bytes", $"{{'a':{Array("U8", "1", 0, 4)}}}", 4),
        ("half-byte", $"{{'a':{Array("F4", "1", 0, 1)}}}", 1),
        ("unknown-type", $"{{'a':{Array("F128", "1", 0, 16)}}}", 16),
        ("lower-type", $"{{'a':{Array("f32", "1", 0, 4)}}}", 4),
        ("type-is-number", "{'a':{'dtype':32,'shape':[1],'data_offsets':[0,4]}}", 4),
        ("type-is-null", "{'a':{'dtype':null,'shape':[1],'data_offsets':[0,4]}}", 4),
        ("shape-is-text", "{'a':{'dtype':'F32','shape':'1','data_offsets':[0,4]}}", 4),
        ("shape-is-object", "{'a':{'dtype':'F32','shape':{},'data_offsets':[0,4]}}", 4),
        ("nested-shape", "{'a':{'dtype':'F32','shape':[[1]],'data_offsets':[0,4]}}", 4),
        ("one-offset", "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4]}}", 4),
        ("three-offsets", "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}}", 4),
        ("no-offsets", "{'a':{'dtype':'F32','shape':[1]}}", 4),
        ("no-type", "{'a':{'shape':[1],'data_offsets':[0,4]}}", 4),
        ("array-is-null", "{'a':null}", 0),
        ("array-is-list", "{'a':['F32',[1],[0,4]]}", 4),
        ("metadata-is-text", $"{{'__metadata__':'x','a':{One}}}", 4),
        ("metadata-of-number", $"{{'__metadata__':{{'step':-7}},'a':{One}}}", 4),
        ("metadata-of-null", $"{{'__metadata__':{{'step':null}},'a':{One}}}", 4),
        ("metadata-of-object", $"{{'__metadata__':{{'step':{{}}}},'a':{One}}}", 4),
        ("metadata-of-list", $"{{'__metadata__':{{'step':['7']}},'a':{One}}}", 4),
        ("lone-surrogate", $"{{'\\ud800':{One}}}", 4),
        ("list", "[]", 0),
        ("null", "null", 0),
        ("number", "12", 0),
        ("two-objects", "{}{}", 0),
        ("comment", $"{{/* */'a':{One}}}", 4),
        ("trailing-comma", $"{{'a':{One},}}", 4),
        ("unfinished", $"{{'a':{One}", 4),
        ("not-a-number", "{'a':{'dtype':'F32','shape':[NaN],'data_offsets':[0,4]}}", 4),
        ("escape-sequences", "{'\\u001b]0;x\\u0007\\n':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}", 4),
    ];

    public static IEnumerable<HostileFile> All() =>
    [
        .. Small.Select(s => Of(s.Name, () => [.. WithHeader(s.Header), .. new byte[s.Data]])),
        Of("not-utf-8", () => [.. Raw.Le64(4), (byte)'{', 0xC3, 0x28, (byte)'}']),
        Of("length-negative", () => [.. Raw.Le64(ulong.MaxValue), .. "{}"u8]),
        Of("length-overflows", () => [.. Raw.Le64(long.MaxValue - 7), .. "{}"u8]),
        Of("length-beyond", () => [.. Raw.Le64(100), .. "{}"u8]),
        Of("length-zero", () => new byte[16]),
        Of("seven-bytes", () => new byte[7]),
        Of("nested-lists", () => WithHeader("{'a':" + new string('[', 200_000))),
        Of("nested-objects", () => [.. Wrap(Raw.Repeat("{\"a\":", 200_000))]),
        Of("name-of-1-MB", () => WithHeader($"{{'{new string('n', 1 << 20)}':null}}")),
        Of("type-of-1-MB", () => WithHeader($"{{'a':{Array(new('t', 1 << 20), "1", 0, 0)}}}")),
        Of("dimensions-500000", () => WithHeader(
            $"{{'a':{Array("U8", "1" + Encoding.ASCII.GetString(Raw.Repeat(",1", 500_000)), 0, 1)}}}")),
        Of("arrays-200000", () => WithHeader(Many(200_000, i => $"'{i}':{Array("U8", "0", 0, 0)}"))),
        Of("texts-400000", () => WithHeader($"{{'__metadata__':{Many(400_000, i => $"'{i}':''")}}}")),
        HostileFile.Sparse(Reader, "overlaps-of-40-MB.safetensors", 40 << 20, () => WithHeader(
            Many(200, i => $"'{i}':{Array("U8", "41000000", 0, 41_000_000)}"))),
        HostileFile.Sparse(Reader, "header-of-100-MB.safetensors", 200_000_000, () => Raw.Le64(100_000_001)),
        HostileFile.Sparse(Reader, "header-of-zeros.safetensors", 200_000_000, () => Raw.Le64(99_999_999)),
        HostileFile.Sparse(Reader, "hole-of-1-TB.safetensors", (1L << 40) + Header1.Length, () => Header1),
        HostileFile.Sparse(Reader, "hole-of-3-GB.safetensors", (3L << 30) + Header2.Length, () => Header2),
    ];

    private static byte[] Header1 { get; } = WithHeader($"{{'a':{Array("U8", "1099511627776", 0, 1L << 40)}}}");

    private static byte[] Header2 { get; } = WithHeader($"{{'a':{Array("F32", "805306368", 0, 3L << 30)}}}");

    private static HostileFile Of(string name, Func<byte[]> bytes) =>
        HostileFile.Of(Reader, $"{name}.safetensors", bytes);

    private static string Array(string type, string shape, long start, long end) =>
        FormattableString.Invariant($"{{'dtype':'{type}','shape':[{shape}],'data_offsets':[{start},{end}]}}");

    private static string Many(int count, Func<int, FormattableString> entry) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => FormattableString.Invariant(entry(i))))}}}";

    private static byte[] WithHeader(string json) => Wrap(Raw.Ascii(json.Replace('\'', '"')));

    private static byte[] Wrap(byte[] json) => [.. Raw.Le64((ulong)json.Length), .. json];
}
