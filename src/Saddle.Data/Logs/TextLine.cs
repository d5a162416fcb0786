using System.Buffers;
namespace Saddle.Data.Logs;

/// <summary>
/// What a line of text says: <c>name: number</c>, <c>name=number</c>, <c>[name: number]</c>, counters such as
/// <c>[0/5][10/400]</c>, <c>Epoch 3</c> and a bar's <c>| 5/100 [</c>. One grammar for all programs.
/// </summary>
internal sealed class TextLine
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> OfClocks = SearchValues.Create("0123456789:.,");
    private static readonly SearchValues<char> DigitsOrSign = SearchValues.Create("0123456789=");

    private readonly string _line;
    private readonly TextGaps _gaps;
    private readonly List<TextEntry> _entries = [];
    private readonly List<(string Value, string Total)> _bare = [];
    private int _from;
    private string? _name;
    private bool _isCounter;
    private string? _number;
    private int _chain;
    private string? _lead;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without codes of colour.</param>
    /// <param name="gaps">What is known of its file's gaps.</param>
    public TextLine(string line, TextGaps gaps)
    {
        (_line, _gaps) = (line, gaps);
        for (var at = TextNumbers.Next(line, 0, out var end); at >= 0; at = TextNumbers.Next(line, _from, out end))
        {
            Take(at, end);
        }

        NameCounters();
    }

    /// <summary>What it says.</summary>
    public IReadOnlyList<TextEntry> Entries => _entries;

    /// <summary>Where a progress bar stands, and where it ends; null where there is none.</summary>
    public (string Value, string Total)? Bar { get; private set; }

    private void Take(int start, int end)
    {
        var gap = _line.AsSpan(_from, start - _from);
        var number = _line[start..end];
        if (IsTime(start, end))
        {
            var more = _line.AsSpan(end).IndexOfAnyExcept(OfClocks);
            _from = more < 0 ? _line.Length : end + more;
            (_name, _number) = (null, null);
            return;
        }

        if (gap.Trim() is "/" && _number is not null)
        {
            TakeSecond(number, start, end);
        }
        else
        {
            TakeFirst(gap, number, start, ref end);
        }

        _from = end;
    }

    // A clock or a duration, 09:15:02, or the share that a bar shows: no number.
    private bool IsTime(int start, int end) =>
        (end + 1 < _line.Length && _line[end] == ':' && char.IsAsciiDigit(_line[end + 1]))
        || _line.AsSpan(end).StartsWith(" day", StringComparison.Ordinal)
        || _line.AsSpan(end).StartsWith("%|", StringComparison.Ordinal)
        || (start > 1 && _line[start - 1] == ':' && char.IsAsciiDigit(_line[start - 2]));

    // After a slash: of a counter where it ends, of another figure its second value.
    private void TakeSecond(string number, int start, int end)
    {
        _chain++;
        if (_name is { } name)
        {
            if (!_isCounter)
            {
                Add(name, number, isCounter: false);
            }
        }
        else if (_chain == 1 && IsWhole(_number) && IsWhole(number) && !(end < _line.Length && _line[end] == '/'))
        {
            var before = _line.AsSpan(0, start).LastIndexOf(_number) is var at && at > 0
                ? _line.AsSpan(0, at).TrimEnd()
                : default;
            if (before is [.., '|'])
            {
                Bar = (_number!, number);
            }

            _bare.Add((_number!, number));
            _lead = null;
        }
        else if (_chain == 2 && _bare.Count > 0)
        {
            _bare.RemoveAt(_bare.Count - 1);
        }
    }

    private void TakeFirst(ReadOnlySpan<char> gap, string number, int start, ref int end)
    {
        var (name, isCounter, opened) = _gaps.Of(gap, _from > 0);
        (_name, _isCounter, _number, _chain) = (name.Length > 0 ? name : null, isCounter, number, 0);
        if (name.Length > 0)
        {
            var more = opened == '\0' ? default : Closed(opened, ref end);
            Add(name, more.ContainsAny(DigitsOrSign) && !isCounter ? $"[{number}]" : number, isCounter);
        }
        else if (_entries.Count == 0 && _bare.Count == 0 && _line.AsSpan(0, start).Trim(" \t>#").Length == 0)
        {
            var ends = end == _line.Length || _line[end] is ' ' or '\t' or ',' or ':' or '/';
            _lead = ends && IsWhole(number) ? number : null;
        }
    }

    // A name that comes again in the line is its second value.
    private void Add(string name, string number, bool isCounter)
    {
        var same = 0;
        foreach (var entry in _entries)
        {
            same += entry.Name == name || entry.Of == name ? 1 : 0;
        }

        if (same == 0)
        {
            _entries.Add(new(name, number, isCounter));
        }
        else if (!isCounter)
        {
            _entries.Add(new(FormattableString.Invariant($"{name} {same + 1}"), number, isCounter) { Of = name });
        }
    }

    // What follows a number in its brackets: it is skipped.
    private ReadOnlySpan<char> Closed(char opened, ref int end)
    {
        var close = opened == '(' ? ')' : opened == '[' ? ']' : '}';
        var (depth, from) = (1, end);
        for (var i = end; i < _line.Length; i++)
        {
            depth += _line[i] == opened ? 1 : _line[i] == close ? -1 : 0;
            if (depth == 0)
            {
                end = i + 1;
                return _line.AsSpan(from, i - from);
            }
        }

        return default;
    }

    private static bool IsWhole(string? number) =>
        number is not null && !number.AsSpan().ContainsAnyExcept(Digits);

    // Counters that nobody named: epoch and batch, as in [0/5][10/400]; a number that begins the line counts too.
    private void NameCounters()
    {
        if (_bare.Count == 0 && _lead is null)
        {
            return;
        }

        var named = _entries.Exists(e => e.IsCounter && LogTable.IsEpoch(e.Name));
        var bare = _bare.Select(b => b.Value).ToList();
        if (_lead is not null && _entries.Count > 0)
        {
            bare.Insert(0, _lead);
        }

        if (bare.Count > 1 && !named)
        {
            Add("epoch", bare[0], isCounter: true);
            bare.RemoveAt(0);
        }

        if (bare.Count > 0)
        {
            Add(_bare.Count > 0 ? "batch" : "step", bare[0], isCounter: true);
        }
    }
}
