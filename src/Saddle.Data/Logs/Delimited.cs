namespace Saddle.Data.Logs;

/// <summary>
/// Tables in text, a row an entry: CSV (RFC 4180), and its kin with semicolons, tabs, bars or blanks; as Keras and
/// Lightning write them, as TensorBoard, W&amp;B and Excel export them.
/// </summary>
internal sealed class Delimited : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "a table in text, such as a CSV file";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => Form(source) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var form = Form(source) ?? throw new DataException(source.Path, "is no table in text");
        var table = new DelimitedTable(source, form);
        using var records = new DelimitedRecords(source.Lines(), form.IsSpaced, () => source.IsCut);
        using var parser = DelimitedForm.Parser(records, form.Separator);
        try
        {
            foreach (var row in parser)
            {
                table.Add(DelimitedForm.Cells(row, form.Separator));
            }
        }
        catch (NotSupportedException tooLong)
        {
            throw new DataException(source.Path, $"cannot be parsed ({tooLong.Message.ReplaceLineEndings(" ")})");
        }

        if (records.Cut is { } cut)
        {
            using var last = new DelimitedRecords([cut], form.IsSpaced, () => false);
            using var lastParser = DelimitedForm.Parser(last, form.Separator);
            foreach (var row in lastParser)
            {
                table.AddCut(DelimitedForm.Cells(row, form.Separator));
            }
        }

        return table.Runs(records.OpenQuotes);
    }

    private static DelimitedForm? Form(LogSource source)
    {
        if (source.HeadText is not { } head || head.Length == 0)
        {
            return null;
        }

        var lines = LogText.Lines(head, source.Head.Length < LogSource.HeadBytes);
        return DelimitedForm.Of(lines);
    }
}
