using System.Globalization;
using System.Text.Json;

namespace Saddle.Data.Logs;

/// <summary>
/// What Neptune keeps of a run until it is sent: files <c>data-N.log</c> with an operation a line, or the folder that
/// holds them.
/// </summary>
internal sealed class NeptuneOperations : LogFormat
{
    private const string Files = "data-*.log";

    /// <inheritdoc/>
    public override string Name => "the operations of an offline run of Neptune";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.IsFolder
        ? FilesIn(source) is [var first, ..] && IsOne(first)
        : IsOne(source);

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var (curves, name, remarks) = (new LogSeries(), source.FileName, new List<string>());
        foreach (var file in source.IsFolder ? FilesIn(source) : [source])
        {
            var damaged = 0;
            foreach (var line in file.Lines())
            {
                using var json = LogJson.TryParse(line);
                if (json is null || LogJson.Member(json.RootElement, "obj") is not { } operation)
                {
                    damaged++;
                    continue;
                }

                name = Take(operation, curves) ?? name;
            }

            if (damaged > 0)
            {
                remarks.Add(FormattableString.Invariant($"{file.FileName}: {damaged} lines are damaged and left out"));
            }
        }

        return [new(name, curves.Curves()) { Source = source.Path, Remarks = remarks }];
    }

    // Each file is named by the number of its first operation.
    private static List<LogSource> FilesIn(LogSource folder) =>
    [
        .. Directory.EnumerateFiles(folder.Path, Files)
            .OrderBy(f => long.TryParse(
                Path.GetFileNameWithoutExtension(f).AsSpan(5), CultureInfo.InvariantCulture, out var number)
                    ? number
                    : long.MaxValue)
            .Select(f => new LogSource(f)),
    ];

    private static bool IsOne(LogSource file) => file.HeadText is { } text
        && text.Split('\n', 2)[0] is var line
        && line.Contains("\"obj\"", StringComparison.Ordinal)
        && line.Contains("\"version\"", StringComparison.Ordinal)
        && line.Contains("\"type\"", StringComparison.Ordinal);

    // The run's name, where the operation gives it.
    private static string? Take(JsonElement operation, LogSeries curves)
    {
        var path = LogJson.Member(operation, "path") is { ValueKind: JsonValueKind.Array } parts
            ? string.Join('/', parts.EnumerateArray().Select(p => p.ToString()))
            : string.Empty;
        if (LogJson.TextOf(operation, "type") == "LogFloats"
            && LogJson.Member(operation, "values") is { ValueKind: JsonValueKind.Array } values)
        {
            foreach (var value in values.EnumerateArray())
            {
                curves.Add(path, LogJson.NumberOf(value, "step"), LogJson.NumberOf(value, "value"));
            }
        }

        return path == "sys/name" ? LogJson.TextOf(operation, "value") : null;
    }
}
