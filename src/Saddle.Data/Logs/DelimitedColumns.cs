namespace Saddle.Data.Logs;

/// <summary>What the columns of a table in text are, by their names: curves, of one run or several, or what names them.
/// </summary>
internal sealed class DelimitedColumns
{
    private const string RunMark = " - ";

    private static readonly string[] RunNames = ["run", "run name", "run id", "experiment", "experiment name", "exp"];
    private static readonly string[] MetricNames =
        ["metric", "metric name", "name", "tag", "key", "variable", "series"];

    private static readonly string[] ValueNames = ["value"];
    private static readonly string[] VariantNames = ["variant"];

    private static readonly string[] TimeNames =
        ["wall time", "walltime", "time", "timestamp", "date", "datetime", "relative time"];

    private static readonly string[] Extremes = ["__MIN", "__MAX"];

    private readonly string?[] _names;

    /// <summary>Reads a row of names.</summary>
    /// <param name="header">The names; may be empty, and equal.</param>
    /// <param name="width">How many columns there are at least.</param>
    /// <param name="file">The file's name, which is all that names a curve called Value.</param>
    public DelimitedColumns(IReadOnlyList<string> header, int width, string file)
    {
        Header = header;
        Metric = Find(MetricNames);
        Value = Find(ValueNames);
        Variant = Find(VariantNames);
        IsLong = Metric >= 0 && Value >= 0;
        Run = Find(RunNames);
        IsExport = Run < 0 && !IsLong && IsOfWandb(header);
        Runs = [.. header.Select((h, i) => IsExport && i > 0 ? RunOf(i) : null)];
        _names = [.. Enumerable.Range(0, Math.Max(width, header.Count)).Select(NameOf)];
        if (!IsLong && Value >= 0 && Enumerable.Range(0, header.Count).All(i => i == Value || SaysWhen(header[i])))
        {
            _names[Value] = $"{header[Value]} in {file}";
        }
    }

    /// <summary>The names as they stand there.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Whether it is W&amp;B's export of charts: "RUN - NAME", and its extremes.</summary>
    public bool IsExport { get; }

    /// <summary>The run of each column of such an export; null of one that belongs to all.</summary>
    public IReadOnlyList<string?> Runs { get; }

    /// <summary>The column that names a row's run; -1 where there is none.</summary>
    public int Run { get; }

    /// <summary>Whether a row has one number, and the name of its curve: step, metric, value.</summary>
    public bool IsLong { get; }

    /// <summary>The column with that name.</summary>
    public int Metric { get; }

    /// <summary>The column that says it more closely; -1 where there is none.</summary>
    public int Variant { get; }

    /// <summary>The column with that number.</summary>
    public int Value { get; }

    /// <summary>The curve of a column; null of one that is none.</summary>
    /// <param name="column">The column's number, from 0: those that have no name are called by it.</param>
    public string? this[int column] => column < _names.Length ? _names[column] : Unnamed(column);

    /// <summary>Whether a row without numbers is names again: the same, or one of them with others.</summary>
    /// <param name="cells">The row.</param>
    public bool IsAgain(IReadOnlyList<string> cells)
    {
        var named = cells.Where(c => c.Length > 0).ToList();
        return named.Count >= Math.Min(2, Header.Count)
            && named.Exists(c => Header.Contains(c, StringComparer.Ordinal));
    }

    private static string Unnamed(int column) => FormattableString.Invariant($"column {column + 1}");

    private static bool IsExtreme(string name) =>
        Array.Exists(Extremes, e => name.EndsWith(e, StringComparison.Ordinal));

    private static bool SaysWhen(string name) => name.Length == 0
        || LogTable.IsCounter(name)
        || TimeNames.Contains(Plain(name), StringComparer.Ordinal);

    private static string Plain(string name) =>
        name.ToLowerInvariant().Replace('_', ' ').Replace('-', ' ').Trim();

    // Every curve comes with its extremes; where somebody took those away, each run has the same curves.
    private static bool IsOfWandb(IReadOnlyList<string> header)
    {
        var curves = header.Skip(1).ToList();
        if (curves.Count == 0 || !curves.TrueForAll(c => c.LastIndexOf(RunMark, StringComparison.Ordinal) > 0))
        {
            return false;
        }

        var runs = curves.GroupBy(Before, StringComparer.Ordinal)
            .Select(g => string.Join('\n', g.Select(c => c[g.Key.Length..]).Order(StringComparer.Ordinal)))
            .ToList();
        return curves.Exists(IsExtreme)
            || (runs.Distinct(StringComparer.Ordinal).Count() == 1 && curves.Count > runs.Count);
    }

    private static string Before(string column) =>
        column[..column.LastIndexOf(RunMark, StringComparison.Ordinal)];

    // Runs may have the same name: their columns then stand there twice.
    private string RunOf(int column)
    {
        var before = Before(Header[column]);
        var same = Header.Take(column).Count(h => h == Header[column]);
        return same == 0 ? before : FormattableString.Invariant($"{before} ({same + 1})");
    }

    private int Find(string[] names) => Enumerable.Range(0, Header.Count)
        .FirstOrDefault(i => names.Contains(Plain(Header[i]), StringComparer.Ordinal), -1);

    private string? NameOf(int column)
    {
        var name = column < Header.Count ? Header[column].TrimStart('#').Trim() : string.Empty;
        if (name.Length == 0)
        {
            // An index of pandas: steps, where nothing else is.
            return column == 0 && Header.Count > 1 && !Header.Any(LogTable.IsCounter) ? "step" : Unnamed(column);
        }

        if (IsExport)
        {
            return column > 0 && IsExtreme(name) ? null
                : column > 0 && name.EndsWith(RunMark + "_step", StringComparison.Ordinal)
                    && !LogTable.IsCounter(Header[0]) ? "_step"
                : name;
        }

        return IsLong && (column == Metric || column == Variant || column == Value) ? null
            : column == Run ? null
            : Header.Take(column).Contains(Header[column], StringComparer.Ordinal) ? $"{name} ({Unnamed(column)})"
            : name;
    }
}
