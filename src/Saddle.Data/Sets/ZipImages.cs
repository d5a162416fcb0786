using System.IO.Compression;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// The image files of a zip. One thread unpacks at a time; decoding, which takes longer, runs side by side.
/// </summary>
internal sealed class ZipImages : NamedImages
{
    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly List<ZipArchiveEntry> _entries;
    private readonly Lock _lock = new();

    private ZipImages(string path, ZipArchive zip, List<ZipArchiveEntry> entries)
        : base([.. entries.Select(entry => entry.FullName)])
    {
        (_path, _zip, _entries) = (path, zip, entries);
    }

    /// <summary>Opens a zip.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is damaged, or there is no image in it.</exception>
    public static NamedImages Open(string path)
    {
        var zip = Zip.Open(path);
        try
        {
            var images = new ImageNames();
            var entries = Damage.Guard(path, "zip", () => zip.Entries
                .Where(entry => images.Take(entry.FullName))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
                .ToList());
            return entries.Count == 0
                ? throw images.None(path, "zip")
                : new ZipImages(path, zip, entries) { LeftOut = images.LeftOut(path) }.Classed();
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override void Dispose() => _zip.Dispose();

    protected override (byte[] Bytes, string Name) ReadFile(long index)
    {
        var entry = _entries[(int)index];
        var name = $"{_path}, {Excerpt.Of(entry.FullName)}";
        Compression.Check(name, entry.Length, entry.CompressedLength, MaxLength);
        lock (_lock)
        {
            return (Damage.Guard(name, "zip", () => Zip.Read(entry)), name);
        }
    }
}
