using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Sentences as COCO publishes them: one JSON file with images and annotations.</summary>
internal static class CocoCaptions
{
    private const int MaxLength = 1 << 30;
    private const string Prefix = "captions_";

    /// <summary>The file that has the sentences of a part; null where there is none.</summary>
    /// <param name="captions">The file itself, or a folder that has it.</param>
    /// <param name="split">The part.</param>
    public static string? Find(string captions, Split split)
    {
        if (File.Exists(captions))
        {
            return captions.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? captions : null;
        }

        var part = split == Split.Train ? "train" : "val";
        return ((string[])["annotations", string.Empty])
            .Select(folder => Path.Combine(captions, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, $"{Prefix}{part}*.json"))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>The images that the file names, and what it says of each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">The folder of the images, or the one above it.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static IReadOnlyList<(string Image, IReadOnlyList<string> Sentences)> Read(string path, string root)
    {
        var bytes = InputFile.ReadAll(path, MaxLength);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var said = document.RootElement.GetProperty("annotations").EnumerateArray().ToLookup(
                one => one.GetProperty("image_id").GetInt64(),
                one => one.GetProperty("caption").GetString() ?? string.Empty);
            var folder = Folder(path, root);
            return
            [
                .. document.RootElement.GetProperty("images").EnumerateArray()
                    .Select(image => (
                        Name: image.GetProperty("file_name").GetString() ?? string.Empty,
                        Id: image.GetProperty("id").GetInt64()))
                    .OrderBy(image => image.Name, StringComparer.Ordinal)
                    .Select(image => (folder + Inner(image.Name), (IReadOnlyList<string>)[.. said[image.Id]])),
            ];
        }
        catch (Exception damage) when (
            damage is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataException(
                path,
                "does not have images and annotations as COCO's captions have "
                + $"({damage.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }

    // A file that somebody sent names nothing outside its folder.
    private static string Inner(string name) => Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..")
        ? throw new FormatException($"{Excerpt.Of(name)} is not a name within the folder")
        : name;

    // captions_train2017.json is of the images in train2017.
    private static string Folder(string path, string root)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var part = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        return ((string[])[part, $"images/{part}", "images"])
            .Where(folder => Directory.Exists(Path.Combine(root, folder)))
            .Select(folder => folder + "/")
            .FirstOrDefault(string.Empty);
    }
}
