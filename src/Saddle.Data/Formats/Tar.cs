using System.Formats.Tar;
using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>Files out of a .tar.gz archive.</summary>
internal static class Tar
{
    /// <summary>The bytes of some of an archive's files, by their names.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="isWanted">Whether a file is wanted.</param>
    /// <param name="maxLength">The most bytes that a wanted file may have.</param>
    /// <param name="withFolders">Whether the folders that a file lies in belong to its name.</param>
    /// <exception cref="DataException">The archive is damaged or too large.</exception>
    public static Dictionary<string, byte[]> Read(
        string path, Func<string, bool> isWanted, long maxLength, bool withFolders = false) =>
        Damage.Guard(path, ".tar.gz archive", () =>
        {
            var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var file = InputFile.Open(path);
            using var unpacked = new BoundedStream(
                new GZipStream(file, CompressionMode.Decompress), Compression.Most(file.Length), path);
            using var tar = new TarReader(unpacked);
            while (Next(tar) is { } entry)
            {
                var name = withFolders ? entry.Name : Path.GetFileName(entry.Name);
                if (entry.DataStream is not { } data || !isWanted(name) || found.ContainsKey(name))
                {
                    continue;
                }

                if (entry.Length > maxLength)
                {
                    throw new DataException(
                        $"{path}, {Excerpt.Of(entry.Name)}",
                        FormattableString.Invariant(
                            $"it has {entry.Length} bytes, where at most {maxLength} are expected"));
                }

                var bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                found[name] = bytes;
            }

            return found;
        });

    /// <summary>The next entry; null at the end.</summary>
    /// <param name="tar">The archive.</param>
    /// <remarks>The runtime's reader takes a head that cannot be for a wrong call.</remarks>
    internal static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (InvalidOperationException damage)
        {
            throw new InvalidDataException(damage.Message, damage);
        }
    }
}
