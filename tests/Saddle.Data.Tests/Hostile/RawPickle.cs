using System.Text;

namespace Saddle.Data.Tests.Hostile;

/// <summary>The operations of pickles, to be put together in any way.</summary>
internal static class RawPickle
{
    public static byte[] Dictionary(params IEnumerable<(string Key, byte[] Value)> entries) =>
        [(byte)'}', (byte)'(', .. entries.SelectMany(e => (byte[])[.. Text(e.Key), .. e.Value]), (byte)'u'];

    public static byte[] Text(string text) =>
        [(byte)'X', .. Raw.Le32(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Whole(long number) => [0x8A, 8, .. Raw.Le64((ulong)number)];

    public static byte[] Global(string module, string name) => Raw.Ascii($"c{module}\n{name}\n");

    public static byte[] Tuple(params IEnumerable<byte[]> parts) =>
        [(byte)'(', .. parts.SelectMany(p => p), (byte)'t'];

    public static byte[] Held(string key, long count, string type = "FloatStorage") =>
    [
        .. Tuple(Text("storage"), Global("torch", type), Text(key), Text("cpu"), Whole(count)), (byte)'Q',
    ];

    public static byte[] Tensor(byte[] storage, long offset, IEnumerable<long> shape, IEnumerable<long> strides) =>
    [
        .. Global("torch._utils", "_rebuild_tensor_v2"),
        .. Tuple(storage, Whole(offset), Tuple(shape.Select(Whole)), Tuple(strides.Select(Whole)), [0x89], [(byte)'}']),
        (byte)'R',
    ];

    /// <summary>The tensor of one number of the storage 0.</summary>
    public static byte[] One { get; } = Tensor(Held("0", 1), 0, [1], [1]);

    public static byte[] Keep(byte number) => [(byte)'q', number];

    public static byte[] Recall(byte number) => [(byte)'h', number];
}
