namespace Saddle.Data.Sets;

/// <summary>Tells by their names which files of a place are its images, and counts what it leaves out.</summary>
internal sealed class ImageNames
{
    private static readonly string[] Read = [".jpg", ".jpeg", ".png", ".webp"];

    private static readonly string[] NotRead =
    [
        ".avif", ".bmp", ".gif", ".heic", ".heif", ".jfif", ".jp2", ".jpe", ".jxl", ".pgm", ".pnm", ".ppm", ".tga",
        ".tif", ".tiff",
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

    /// <summary>Whether a file is an image to read. What a system hides or keeps for itself is none.</summary>
    /// <param name="name">Its name, with its folders.</param>
    public bool Take(string name)
    {
        var suffix = Path.GetExtension(name).ToLowerInvariant();
        var isRead = Read.Contains(suffix, StringComparer.Ordinal);
        if (!isRead && !NotRead.Contains(suffix, StringComparer.Ordinal))
        {
            return false;
        }

        if (name.Split('/').Any(IsOfSystem))
        {
            _ofSystems++;
            _one = _one is null || string.CompareOrdinal(name, _one) < 0 ? name : _one;
            return false;
        }

        if (!isRead)
        {
            _notRead[suffix] = _notRead.GetValueOrDefault(suffix) + 1;
        }

        return isRead;
    }

    /// <summary>What was not taken, in one line; null where no image was left out.</summary>
    /// <param name="place">Where they lie.</param>
    public string? LeftOut(string place)
    {
        List<string> parts = [.. _notRead.Select(found => FormattableString.Invariant($"{found.Value} {found.Key}"))];
        if (parts.Count > 0)
        {
            parts[^1] += ", which are neither JPEG nor PNG nor WebP";
        }

        if (_ofSystems > 0)
        {
            parts.Add(FormattableString.Invariant($"{_ofSystems} hidden or of the system, such as {_one}"));
        }

        return parts.Count == 0 ? null
            : FormattableString.Invariant($"{place}: left out {_ofSystems + _notRead.Values.Sum()} image files: ")
                + string.Join(", ", parts);
    }

    private static bool IsOfSystem(string part) =>
        part.StartsWith('.') || OfSystems.Contains(part, StringComparer.OrdinalIgnoreCase);
}
