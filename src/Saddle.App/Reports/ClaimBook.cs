using System.Text.Json;
using System.Text.Json.Serialization;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>
/// A folder that keeps what was measured of claims, in the quick form (quick.json) and in full (full.json), and has a
/// page for each of their papers, which is written from it, from their figures (figures/PAPER-ID.svg or .png) and from
/// what else is said of them (notes/PAPER.md). The table of all of them is the page beside the folder that has its
/// name, with the words of notes/index.md.
/// </summary>
internal sealed class ClaimBook
{
    /// <summary>The file of the quick form.</summary>
    public const string QuickName = "quick.json";

    /// <summary>The file of the published form.</summary>
    public const string FullName = "full.json";

    private const long MostBytes = 16 << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is read by people
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    private readonly string _folder;
    private readonly Dictionary<string, ClaimRecord> _quick;
    private readonly Dictionary<string, ClaimRecord> _full;

    private ClaimBook(
        string folder, Dictionary<string, ClaimRecord> quick, Dictionary<string, ClaimRecord> full) =>
        (_folder, _quick, _full) = (folder, quick, full);

    /// <summary>What was measured in the quick form, claim by claim.</summary>
    public IReadOnlyDictionary<string, ClaimRecord> Quick => _quick;

    /// <summary>What was measured in full.</summary>
    public IReadOnlyDictionary<string, ClaimRecord> Full => _full;

    /// <summary>Opens a folder; one that is not there yet keeps nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">A file of it is damaged.</exception>
    public static ClaimBook Open(string folder) => new(folder, Read(QuickName, folder), Read(FullName, folder));

    /// <summary>The figure of a claim that the folder keeps, by its name from there; null for none.</summary>
    /// <param name="claim">The claim's name.</param>
    public string? FigureOf(string claim) => ((string[])[".svg", ".png"])
        .Select(ending => $"figures/{claim.Replace('/', '-')}{ending}")
        .FirstOrDefault(name => File.Exists(Path.Combine(_folder, name)));

    /// <summary>Takes over what a reproduction measured; what was skipped is left as it was.</summary>
    /// <param name="result">The reproduction's result.json.</param>
    /// <param name="isFull">Whether it was measured in full.</param>
    /// <exception cref="DataException">
    /// The file is missing or damaged, or has a claim that is not in the catalogue.
    /// </exception>
    public void Take(string result, bool isFull)
    {
        var kept = isFull ? _full : _quick;
        foreach (var record in Measured(result).Where(r => r.Outcome != Outcome.Skipped))
        {
            kept[Known(record, result).Claim] = record;
        }
    }

    /// <summary>Writes both files and the pages.</summary>
    /// <returns>The pages' paths.</returns>
    /// <exception cref="DataException">
    /// The words of a page are damaged, or a file that somebody else has written stands where a page belongs; then
    /// nothing is written.
    /// </exception>
    public IReadOnlyList<string> Write()
    {
        var pages = Pages();
        foreach (var (file, _) in pages.Where(page => File.Exists(page.File)))
        {
            if (!SmallText.Read(file, MostBytes).Contains(ClaimPage.Origin, StringComparison.Ordinal))
            {
                throw new DataException(file, $"is no page '{ClaimPage.Origin}': expected another folder");
            }
        }

        Directory.CreateDirectory(_folder);
        Write(QuickName, _quick);
        Write(FullName, _full);
        foreach (var (file, text) in pages)
        {
            AtomicFile.Write(file, text);
        }

        return [.. pages.Select(page => page.File)];
    }

    private List<(string File, string Text)> Pages()
    {
        var papers = Claim.All.GroupBy(c => Claim.PaperOf(c.Entry), StringComparer.Ordinal)
            .Where(paper => paper.Any(c => _quick.ContainsKey(c.Entry.Name) || _full.ContainsKey(c.Entry.Name)))
            .Select(paper => new ClaimedPaper(
                paper.Key,
                [.. paper],
                Notes(paper.Key, paper.Select(c => c.Entry.Name))))
            .ToList();
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder));
        return
        [
            .. papers.Select(paper => (
                Path.Combine(_folder, $"{paper.Name}.md"), ClaimPage.Write(paper, this))),
            ($"{full}.md", ClaimPage.Index(papers, this, Path.GetFileName(full), Notes("index", []))),
        ];

        ClaimNotes Notes(string page, IEnumerable<string> claims) => ClaimNotes.Read(
            Path.Combine(_folder, ClaimNotes.FolderName, $"{page}.md"), claims.ToHashSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, ClaimRecord> Read(string name, string folder)
    {
        var file = Path.Combine(folder, name);
        return !File.Exists(file) ? new(StringComparer.Ordinal) : Parsed(
            file,
            text => (JsonSerializer.Deserialize<List<ClaimRecord>>(text, Options) ?? throw new JsonException("null"))
                .ToDictionary(r => Known(r, file).Claim, StringComparer.Ordinal));
    }

    private static List<ClaimRecord> Measured(string file) => Parsed(file, text =>
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("claims").EnumerateArray().Select(c => new ClaimRecord(
            $"{c.GetProperty("paper").GetString()}/{c.GetProperty("id").GetString()}",
            c.GetProperty("outcome").Deserialize<Outcome>(Options),
            c.GetProperty("measured").Deserialize<double?>(Options),
            c.GetProperty("interval").Deserialize<double[]?>(Options),
            c.GetProperty("seeds").Deserialize<int?>(Options) ?? 0,
            c.GetProperty("reason").GetString() ?? throw new JsonException("expected a reason, not null"),
            Math.Round(c.GetProperty("seconds").GetDouble(), 1))).ToList();
    });

    private static T Parsed<T>(string file, Func<string, T> parse)
    {
        var text = SmallText.ReadJson(file, MostBytes);
        try
        {
            return parse(text);
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            throw new DataException(file, $"expected what 'saddle reproduce' measured ({damage.Message})");
        }
    }

    private static ClaimRecord Known(ClaimRecord record, string file) =>
        Claim.All.Any(c => c.Entry.Name == record.Claim)
            ? record
            : throw new DataException(file, $"has '{record.Claim}', which is no claim");

    private void Write(string name, Dictionary<string, ClaimRecord> records) => AtomicFile.Write(
        Path.Combine(_folder, name),
        JsonSerializer.Serialize(
            Claim.All.Select(c => records.GetValueOrDefault(c.Entry.Name)).OfType<ClaimRecord>(), Options) + "\n");
}
