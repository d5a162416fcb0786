using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>Reads what is said of emoji: from one table, or from emojibase's files as they are published.</summary>
internal static class EmojiTexts
{
    private const int MaxLength = 64 << 20;
    private const string Variant = "fe0f"; // says that a sign is to be drawn as a picture

    /// <summary>A table: an array of objects with file, name, tags, group, subgroup, tones and base.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is damaged, or has no entry.</exception>
    public static IReadOnlyList<EmojiText> FromTable(string path) => Read(
        path,
        InputFile.ReadAll(path, MaxLength),
        root => [.. root.EnumerateArray().Select(entry => new EmojiText(
            Text(entry, "file"),
            Text(entry, "name"),
            [.. Texts(entry, "tags")],
            Text(entry, "group"),
            Text(entry, "subgroup"),
            [.. Texts(entry, "tones")],
            Text(entry, "base")))]);

    /// <summary>
    /// Emojibase's <c>en/data.json</c>, which has a list of emoji and each emoji's variants by skin tone, with the
    /// groups' names of <c>meta/groups.json</c>; of those that there is a picture of.
    /// </summary>
    /// <param name="path">Where they are, for messages.</param>
    /// <param name="data">The bytes of <c>en/data.json</c>.</param>
    /// <param name="groups">The bytes of <c>meta/groups.json</c>.</param>
    /// <param name="files">The names of the pictures' files.</param>
    /// <exception cref="DataException">A file is damaged, or no picture has an entry.</exception>
    public static IReadOnlyList<EmojiText> FromEmojibase(
        string path, byte[] data, byte[] groups, IEnumerable<string> files)
    {
        var byCode = files
            .GroupBy(file => Code(Path.GetFileNameWithoutExtension(file)), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return Read(path, groups, names => Read(path, data, root =>
            [.. root.EnumerateArray().SelectMany(entry => Variants(entry, names, byCode))]));
    }

    private static IEnumerable<EmojiText> Variants(
        JsonElement entry, JsonElement names, Dictionary<string, string> byCode)
    {
        JsonElement[] skins = entry.TryGetProperty("skins", out var several) ? [.. several.EnumerateArray()] : [];
        foreach (var one in (JsonElement[])[entry, .. skins])
        {
            if (one.TryGetProperty("group", out var group)
                && byCode.TryGetValue(Code(Text(one, "hexcode")), out var file))
            {
                yield return new(
                    file,
                    Text(one, "label"),
                    [.. Texts(entry, "tags").Order(StringComparer.Ordinal)],
                    Name("groups", group),
                    Name("subgroups", one.GetProperty("subgroup")),
                    [.. Tones(one).Select(tone => SkinTones.Names[tone - 1])],
                    Text(entry, "hexcode").ToLowerInvariant());
            }
        }

        string Name(string kind, JsonElement number) => Text(names.GetProperty(kind), $"{number.GetInt32()}");
    }

    // One number, or an array of them, each from 1.
    private static IEnumerable<int> Tones(JsonElement entry) =>
        !entry.TryGetProperty("tone", out var tone) ? []
        : tone.ValueKind == JsonValueKind.Array ? tone.EnumerateArray().Select(one => one.GetInt32())
        : [tone.GetInt32()];

    // Files and emojibase differ in case and in whether a variant is spelled out.
    private static string Code(string hexcode) =>
        string.Join('-', hexcode.ToLowerInvariant().Split('-').Where(part => part != Variant));

    private static string Text(JsonElement entry, string key) =>
        entry.GetProperty(key).GetString() ?? throw new FormatException($"{key} is null");

    private static IEnumerable<string> Texts(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var all)
            ? all.EnumerateArray().Select(one => one.GetString() ?? throw new FormatException($"{key} has a null"))
            : [];

    private static IReadOnlyList<EmojiText> Read(
        string path, byte[] json, Func<JsonElement, IReadOnlyList<EmojiText>> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement) is { Count: > 0 } texts
                ? texts
                : throw new DataException(path, "says nothing of any picture");
        }
        catch (Exception damage) when (
            damage is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
                or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new DataException(
                path, $"is not a list of emoji ({damage.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }
}
