namespace Saddle.Data.Logs;

/// <summary>The folder that DVCLive writes: a table for each metric, with tabs between cells.</summary>
internal sealed class DvcLive : LogFormat
{
    private const int MostMetrics = 10_000;

    // The last two are those of its first versions.
    private static readonly string[] Places = ["plots/metrics", "plots/scalars", "scalars"];

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16 };

    /// <inheritdoc/>
    public override string Name => "a folder of DVCLive";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.IsFolder && Tables(source).Any();

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var (curves, remarks) = (new List<Curve>(), new List<string>());
        foreach (var file in Tables(source).Order(StringComparer.Ordinal).Take(MostMetrics))
        {
            var name = Path.GetRelativePath(source.Path, file).Replace('\\', '/');
            var run = Table(file);
            remarks.AddRange(run.Remarks);
            curves.AddRange(run.Curves.Select(
                curve => curve with { Name = run.Curves.Count == 1 ? name : $"{name}: {curve.Name}" }));
        }

        return [new(source.FileName, curves) { Source = source.Path, Remarks = remarks }];
    }

    private static IEnumerable<string> Tables(LogSource folder) => Places
        .Select(place => Path.Combine(folder.Path, place))
        .Where(Directory.Exists)
        .Take(1)
        .SelectMany(place => Directory.EnumerateFiles(place, "*.tsv", Below));

    private static LoggedRun Table(string file)
    {
        var table = new LogTable(file);
        var header = Array.Empty<string>();
        foreach (var line in new LogSource(file).Lines())
        {
            var cells = line.Split('\t');
            if (header.Length == 0)
            {
                header = cells;
                continue;
            }

            table.BeginRow();
            foreach (var (column, cell) in header.Zip(cells).Where(c => c.First != "timestamp"))
            {
                table.SetText(column, cell);
            }
        }

        return table.Run(file);
    }
}
