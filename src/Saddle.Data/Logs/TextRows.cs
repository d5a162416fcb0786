namespace Saddle.Data.Logs;

/// <summary>Puts the lines of a text together to rows.</summary>
/// <param name="source">The file.</param>
/// <param name="gaps">What is known of its gaps.</param>
/// <param name="decimalComma">Whether a comma stands before decimals.</param>
internal sealed class TextRows(LogSource source, TextGaps gaps, bool decimalComma)
{
    // Names that come once among many rows are those of settings.
    private const int ManyRows = 10;

    private readonly LogTable _table = new(source.Path);
    private readonly Dictionary<string, string> _standing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _row = new(StringComparer.Ordinal);
    private IReadOnlyList<TextEntry> _last = [];
    private string? _first;
    private string? _begin;
    private bool _isOpen;
    private bool _mayBegin;
    private bool _isBarFromZero;
    private bool _wasBarFromZero;
    private bool _isCut;

    /// <summary>Adds a line.</summary>
    /// <param name="text">The line, without codes of colour.</param>
    public void Add(string text)
    {
        var line = new TextLine(text, gaps);
        var figures = line.Entries.Count(e => !e.IsCounter);
        if (line.Entries.Count == figures)
        {
            _mayBegin |= text == _first || text.StartsWith("Traceback (most recent", StringComparison.Ordinal);
            _first ??= text;
        }

        if (figures == 0)
        {
            Stand(line);
            return;
        }

        if (source.IsCut && figures < _last.Count(e => !e.IsCounter))
        {
            _isCut = true;
        }
        else if (!IsShownAgain(line))
        {
            Put(line.Entries);
        }
    }

    /// <summary>The run.</summary>
    /// <exception cref="DataException">No line has a number with a name.</exception>
    public LoggedRun Run()
    {
        if (_isCut)
        {
            _table.Remark("the last line is cut, and was left out");
        }

        var run = _table.Run(source.FileName);
        return _table.Rows < ManyRows
            ? run
            : run with { Curves = [.. run.Curves.Where(c => c.Points.Count + c.Missing > 1)] };
    }

    // A line that only counts is said of those that follow.
    private void Stand(TextLine line)
    {
        if (line.Entries.Any(e => LogTable.IsEpoch(e.Name) && _standing.GetValueOrDefault(e.Name) != e.Value))
        {
            _standing.Clear();
        }

        foreach (var entry in line.Entries)
        {
            _standing[entry.Name] = entry.Value;
            _isOpen = false;
        }
    }

    // Bars are drawn again where nothing changed. One that counts from 0 shows its last state twice: at its end, too.
    private bool IsShownAgain(TextLine line)
    {
        if (line.Bar is not { } bar)
        {
            return false;
        }

        _isBarFromZero = bar.Value == "0" || (_isBarFromZero && bar.Value != bar.Total);
        var isEnd = bar.Value == bar.Total && _wasBarFromZero;
        _wasBarFromZero = _isBarFromZero;
        return isEnd || line.Entries.SequenceEqual(_last);
    }

    private void Put(IReadOnlyList<TextEntry> entries)
    {
        var counters = entries.Where(e => e.IsCounter).ToList();
        if (counters.Count > 0 || !_isOpen || entries.Any(e => _row.Contains(e.Name)))
        {
            Begin(counters);
        }

        foreach (var entry in entries)
        {
            _row.Add(entry.Name);
            _table.SetText(entry.Name, entry.Value, decimalComma && !entry.IsCounter);
        }

        _last = entries;
    }

    private void Begin(List<TextEntry> counters)
    {
        var standing = _standing.Where(s => !counters.Exists(c => c.Name == s.Key)).ToList();
        if ((_mayBegin || _begin is null) && counters.Count + standing.Count > 0)
        {
            // The first line again, or a fault, and then the first step again: the program was started once more.
            var begin = string.Join(' ', counters.Select(c => c.Value).Concat(standing.Select(s => s.Value)));
            if (_mayBegin && begin == _begin)
            {
                _table.BeginRun();
            }

            _begin ??= begin;
            _mayBegin = false;
        }

        _isOpen = true;
        _row.Clear();
        _table.BeginRow();
        foreach (var (name, value) in standing)
        {
            _table.SetText(name, value);
        }
    }
}
