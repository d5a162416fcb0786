using System.Text;

namespace Saddle.Data.Logs;

/// <summary>
/// The records of a delimited text for its parser: comments left out, lines put together where a quoted cell goes on in
/// the next one, a quote that is never closed left out. A last record that may have been cut is held back.
/// </summary>
/// <param name="lines">The lines that are not blank.</param>
/// <param name="spaces">Whether any number of blanks parts cells: they become one tab.</param>
/// <param name="isCut">Whether the line that came last has no end.</param>
internal sealed class DelimitedRecords(IEnumerable<string> lines, bool spaces, Func<bool> isCut) : TextReader
{
    // A cell that is a printed tensor has some lines; what is longer is a quote too many.
    private const int MostLines = 32;
    private const int MostCharacters = 1 << 20;

    private readonly IEnumerator<string> _lines = lines.GetEnumerator();
    private readonly Queue<string> _waiting = [];
    private string _record = string.Empty;
    private int _at;
    private bool _began;

    /// <summary>The last record, where it has no end; null until then, and where it has one.</summary>
    public string? Cut { get; private set; }

    /// <summary>How many lines had a quote that is never closed.</summary>
    public int OpenQuotes { get; private set; }

    /// <summary>The last comment before the first record.</summary>
    public string? Comment { get; private set; }

    /// <summary>The next record; null after the last that is whole.</summary>
    public string? Next()
    {
        while (NextLine() is { } line)
        {
            if (IsComment(line))
            {
                Comment = _began ? Comment : line;
                continue;
            }

            _began = true;
            var record = IsBalanced(line) ? line : Joined(line);
            record = spaces
                ? string.Join('\t', record.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                : record;
            if (!isCut() || _waiting.Count > 0)
            {
                return record;
            }

            Cut = record;
        }

        return null;
    }

    /// <inheritdoc/>
    public override int Peek() => Fill() ? _record[_at] : -1;

    /// <inheritdoc/>
    public override int Read() => Fill() ? _record[_at++] : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        var read = 0;
        while (read < buffer.Length && Fill())
        {
            var count = Math.Min(buffer.Length - read, _record.Length - _at);
            _record.AsSpan(_at, count).CopyTo(buffer[read..]);
            read += count;
            _at += count;
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsBalanced(ReadOnlySpan<char> line) => (line.Count('"') & 1) == 0;

    private static bool IsComment(string line) =>
        (line is ['#', ..] && !line.StartsWith("#N/A", StringComparison.OrdinalIgnoreCase))
        || line is ['%', ..] or ['/', '/', ..] or ['s' or 'S', 'e', 'p', '=', _];

    private bool Fill()
    {
        if (_at < _record.Length)
        {
            return true;
        }

        (_record, _at) = (Next() is { } record ? record + '\n' : string.Empty, 0);
        return _record.Length > 0;
    }

    private string? NextLine() => _waiting.TryDequeue(out var line) ? line
        : _lines.MoveNext() ? LogText.Plain(_lines.Current)
        : null;

    // The quoted cell ends some lines later, or the quote stands there by damage: then each line is its own.
    private string Joined(string line)
    {
        var record = new StringBuilder(line);
        var taken = new List<string>();
        var isOpen = true;
        while (isOpen
            && taken.Count < MostLines
            && record.Length < MostCharacters
            && NextLine() is { } more)
        {
            taken.Add(more);
            record.Append('\n').Append(more);
            isOpen = IsBalanced(more);
        }

        if (!isOpen)
        {
            return record.ToString();
        }

        OpenQuotes++;
        taken.AddRange(_waiting);
        _waiting.Clear();
        taken.ForEach(_waiting.Enqueue);
        return line.Replace("\"", string.Empty, StringComparison.Ordinal);
    }
}
