using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Finds the files of emoji: pictures and texts, each in a form that they are published in.</summary>
/// <param name="location">The folder.</param>
internal sealed class EmojiFiles(string location)
{
    private const string Pictures = "emoji-datasource-google";
    private const string Texts = "emojibase-data";
    private const int MaxPicture = 1 << 20;
    private const int MaxText = 64 << 20;

    private const string Data = "package/en/data.json";
    private const string Groups = "package/meta/groups.json";

    /// <summary>Whether both are there.</summary>
    public bool ArePresent => PicturesAt is not null && TextsAt is not null;

    private string? PicturesAt => First(["images-64.zip"]) ?? Folder(Pictures, "img/google/64") ?? Packed(Pictures);

    private string? TextsAt => First(["texts.json"]) ?? Folder(Texts, "en") ?? Packed(Texts);

    /// <summary>The bytes of the pictures' files, by their names.</summary>
    /// <exception cref="DataException">Something is damaged.</exception>
    public Dictionary<string, byte[]> ReadPictures()
    {
        var at = PicturesAt!;
        return Directory.Exists(at)
            ? Directory.EnumerateFiles(at, "*.png").ToDictionary(
                file => Path.GetFileName(file), file => InputFile.ReadAll(file, MaxPicture), StringComparer.Ordinal)
            : at.EndsWith(".zip", StringComparison.Ordinal) ? Unzipped(at)
            : Tar.Read(at, IsPicture, MaxPicture);
    }

    /// <summary>What is said of pictures.</summary>
    /// <param name="pictures">The names of the pictures' files.</param>
    /// <exception cref="DataException">Something is damaged.</exception>
    public IReadOnlyList<EmojiText> ReadTexts(IEnumerable<string> pictures)
    {
        var at = TextsAt!;
        if (at.EndsWith(".json", StringComparison.Ordinal))
        {
            return EmojiTexts.FromTable(at);
        }

        if (Directory.Exists(at))
        {
            return EmojiTexts.FromEmojibase(
                at,
                InputFile.ReadAll(Path.Combine(at, "data.json"), MaxText),
                InputFile.ReadAll(Path.Combine(at, "../meta/groups.json"), MaxText),
                pictures);
        }

        var files = Tar.Read(at, name => name is Data or Groups, MaxText, withFolders: true);
        return files.TryGetValue(Data, out var data) && files.TryGetValue(Groups, out var groups)
            ? EmojiTexts.FromEmojibase(at, data, groups, pictures)
            : throw new DataException(at, $"lacks {Data} or {Groups}; expected the package {Texts}");
    }

    // Other pictures of the package are sheets, named by their size.
    private static bool IsPicture(string name) =>
        name.EndsWith(".png", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(name).Length > 3;

    private static Dictionary<string, byte[]> Unzipped(string path)
    {
        using var zip = Zip.Open(path);
        return Damage.Guard(path, "zip", () => zip.Entries
            .Where(entry => IsPicture(entry.Name))
            .DistinctBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(
                entry => entry.Name,
                entry =>
                {
                    Compression.Check(path, entry.Length, entry.CompressedLength, MaxPicture);
                    return Zip.Read(entry);
                },
                StringComparer.Ordinal));
    }

    private string? First(IEnumerable<string> names) =>
        names.Select(name => Path.Combine(location, name)).FirstOrDefault(File.Exists);

    // As npm installs it, or beside the other.
    private string? Folder(string package, string below) => ((string[])["node_modules", string.Empty])
        .Select(folder => Path.Combine(location, folder, package, below))
        .FirstOrDefault(Directory.Exists);

    // As npm packs it, of whatever version.
    private string? Packed(string package) => Directory.Exists(location)
        ? Directory.EnumerateFiles(location, $"{package}-*.tgz").Order(StringComparer.Ordinal).LastOrDefault()
        : null;
}
