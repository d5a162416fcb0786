using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Reads JSON that may be anything; what is not as it should be is an <see cref="InvalidDataException"/>.
/// </summary>
internal static class Json
{
    /// <summary>An object's value by its name.</summary>
    public static JsonElement Need(this JsonElement element, string name) =>
        element.Maybe(name) ?? throw new InvalidDataException($"'{name}' is missing");

    /// <summary>An object's value by its name; null where there is none.</summary>
    public static JsonElement? Maybe(this JsonElement element, string name) =>
        Of(JsonValueKind.Object, element).TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text.</summary>
    public static string Text(this JsonElement element) => Of(JsonValueKind.String, element).GetString()!;

    /// <summary>A whole number.</summary>
    public static long Whole(this JsonElement element) =>
        Of(JsonValueKind.Number, element).TryGetInt64(out var number)
            ? number
            : throw new InvalidDataException($"{Excerpt.Of(element.GetRawText())} is no whole number");

    /// <summary>A number; infinities and what is none are texts.</summary>
    public static double Real(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var other => throw new InvalidDataException($"'{Excerpt.Of(other!)}' is no number"),
        }
        : Of(JsonValueKind.Number, element).GetDouble();

    /// <summary>True or false.</summary>
    public static bool Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new InvalidDataException($"{Excerpt.Of(element.GetRawText())} is neither true nor false"),
    };

    /// <summary>The elements of a list.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement element) =>
        Of(JsonValueKind.Array, element).EnumerateArray();

    /// <summary>The names and values of an object.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Entries(this JsonElement element) =>
        Of(JsonValueKind.Object, element).EnumerateObject().Select(entry => (entry.Name, entry.Value));

    /// <summary>What one of several things is, and that: <c>{"as_int": 3}</c>.</summary>
    public static (string Kind, JsonElement Value) Union(this JsonElement element)
    {
        foreach (var (kind, value) in element.Entries())
        {
            if (value.ValueKind != JsonValueKind.Null)
            {
                return (kind, value);
            }
        }

        throw new InvalidDataException("a value of several kinds is of none");
    }

    private static JsonElement Of(JsonValueKind kind, JsonElement element) => element.ValueKind == kind
        ? element
        : throw new InvalidDataException(
            $"{Excerpt.Of(element.GetRawText())} stands where {Word(kind)} should");

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        _ => "a number",
    };
}
