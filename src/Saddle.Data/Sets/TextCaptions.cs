using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Sentences in text files, each of the image of the same name, a sentence a line.</summary>
internal static class TextCaptions
{
    private const int MaxLength = 1 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The classes of a part, which are names of folders; null where no file names them.</summary>
    /// <param name="captions">The folder of the texts.</param>
    /// <param name="split">The part.</param>
    /// <exception cref="DataException">The file is no text.</exception>
    public static IReadOnlySet<string>? ClassesOf(string captions, Split split)
    {
        var path = Path.Combine(captions, split == Split.Train ? "trainvalclasses.txt" : "testclasses.txt");
        return File.Exists(path) ? Lines(path).ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>The images of a part, and what is said of each.</summary>
    /// <param name="root">The folder of the images.</param>
    /// <param name="captions">The folder of the texts; it may be the same.</param>
    /// <param name="split">The part.</param>
    /// <exception cref="DataException">There is no image, or a text is none.</exception>
    public static IReadOnlyList<(string Image, IReadOnlyList<string> Sentences)> Read(
        string root, string captions, Split split)
    {
        var images = new ImageNames();
        List<string> names = [.. FolderFiles.Below(root).Where(images.Take).Order(StringComparer.Ordinal)];
        if (names.Count == 0)
        {
            throw images.None(root, "folder");
        }

        var classes = ClassesOf(captions, split) ?? (root == captions ? null : ClassesOf(root, split));
        if (classes is null && split == Split.Test)
        {
            throw new DataException(root, "has no part for tests (testclasses.txt); expected split=train");
        }

        var texts = FolderFiles.Below(captions)
            .Where(name => name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            .ToLookup(name => Path.GetFileNameWithoutExtension(name), StringComparer.Ordinal);
        return
        [
            .. names
                .Select(name => (Name: name, Text: TextOf(name, texts[Path.GetFileNameWithoutExtension(name)])))
                .Where(pair => classes is null || (pair.Text is { } text && classes.Contains(FolderOf(text))))
                .Select(pair => (pair.Name, pair.Text is { } text ? Lines(Path.Combine(captions, text)) : [])),
        ];
    }

    // Of several texts of one name the one in a folder of the image's own name.
    private static string? TextOf(string image, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        return all.Count <= 1 ? all.FirstOrDefault() : all.Find(text => FolderOf(text) == FolderOf(image));
    }

    private static string FolderOf(string name) => Path.GetFileName(Path.GetDirectoryName(name)) ?? string.Empty;

    private static IReadOnlyList<string> Lines(string path)
    {
        if (new FileInfo(path).Length == 0)
        {
            return [];
        }

        try
        {
            return
            [
                .. Strict.GetString(InputFile.ReadAll(path, MaxLength))
                    .ReplaceLineEndings("\n")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ];
        }
        catch (ArgumentException)
        {
            throw new DataException(path, "is no text in UTF-8");
        }
    }
}
