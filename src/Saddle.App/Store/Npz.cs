using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Saddle.App.Store;

/// <summary>Writes numpy's .npz: a zip of arrays of little-endian doubles, each as a .npy of format version 1.0.</summary>
/// <remarks>numpy.lib.format; readable by <c>numpy.load</c>.</remarks>
internal static class Npz
{
    /// <summary>The bytes of an archive.</summary>
    /// <param name="arrays">Each array's name, shape and values, row by row.</param>
    /// <exception cref="ArgumentException">A shape does not hold as many values as there are.</exception>
    public static byte[] Write(IReadOnlyList<(string Name, int[] Shape, double[] Values)> arrays)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, shape, values) in arrays)
            {
                if (shape.Aggregate(1, (product, n) => product * n) != values.Length)
                {
                    throw new ArgumentException($"{name} has {values.Length} values, which do not fill its shape.", nameof(arrays));
                }

                // One time for all: the same arrays give the same bytes.
                var entry = zip.CreateEntry(name + ".npy", CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(Header(shape));
                var bytes = new byte[8];
                foreach (var value in values)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                    stream.Write(bytes);
                }
            }
        }

        return file.ToArray();
    }

    /// <summary>The magic, the version, the header's length, and the header, padded so that the data begin at a multiple of 64.</summary>
    private static byte[] Header(int[] shape)
    {
        var sizes = string.Concat(shape.Select(n => n.ToString(CultureInfo.InvariantCulture) + ","));
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({sizes}), }}";
        var length = ((10 + text.Length + 1 + 63) / 64 * 64) - 10;
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, (byte)(length & 255), (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
        return header;
    }
}
