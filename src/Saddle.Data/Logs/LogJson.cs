using System.Text;
using System.Text.Json;

namespace Saddle.Data.Logs;

/// <summary>
/// JSON as programs that log write it: what is not finite stands in it bare, as Python writes it, or as a text.
/// </summary>
internal static class LogJson
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is no JSON, one that is cut off say.</returns>
    public static JsonDocument? TryParse(string text)
    {
        try
        {
            return IsPlain(text) ? JsonDocument.Parse(text) : Worded(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The numbers of a value and of what it holds, by their names.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name, to which those of what it holds are added after a dot.</param>
    /// <returns>
    /// Names and numbers; null for what is none. Lists are left out, and what a tool made an object of: pictures,
    /// histograms, tables.
    /// </returns>
    public static IEnumerable<(string Name, double? Number)> Numbers(JsonElement value, string name = "")
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                yield return (name, value.TryGetDouble(out var exact) ? exact : null);
                break;
            case JsonValueKind.String:
                yield return (name, LogCell.TryRead(TextOf(value), out var number) ? number : null);
                break;
            case JsonValueKind.Null:
                yield return (name, null);
                break;
            case JsonValueKind.Object when !value.TryGetProperty("_type", out _):
                foreach (var inner in value.EnumerateObject())
                {
                    foreach (var found in Numbers(inner.Value, name.Length == 0 ? inner.Name : $"{name}.{inner.Name}"))
                    {
                        yield return found;
                    }
                }

                break;
        }
    }

    /// <summary>A text that an object has under a name; null where it has none.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The name.</param>
    public static string? TextOf(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.String } text ? TextOf(text) : null;

    /// <summary>The text that a value is; null where it is none.</summary>
    /// <param name="value">The value.</param>
    public static string? TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number that an object has under a name; null where it has none.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The name.</param>
    public static double? NumberOf(JsonElement value, string name) =>
        Member(value, name) is { } found ? Numbers(found).Select(f => f.Number).FirstOrDefault() : null;

    /// <summary>What an object has under a name; null where it has nothing there, or is no object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="name">The name.</param>
    public static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    private static bool IsPlain(string text) => !text.Contains("nan", StringComparison.OrdinalIgnoreCase)
        && !text.Contains("inf", StringComparison.OrdinalIgnoreCase)
        && !text.Contains("\\ud", StringComparison.OrdinalIgnoreCase);

    private static JsonDocument Worded(string text)
    {
        using var words = new JsonWords(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return JsonDocument.Parse(words);
    }
}
