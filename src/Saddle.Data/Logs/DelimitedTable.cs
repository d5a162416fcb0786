namespace Saddle.Data.Logs;

/// <summary>The rows of a table in text, put into the tables of its runs.</summary>
/// <param name="source">The file.</param>
/// <param name="form">How it is written.</param>
internal sealed class DelimitedTable(LogSource source, DelimitedForm form)
{
    private const int MostRuns = 256;

    private readonly Dictionary<string, LogTable> _runs = new(StringComparer.Ordinal);
    private int[] _counters = [.. Enumerable.Range(0, form.Names.Count).Where(form.Counts)];
    private DelimitedColumns _columns = new(form.Names, 0, source.FileName);
    private string[] _last = [];
    private int _record = -1;
    private int _strangers;
    private int _beyond;
    private bool _isCut;

    /// <summary>Adds a row: numbers, names again, or what is neither.</summary>
    /// <param name="cells">Its cells.</param>
    public void Add(string[] cells)
    {
        if (++_record <= form.Header)
        {
            return;
        }

        if (!Array.Exists(cells, IsNumber))
        {
            AddWords(cells);
        }
        else if (Array.Exists(_counters, c => c < cells.Length && IsText(cells[c])))
        {
            _strangers++; // a mean or a sum below the steps
        }
        else
        {
            Put(cells);
        }
    }

    /// <summary>Adds the last row, which has no end: not if it lacks cells, or its step was cut.</summary>
    /// <param name="cells">Its cells.</param>
    public void AddCut(string[] cells)
    {
        _isCut = _record > form.Header && (cells.Length < _last.Length || !EndsWell(cells) || Falls(cells));
        if (!_isCut)
        {
            Add(cells);
        }
    }

    /// <summary>The runs.</summary>
    /// <param name="openQuotes">How many lines have a quote that is never closed.</param>
    public IReadOnlyList<LoggedRun> Runs(int openQuotes)
    {
        if (_runs.Count == 0)
        {
            throw new DataException(source.Path, "holds no data points: it ends after the names of its columns");
        }

        (int Count, string What)[] told =
        [
            (_strangers, "lines are no rows of the table, and were left out"),
            (_beyond, "cells stand beyond the columns that have a name"),
            (openQuotes, "lines have a quote that is never closed"),
            (_isCut ? 1 : 0, "line, the last, is cut and was left out"),
            (_columns.Header.Count == 0 ? 1 : 0, "line of names is missing: columns are called by their numbers"),
        ];
        foreach (var (run, told1) in _runs.Values.SelectMany(r => told.Where(t => t.Count > 0).Select(t => (r, t))))
        {
            run.Remark(FormattableString.Invariant($"{told1.Count} {told1.What}"));
        }

        return [.. _runs.Select(r => r.Value.Run(r.Key))];
    }

    private bool IsText(string cell) => cell.Length > 0 && !IsNumber(cell) && !LogText.IsMissing(cell);

    private bool IsNumber(string cell) => LogCell.TryRead(cell, form.HasDecimalComma, out _, out _);

    // Names again, what a program printed between rows, or a row whose numbers are missing.
    private void AddWords(string[] cells)
    {
        if (_columns.IsAgain(cells))
        {
            _columns = new(cells, 0, source.FileName);
            _counters = [];
            foreach (var run in _runs.Values)
            {
                run.BeginRun();
            }
        }
        else if (DelimitedForm.IsRule(cells) || Array.TrueForAll(cells, c => c.Length == 0))
        {
            return;
        }
        else if (cells.Length == 1 && _columns.Header.Count > 1)
        {
            _strangers++;
        }
        else
        {
            Put(cells);
        }
    }

    private void Put(string[] cells)
    {
        _last = cells;
        if (_columns.IsExport)
        {
            PutExport(cells);
            return;
        }

        var table = Table(_columns.Run >= 0 && _columns.Run < cells.Length ? cells[_columns.Run] : source.FileName);
        table.BeginRow();
        for (var i = 0; i < cells.Length; i++)
        {
            Set(table, i, cells[i]);
        }

        if (_columns.IsLong && cells.Length > Math.Max(_columns.Value, _columns.Metric))
        {
            table.SetText(Curve(cells), cells[_columns.Value], form.HasDecimalComma);
        }
    }

    private void Set(LogTable table, int column, string cell)
    {
        if (cell.Length > 0 && _columns[column] is { } name)
        {
            table.SetText(name, cell, form.HasDecimalComma);
            _beyond += _columns.Header.Count > 0 && column >= _columns.Header.Count ? 1 : 0;
        }
    }

    // Each run has a row where one of its own columns has a number: others ended earlier, or log more rarely.
    private void PutExport(string[] cells)
    {
        LogTable? table = null;
        for (var i = 1; i < cells.Length; i++)
        {
            var isFirst = i == 1 || i >= _columns.Runs.Count || _columns.Runs[i] != _columns.Runs[i - 1];
            table = isFirst ? null : table;
            if (cells[i].Length > 0 && i < _columns.Runs.Count)
            {
                if (table is null)
                {
                    table = Table(_columns.Runs[i]!);
                    table.BeginRow();
                    table.Remark("the columns __MIN and __MAX of W&B's export repeat their curves, and were left out");
                    Set(table, 0, cells[0]);
                }

                Set(table, i, cells[i]);
            }
        }
    }

    private string Curve(string[] cells) => _columns.Variant >= 0 && _columns.Variant < cells.Length
        ? $"metric \"{cells[_columns.Metric]}\", variant \"{cells[_columns.Variant]}\""
        : cells[_columns.Metric];

    private LogTable Table(string run)
    {
        if (_runs.TryGetValue(run, out var table))
        {
            return table;
        }

        return _runs.Count < MostRuns
            ? _runs[run] = new(source.Path)
            : throw new DataException(source.Path, FormattableString.Invariant($"names more than {MostRuns} runs"));
    }

    private bool EndsWell(string[] cells) =>
        IsNumber(cells[^1]) || cells[^1].Length == 0 || LogText.IsMissing(cells[^1]);

    private bool Falls(string[] cells) => Enumerable.Range(0, Math.Min(cells.Length, _last.Length)).Any(
        i => _columns[i] is { } name
            && LogTable.IsCounter(name)
            && LogCell.TryRead(cells[i], form.HasDecimalComma, out var step, out _)
            && LogCell.TryRead(_last[i], form.HasDecimalComma, out var before, out _)
            && step < before);
}
