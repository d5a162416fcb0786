using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>
/// The image files that a text lists, a path a line: from the list's own folder where it does not begin at the root.
/// Empty lines and those that begin with <c>#</c> are none.
/// </summary>
internal static class ListedImages
{
    private const int MostBytes = 256 << 20;

    /// <summary>Opens a list.</summary>
    /// <param name="path">The text.</param>
    /// <exception cref="DataException">It names no image, or one that is not there.</exception>
    public static NamedImages Open(string path)
    {
        var images = new ImageNames();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var lines = SmallText.Read(path, MostBytes)
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToList();
        if (lines.Exists(ImageNames.Know) && lines.Find(line => !ImageNames.Know(line)) is { } other)
        {
            throw new DataException(
                path, $"it lists {Excerpt.Of(other)}, which is no image ({ImageDecoder.Kinds}); expected images alone");
        }

        var names = lines.Where(line => images.Take(Path.GetFileName(line))).ToList();
        if (names.Count == 0)
        {
            throw new DataException(path, $"it lists no image ({ImageDecoder.Kinds}); expected a path on each line");
        }

        var missing = names.Find(name => !File.Exists(Path.Combine(folder, name)));
        return missing is null
            ? new FolderImages(folder, names) { LeftOut = images.LeftOut(path) }
            : throw new DataException(path, $"it lists {Excerpt.Of(missing)}, which is not there");
    }
}
