using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Saddle.Data.Tests.Hostile;

/// <summary>Parts of files, written without asking whether they make sense.</summary>
internal static class Raw
{
    private static readonly Dictionary<int, byte[]> Bombs = [];

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Le16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Le32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }

    public static byte[] Le64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Repeat(string text, int count) =>
        Ascii(new StringBuilder(text.Length * count).Insert(0, text, count).ToString());

    public static byte[] Join(params IEnumerable<byte[]> parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>A beginning and so many MiB of zeros, deflated: a thousandth of that.</summary>
    public static byte[] Bomb(byte[] start, int mebibytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(start);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < mebibytes; i++)
            {
                deflate.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    /// <summary>So many MiB of zeros, deflated.</summary>
    public static byte[] Bomb(int mebibytes)
    {
        lock (Bombs)
        {
            return Bombs.TryGetValue(mebibytes, out var made) ? made : Bombs[mebibytes] = Bomb([], mebibytes);
        }
    }

    public static byte[] Gzip(byte[] deflated, uint crc = 0, long length = 0) =>
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. deflated, .. Le32(crc), .. Le32(length)];

    public static byte[] Zlib(byte[] deflated) => [0x78, 0x9C, .. deflated];
}
