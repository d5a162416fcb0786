using System.Buffers.Binary;
using System.IO.Compression;

namespace Saddle.Data.Tests.Support;

/// <summary>Writes small files in published formats, by the formats' own descriptions.</summary>
internal static class Files
{
    public static byte[] Idx(int[] sizes, byte[] values) =>
        [0, 0, 8, (byte)sizes.Length, .. sizes.SelectMany(BigEndian), .. values];

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Bytes)> entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Bytes without an evident order, the same each time.</summary>
    public static byte[] Noise(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)((i * 2654435761L) >> 13))];

    /// <summary>The checksum of zip, gzip and PNG.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    public static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
