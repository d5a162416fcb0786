using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Gans.Training;

namespace Saddle.App.Laboratory;

/// <summary>
/// The training runs of one folder, and the processes that this laboratory trains them in: each is the command line's
/// own <c>saddle train</c>. A run is found by its folder's name among those that are there, never by a path.
/// </summary>
/// <param name="root">The folder of the runs.</param>
/// <param name="program">The command line's program.</param>
/// <param name="isTrusting">Whether programs that runs here name may run, as <c>--trust</c> says.</param>
internal sealed class RunProcesses(string root, string program, bool isTrusting = false) : IDisposable
{
    private const char Within = ':';
    private const int Most = 2;

    // The most that a process may take for its data, by the system's own limit: that of the runtime does not hold
    // libtorch, and address space that is only reserved, as the runtime does, costs nothing.
    private static readonly long MostBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Training> _training = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The folder of the runs.</summary>
    public string Root => root;

    /// <summary>The runs, by name.</summary>
    public IReadOnlyList<RunFolder> All => RunFolder.All(root);

    /// <summary>The sweeps: the folders that have a table of one, by name.</summary>
    public IReadOnlyList<string> Sweeps => Directory.Exists(root)
        ?
        [
            .. Directory.EnumerateDirectories(root)
                .Where(folder => File.Exists(Path.Combine(folder, SweepStore.Name)))
                .Order(StringComparer.Ordinal),
        ]
        : [];

    /// <summary>The name of a run of a sweep.</summary>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="cell">The run's number.</param>
    public static string NameOf(string sweep, int cell) => $"{sweep}{Within}{SweepRuns.NameOf(cell)}";

    /// <summary>The name of a run: its folder's, behind its sweep's where it is of one.</summary>
    public string NameOf(RunFolder run)
    {
        var (name, parent) = (Path.GetFileName(run.Path), Path.GetDirectoryName(Path.GetFullPath(run.Path))!);
        return parent == Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))
            ? name
            : $"{Path.GetFileName(Path.GetDirectoryName(parent))}{Within}{name}";
    }

    /// <summary>The run of a name.</summary>
    /// <exception cref="LimitException">There is none.</exception>
    public RunFolder Find(string name) => Known(name)
        ?? throw new LimitException($"there is no run '{name}'", StatusCodes.Status404NotFound);

    /// <summary>A run or a watched script, as somebody asks about it.</summary>
    /// <exception cref="LimitException">There is none of this name.</exception>
    /// <exception cref="Data.DataException">A script's watch.json is damaged.</exception>
    public AskedRun Asked(string name) => Known(name) is { } run
        ? AskedRun.Of(run)
        : AskedRun.Of(new WatchedScripts(root).Find(name));

    // Among the runs of this folder, and those of each sweep in it.
    private RunFolder? Known(string name)
    {
        var among = name.LastIndexOf(Within) is > 0 and var end
            ? Sweeps.Where(folder => Path.GetFileName(folder) == name[..end])
                .SelectMany(folder => RunFolder.All(new OwnFolder(folder).At(SweepRuns.Folder)))
            : [];
        return All.Concat(among).FirstOrDefault(run => NameOf(run) == name);
    }

    /// <summary>What lets a run's programs run.</summary>
    public IReadOnlyList<string> Trust => isTrusting ? ["--trust"] : [];

    /// <summary>Whether this laboratory trains a run now.</summary>
    public bool IsTraining(string name) => _training.TryGetValue(name, out var training) && !training.Process.HasExited;

    /// <summary>What a run's process said when it ended badly; null where it did not.</summary>
    public string? Trouble(string name) =>
        _training.TryGetValue(name, out var training)
            && training.Process is { HasExited: true, ExitCode: not (ExitStatus.Done or ExitStatus.Interrupted) }
            ? training.Said
            : null;

    /// <summary>The runs whose processes work, but whose folders are not there yet.</summary>
    public IReadOnlyList<string> Starting => [.. Absent().Where(t => !t.Value.Process.HasExited).Select(t => t.Key)];

    /// <summary>What processes said that ended before there was a folder.</summary>
    public IReadOnlyList<string> Troubles =>
        [.. Absent().Where(t => t.Value.Process.HasExited).Select(t => $"{t.Key}: {t.Value.Said}")];

    /// <summary>The turns of questions to runs: as many processes at once as of training.</summary>
    public SemaphoreSlim Turns { get; } = new(Most);

    /// <summary>How the command line is started, with all its streams in our hands and within a share of the memory.
    /// </summary>
    public ProcessStartInfo CommandLine(IEnumerable<string> arguments)
    {
        string[] command =
        [
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            program,
            .. arguments,
        ];
        string[] limited = OperatingSystem.IsLinux()
            ? ["/bin/sh", "-c", "ulimit -d \"$0\"; exec \"$@\"", Text(MostBytes >> 10), .. command]
            : command;
        var start = new ProcessStartInfo(limited[0], limited[1..])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove(Token.Variable); // who trains need not be able to ask the laboratory
        return start;
    }

    /// <summary>Begins a run of a recipe.</summary>
    /// <returns>The run's name.</returns>
    public string Begin(string recipe, int? steps, int? seed)
    {
        if (!Recipes.Names.Contains(recipe, StringComparer.Ordinal))
        {
            throw SettingsException.Unknown("a recipe", recipe, Recipes.Names);
        }

        LimitException.Check("updates", steps ?? 1, int.MaxValue);
        LimitException.Check("as seed", seed ?? 0, int.MaxValue, least: 0);
        lock (_lock)
        {
            var number = 1;
            string name;
            do
            {
                name = string.Create(CultureInfo.InvariantCulture, $"train-{recipe}-{number++:D3}");
            }
            while (Directory.Exists(Path.Combine(root, name)) || IsTraining(name));
            Start(
                name,
                [
                    "train",
                    recipe,
                    "--out",
                    Path.Combine(root, name),
                    .. Option("--steps", steps),
                    .. Option("--seed", seed),
                ]);
            return name;
        }
    }

    /// <summary>Goes on with a run.</summary>
    /// <exception cref="LimitException">It is being trained.</exception>
    public void Resume(string name, int? steps)
    {
        var run = Find(name);
        LimitException.Check("updates", steps ?? 1, int.MaxValue);
        lock (_lock)
        {
            if (IsTraining(name) || run.IsHeld)
            {
                throw new LimitException($"{name} is being trained", StatusCodes.Status409Conflict);
            }

            Start(name, ["train", "--resume", run.Path, .. Option("--steps", steps)]);
        }
    }

    /// <summary>Asks a run's process to keep what it has and end.</summary>
    /// <exception cref="LimitException">This laboratory does not train the run.</exception>
    public void Stop(string name)
    {
        var run = NameOf(Find(name));
        if (!IsTraining(run))
        {
            throw new LimitException($"{name} is not being trained by this laboratory", StatusCodes.Status409Conflict);
        }

        _training[run].Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var training in _training.Values)
        {
            training.Stop();
        }

        foreach (var training in _training.Values)
        {
            if (!training.Process.WaitForExit(Patience))
            {
                training.Process.Kill(entireProcessTree: true);
            }

            training.Process.Dispose();
        }

        Turns.Dispose();
    }

    private static string[] Option(string name, int? value) =>
        value is { } number ? [name, Text(number)] : [];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<KeyValuePair<string, Training>> Absent()
    {
        var there = All.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return _training.Where(t => !there.Contains(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal);
    }

    private void Start(string name, string[] arguments)
    {
        if (_training.Values.Count(t => !t.Process.HasExited) >= Most)
        {
            throw new LimitException(
                $"{Most} runs are being trained already, the most at once: stop one, or wait for its end",
                StatusCodes.Status429TooManyRequests);
        }

        _training[name] = new(Process.Start(CommandLine(arguments))!);
    }

    private sealed class Training
    {
        private volatile string _said = "the training process ended without a word";

        public Training(Process process)
        {
            Process = process;
            process.StandardInput.Close();
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, line) => _said = string.IsNullOrWhiteSpace(line.Data) ? _said : line.Data;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public Process Process { get; }

        public string Said => _said;

        public void Stop() => OwnProgram.Stop(Process);
    }
}
