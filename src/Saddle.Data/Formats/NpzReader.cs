using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>Reads numpy's .npz: a zip of .npy files, stored or compressed.</summary>
public sealed class NpzReader : IDisposable
{
    private const string Suffix = ".npy";

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly Unpacking _unpacked;

    private NpzReader(string path, ZipArchive zip)
    {
        (_path, _zip) = (path, zip);
        _unpacked = new(path, zip.Entries.Sum(entry => entry.CompressedLength));
        Names =
        [
            .. zip.Entries.Where(entry => entry.FullName.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(entry => entry.FullName[..^Suffix.Length]),
        ];
    }

    /// <summary>The arrays' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, or not a zip.</exception>
    public static NpzReader Open(string path) => new(path, Zip.Open(path));

    /// <summary>An array's lengths of dimensions, without its numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="DataException">There is none, or it is damaged.</exception>
    public IReadOnlyList<long> ShapeOf(string name)
    {
        using var stream = Open(name, out var where, out var length);
        return new NpyReader(stream, where, length, wholes: true).Shape;
    }

    /// <summary>Reads an array.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="wholes">Whether whole numbers will do, too.</param>
    /// <exception cref="DataException">There is none, or it is damaged.</exception>
    public TResult Read<TResult>(string name, Func<NpyReader, TResult> read, bool wholes = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var stream = Open(name, out var where, out var length);
        _unpacked.Take(length);
        return read(new NpyReader(stream, where, length, wholes));
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private Stream Open(string name, out string where, out long length)
    {
        where = $"{_path}, {Excerpt.Of(name)}";
        var entry = Damage.Guard(where, ".npz", () => _zip.GetEntry(name + Suffix))
            ?? throw new DataException(_path, $"it has no array '{Excerpt.Of(name)}'; there are: {Excerpt.Of(Names)}");
        length = entry.Length;
        return Damage.Guard(where, ".npz", entry.Open);
    }
}
