using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>
/// The logs in a folder and beneath it. Links are followed last, and only to what was not met already.
/// </summary>
internal sealed class LogSearch
{
    private const int MostDepth = 8;
    private const int MostEntries = 5_000;

    // Beneath a folder lie pictures, networks and programs too: what is named as a log is looked into.
    private static readonly string[] Endings =
    [
        "", ".csv", ".tsv", ".txt", ".log", ".out", ".err", ".json", ".jsonl", ".ndjson", ".gz", ".zip", ".wandb",
        ".db", ".sqlite", ".sqlite3",
    ];

    private static readonly string[] Stores = [".neptune", ".aim"];
    private static readonly EnumerationOptions Here = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.None,
    };

    private readonly string _top;
    private readonly PriorityQueue<FoundEntry, (bool IsLink, int Order)> _waiting = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _events = new(StringComparer.Ordinal);
    private readonly List<(string Place, LoggedRun Run)> _runs = [];
    private readonly List<DataException> _failures = [];
    private readonly List<string> _remarks = [];

    /// <summary>Looks through a folder.</summary>
    /// <param name="top">The folder.</param>
    public LogSearch(string top)
    {
        _top = top;
        _waiting.Enqueue(new(top, Path.GetFullPath(top), 0, true), default);
        var order = 0;
        while (_waiting.TryDequeue(out var entry, out _))
        {
            if (!_seen.Add(entry.Real))
            {
                continue;
            }

            if (!entry.IsFolder)
            {
                Guarded(() => TakeFile(entry.Path));
            }
            else if (!TakeStore(entry.Path))
            {
                order = Enqueue(entry, order);
            }
        }
    }

    /// <summary>The runs of all logs, named after their logs' places unless their tools gave them names.</summary>
    /// <exception cref="DataException">There are none.</exception>
    public IReadOnlyList<LoggedRun> Runs()
    {
        TakeEvents();
        var logs = _runs.Where(r => r.Run.Curves.Any(c => c.Points.Count > 1)).ToList();
        logs = logs.Count > 0 ? logs : _runs;
        if (logs.Count == 0)
        {
            throw _failures.FirstOrDefault() ?? new DataException(
                _top, "no log is in it or beneath it; expected event files, CSV files or another tool's logs");
        }

        var taken = logs.CountBy(r => r.Run.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. logs.Select(r => r.Run with
            {
                Name = taken[r.Run.Name] == 1 ? r.Run.Name : $"{r.Run.Name} in {r.Place}",
                Remarks = [.. r.Run.Remarks, .. _remarks],
            }),
        ];
    }

    private int Enqueue(FoundEntry folder, int order)
    {
        var entries = new DirectoryInfo(folder.Path).EnumerateFileSystemInfos("*", Here).Where(IsOfInterest);
        foreach (var entry in entries.Take(MostEntries + 1 - order).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (order == MostEntries)
            {
                _remarks.Add(FormattableString.Invariant(
                    $"more than {MostEntries} files and folders lie beneath it: not all of them were looked at"));
                break;
            }

            var (isFolder, path) = (Directory.Exists(entry.FullName), Path.Combine(folder.Path, entry.Name));
            if (Target(entry) is { } target && (!isFolder || folder.Depth < MostDepth))
            {
                var real = target.Length > 0 ? target : Path.Combine(folder.Real, entry.Name);
                _waiting.Enqueue(new(path, real, folder.Depth + 1, isFolder), (target.Length > 0, order++));
            }
        }

        return order;
    }

    // Where a link leads to in the end; empty of what is none, null of one that leads nowhere.
    private static string? Target(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null ? string.Empty : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null; // links that lead round in a circle
        }
    }

    private static bool IsOfInterest(FileSystemInfo entry) => Directory.Exists(entry.FullName)
        ? entry.Name[0] != '.' || Stores.Contains(entry.Name, StringComparer.Ordinal)
        : Endings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase) || IsNamedAsEvents(entry.Name);

    private static bool IsNamedAsEvents(string name) => name.Contains("tfevents", StringComparison.Ordinal);

    private bool TakeStore(string folder)
    {
        var source = new LogSource(folder);
        if (TrainingLog.FormatOf(source) is not { } format)
        {
            return false;
        }

        Guarded(() => Take(source, format));
        return true;
    }

    private void TakeFile(string path)
    {
        var source = new LogSource(path);
        if (IsNamedAsEvents(source.FileName) || TensorBoardReader.IsOne(source.Head))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            (_events.TryGetValue(folder, out var files) ? files : _events[folder] = []).Add(path);
        }
        else if (source.Head.Length > 0 && TrainingLog.FormatOf(source) is { } format)
        {
            Take(source, format);
        }
    }

    private void Take(LogSource source, LogFormat format)
    {
        var place = Path.GetRelativePath(_top, source.Path).Replace('\\', '/');
        foreach (var run in format.Read(source))
        {
            var isNamed = run.Name != source.FileName && run.Name != Path.GetFileNameWithoutExtension(source.FileName);
            _runs.Add((place, isNamed || place == "." ? run : run with { Name = place }));
        }
    }

    private void TakeEvents()
    {
        var folders = new List<EventFolder>();
        foreach (var (folder, files) in _events)
        {
            Guarded(() => folders.Add(new(folder, [.. files.Select(f => new LogSource(f))])));
        }

        if (folders.Count > 0 && folders.TrueForAll(f => f.Tags.Count == 0))
        {
            _failures.Add(new(folders[0].Path, "holds no data points: no scalar is among the events of TensorBoard"));
        }

        var top = Path.GetFullPath(_top);
        _runs.AddRange(EventRuns.Of(top, folders).Select(run => (
            Path.GetRelativePath(top, run.Source).Replace('\\', '/'),
            run with { Source = Path.GetFullPath(run.Source) == top ? _top : Path.Combine(_top, run.Name) })));
        _events.Clear();
    }

    // A log that cannot be read does not hide the others.
    private void Guarded(Action take)
    {
        try
        {
            take();
        }
        catch (DataException failure)
        {
            _failures.Add(failure);
            _remarks.Add($"{Path.GetRelativePath(_top, failure.File)} is left out: {failure.Problem}");
        }
    }
}
