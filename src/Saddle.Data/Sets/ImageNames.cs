using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>Tells by their names which files of a place are its images, and counts what it leaves out.</summary>
internal sealed class ImageNames
{
    private static readonly string[] Read =
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff"];

    private static readonly string[] NotRead =
    [
        ".avif", ".heic", ".heif", ".ico", ".j2k", ".jp2", ".jxl", ".mpo", ".pbm", ".pcx", ".pgm", ".pnm", ".ppm",
        ".psd", ".svg", ".tga",
    ];

    // Where systems keep thumbnails, halves of files and what was deleted. Names that begin with a dot are theirs too.
    private static readonly string[] OfSystems =
    [
        "__MACOSX", "@eaDir", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "$RECYCLE.BIN", "lost+found",
        "System Volume Information",
    ];

    private readonly SortedDictionary<string, int> _notRead = new(StringComparer.Ordinal);
    private int _ofSystems;
    private string? _one;
    private int _unnamed;

    /// <summary>Whether a file is an image to read. What a system hides or keeps for itself is none.</summary>
    /// <param name="name">Its name, with its folders.</param>
    public bool Take(string name)
    {
        if (!Know(name))
        {
            return false;
        }

        if (name.Split('/').Any(IsOfSystem))
        {
            _ofSystems++;
            _one = _one is null || string.CompareOrdinal(name, _one) < 0 ? name : _one;
            return false;
        }

        var suffix = SuffixOf(name);
        var isRead = Read.Contains(suffix, StringComparer.Ordinal);
        if (!isRead)
        {
            _notRead[suffix] = _notRead.GetValueOrDefault(suffix) + 1;
        }

        return isRead;
    }

    /// <summary>Whether a file's name leads to it: one that is not UTF-8 does not, and the file is left out.</summary>
    /// <param name="folder">The folder in which names begin.</param>
    /// <param name="name">The name.</param>
    public bool CanOpen(string folder, string name)
    {
        var isMarred = name.Contains('\uFFFD', StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, name));
        _unnamed += isMarred ? 1 : 0;
        return !isMarred;
    }

    /// <summary>Whether a name is that of an image, be it read or not.</summary>
    /// <param name="name">The name.</param>
    public static bool Know(string name) => SuffixOf(name) is var suffix
        && (Read.Contains(suffix, StringComparer.Ordinal) || NotRead.Contains(suffix, StringComparer.Ordinal));

    /// <summary>That a place has no image to read, with what it has.</summary>
    /// <param name="place">Its path.</param>
    /// <param name="kind">What it is.</param>
    public DataException None(string place, string kind) => new(
        place,
        $"the {kind} has no image file ({ImageDecoder.Kinds})"
        + (_notRead.Count > 0
            ? "; it has "
                + string.Join(", ", _notRead.Select(n => FormattableString.Invariant($"{n.Value} {n.Key}")))
                + ", which are not read"
            : _ofSystems > 0 ? $"; it has {_ofSystems} hidden or of the system, such as {_one}"
            : _unnamed > 0 ? $"; it has {_unnamed} whose names are not UTF-8" : string.Empty));

    /// <summary>What was not taken, in one line; null where no image was left out.</summary>
    /// <param name="place">Where they lie.</param>
    public string? LeftOut(string place)
    {
        List<string> parts = [.. _notRead.Select(found => FormattableString.Invariant($"{found.Value} {found.Key}"))];
        if (parts.Count > 0)
        {
            parts[^1] += ", which are not read";
        }

        if (_ofSystems > 0)
        {
            parts.Add(FormattableString.Invariant($"{_ofSystems} hidden or of the system, such as {_one}"));
        }

        if (_unnamed > 0)
        {
            parts.Add(FormattableString.Invariant($"{_unnamed} whose names are not UTF-8"));
        }

        return parts.Count == 0 ? null
            : $"{place}: left out {Files(_unnamed + _ofSystems + _notRead.Values.Sum())}: "
                + string.Join(", ", parts);
    }

    private static string SuffixOf(string name) => Path.GetExtension(name).ToLowerInvariant();

    private static string Files(int count) =>
        FormattableString.Invariant($"{count} image file{(count == 1 ? string.Empty : "s")}");

    private static bool IsOfSystem(string part) =>
        part.StartsWith('.') || OfSystems.Contains(part, StringComparer.OrdinalIgnoreCase);
}
