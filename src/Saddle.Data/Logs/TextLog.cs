namespace Saddle.Data.Logs;

/// <summary>
/// What training scripts print: lines with names and numbers, in whatever form, between others. A row is what a line
/// says; where lines hold one number each, what lies between two lines that count.
/// </summary>
internal sealed class TextLog : LogFormat
{
    private const int MostLines = 4000;
    private const int MostPreamble = 20_000;

    /// <inheritdoc/>
    public override string Name => "text with losses";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source)
    {
        if (source.HeadText is not { } head)
        {
            return false;
        }

        // Before the first row of a log a network or all settings may have been printed.
        var isWhole = source.Head.Length < LogSource.HeadBytes;
        return IsLog(LogText.Lines(head, isWhole).Take(MostLines))
            || (!isWhole && source.CanReadAgain && IsLog(source.Lines().Take(MostPreamble).Select(LogText.Plain)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var gaps = new TextGaps();
        var head = LogText.Lines(source.HeadText ?? string.Empty, isWhole: true).Take(MostLines);
        var rows = new TextRows(source, gaps, head.Any(l => HasDecimalComma(l, gaps)));
        foreach (var line in source.Lines())
        {
            rows.Add(LogText.Plain(line));
        }

        return [rows.Run()];
    }

    private static bool IsLog(IEnumerable<string> text)
    {
        var lines = text.ToList();
        var gaps = new TextGaps();
        var said = lines.Select(l => new TextLine(l, gaps).Entries).ToList();
        var found = said.FindAll(IsOfFigures);

        // A log says the same again and again, with other numbers or at other steps; a program or settings do not.
        var counts = said.Exists(Counts);
        var again = found.GroupBy(e => string.Join('\n', e.Select(x => x.Name)), StringComparer.Ordinal)
            .Any(g => g.Count() >= (counts ? 2 : 3) && (counts || g.Any(e => !e.SequenceEqual(g.First()))));
        var whole = found.Exists(e => Counts(e) || e.Count(IsFigure) > 1);
        return again ? found.Count * 50 >= lines.Count : whole && found.Count * 3 >= lines.Count;
    }

    private static bool IsFigure(TextEntry entry) => !entry.IsCounter && LogText.LooksLikeFigure(entry.Name);

    // A letter alone is no name of a loss, unless there is another.
    private static bool IsOfFigures(IReadOnlyList<TextEntry> entries) => entries.Any(IsFigure)
        && (entries.Count > 1 || entries[0].Name.Length > 2);

    private static bool Counts(IReadOnlyList<TextEntry> entries) => entries.Any(e => e.IsCounter);

    private static bool HasDecimalComma(string line, TextGaps gaps) => line.Contains(',', StringComparison.Ordinal)
        && new TextLine(line, gaps).Entries.Any(e => !e.IsCounter && DelimitedForm.IsDecimalComma(e.Value));
}
