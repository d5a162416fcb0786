using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>
/// Writes numpy's .npz: a zip of arrays of little-endian doubles, each as a .npy of format version 1.0.
/// </summary>
/// <remarks>numpy.lib.format; readable by <c>numpy.load</c>.</remarks>
public static class Npz
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
                // One time for all: the same arrays give the same bytes.
                var entry = zip.CreateEntry(name + ".npy", CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(Npy.Write(shape, values));
            }
        }

        return file.ToArray();
    }
}
