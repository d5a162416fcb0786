using System.IO.Compression;
using System.Security.Cryptography;

namespace Saddle.Fuzz.Readers;

/// <summary>
/// Files that between them take a reader through every branch that fuzzing has found; one zip a reader.
/// </summary>
internal static class Corpus
{
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The files of a corpus by their names.</summary>
    /// <param name="path">The zip.</param>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, Bytes, StringComparer.Ordinal);
    }

    /// <summary>Writes files, each named by its content; the same ones give the same bytes.</summary>
    /// <param name="path">The zip; replaced if it is there.</param>
    /// <param name="files">The files.</param>
    public static void Write(string path, IEnumerable<byte[]> files)
    {
        using var stream = File.Create(path);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var bytes in files.DistinctBy(Name, StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(Name(bytes), CompressionLevel.SmallestSize);
            entry.LastWriteTime = Always;
            using var content = entry.Open();
            content.Write(bytes);
        }
    }

    private static string Name(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
