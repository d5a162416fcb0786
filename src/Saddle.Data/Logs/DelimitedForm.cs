using System.Buffers;
using nietras.SeparatedValues;

namespace Saddle.Data.Logs;

/// <summary>How a delimited text is written, as its beginning shows: what parts cells, where names stand, which comma
/// means what.</summary>
internal sealed record DelimitedForm
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("<>{}=;:");
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.,eE");

    private const int MostRecords = 300;

    // Behind the common ones those that also stand in words and times.
    private const string Separators = ",;\t| ^~:&\u001f";
    private const int Common = 4;

    // Cells that are numbers in a column, and columns that are numbers in a table of blanks, where words are not.
    private const double Most = 0.8;

    private DelimitedForm(char separator, IReadOnlyList<string[]> rows) =>
        (Separator, Rows, IsSpaced) = (separator == ' ' ? '\t' : separator, rows, separator == ' ');

    /// <summary>What parts cells.</summary>
    public char Separator { get; }

    /// <summary>Whether any number of blanks does.</summary>
    public bool IsSpaced { get; }

    /// <summary>The number of the record with the columns' names; -1 where no record has them.</summary>
    public int Header { get; private init; } = -1;

    /// <summary>The columns' names, as they stand there.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Whether a comma stands before decimals; else it parts thousands.</summary>
    public bool HasDecimalComma { get; private init; }

    private IReadOnlyList<string[]> Rows { get; }

    private double Weight { get; init; }

    /// <summary>Whether a column counts steps, and has numbers in most of its rows.</summary>
    /// <param name="column">The column.</param>
    public bool Counts(int column) => column < Names.Count
        && LogTable.IsCounter(Names[column])
        && Share([.. Rows.Skip(Header + 1)], column, IsNumber) > 0.5;

    /// <summary>Finds the form.</summary>
    /// <param name="lines">The first lines.</param>
    /// <returns>The form; null where no separator makes a table with numbers of it.</returns>
    public static DelimitedForm? Of(IReadOnlyList<string> lines) => Separators
        .Select(separator => Try(separator, lines))
        .OfType<DelimitedForm>()
        .OrderByDescending(f => f.Weight)
        .FirstOrDefault();

    /// <summary>A parser of records, which takes rows of any length.</summary>
    /// <param name="records">The records.</param>
    /// <param name="separator">What parts cells.</param>
    public static SepReader Parser(TextReader records, char separator) =>
        Sep.New(separator).Reader(o => o with
        {
            HasHeader = false,
            DisableColCountCheck = true,
            Unescape = true,
            Trim = SepTrim.Outer,
        }).From(records);

    /// <summary>The cells of a parser's row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="separator">What parts cells.</param>
    public static string[] Cells(SepReader.Row row, char separator)
    {
        var cells = new string[row.ColCount];
        var isOpen = false;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = row[i].Span.Trim().ToString();
            isOpen |= IsOpen(cells[i]);
        }

        return isOpen ? Whole(cells, separator) : cells;
    }

    /// <summary>Whether a row only draws a line between others: <c>|---|---|</c>.</summary>
    /// <param name="cells">Its cells.</param>
    public static bool IsRule(IReadOnlyList<string> cells) => cells.Any(c => c.Length > 1)
        && cells.All(c => c.Length == 0 || (c.Length > 1 && c.AsSpan().Trim("-=+:").Length == 0));

    /// <summary>Whether the one comma of a number can only stand before decimals.</summary>
    /// <param name="cell">The number.</param>
    public static bool IsDecimalComma(string cell)
    {
        var at = cell.IndexOf(',', StringComparison.Ordinal);
        var digits = cell[(at + 1)..].TakeWhile(char.IsAsciiDigit).Count();
        var dot = cell.IndexOf('.', StringComparison.Ordinal);
        return digits > 0 && dot < at && (dot >= 0 || digits != 3 || at is 0 or > 3 || cell[0] == '0');
    }

    // A printed tensor that nobody quoted, tensor(0.69, grad_fn=<...>), has a separator of its own.
    private static string[] Whole(string[] cells, char separator)
    {
        var whole = new List<string>();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            var end = IsOpen(cell) ? i + 1 : cells.Length;
            for (var all = cell; end < cells.Length; end++)
            {
                all += separator + cells[end];
                if (!IsOpen(all))
                {
                    (cell, i) = (all, end);
                    break;
                }
            }

            whole.Add(cell);
        }

        return [.. whole];
    }

    private static bool IsOpen(string cell) => cell is not ("" or [(>= '0' and <= '9') or '-' or '.', ..])
        && HasOpen(cell);

    private static bool HasOpen(ReadOnlySpan<char> cell) => cell.Count('(') > cell.Count(')')
        || cell.Count('[') > cell.Count(']');

    private static DelimitedForm? Try(char separator, IReadOnlyList<string> lines)
    {
        using var records = new DelimitedRecords(lines.Take(MostRecords), separator == ' ', () => false);
        var rows = new List<string[]>();
        using var parser = Parser(records, separator == ' ' ? '\t' : separator);
        foreach (var row in parser)
        {
            rows.Add(Cells(row, separator));
        }

        var form = new DelimitedForm(separator, rows) { HasDecimalComma = DecimalComma(rows, separator) };
        form = form.WithHeader(records.Comment);
        return form.IsTable() ? form.Weighed() : null;
    }

    private bool IsPlainNumber(string cell) => LogCell.TryRead(cell, HasDecimalComma, out _, out var isWrapped)
        && !isWrapped;

    private bool IsNumber(string cell) => LogCell.TryRead(cell, HasDecimalComma, out _, out _);

    // The names stand right above the first row of numbers that has such a row above it: of several that are as long,
    // in the first. What comes before is a preamble.
    private DelimitedForm WithHeader(string? comment)
    {
        var first = Enumerable.Range(0, Rows.Count).FirstOrDefault(i => Rows[i].Any(IsNumber) && Above(i) >= 0, -1);
        if (first >= 0)
        {
            var header = Above(first);
            var width = Width(first);
            return this with
            {
                Header = header,
                Names = IsShifted(header, first, width) ? ["", .. Rows[header]] : Rows[header],
            };
        }

        if (!Rows.Any(r => r.Any(IsNumber)))
        {
            return Rows.Count > 0 ? this with { Header = 0, Names = Rows[0] } : this;
        }

        var named = comment is null ? [] : Split(comment.TrimStart('#', '%', '/', ' '));
        return this with { Names = named.Length == Width(0) && !named.Any(IsNumber) ? named : [] };
    }

    // The row of names above a row of numbers; -1 where there is none.
    private int Above(int row)
    {
        var top = row - 1;
        while (top >= 0 && IsRule(Rows[top]))
        {
            top--;
        }

        var least = Math.Max(Rows[row].Length - 1, Math.Min(2, Rows[row].Length));
        if (top < 0 || !IsHeader(top) || Rows[top].Length < least)
        {
            return -1;
        }

        var width = Rows[top].Length;
        while (top > 0 && Rows[top - 1].Length == width && IsHeader(top - 1))
        {
            top--;
        }

        return top;
    }

    private bool IsHeader(int row) => !Rows[row].Any(IsNumber)
        && Rows[row].Count(c => c.Length > 0) >= Math.Min(2, Rows[row].Length);

    // R's form: the rows' own names have none in the header.
    private bool IsShifted(int header, int first, int width) => width == Rows[header].Length + 1
        && Rows.Skip(first).All(r => r.Length != width || r[^1].Length > 0)
        && Rows.Skip(first).Count(r => r.Length == width) >= (Rows.Count - first) * Most
        && width > 2;

    private int Width(int first) => Rows.Skip(first)
        .GroupBy(r => r.Length)
        .OrderByDescending(g => g.Count())
        .ThenByDescending(g => g.Key)
        .First().Key;

    private string[] Split(string record)
    {
        using var records = new DelimitedRecords([record], IsSpaced, () => false);
        using var parser = Parser(records, Separator);
        foreach (var row in parser)
        {
            return Cells(row, Separator);
        }

        return [];
    }

    private bool IsTable()
    {
        var isCommon = !IsSpaced && Separators.IndexOf(Separator, StringComparison.Ordinal) < Common;
        var data = Rows.Skip(Header + 1).Where(r => r.Any(c => c.Length > 0) && !IsRule(r)).ToList();
        if (data.Count == 0)
        {
            // A header alone: the run ended before its first row.
            return Names.Count > 1
                && isCommon
                && Names.Any(LogText.LooksLikeFigure)
                && Names.All(n => n.Split(' ').Length <= 4 && !n.AsSpan().ContainsAny(Punctuation));
        }

        var cells = data.SelectMany(r => r).Where(c => c.Length > 0).ToList();
        var isList = data.TrueForAll(r => r.Length == 1);
        var numbers = cells.Count(isList ? IsPlainNumber : IsNumber);
        var words = cells.Count(LogText.IsMissing);
        var share = (double)(numbers + words) / cells.Count;
        var least = isCommon && Names.Count > 1 ? 0.3 : Most;
        return numbers > 0
            && (!isList || Names.Count == 1)
            && share >= least
            && data.Count(r => r.Any(IsNumber)) >= 0.6 * data.Count
            && Names.All(n => n.Length < 1000);
    }

    // The columns of numbers that a separator gives, less where rows differ in length from one another and the header.
    private DelimitedForm Weighed()
    {
        var data = Rows.Skip(Header + 1).ToList();
        if (data.Count == 0)
        {
            return this with { Weight = Names.Count };
        }

        var width = Width(Header + 1);
        var numbers = Enumerable.Range(0, data.Max(r => r.Length)).Count(c => Share(data, c, IsNumber) >= Most);
        var even = (double)data.Count(r => r.Length == width) / data.Count;
        return this with { Weight = numbers * even * (width == Names.Count ? 1 : 0.6) };
    }

    private static double Share(List<string[]> rows, int column, Func<string, bool> isSo)
    {
        var cells = rows.Where(r => r.Length > column).Select(r => r[column])
            .Where(c => c.Length > 0 && !LogText.IsMissing(c))
            .ToList();
        return cells.Count == 0 ? 0 : (double)cells.Count(isSo) / cells.Count;
    }

    // A comma that does not stand before three last digits, or after a zero, is one before decimals. Where all stand
    // before three, they are decimals if nothing else is, as in files with semicolons.
    private static bool DecimalComma(List<string[]> rows, char separator)
    {
        var cells = rows.SelectMany(r => r).Select(c => c.TrimStart('-', '+').TrimEnd('%')).ToList();
        var commas = cells
            .Where(c => c.AsSpan().Count(',') == 1 && !c.AsSpan().ContainsAnyExcept(OfNumbers))
            .ToList();
        return commas.Exists(IsDecimalComma)
            || (commas.Count > 0
                && separator is ';' or '\t'
                && !cells.Exists(c => c.Contains('.') && LogCell.TryRead(c, out _)));
    }
}
