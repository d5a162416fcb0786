using System.Globalization;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;

namespace Saddle.Gans.Training;

/// <summary>
/// A training run on disk. All of it is in its folder, so that a copy of the folder is the run: <c>config.yaml</c>
/// (every setting), <c>run.json</c> (state, steps, versions), <c>metrics.sqlite</c>, TensorBoard's event files,
/// <c>checkpoints/</c> and <c>samples/</c>. Whoever trains it holds the lock on <c>.lock</c> meanwhile.
/// </summary>
public sealed class RunFolder
{
    private const string ConfigFile = "config.yaml";
    private const string StateFile = "run.json";
    private const string LockFile = ".lock";
    private const int Most = 4 << 20; // bytes of either
    private const string CheckpointFolder = "checkpoints";
    private const string SampleFolder = "samples";
    private const string NetworkFolder = "networks";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 16,
    };

    private readonly Action<string> _say;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private int _holds;
    private FileLock? _held;

    private RunFolder(string path, Action<string> say) => (Own, _say) = (new(path), say);

    /// <summary>The folder.</summary>
    public string Path => Own.Path;

    /// <summary>What lies in the folder: a run may be a copy from anybody, and links in it are not followed.</summary>
    public OwnFolder Own { get; }

    /// <summary>The metrics.</summary>
    /// <exception cref="DataException">They are a link.</exception>
    public string MetricsFile => Own.Database("metrics.sqlite");

    /// <summary>Where the checkpoints lie.</summary>
    /// <exception cref="DataException">It is a link.</exception>
    public string Checkpoints => Own.At(CheckpointFolder);

    /// <summary>Where the samples lie.</summary>
    /// <exception cref="DataException">It is a link.</exception>
    public string Samples => Own.At(SampleFolder);

    /// <summary>The checkpoint with the best figure.</summary>
    /// <exception cref="DataException">It is a link, or lies behind one.</exception>
    public string BestCheckpoint => Own.At(CheckpointFolder, "best.safetensors");

    /// <summary>The names of the sheets of samples that were written while it trained, in order.</summary>
    /// <exception cref="DataException">They lie behind a link.</exception>
    public IEnumerable<string> Sheets => Own.Files(SampleFolder, "step-*")
        .Select(file => System.IO.Path.GetFileName(file))
        .Where(name => !name.EndsWith(".tmp", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether some process trains the run now.</summary>
    public bool IsHeld => Own.Has(LockFile) && FileLock.IsHeld(LockPath);

    /// <summary>The file of the configuration.</summary>
    internal string ConfigPath => Own.At(ConfigFile);

    /// <summary>The file of the state.</summary>
    internal string StatePath => Own.At(StateFile);

    private string LockPath => Own.At(LockFile);

    /// <summary>The run's state.</summary>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public RunState State
    {
        get => Read(StateFile, text => JsonSerializer.Deserialize<RunState>(text, Options)?.Checked()
            ?? throw new JsonException("expected where the run stands, not null"));
        set => AtomicFile.Write(Own.At(StateFile), JsonSerializer.Serialize(value, Options));
    }

    /// <summary>
    /// The run's state as others should see it: interrupted where it says running and nobody trains it any more, and
    /// also where the file cannot be read: one bad run must not hide the others.
    /// </summary>
    public RunState StateOrTrouble
    {
        get
        {
            try
            {
                // Read once more when nobody is found to train it: it may have ended in between.
                return State.IsRunning && !IsHeld && State is { IsRunning: true } left ? left.Abandoned() : State;
            }
            catch (Exception damage) when (damage is DataException or IOException or UnauthorizedAccessException)
            {
                return RunState.Unreadable(damage.Message);
            }
        }
    }

    /// <summary>The configuration as it was resolved when the run began.</summary>
    /// <exception cref="DataException">The file is missing.</exception>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public Configuration Configuration => ReadConfiguration();

    /// <summary>The configuration with changes.</summary>
    /// <param name="overrides">Values by path.</param>
    /// <exception cref="DataException">The file is missing.</exception>
    /// <exception cref="SettingsException">The file is damaged, or a change makes no sense.</exception>
    public Configuration ReadConfiguration(params IReadOnlyList<KeyValuePair<string, string>> overrides) =>
        Read(
            ConfigFile,
            text => Configuration.Read(text, Own.At(ConfigFile), overrides)
                .WithForeign(Located)
                .WithTensors(Located));

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="path">The folder: new or empty.</param>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="say">Is told what the user should know, a line each; null for nobody.</param>
    /// <exception cref="SettingsException">There is something in the folder, or it cannot be made.</exception>
    public static RunFolder Create(string path, Configuration configuration, Action<string>? say = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var folder = new RunFolder(path, say ?? (_ => { }));
        try
        {
            RequireFree(path); // before anything is written there
            AtomicFile.MakeFolder(path);
            using var held = folder.Hold();
            RequireFree(path); // another one may have begun there at the same moment
            folder.Tidy();
            Directory.CreateDirectory(folder.Checkpoints);
            Directory.CreateDirectory(folder.Samples);
            folder.Configure(configuration.WithForeign(folder.Adopted).WithTensors(folder.Adopted));
            folder.TrustPrograms();
            folder.State = RunState.AtStart(configuration.Settings.Steps);
            return folder;
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingsException(
                $"{path}: cannot write there ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    /// <summary>Checks that a folder can be that of a new run.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="SettingsException">There is something in it, or a file in its place.</exception>
    public static void RequireFree(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || File.Exists(path))
        {
            var what = path.Length == 0 ? "no name" : "a file";
            throw new SettingsException($"'{path}' is {what}; expected the name of a new folder");
        }

        if (Directory.Exists(path) && !IsFree(path))
        {
            throw new SettingsException(
                $"{path}: the folder is not empty; expected a new one, "
                + $"or 'saddle train --resume {Shell.Quoted(path)}' to go on with the run in it");
        }
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="say">Is told what the user should know, a line each; null for nobody.</param>
    /// <exception cref="SettingsException">It is not that of a run.</exception>
    public static RunFolder Open(string path, Action<string>? say = null) => IsRun(path)
        ? new(path, say ?? (_ => { }))
        : throw new SettingsException(
            $"{path}: not a run; expected a folder that 'saddle train' made, with {ConfigFile} and {StateFile}");

    /// <summary>Whether a folder is that of a run.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsRun(string path) =>
        File.Exists(System.IO.Path.Combine(path, ConfigFile)) && File.Exists(System.IO.Path.Combine(path, StateFile));

    /// <summary>The runs in a folder, by name; what is not a run is left out.</summary>
    /// <param name="root">The folder.</param>
    public static IReadOnlyList<RunFolder> All(string root) => Directory.Exists(root)
        ? [.. Runs(root).Order(StringComparer.Ordinal).Select(d => new RunFolder(d, _ => { }))]
        : [];

    /// <summary>
    /// Keeps every other process from training the run until all that this returned is closed; this object may hold it
    /// several times.
    /// </summary>
    /// <exception cref="SettingsException">Another process trains the run.</exception>
    public IDisposable Hold()
    {
        _held ??= FileLock.TryTake(LockPath) ?? throw new SettingsException(
            $"{Path}: another process is training this run; wait for its end, or stop it first");
        _holds++;
        return new Held(this);
    }

    /// <summary>Tells the user, a line.</summary>
    /// <param name="line">What.</param>
    internal void Say(string line) => _say(line);

    /// <summary>
    /// Lets the programs run that the run names, as their files are now: its user made it here, or has said so.
    /// </summary>
    public void TrustPrograms()
    {
        foreach (var program in Configuration.Programs.Where(File.Exists))
        {
            try
            {
                TrustedPrograms.FromEnvironment().Add(Path, program);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _say($"{program}: that it may run cannot be noted ({failure.Message.ReplaceLineEndings(" ")})");
            }
        }
    }

    /// <summary>Checks that whatever the run names as a program may run.</summary>
    /// <exception cref="SettingsException">
    /// The user has neither made the run here nor said that it may, or the program is not what it was then.
    /// </exception>
    public void RequireTrust()
    {
        if (Configuration.Programs.FirstOrDefault(IsForeign) is { } program)
        {
            throw new SettingsException(
                $"{Path}: this run names {program}, a program, and either you have not made the run here or the "
                + "program has changed since; where you trust it, add --trust");
        }

        bool IsForeign(string program) =>
            File.Exists(program) && !TrustedPrograms.FromEnvironment().Contains(Path, program);
    }

    /// <summary>Writes the configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    public void Configure(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AtomicFile.Write(Own.At(ConfigFile), configuration.ToYaml());
    }

    /// <summary>The file of the checkpoint after a step.</summary>
    /// <param name="step">The number of updates made.</param>
    /// <exception cref="DataException">It is a link, or lies behind one.</exception>
    public string Checkpoint(long step) =>
        Own.At(CheckpointFolder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D9}.safetensors"));

    /// <summary>The file of a sheet of samples.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="DataException">It is a link, or lies behind one.</exception>
    public string Sheet(string name) => Own.At(SampleFolder, name);

    /// <summary>
    /// The last checkpoint that is whole by its checksum; null where there is none at all. What is left out is said.
    /// </summary>
    /// <exception cref="DataException">There are checkpoints, but none of them is whole, or one is a link.</exception>
    public string? LastCheckpoint()
    {
        DataException? first = null;
        foreach (var file in StepCheckpoints().Reverse())
        {
            _ = Own.At(CheckpointFolder, System.IO.Path.GetFileName(file)); // a link is refused, not fallen back from
            try
            {
                Safetensors.Open(file).Check();
            }
            catch (DataException damaged)
            {
                first ??= damaged;
                continue;
            }

            if (first is not null && _said.Add(file))
            {
                _say($"{first.Message}; falling back to {System.IO.Path.GetFileName(file)}");
            }

            return file;
        }

        return first is null ? null : throw first;
    }

    /// <summary>The checkpoint files after steps, in their order, whole or not.</summary>
    internal IReadOnlyList<string> StepCheckpoints() => Checkpoints is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "step-*.safetensors").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file of a checkpoint.</summary>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <exception cref="SettingsException">There is no such checkpoint.</exception>
    public string Find(string checkpoint) => checkpoint switch
    {
        "last" => LastCheckpoint() ?? throw new SettingsException($"{Path}: the run has no checkpoint yet"),
        "best" =>
            File.Exists(BestCheckpoint)
                ? BestCheckpoint
                : throw new SettingsException($"{Path}: the run has no best checkpoint; expected --checkpoint last"),
        _ => checkpoint,
    };

    /// <summary>
    /// The number of updates that need not be made again: those that the state has seen done and a whole checkpoint
    /// has.
    /// </summary>
    /// <exception cref="DataException">There are checkpoints, but none of them is whole.</exception>
    public long StepDone() =>
        LastCheckpoint() is { } last ? Math.Min(State.Step, Training.Checkpoint.Step(last)) : State.Step;

    /// <summary>
    /// The best figure, as the best checkpoint itself states it: figure and checkpoint are written at once, where the
    /// run's state is written later. Null where there is none; what is damaged is said.
    /// </summary>
    public BestFigure? Best()
    {
        if (!File.Exists(BestCheckpoint))
        {
            return null;
        }

        try
        {
            return Safetensors.Open(BestCheckpoint).Check() ? Training.Checkpoint.Figure(BestCheckpoint) : State.Best;
        }
        catch (DataException damaged)
        {
            _say($"{damaged.Message}; the next figure counts as the best");
            return null;
        }
    }

    /// <summary>Takes away all checkpoints but the last two and the best.</summary>
    public void Prune()
    {
        foreach (var file in StepCheckpoints().SkipLast(2))
        {
            File.Delete(file);
        }
    }

    /// <summary>Takes away a run that was just made and could not be finished; nobody holds it.</summary>
    public void Discard() => Directory.Delete(Path, recursive: true);

    /// <summary>Takes away what a process that was killed while writing left behind.</summary>
    public void Tidy() => AtomicFile.TakeAway(Own.FilesBelow("*.tmp"));

    // Copies of the network's files, so that the folder is the whole run.
    private ForeignNetwork Adopted(Player player, ForeignNetwork network)
    {
        var name = player.ToString().ToLowerInvariant();
        var state = network.State;
        if (state.Length > 0)
        {
            var (file, key) = network.StateLocation;
            state = Copied(file, $"{name}-state.pth") + (key is null ? string.Empty : $":{key}");
        }

        return network with
        {
            File = Copied(network.Location, name + network.Extension),
            State = state,
            Folder = Path,
        };
    }

    private TensorFile Adopted(TensorFile data)
    {
        var location = data.Location(DataFolder.FromEnvironment());
        return data with { Path = Copied(location, "data.safetensors"), Folder = Path };
    }

    private string Copied(string from, string name)
    {
        using var file = InputFile.Open(from);
        Directory.CreateDirectory(Own.At(NetworkFolder));
        AtomicFile.Write(Own.At(NetworkFolder, name), file.CopyTo);
        return $"{NetworkFolder}/{name}";
    }

    // Files of the run's own lie in its folder, and not behind a link.
    private ForeignNetwork Located(Player player, ForeignNetwork network)
    {
        RequireOwn(player, network.File);
        if (network.State.Length > 0)
        {
            var key = (network with { Folder = Path }).StateLocation.Key;
            RequireOwn(player, key is null ? network.State : network.State[..^(key.Length + 1)]);
        }

        return network with { Folder = Path };
    }

    private TensorFile Located(TensorFile data)
    {
        RequireOwn("data", data.Path);
        return data with { Folder = Path };
    }

    private void RequireOwn(object what, string file)
    {
        if (!System.IO.Path.IsPathRooted(file) && file.Split('/') is { } names)
        {
            _ = Array.Find(names, name => FileName.Refusal(name) is not null) is { } name
                ? throw new SettingsException(
                    $"{Own.At(ConfigFile)}: {what}: '{Excerpt.Of(file)}' has the part '{Excerpt.Of(name)}'; "
                    + $"expected {FileName.Refusal(name)}")
                : Own.At(names);
        }
    }

    private static IEnumerable<string> Runs(string root) => Directory.EnumerateDirectories(root).Where(IsRun);

    // Empty, but for what a process made that was killed before there was a run, in its order: a configuration of the
    // user's own would stand alone.
    private static bool IsFree(string path)
    {
        string[] made = [LockFile, CheckpointFolder, SampleFolder, ConfigFile];
        var names = Names(path).Where(name => !AtomicFile.IsTemporary(name)).ToHashSet(StringComparer.Ordinal);
        _ = names.Contains(SampleFolder) && names.Remove(NetworkFolder);
        if (names.Remove(StateFile) && !NeverBegan(path))
        {
            return false;
        }

        return names.SetEquals(made.Take(names.Count))
            && made[1..3].Where(names.Contains).All(name => !Names(System.IO.Path.Combine(path, name)).Any());
    }

    // Refused before its first update, for data that were not there say: nothing would be lost with it, unless its
    // networks were imported into it.
    private static bool NeverBegan(string path) =>
        IsRun(path) && new RunFolder(path, _ => { }).StateOrTrouble is { Status: "failed", Step: 0, Imported: null };

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(entry => System.IO.Path.GetFileName(entry));

    private void Release()
    {
        if (--_holds == 0)
        {
            _held?.Dispose();
            _held = null;
        }
    }

    private TResult Read<TResult>(string name, Func<string, TResult> read)
    {
        var file = Own.At(name);
        try
        {
            return read(SmallText.Read(file, Most));
        }
        catch (JsonException failure)
        {
            throw new DataException(file, $"cannot be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    private sealed class Held(RunFolder folder) : IDisposable
    {
        private RunFolder? _folder = folder;

        public void Dispose()
        {
            _folder?.Release();
            _folder = null;
        }
    }
}
