using System.Buffers.Binary;
using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>The classes of a Parquet file's rows, where it names them as Hugging Face's data sets do.</summary>
/// <param name="Column">The column of labels.</param>
/// <param name="Names">The classes' names, by label.</param>
internal sealed record ParquetClasses(ParquetField Column, IReadOnlyList<string> Names)
{
    /// <summary>What stands for the label of a row that has none: -1 or nothing.</summary>
    public const int None = -1;

    /// <summary>What stands for a label that no class has.</summary>
    public const int Unknown = -2;

    private const string Note = "huggingface";

    /// <summary>
    /// The first column of labels whose classes the file names; null where there is none, or what it says of itself is
    /// not understood, which images do not need.
    /// </summary>
    /// <param name="footer">The file's columns.</param>
    public static ParquetClasses? Of(ParquetFooter footer)
    {
        if (!footer.Notes.TryGetValue(Note, out var note))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(note);
            return Features(document.RootElement) is { } features
                ? footer.Columns
                    .Where(column => !column.IsRepeated && column.Type is ParquetType.Int64 or ParquetType.Int32)
                    .Select(column => NamesOf(features, column.Name) is { } names
                        ? new ParquetClasses(column, names)
                        : null)
                    .FirstOrDefault(classes => classes is not null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A label of a value's bytes.</summary>
    /// <param name="value">The bytes, 4 or 8 from the lowest on.</param>
    public int Label(ReadOnlySpan<byte> value)
    {
        var number = value.Length == sizeof(int)
            ? BinaryPrimitives.ReadInt32LittleEndian(value)
            : BinaryPrimitives.ReadInt64LittleEndian(value);
        return number is >= None && number < Names.Count ? (int)number : Unknown;
    }

    private static JsonElement? Features(JsonElement root) => Within(Within(root, "info"), "features");

    private static JsonElement? Within(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var found) ? found : null;

    private static List<string>? NamesOf(JsonElement features, string column)
    {
        var feature = Within(features, column);
        var names = Within(feature, "names");
        return Within(feature, "_type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("ClassLabel")
            && names is { ValueKind: JsonValueKind.Array } list
            && list.GetArrayLength() > 0
            && list.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? [.. list.EnumerateArray().Select(name => name.GetString()!)]
                : null;
    }
}
