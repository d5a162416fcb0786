using System.Text.Json;

namespace Saddle.Data.Formats;

/// <summary>
/// The header of a safetensors file, as strictly read as the reference implementation does: the arrays fill the file
/// from the header's end to its own, none over another and nothing between them, and each has the bytes of its type and
/// shape. No name stands twice.
/// </summary>
/// <param name="Arrays">The arrays by name.</param>
/// <param name="Metadata">Texts that go with them.</param>
/// <remarks>
/// https://github.com/huggingface/safetensors, <c>safetensors/src/tensor.rs</c>, <c>Metadata::validate</c>.
/// </remarks>
internal sealed record SafetensorsHeader(
    Dictionary<string, SafetensorsArray> Arrays, Dictionary<string, string> Metadata)
{
    /// <summary>What stands for the texts, where arrays have their names.</summary>
    public const string MetadataName = "__metadata__";

    private const int MostNames = 100_000;
    private const int MostDimensions = 64;

    /// <summary>Reads a header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header.</param>
    /// <param name="dataLength">The bytes that follow it.</param>
    /// <exception cref="DataException">It is damaged, or does not fit the file.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafetensorsHeader(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        try
        {
            header.Read(json);
            header.CheckPlaces(dataLength);
            return header;
        }
        catch (InvalidDataException damage)
        {
            throw new DataException(path, damage.Message);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or OverflowException)
        {
            throw new DataException(
                path,
                $"the header is not that of a safetensors file ({Excerpt.Of(damage.Message.ReplaceLineEndings(" "))})");
        }
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "it does not begin with an object");
        var hasMetadata = false;
        while (Name(ref reader) is { } name)
        {
            if (name == MetadataName)
            {
                Expect(!hasMetadata, $"it has {MetadataName} twice");
                hasMetadata = true;
                ReadMetadata(ref reader);
            }
            else
            {
                Expect(Arrays.TryAdd(name, ReadArray(ref reader, name)), $"it has '{Excerpt.Of(name)}' twice");
            }

            Expect(Arrays.Count + Metadata.Count <= MostNames, $"it has more than {MostNames} names");
        }

        Expect(!reader.Read(), "something follows it");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(reader.TokenType == JsonTokenType.StartObject, $"{MetadataName} is no object of texts");
        while (Name(ref reader) is { } name)
        {
            Expect(reader.TokenType == JsonTokenType.String, $"'{Excerpt.Of(name)}' of {MetadataName} is no text");
            Expect(Metadata.TryAdd(name, reader.GetString()!), $"{MetadataName} has '{Excerpt.Of(name)}' twice");
            Expect(Metadata.Count <= MostNames, $"it has more than {MostNames} names");
        }
    }

    private static SafetensorsArray ReadArray(ref Utf8JsonReader reader, string name)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, $"'{Excerpt.Of(name)}' is no object");
        var (type, shape, offsets) = ((string?)null, (long[]?)null, (long[]?)null);
        while (Name(ref reader) is { } part)
        {
            switch (part)
            {
                case "dtype":
                    Expect(type is null && reader.TokenType == JsonTokenType.String, Wrong(name, part));
                    type = reader.GetString();
                    break;
                case "shape":
                    Expect(shape is null, Wrong(name, part));
                    shape = Whole(ref reader, name, part);
                    break;
                case "data_offsets":
                    Expect(offsets is null, Wrong(name, part));
                    offsets = Whole(ref reader, name, part);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Expect(type is not null && shape is not null && offsets is [_, _], $"'{Excerpt.Of(name)}' is half described");
        return offsets![1] >= offsets[0]
            ? new(type!, shape!, offsets[0], offsets[1] - offsets[0])
            : throw new InvalidDataException($"'{Excerpt.Of(name)}' ends before it begins");
    }

    // The name of an object's next value, which the reader then stands on; null at the object's end.
    private static string? Name(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = reader.GetString();
        reader.Read();
        return name;
    }

    private static long[] Whole(ref Utf8JsonReader reader, string name, string part)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, Wrong(name, part));
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number
                || !reader.TryGetInt64(out var number)
                || number < 0
                || numbers.Count == MostDimensions)
            {
                throw new InvalidDataException(Wrong(name, part));
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private void CheckPlaces(long dataLength)
    {
        var end = 0L;
        foreach (var (name, array) in Arrays.OrderBy(a => a.Value.Offset).ThenBy(a => a.Value.Length))
        {
            Expect(
                array.Offset == end,
                FormattableString.Invariant(
                    $"'{Excerpt.Of(name)}' begins at {array.Offset}, where the one before it ends at {end}"));
            var bits = checked(array.Shape.Aggregate(1L, (product, length) => checked(product * length))
                * BitsOf(array.Type));
            Expect(
                bits % 8 == 0 && bits / 8 == array.Length,
                FormattableString.Invariant($"'{Excerpt.Of(name)}' has {array.Length} bytes, which do not fill ")
                + $"{Excerpt.Of(array.Type)}[{Excerpt.Of(array.Shape)}]");
            end = checked(end + array.Length);
        }

        Expect(
            end == dataLength,
            FormattableString.Invariant(
                $"its arrays have {end} bytes, and {dataLength} follow the header: it is cut off or damaged"));
    }

    private static int BitsOf(string type) => type switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F16" or "BF16" or "I16" or "U16" => 16,
        "F32" or "I32" or "U32" => 32,
        "F64" or "I64" or "U64" or "C64" => 64,
        _ => throw new InvalidDataException($"arrays of type {Excerpt.Of(type)} are not known"),
    };

    private static string Wrong(string name, string part) => $"the {part} of '{Excerpt.Of(name)}' cannot be";

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
