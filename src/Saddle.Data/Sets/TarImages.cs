using System.Formats.Tar;
using System.IO.Compression;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// The image files of a tar archive, plain or compressed by gzip, as shards of WebDataset are; other files in it are no
/// images. A compressed one is unpacked once, into a file that goes when it is closed.
/// </summary>
internal sealed class TarImages : NamedImages
{
    private readonly string _path;
    private readonly Bytes _file;
    private readonly List<(string Name, long Offset, long Length)> _entries;

    private TarImages(string path, Bytes file, List<(string Name, long Offset, long Length)> entries)
        : base([.. entries.Select(entry => entry.Name)])
    {
        (_path, _file, _entries) = (path, file, entries);
    }

    /// <summary>Whether bytes begin as a tar archive does.</summary>
    /// <param name="beginning">The first 512, unpacked.</param>
    public static bool Is(ReadOnlySpan<byte> beginning) =>
        beginning.Length >= 262 && beginning[257..262].SequenceEqual("ustar"u8);

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isCompressed">Whether gzip is around it.</param>
    /// <exception cref="DataException">It is damaged, or there is no image in it.</exception>
    public static NamedImages Open(string path, bool isCompressed)
    {
        var file = isCompressed ? Unpacked(path) : InputFile.Open(path);
        try
        {
            var images = new ImageNames();
            var entries = Damage.Guard(path, "tar archive", () => Listed(file, images));
            return entries.Count == 0
                ? throw images.None(path, "tar archive")
                : new TarImages(path, Bytes.Of(file), entries) { LeftOut = images.LeftOut(path) }.Classed();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Dispose() => _file.Dispose();

    protected override (byte[] Bytes, string Name) ReadFile(long index)
    {
        var (entry, offset, length) = _entries[(int)index];
        var name = $"{_path}, {Excerpt.Of(entry)}";
        if (length > MaxLength)
        {
            throw new DataException(
                name, FormattableString.Invariant($"it has {length} bytes, where at most {MaxLength} are expected"));
        }

        return Damage.Guard(name, "tar archive", () =>
        {
            var bytes = new byte[length];
            _file.Read(offset, bytes);
            return (bytes, name);
        });
    }

    private static FileStream Unpacked(string path)
    {
        using var packed = InputFile.Open(path);
        using var stream = new BoundedStream(
            new GZipStream(packed, CompressionMode.Decompress), Compression.Most(packed.Length), path);
        return ScratchFile.Of(stream, path, ".tar.gz archive");
    }

    private static List<(string Name, long Offset, long Length)> Listed(FileStream file, ImageNames images)
    {
        using var tar = new TarReader(file, leaveOpen: true);
        var entries = new List<(string Name, long Offset, long Length)>();
        while (Tar.Next(tar) is { } entry)
        {
            var isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (isFile && images.Take(name))
            {
                entries.Add((name, entry.DataOffset, entry.Length));
            }
        }

        return [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
    }
}
