using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>
/// What Comet keeps of an offline experiment: a zip whose <c>messages.json</c> has a message a line, or that file.
/// </summary>
internal sealed class CometArchive : LogFormat
{
    private const string Messages = "messages.json";
    private const long MostBytes = 1L << 30;

    /// <inheritdoc/>
    public override string Name => "an offline experiment of Comet";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => !source.IsFolder
        && (source.Head.StartsWith("PK\x3\x4"u8) ? IsArchive(source) : IsMessage(source.HeadText));

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        if (!source.Head.StartsWith("PK"u8))
        {
            return [Run(source, source.Lines())];
        }

        using var zip = Zip.Open(source.Path);
        var entry = zip.Entries.First(e => e.FullName == Messages);
        var most = Math.Max(Compression.Most(entry.CompressedLength), MostBytes);
        var isDamaged = false;
        using var text = new BoundedStream(
            new SalvagedStream(Damage.Guard(source.Path, "zip", entry.Open), () => isDamaged = true),
            most,
            source.Path);
        var run = Run(source, LogSource.Lines(text, Encoding.UTF8, source.Path));
        return [isDamaged ? run with { Remarks = [.. run.Remarks, "it cannot be unpacked to its end"] } : run];
    }

    private static bool IsArchive(LogSource source)
    {
        if (source.IsCompressed || source.IsPipe)
        {
            return false;
        }

        using var zip = Zip.Open(source.Path);
        return zip.Entries.Any(e => e.FullName == Messages);
    }

    private static bool IsMessage(string? text) => text?.Split('\n', 2)[0] is { } line
        && line.Contains("\"payload\"", StringComparison.Ordinal)
        && line.Contains("\"type\"", StringComparison.Ordinal);

    private static LoggedRun Run(LogSource source, IEnumerable<string> lines)
    {
        var (curves, name, damaged) = (new LogSeries(), source.FileName, 0);
        foreach (var line in lines)
        {
            using var json = LogJson.TryParse(line);
            if (json is null || LogJson.Member(json.RootElement, "payload") is not { } payload)
            {
                damaged++;
                continue;
            }

            if (LogJson.Member(payload, "metric") is { } metric && LogJson.TextOf(metric, "metricName") is { } key)
            {
                curves.Add(key, LogJson.NumberOf(metric, "step"), LogJson.NumberOf(metric, "metricValue"));
            }

            name = LogJson.TextOf(payload, "key") == "Name" ? LogJson.TextOf(payload, "value") ?? name : name;
        }

        return new(name, curves.Curves())
        {
            Source = source.Path,
            Remarks = damaged == 0
                ? []
                : [FormattableString.Invariant($"{damaged} lines are damaged and left out")],
        };
    }
}
