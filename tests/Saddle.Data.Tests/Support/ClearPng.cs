using System.IO.Compression;

namespace Saddle.Data.Tests.Support;

/// <summary>Writes PNG of 8 bits that are transparent in places, which the writer of images is not for.</summary>
internal static class ClearPng
{
    /// <summary>A file.</summary>
    /// <param name="form">Its colour type: 3 (palette), 4 (grey and alpha) or 6 (colour and alpha).</param>
    /// <param name="width">Columns.</param>
    /// <param name="samples">The samples, row by row.</param>
    /// <param name="chunks">What stands between header and pixels.</param>
    public static byte[] Write(byte form, int width, byte[] samples, params (string Type, byte[] Data)[] chunks)
    {
        var stride = width * (form == 3 ? 1 : form == 4 ? 2 : 4);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            foreach (var row in samples.Chunk(stride))
            {
                zlib.Write([0, .. row]);
            }
        }

        byte[] header = [.. Files.BigEndian(width), .. Files.BigEndian(samples.Length / stride), 8, form, 0, 0, 0];
        (string Type, byte[] Data)[] all = [("IHDR", header), .. chunks, ("IDAT", packed.ToArray()), ("IEND", [])];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. all.SelectMany(chunk => Chunk(chunk.Type, chunk.Data))];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. type.Select(c => (byte)c), .. data];
        return [.. Files.BigEndian(data.Length), .. named, .. Files.BigEndian((int)Files.Crc(named))];
    }
}
