using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.App.Commands;

/// <summary><c>saddle data [NAME]</c>: the data sets there are, everything about one, or its download.</summary>
[Command("data", "the data sets: what they are, where they lie and how to get them", "data mnist")]
public sealed class DataCommand : CatalogCommand<DataSet>
{
    private static readonly DataFolder Folder = DataFolder.FromEnvironment();

    private readonly Option<bool> _get;
    private readonly Option<string?> _from;

    /// <summary>Declares the options.</summary>
    public DataCommand()
    {
        _get = DeclareFlag("--get", "download the files and check their SHA-256");
        _from = DeclareText("--from", "with --get: a folder, or the address of one, that has the files");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Headers => ["name", "items", "shape", "count", "what it is", "where"];

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Get(_get))
        {
            return call.Get(_from) is null ? base.Run(call) : throw new SettingsException("--from goes with --get");
        }

        var name = call.Get(EntryName)
            ?? throw new SettingsException("--get needs the name of a data set; see 'saddle data'");
        return Get(Make(Catalog<DataSet>.Get(name)), call);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Row(Entry<DataSet> entry)
    {
        var set = Make(entry);
        var count = set.Count?.ToString("N0", CultureInfo.InvariantCulture)
            ?? (set is StoredDataSet ? "as found" : "endless");
        return [set.Name, Kind(set), string.Join(" x ", set.Shape), count, entry.Summary, Where(set)];
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object?> Extra(Entry<DataSet> entry)
    {
        var set = Make(entry);
        var extra = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["kind"] = Kind(set),
            ["shape"] = set.Shape,
            ["count"] = set.Count,
        };
        if (set is StoredDataSet stored)
        {
            extra["path"] = stored.Location(Folder);
            extra["present"] = stored.IsPresent(Folder);
            extra["how_to_get"] = stored.HowToGet;
            extra["downloads"] = stored.Downloads.Select(download => download.Url.ToString()).ToList();
        }

        return extra;
    }

    private static DataSet Make(Entry<DataSet> entry) =>
        entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));

    private static string Kind(DataSet set) => set.Kind.ToString().ToLowerInvariant();

    private static string Where(DataSet set) => set switch
    {
        StoredDataSet stored when stored.IsPresent(Folder) => stored.Location(Folder),
        StoredDataSet { Downloads.Count: > 0 } stored => $"not here: {stored.HowToGet}",
        StoredDataSet stored => $"not here: see 'saddle data {stored.Name}'",
        _ => "computed",
    };

    private int Get(DataSet set, Invocation call)
    {
        if (set is not StoredDataSet { Downloads.Count: > 0 } stored)
        {
            throw new SettingsException(
                set is StoredDataSet other
                    ? $"{set.Name} cannot be downloaded by name: {other.HowToGet}"
                    : $"{set.Name} is computed: there is nothing to get");
        }

        call.Clock.Begin("downloading");
        var folder = Folder.FolderOf(stored.FolderName);
        var files = new List<(Download Download, DownloadOutcome Outcome)>();
        try
        {
            foreach (var download in stored.Downloads)
            {
                using var progress = Terminal.Progress(download.FileName);
                files.Add((download, download.Get(folder, call.Get(_from), progress, call.Cancellation)));
            }
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            Terminal.Say($"interrupted; {files.Count} of {stored.Downloads.Count} files are in {folder}");
            return ExitStatus.Interrupted;
        }

        Report(call, set, folder, files);
        return ExitStatus.Done;
    }

    private static void Report(
        Invocation call,
        DataSet set,
        string folder,
        List<(Download Download, DownloadOutcome Outcome)> files)
    {
        var document = new
        {
            set.Name,
            Path = folder,
            Files = files.Select(f => new { f.Download.FileName, f.Download.Sha256, f.Outcome }).ToList(),
        };
        call.Result(document, console =>
        {
            foreach (var (download, outcome) in files)
            {
                var file = Path.Combine(folder, download.FileName);
                console.Profile.Out.Writer.WriteLine($"{file}: {Describe(outcome)}");
            }
        });
    }

    private static string Describe(DownloadOutcome outcome) => outcome switch
    {
        DownloadOutcome.Verified => "downloaded; its SHA-256 is that of the published file",
        DownloadOutcome.Unverified => "downloaded; unverified, for no SHA-256 of the published file is known",
        _ => "there already",
    };
}
