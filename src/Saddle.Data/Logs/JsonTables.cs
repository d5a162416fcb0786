using System.Text.Json;

namespace Saddle.Data.Logs;

/// <summary>
/// Puts together what a JSON log holds: lists of records, lists of numbers side by side, records a line each.
/// </summary>
/// <param name="source">The file.</param>
internal sealed class JsonTables(LogSource source)
{
    /// <summary>What parts names in a place: they may have points in them.</summary>
    public const char Joint = '\u0001';

    private const int MostTables = 256;
    private const int MostInner = 16;

    // A list of so many numbers is a figure with parts; a longer one is a curve.
    private const int MostParts = 4;

    private static readonly string[] MetricNames =
        ["metric", "metric_name", "metricName", "name", "tag", "key", "variable", "series"];

    private static readonly string[] RunNames =
        ["run", "run_name", "run_id", "runName", "runId", "experiment", "experiment_name"];

    private readonly Dictionary<string, JsonTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private readonly LogTable _settings = new(source.Path);

    private static readonly string[] Sides =
        ["train", "training", "val", "valid", "validation", "test", "eval", "evaluation"];

    /// <summary>Says what was left out.</summary>
    /// <param name="sentence">A sentence.</param>
    public void Remark(string sentence) => _remarks.Add(sentence);

    /// <summary>Begins a value at the top: single numbers in it are one row.</summary>
    public void Begin() => _settings.BeginRow();

    /// <summary>Takes a single value, in no list.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">The value.</param>
    public void Setting(string name, string text)
    {
        if (LogCell.TryRead(text, out var number))
        {
            _settings.Set(name, number);
        }
    }

    /// <summary>Takes an element of a list.</summary>
    /// <param name="path">The list's place.</param>
    /// <param name="ordinal">Its number, from 0.</param>
    /// <param name="element">The element.</param>
    public void Take(string path, int ordinal, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Record(path, ordinal, element);
                break;
            case JsonValueKind.Array:
                Row(path, ordinal, element);
                break;
            default:
                Cell(path, ordinal, element);
                break;
        }
    }

    /// <summary>Takes a record: a row of numbers with names.</summary>
    /// <param name="path">The place of the list that it is in; empty at the top.</param>
    /// <param name="ordinal">Its number, from 0; less of one that stands in a line of its own.</param>
    /// <param name="record">The record.</param>
    public void Record(string path, int ordinal, JsonElement record)
    {
        var run = Text(record, RunNames);
        var prefix = path.Length == 0 ? string.Empty : path + "[].";
        if (Table(run ?? path, prefix, run is not null) is not { } table)
        {
            return;
        }

        table.BeginRow();
        var metric = Text(record, MetricNames);
        var value = metric is null ? null : LogJson.NumberOf(record, "value");
        foreach (var (name, number) in LogJson.Numbers(record).Where(n => value is null || n.Name != "value"))
        {
            Set(table, name, number);
        }

        if (value is { } one)
        {
            var variant = LogJson.TextOf(record, "variant");
            table.Set(variant is null ? metric! : $"metric \"{metric}\", variant \"{variant}\"", one);
        }

        Lists(table, path, ordinal, record);
    }

    /// <summary>The runs.</summary>
    public IReadOnlyList<LoggedRun> Runs()
    {
        var tables = _tables.Values.Where(t => t.Table.Rows > 0).ToList();
        if (tables.Count == 0)
        {
            return [Told(_settings.Run(source.FileName))];
        }

        // Beside a long list of records their own lists are no curves.
        var longest = tables.Max(t => t.Prefix.EndsWith("[].", StringComparison.Ordinal) || t.Prefix.Length == 0
            ? t.Table.Rows
            : 0);
        tables = tables.FindAll(t => longest <= MostInner || !t.Path.EndsWith(']'));
        var runs = tables.FindAll(t => t.IsRun);
        var equal = tables.GroupBy(t => Figures(t.Table), StringComparer.Ordinal)
            .FirstOrDefault(g => g.Key.Contains('\n', StringComparison.Ordinal) && g.Skip(1).Any());
        runs = runs.Count == 0 && equal?.All(t => !Sides.Contains(t.Path, StringComparer.OrdinalIgnoreCase)) == true
            ? [.. equal]
            : runs;
        if (runs.Count > 0)
        {
            return [.. runs.Select(r => Told(r.Table.Run(r.Path)))];
        }

        var parts = tables.ConvertAll(t => (t.Prefix, Run: t.Table.Run(source.FileName)));
        return
        [
            Told(parts[0].Run with
            {
                Curves = [.. parts.SelectMany(p => p.Run.Curves.Select(c => c with { Name = p.Prefix + c.Name }))],
                Remarks = [.. parts.SelectMany(p => p.Run.Remarks).Distinct(StringComparer.Ordinal)],
            }),
        ];
    }

    private LoggedRun Told(LoggedRun run) => run with { Remarks = [.. run.Remarks, .. _remarks] };

    // What is a player's loss or output, by name: tables that have the same are those of several runs.
    private static string Figures(LogTable table) => string.Join(
        '\n', table.Columns.Where(LogText.LooksLikeFigure).Order(StringComparer.Ordinal));

    private static void Set(LogTable table, string name, double? number)
    {
        if (number is { } value)
        {
            table.Set(name, value);
        }
        else
        {
            table.SetMissing(name);
        }
    }

    private static string? Text(JsonElement record, string[] names) =>
        names.Select(n => LogJson.TextOf(record, n)).FirstOrDefault(t => !string.IsNullOrEmpty(t));

    private LogTable? Table(string path, string prefix, bool isRun)
    {
        var key = prefix + '\n' + path;
        if (_tables.TryGetValue(key, out var found))
        {
            return found.Table;
        }

        if (_tables.Count == MostTables)
        {
            return null;
        }

        var table = new JsonTable(
            path.Replace(Joint, '.'), prefix.Replace(Joint, '.'), new(source.Path), isRun);
        _tables[key] = table;
        return table.Table;
    }

    // Of a list of numbers: a cell of the column that bears the list's name.
    private void Cell(string path, int ordinal, JsonElement element)
    {
        var (parent, name) = Split(path);
        if (element.ValueKind == JsonValueKind.String && !LogCell.TryRead(LogJson.TextOf(element) ?? "", out _))
        {
            var texts = _texts.TryGetValue(path, out var some) ? some : _texts[path] = [];
            if (texts.Count < 1000)
            {
                texts.Add(LogJson.TextOf(element) ?? string.Empty);
            }

            return;
        }

        if (Table(parent, PrefixOf(parent), isRun: false) is { } table)
        {
            table.MoveTo(ordinal);
            foreach (var (_, number) in LogJson.Numbers(element))
            {
                Set(table, name.Length == 0 ? "column 1" : name, number);
            }
        }
    }

    // Of a list of lists: a row, whose columns are named beside it, or are those of curves: time, step and value.
    private void Row(string path, int ordinal, JsonElement row)
    {
        var (parent, name) = Split(path);
        var width = row.GetArrayLength();
        var names = _texts.GetValueOrDefault(parent.Length == 0 ? "columns" : parent + Joint + "columns") ?? [];
        var isCurve = names.Count != width && width is 2 or 3 && (width == 3 || name.Length > 0);
        var value = name.Length == 0 ? $"Value in {source.FileName}" : name;
        string[] curve = width == 2 ? ["step", value] : ["wall time", "step", value];
        if (Table(isCurve ? path : parent, PrefixOf(parent), isRun: false) is not { } table)
        {
            return;
        }

        table.MoveTo(ordinal);
        foreach (var (i, cell) in row.EnumerateArray().Take(10_000).Index())
        {
            var column = names.Count == width ? names[i]
                : isCurve ? curve[i]
                : FormattableString.Invariant($"column {i + 1}");
            foreach (var (_, number) in LogJson.Numbers(cell))
            {
                Set(table, column, number);
            }
        }
    }

    // The lists in a record: short ones are a figure's parts, long ones curves of the record's own.
    private void Lists(LogTable table, string path, int ordinal, JsonElement record)
    {
        foreach (var property in record.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array))
        {
            var (name, length) = (property.Name, property.Value.GetArrayLength());
            if (length is > 0 and <= MostParts && property.Value[0].ValueKind == JsonValueKind.Number)
            {
                table.SetText(name, $"[{property.Value[0].GetRawText()}]");
            }
            else if (length > MostParts && ordinal is >= 0 and < MostInner)
            {
                var own = FormattableString.Invariant($"{path}[{ordinal}]");
                foreach (var (i, element) in property.Value.EnumerateArray().Index())
                {
                    Take(own + Joint + name, i, element);
                }
            }
        }
    }

    private static string PrefixOf(string path) => path.Length == 0 ? string.Empty : path + '.';

    private static (string Parent, string Name) Split(string path) => path.LastIndexOf(Joint) is var at && at < 0
        ? (string.Empty, path)
        : (path[..at], path[(at + 1)..]);
}
