using System.Runtime.InteropServices;

namespace Saddle.Data.Logs;

/// <summary>
/// Collects a log that writes a row at a time (a CSV file, JSON lines, text), and makes curves of it: finds the column
/// that counts steps, by its name.
/// </summary>
/// <param name="file">The log, for messages.</param>
public sealed class LogTable(string file)
{
    private const int MostColumns = 10_000;
    private const long MostCells = 50_000_000;

    // The first that is there counts: updates before epochs, and what counts through before what may start again.
    private static readonly (string Name, LogUnit Unit)[] Counters =
    [
        ("global step", LogUnit.Update),
        ("step", LogUnit.Update),
        ("steps", LogUnit.Update),
        ("iteration", LogUnit.Update),
        ("iterations", LogUnit.Update),
        ("iter", LogUnit.Update),
        ("it", LogUnit.Update),
        ("iters", LogUnit.Update),
        ("itr", LogUnit.Update),
        ("niter", LogUnit.Update),
        ("update", LogUnit.Update),
        ("updates", LogUnit.Update),
        ("progress kimg", LogUnit.ThousandImages),
        ("kimg", LogUnit.ThousandImages),
        ("batch", LogUnit.Update),
        ("batch idx", LogUnit.Update),
        ("epoch", LogUnit.Epoch),
        ("epochs", LogUnit.Epoch),
    ];

    private static readonly string[] Prefixes = ["trainer", "train", "global", "current", "cur", "total", "num", "n"];
    private static readonly char[] Parts = [' ', '_', '/', '.', '-', '#'];

    // Until the run is made a point's step is its row.
    private readonly Dictionary<string, List<LogPoint>> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _missing = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private int _row = -1;
    private int _wrapped;
    private long _cells;

    /// <summary>The columns that have a number.</summary>
    public IEnumerable<string> Columns => _columns.Keys;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Begins the next row.</summary>
    public void BeginRow() => MoveTo(Rows);

    /// <summary>Goes to a row that may be there already: some logs hold one column after the other.</summary>
    /// <param name="row">Its number, from 0.</param>
    public void MoveTo(int row)
    {
        _row = row;
        Rows = Math.Max(Rows, row + 1);
    }

    /// <summary>
    /// Begins a second run: the header came again, or the program was started again and wrote on. What came before is
    /// left, and that is said.
    /// </summary>
    public void BeginRun()
    {
        if (Rows == 0)
        {
            return;
        }

        Remark(FormattableString.Invariant(
            $"a run of {Rows} rows ends where another begins in the same file; the last is the one that is examined"));
        _columns.Clear();
        _missing.Clear();
        (_row, Rows, _wrapped) = (-1, 0, 0);
    }

    /// <summary>Says what the reader had to decide or to leave out.</summary>
    /// <param name="sentence">A sentence; said once.</param>
    public void Remark(string sentence)
    {
        if (!_remarks.Contains(sentence, StringComparer.Ordinal))
        {
            _remarks.Add(sentence);
        }
    }

    /// <summary>A number of the present row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The number; it may be not finite.</param>
    /// <exception cref="DataException">There are more columns or cells than memory holds.</exception>
    public void Set(string column, double value)
    {
        if (!_columns.TryGetValue(column, out var cells))
        {
            cells = _columns.Count < MostColumns
                ? _columns[column] = []
                : throw new DataException(file, FormattableString.Invariant($"has more than {MostColumns} columns"));
        }

        if (++_cells > MostCells)
        {
            throw new DataException(file, FormattableString.Invariant($"has more than {MostCells} numbers"));
        }

        cells.Add(new(_row, value));
    }

    /// <summary>A cell of the present row that is not empty and holds no number.</summary>
    /// <param name="column">The column.</param>
    public void SetMissing(string column)
    {
        if (_missing.Count < MostColumns || _missing.ContainsKey(column))
        {
            _missing[column] = _missing.GetValueOrDefault(column) + 1;
        }
    }

    /// <summary>What the present row has.</summary>
    /// <param name="cells">Columns and their numbers; null for what is none.</param>
    /// <exception cref="DataException">There are more columns or cells than memory holds.</exception>
    public void SetAll(IEnumerable<(string Column, double? Number)> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (var (column, number) in cells)
        {
            if (number is { } value)
            {
                Set(column, value);
            }
            else
            {
                SetMissing(column);
            }
        }
    }

    /// <summary>A cell of the present row as its text: a number, nothing, or what is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cell">The text.</param>
    /// <param name="decimalComma">Whether a comma stands before decimals; else it parts thousands.</param>
    /// <exception cref="DataException">There are more columns or cells than memory holds.</exception>
    public void SetText(string column, ReadOnlySpan<char> cell, bool decimalComma = false)
    {
        if (LogCell.TryRead(cell, decimalComma, out var number, out var wrapped))
        {
            _wrapped += wrapped ? 1 : 0;
            Set(column, number);
        }
        else if (IsCounter(column) && LogCell.TryReadStep(cell, out var step))
        {
            Set(column, step);
        }
        else if (!cell.IsWhiteSpace())
        {
            SetMissing(column);
        }
    }

    /// <summary>The run that was collected: the table hands over what it holds, and is of no more use.</summary>
    /// <param name="name">Its name.</param>
    public LoggedRun Run(string name)
    {
        if (_wrapped > 0)
        {
            Remark(FormattableString.Invariant(
                $"{_wrapped} cells hold a printed tensor or list: the first number of each was taken"));
        }

        var (counter, unit) = Counter();
        var steps = counter is null ? null : Steps(counter);
        var curves = _columns
            .Where(c => !IsCounter(c.Key))
            .Select(c => new Curve(c.Key, Points(c.Value, steps))
            {
                Missing = _missing.GetValueOrDefault(c.Key),
                Unit = counter is null ? LogUnit.Entry : unit,
            })
            .ToList();

        // What never is a number is a text, such as a date, unless it is called a loss.
        curves.AddRange(_missing.Where(m => !_columns.ContainsKey(m.Key) && LogText.LooksLikeFigure(m.Key)).Select(
            m => new Curve(m.Key, []) { Missing = m.Value, Unit = unit }));
        return new(name, curves) { Source = file, Remarks = [.. _remarks] };
    }

    /// <summary>Whether a name is that of a counter of steps.</summary>
    /// <param name="name">A column's name.</param>
    public static bool IsCounter(string name) => Rank(name) >= 0;

    private static int Rank(string name)
    {
        var words = name.ToLowerInvariant().Split(Parts, StringSplitOptions.RemoveEmptyEntries);
        words = words is [.., _, "mean"] ? words[..^1] : words;
        var text = string.Join(' ', words);
        var at = Array.FindIndex(Counters, c => c.Name == text);
        var bare = words.Length > 1 && Prefixes.Contains(words[0], StringComparer.Ordinal)
            ? string.Join(' ', words[1..])
            : text;
        return at >= 0 ? at : Array.FindIndex(Counters, c => c.Name == bare);
    }

    // A counter that stands still counts nothing: some programs log every event at step 0.
    private (string? Name, LogUnit Unit) Counter()
    {
        var found = _columns
            .Where(c => Rank(c.Key) >= 0 && (Rows == 1 || c.Value.Exists(v => v.Value != c.Value[0].Value)))
            .OrderBy(c => Rank(c.Key))
            .Select(c => c.Key)
            .FirstOrDefault();
        return found is null ? (null, LogUnit.Entry) : (found, Counters[Rank(found)].Unit);
    }

    // One step a row; where a counter starts again with every epoch, epochs carry it on.
    private double[] Steps(string counter)
    {
        var steps = Column(counter);
        var epochs = _columns.Keys.FirstOrDefault(c => c != counter && IsEpoch(c));
        return epochs is null || IsEpoch(counter) ? steps : Through(steps, Column(epochs));
    }

    /// <summary>Whether a name is that of a counter of epochs.</summary>
    /// <param name="name">A column's name.</param>
    public static bool IsEpoch(string name) => Rank(name) is >= 0 and var rank && Counters[rank].Unit == LogUnit.Epoch;

    private static double[] Through(double[] steps, double[] epochs)
    {
        var all = new double[steps.Length];
        var (offset, last, epoch, stride) = (0.0, double.NaN, double.NaN, 1.0);
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] < last)
            {
                // Without a later epoch the run has begun again.
                offset = epochs[i] > epoch ? offset + last + stride - steps[i] : 0;
            }
            else if (steps[i] > last)
            {
                stride = steps[i] - last;
            }

            last = double.IsNaN(steps[i]) ? last : steps[i];
            epoch = double.IsNaN(epochs[i]) ? epoch : epochs[i];
            all[i] = offset + steps[i];
        }

        return all;
    }

    private double[] Column(string name)
    {
        var values = new double[Rows];
        Array.Fill(values, double.NaN);
        foreach (var (row, value) in _columns[name])
        {
            values[(int)row] = value;
        }

        return values;
    }

    // In place: a long log is the greater part of the memory that there is.
    private static List<LogPoint> Points(List<LogPoint> cells, double[]? steps)
    {
        foreach (ref var cell in CollectionsMarshal.AsSpan(cells))
        {
            cell = cell with { Step = steps is null ? double.NaN : steps[(int)cell.Step] };
        }

        return cells;
    }
}
