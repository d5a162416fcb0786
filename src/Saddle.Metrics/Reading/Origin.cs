using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors;

namespace Saddle.Metrics.Reading;

/// <summary>How features were made: figures of features that were made differently mean nothing.</summary>
/// <param name="Extractor">The extractor's name.</param>
/// <param name="Settings">The extractor's settings, by name; no files and limits.</param>
/// <param name="Made">What else decides the features, by name: resize, range of the pixels, weights' SHA-256.</param>
public sealed record Origin(
    string Extractor, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Made)
{
    private const int MostBytes = 1 << 20;

    // Where the network lies, which its SHA-256 stands for, and what bounds a program without changing its features.
    private static readonly string[] DecideNothing = ["weights", "file", "seconds", "memory", "threads"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>How an extraction makes features.</summary>
    /// <param name="by">The extractor and its network.</param>
    /// <param name="protocol">How images are prepared.</param>
    public static Origin From((Extractor Extractor, FeatureNetwork Network) by, Protocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        var settings = Catalog<Extractor>.EntryOf(by.Extractor)
            .SettingsOf(by.Extractor)
            .Where(s => !DecideNothing.Contains(s.Key, StringComparer.Ordinal));
        var how = by.Network.Preparation ?? new(protocol.Resize);
        var made = new Dictionary<string, string>(by.Network.Protocol, StringComparer.Ordinal)
        {
            ["resize"] = Kebab($"{how.Resize}"),
            ["pixels"] = Kebab(by.Network.Pixels.ToString()),
        };
        if (how.Framing != Framing.Squash)
        {
            made["framing"] = how.Short > 0 ? $"{Kebab($"{how.Framing}")} {how.Short}" : Kebab($"{how.Framing}");
        }

        return new(by.Extractor.Name, new Dictionary<string, string>(settings, StringComparer.Ordinal), made);
    }

    /// <summary>All that decides the features, one line each, in a fixed order.</summary>
    public IEnumerable<string> Lines =>
        All.Where(p => p.Key != "weights")
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}");

    private IEnumerable<KeyValuePair<string, string>> All =>
    [
        new("extractor", Extractor),
        .. Settings.Select(s => KeyValuePair.Create($"{Extractor}.{s.Key}", s.Value)),
        .. Made,
    ];

    /// <summary>Writes down beside a file how its features were made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many samples they are of.</param>
    /// <param name="ddof">What a covariance in it subtracts from the count; null where there is none.</param>
    public void WriteBeside(string path, long? count, int? ddof)
    {
        var note = new Note(InputFile.Sha256Of(path), count, ddof, Extractor, Settings, Made);
        AtomicFile.Write(Beside(path), JsonSerializer.Serialize(note, Options));
    }

    /// <summary>
    /// How the features of a file were made; null where that is not written beside it, or the file has changed since.
    /// </summary>
    /// <param name="path">The file.</param>
    internal static (Origin Origin, long? Count, int? Ddof)? ReadBeside(string path)
    {
        if (!File.Exists(Beside(path)))
        {
            return null;
        }

        try
        {
            var note = JsonSerializer.Deserialize<Note>(SmallText.Read(Beside(path), MostBytes), Options);
            return note is { Extractor: not null, Settings: not null, Made: not null }
                && note.Sha256 == InputFile.Sha256Of(path)
                ? (new Origin(note.Extractor, note.Settings, note.Made), note.Count, note.Ddof)
                : null;
        }
        catch (Exception other) when (other is JsonException or DataException)
        {
            return null; // another program's file of that name
        }
    }

    /// <summary>Checks that two sides' features were made alike, as far as that is known.</summary>
    /// <param name="reference">One side.</param>
    /// <param name="generated">The other.</param>
    /// <exception cref="SettingsException">They were not.</exception>
    public static void Check(Side reference, Side generated)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        if (reference.Origin is not { } a || generated.Origin is not { } b)
        {
            return;
        }

        var differing = a.Lines.Except(b.Lines, StringComparer.Ordinal).FirstOrDefault();
        if (differing is not null)
        {
            var name = differing.Split('=')[0];
            var other = b.Lines.FirstOrDefault(line => line.Split('=')[0] == name) ?? $"no {name}";
            throw new SettingsException(
                $"{reference.Name} and {generated.Name} were made differently, "
                + $"so no figure of both means anything: {differing}, but {other}");
        }
    }

    private static string Beside(string path) => $"{path}.json";

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private sealed record Note(
        string Sha256,
        long? Count,
        int? Ddof,
        string Extractor,
        IReadOnlyDictionary<string, string> Settings,
        IReadOnlyDictionary<string, string> Made);
}
