using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Saddle.Data.Logs;

/// <summary>
/// JSON: a record a line, as W&amp;B's history and StyleGAN's stats.jsonl; documents with a list of records, as Hugging
/// Face's trainer_state.json and ClearML's reports; lists of numbers by name, as Keras's history.
/// </summary>
internal sealed class JsonLog : LogFormat
{
    // What has a name, or goes on for so long, is JSON; text may begin as it does: [0/5][10/400].
    private const int EnoughPieces = 10;

    private static readonly string[] Brackets = ["[", "]", "],", "];"];

    /// <inheritdoc/>
    public override string Name => "JSON";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source)
    {
        if (source.HeadText?.TrimStart() is not (['{', ..] or ['[', ..]))
        {
            return false;
        }

        if (IsOfLines(source))
        {
            return true;
        }

        using var pieces = Pieces(new MemoryStream(source.Head.ToArray()), source);
        var read = 0;
        try
        {
            while (read < EnoughPieces && pieces.Read())
            {
                read = pieces.Kind == JsonTokenType.PropertyName ? EnoughPieces : read + 1;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var tables = new JsonTables(source);
        if (IsOfLines(source))
        {
            ReadLines(source, tables);
        }
        else
        {
            ReadDocument(source, tables);
        }

        return tables.Runs();
    }

    // Lines are whole by themselves, but for those that are damaged; where there is one alone it is a document.
    private static bool IsOfLines(LogSource source)
    {
        var lines = LogText.Lines(source.HeadText ?? string.Empty, source.Head.Length < LogSource.HeadBytes)
            .Select(l => l.Trim())
            .Take(10)
            .ToList();
        return lines.Count > 1
            && (lines[0] == "[" || IsWhole(lines[0]) || lines[0] is not [.., '[' or '{' or ','])
            && lines.Count(IsWhole) >= Math.Min(2, lines.Count - 1);
    }

    private static bool IsWhole(string line)
    {
        using var json = line is ['{' or '[', ..] ? Parsed(line) : null;
        return json is not null;
    }

    private static JsonDocument? Parsed(string line) => LogJson.TryParse(line.Trim().TrimEnd(',', ';'));

    private static void ReadLines(LogSource source, JsonTables tables)
    {
        var (damaged, isCut) = (0, false);
        foreach (var line in source.Lines().Where(l => !Brackets.Contains(l.Trim(), StringComparer.Ordinal)))
        {
            using var json = Parsed(line);
            if (json is null)
            {
                (damaged, isCut) = (source.IsCut ? damaged : damaged + 1, source.IsCut);
            }
            else if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                tables.Record(string.Empty, -1, json.RootElement);
            }
            else if (json.RootElement is { ValueKind: JsonValueKind.Array } list)
            {
                foreach (var element in list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
                {
                    tables.Record(string.Empty, -1, element);
                }
            }
        }

        if (damaged > 0)
        {
            tables.Remark(FormattableString.Invariant($"{damaged} lines are no JSON, and were left out"));
        }

        if (isCut)
        {
            tables.Remark("the last line is cut, and was left out");
        }
    }

    private static void ReadDocument(LogSource source, JsonTables tables)
    {
        using var pieces = Pieces(source.Open(), source);
        try
        {
            while (pieces.Read())
            {
                tables.Begin();
                ReadValue(pieces, tables, string.Empty);
            }
        }
        catch (JsonException damage)
        {
            var line = damage.LineNumber is { } number
                ? string.Create(CultureInfo.InvariantCulture, $", after line {number}")
                : string.Empty;
            tables.Remark($"the JSON is cut or damaged{line}: what is before was read");
        }
    }

    private static void ReadValue(JsonPieces pieces, JsonTables tables, string path)
    {
        if (pieces.Kind == JsonTokenType.StartObject)
        {
            ReadObject(pieces, tables, path);
        }
        else if (pieces.Kind == JsonTokenType.StartArray)
        {
            for (var ordinal = 0; pieces.Element() is { } element; ordinal++)
            {
                tables.Take(path, ordinal, element);
            }
        }
        else if (pieces.Kind is JsonTokenType.Number or JsonTokenType.String)
        {
            tables.Setting(path.Replace(JsonTables.Joint, '.'), pieces.Text);
        }
    }

    // Names that are numbers are places in a list, as pandas writes a column or a row.
    private static void ReadObject(JsonPieces pieces, JsonTables tables, string path)
    {
        for (var ordinal = 0; pieces.Read() && pieces.Kind == JsonTokenType.PropertyName; ordinal++)
        {
            var name = pieces.Text;
            if (name.Length > 0 && name.All(char.IsAsciiDigit))
            {
                tables.Take(path, ordinal, pieces.Element()!.Value);
                continue;
            }

            pieces.Read();
            ReadValue(pieces, tables, path.Length == 0 ? name : path + JsonTables.Joint + name);
        }
    }

    private static JsonPieces Pieces(Stream stream, LogSource source)
    {
        var encoding = LogSource.EncodingOf(source.Head);
        return new(
            new JsonWords(Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8)),
            source.Path);
    }
}
