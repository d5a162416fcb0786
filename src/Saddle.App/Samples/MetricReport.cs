using System.Globalization;
using Saddle.App.Output;
using Saddle.Metrics;
using Spectre.Console;

namespace Saddle.App.Samples;

/// <summary>What a metric's command prints.</summary>
internal static class MetricReport
{
    /// <summary>A metric's figures as JSON: the value, or each figure by its name.</summary>
    /// <param name="comparison">The sides.</param>
    /// <param name="measured">The figures.</param>
    public static IReadOnlyDictionary<string, object?> Document(Comparison comparison, Measured measured)
    {
        var result = measured.Result;
        var document = new Dictionary<string, object?>(StringComparer.Ordinal) { ["metric"] = measured.Name };
        document["value"] = result.Value;
        document["interval"] = result.Figures[0].Interval is { } interval
            ? (double[])[interval.Low, interval.High]
            : null;
        document["intervals"] = result.Figures.Any(f => f.Interval is not null)
            ? result.Figures.ToDictionary(
                f => f.Name.Replace('-', '_'),
                f => (double[]?)(f.Interval is { } i ? [i.Low, i.High] : null),
                StringComparer.Ordinal)
            : null;
        document["standard_error"] = result.Figures[0].StandardError;
        foreach (var figure in result.Figures.Skip(result.HasOwn(measured.Metric.Name) ? 1 : 0))
        {
            document[figure.Name.Replace('-', '_')] = figure.Value;
        }

        document["curve"] = result.Curve;
        document["n"] = comparison.Counts;
        document["floor"] = measured.Floor is { } floor
            ? new
            {
                Figures = floor.Result.Figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
                floor.Result.Value,
                N = floor.Counts,
            }
            : null;
        document["seconds"] = measured.Seconds;
        document["notes"] = Notes(comparison, measured);
        document["protocol"] = comparison.ProtocolOf(measured.Metric);
        return document;
    }

    /// <summary>Figures under one protocol, which is printed above them.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="comparison">The sides.</param>
    /// <param name="all">The figures.</param>
    public static void Show(IAnsiConsole console, Comparison comparison, IReadOnlyList<Measured> all)
    {
        var floors = all.Any(m => m.Floor is not null);
        var table = Terminal.Table(
            ["metric", "figure", "value", "95 % interval", .. floors ? (string[])["floor"] : []]);
        foreach (var measured in all)
        {
            foreach (var figure in measured.Result.Figures)
            {
                var own = figure == measured.Result.Figures[0];
                var floor = measured.Floor?.Result.Figures.FirstOrDefault(f => f.Name == figure.Name)?.Value;
                table.AddRow([
                    own ? measured.Name.EscapeMarkup() : string.Empty,
                    own && measured.Result.HasOwn(measured.Metric.Name) ? string.Empty : figure.Name.EscapeMarkup(),
                    Number(figure.Value),
                    figure.Interval is { } i ? $"{Number(i.Low)} to {Number(i.High)}" : string.Empty,
                    .. floors ? (string[])[floor is { } f ? Number(f) : string.Empty] : [],
                ]);
            }
        }

        var reference = comparison.Reference is { } side ? $"{Side(side)} (reference) and " : string.Empty;
        console.WriteLine($"{reference}{Side(comparison.Generated)}");
        console.WriteLine(Protocol(comparison, all[0]));
        console.Write(table);
        foreach (var note in all.SelectMany(m => Notes(comparison, m)).Distinct(StringComparer.Ordinal))
        {
            console.WriteLine($"  {note}");
        }
    }

    /// <summary>What a reader of a metric's figures must know.</summary>
    /// <param name="comparison">The sides.</param>
    /// <param name="measured">The figures.</param>
    public static IReadOnlyList<string> Notes(Comparison comparison, Measured measured)
    {
        List<string> notes = [.. comparison.Notes, .. measured.Result.Notes];
        if (measured.Floor is { } floor)
        {
            var lower = floor.Counts[1] < comparison.Generated.Count
                ? FormattableString.Invariant(
                    $", where {comparison.Generated.Count} are judged: at that number it is lower")
                : string.Empty;
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"floor: {floor.Counts[1]} samples of the reference against its other {floor.Counts[0]}{lower}"));
            notes.AddRange(AtFloor(comparison, measured, floor));
        }

        return notes;
    }

    // A distance that is no larger than the reference's own, by its interval where it has one, at the same numbers.
    private static IEnumerable<string> AtFloor(Comparison comparison, Measured measured, Floor floor)
    {
        var (figure, own) = (measured.Result.Figures[0], floor.Result.Value);
        if (!measured.Metric.HigherIsBetter
            && floor.Counts[1] == comparison.Generated.Count
            && (figure.Interval?.Low ?? figure.Value) <= own)
        {
            yield return $"{measured.Name} cannot be told from that of the reference's own samples at this n";
        }
    }

    private static string Protocol(Comparison comparison, Measured measured)
    {
        var parts = comparison.ProtocolOf(measured.Metric)
            .Where(p => p.Key == "ddof" || p.Value is string { Length: > 0 })
            .Where(p => p.Key is not ("reference" or "generated"))
            .Select(p => FormattableString.Invariant($"{p.Key.Replace('_', ' ')} {Short(p.Key, p.Value!)}"));
        return $"protocol: {string.Join(", ", parts)}";
    }

    // Enough of a hash to tell two apart; JSON has all of it.
    private static object Short(string name, object value) =>
        name.EndsWith("sha256", StringComparison.Ordinal) ? ((string)value)[..8] : value;

    private static string Side(Side side) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{side.Name}, {(side.Count is { } count ? $"n = {count}" : "n not known")}");

    /// <summary>A number as it is shown.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
