using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>Reads numpy's .npz: a zip of .npy files, stored or compressed.</summary>
public sealed class NpzReader : IDisposable
{
    private const string Suffix = ".npy";

    private readonly string _path;
    private readonly ZipArchive _zip;

    private NpzReader(string path, ZipArchive zip)
    {
        (_path, _zip) = (path, zip);
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
    public static NpzReader Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException(path, "there is no such file");
        }

        return Damage.Guard(path, ".npz", () =>
        {
            var zip = ZipFile.OpenRead(path);
            try
            {
                return new NpzReader(path, zip);
            }
            catch
            {
                zip.Dispose();
                throw;
            }
        });
    }

    /// <summary>Reads an array.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DataException">There is none, or it is damaged.</exception>
    public TResult Read<TResult>(string name, Func<NpyReader, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var where = $"{_path}, {name}";
        var entry = Damage.Guard(where, ".npz", () => _zip.GetEntry(name + Suffix))
            ?? throw new DataException(_path, $"it has no array '{name}'; there are: {string.Join(", ", Names)}");
        Compression.Check(where, entry.Length, entry.CompressedLength, Bytes.MaxUnpacked);
        using var stream = Damage.Guard(where, ".npz", entry.Open);
        return read(new NpyReader(stream, where, entry.Length));
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
