using System.Globalization;

namespace Saddle.Data.Logs;

/// <summary>
/// A run in MLflow's store of files: a folder with <c>meta.yaml</c>, and in <c>metrics</c> a file for each metric, with
/// a line for each value: the time, the value, the step. Or one such file.
/// </summary>
internal sealed class MlflowRun : LogFormat
{
    private const string Metrics = "metrics";
    private const int MostMetrics = 10_000;

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16 };

    /// <inheritdoc/>
    public override string Name => "a run of MLflow";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.IsFolder
        ? MetaOf(source) is not null && Directory.Exists(Path.Combine(source.Path, Metrics))
        : source.HeadText is { } text && text.Split('\n', 2)[0].Trim() is var line && line.Length < 100
            && Point(line) is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        if (!source.IsFolder)
        {
            return [new(source.FileName, [Curve(source.FileName, source)]) { Source = source.Path }];
        }

        var files = Directory.EnumerateFiles(Path.Combine(source.Path, Metrics), "*", Below)
            .Order(StringComparer.Ordinal)
            .Take(MostMetrics)
            .Select(file => Curve(
                Path.GetRelativePath(source.Path, file).Replace('\\', '/'), new(file)));
        return [new(MetaOf(source) ?? source.FileName, [.. files]) { Source = source.Path }];
    }

    // The run's name, or its id; null where the folder is none of a run.
    private static string? MetaOf(LogSource folder)
    {
        var file = Path.Combine(folder.Path, "meta.yaml");
        if (!File.Exists(file))
        {
            return null;
        }

        var lines = new LogSource(file).Lines().Take(100).ToList();
        string? Value(string key) => lines
            .Where(l => l.StartsWith($"{key}:", StringComparison.Ordinal))
            .Select(l => l[(key.Length + 1)..].Trim().Trim('\'', '"'))
            .FirstOrDefault(v => v.Length > 0);
        return (Value("run_id") ?? Value("run_uuid")) is { } id ? Value("run_name") ?? id : null;
    }

    private static Curve Curve(string name, LogSource file)
    {
        var (points, missing) = (new List<LogPoint>(), 0);
        foreach (var line in file.Lines())
        {
            if (Point(line) is { } point)
            {
                points.Add(point);
            }
            else
            {
                missing++;
            }
        }

        return new(name, points) { Missing = missing };
    }

    // The time is in milliseconds since 1970; old versions wrote no step.
    private static LogPoint? Point(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (2 or 3)
            || parts[0].Length != 13
            || !parts[0].All(char.IsAsciiDigit)
            || !LogCell.TryRead(parts[1], out var value))
        {
            return null;
        }

        return parts.Length == 2 ? new(double.NaN, value)
            : double.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step)
                ? new(step, value)
            : null;
    }
}
