using System.Globalization;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Training;

/// <summary>
/// A training run on disk. All of it is in its folder, so that a copy of the folder is the run: <c>config.yaml</c>
/// (every setting), <c>run.json</c> (state, steps, versions), <c>metrics.sqlite</c>, TensorBoard's event files,
/// <c>checkpoints/</c> and <c>samples/</c>.
/// </summary>
public sealed class RunFolder
{
    private const string ConfigFile = "config.yaml";
    private const string StateFile = "run.json";
    private const int Most = 4 << 20; // bytes of either

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 16,
    };

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The metrics.</summary>
    public string MetricsFile => System.IO.Path.Combine(Path, "metrics.sqlite");

    /// <summary>Where the checkpoints lie.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Where the samples lie.</summary>
    public string Samples => System.IO.Path.Combine(Path, "samples");

    /// <summary>The checkpoint with the best figure.</summary>
    public string BestCheckpoint => System.IO.Path.Combine(Checkpoints, "best.safetensors");

    /// <summary>The run's state.</summary>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public RunState State
    {
        get => Read(StateFile, text => JsonSerializer.Deserialize<RunState>(text, Options)?.Checked()
            ?? throw new JsonException("expected where the run stands, not null"));
        set => AtomicFile.Write(System.IO.Path.Combine(Path, StateFile), JsonSerializer.Serialize(value, Options));
    }

    /// <summary>The run's state, also where the file cannot be read: one bad run must not hide the others.</summary>
    public RunState StateOrTrouble
    {
        get
        {
            try
            {
                return State;
            }
            catch (DataException damaged)
            {
                return RunState.Unreadable(damaged.Message);
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
        Read(ConfigFile, text => Configuration.Read(text, System.IO.Path.Combine(Path, ConfigFile), overrides));

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="path">The folder: new or empty.</param>
    /// <param name="configuration">The run's configuration.</param>
    /// <exception cref="SettingsException">There is something in the folder, or it cannot be made.</exception>
    public static RunFolder Create(string path, Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new SettingsException(
                $"--out {path}: the folder is not empty; expected a new one, "
                + $"or --resume {path} to go on with the run in it");
        }

        try
        {
            var folder = new RunFolder(path);
            Directory.CreateDirectory(folder.Checkpoints);
            Directory.CreateDirectory(folder.Samples);
            folder.Configure(configuration);
            folder.State = RunState.AtStart(configuration.Settings.Steps);
            return folder;
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingsException(
                $"--out {path}: cannot write there ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="SettingsException">It is not that of a run.</exception>
    public static RunFolder Open(string path) => IsRun(path)
        ? new(path)
        : throw new SettingsException(
            $"{path}: not a run; expected a folder that 'saddle train' made, with {ConfigFile} and {StateFile}");

    /// <summary>The runs in a folder, by name; what is not a run is left out.</summary>
    /// <param name="root">The folder.</param>
    public static IReadOnlyList<RunFolder> All(string root) => Directory.Exists(root)
        ? [.. Runs(root).Order(StringComparer.Ordinal).Select(d => new RunFolder(d))]
        : [];

    /// <summary>Writes the configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    public void Configure(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AtomicFile.Write(System.IO.Path.Combine(Path, ConfigFile), configuration.ToYaml());
    }

    /// <summary>The file of the checkpoint after a step.</summary>
    /// <param name="step">The number of updates made.</param>
    public string Checkpoint(long step) =>
        System.IO.Path.Combine(Checkpoints, string.Create(CultureInfo.InvariantCulture, $"step-{step:D9}.safetensors"));

    /// <summary>The last checkpoint; null where there is none.</summary>
    public string? LastCheckpoint() => StepCheckpoints().LastOrDefault();

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

    /// <summary>Takes away all checkpoints but the last two and the best.</summary>
    public void Prune()
    {
        foreach (var file in StepCheckpoints().SkipLast(2))
        {
            File.Delete(file);
        }
    }

    /// <summary>Takes away what a process that was killed while writing left behind.</summary>
    public void Tidy()
    {
        foreach (var left in Directory.EnumerateFiles(Path, "*.tmp", SearchOption.AllDirectories))
        {
            File.Delete(left);
        }
    }

    private static IEnumerable<string> Runs(string root) => Directory.EnumerateDirectories(root).Where(IsRun);

    private static bool IsRun(string path) =>
        File.Exists(System.IO.Path.Combine(path, ConfigFile)) && File.Exists(System.IO.Path.Combine(path, StateFile));

    private IEnumerable<string> StepCheckpoints() => Directory.Exists(Checkpoints)
        ? Directory.EnumerateFiles(Checkpoints, "step-*.safetensors").Order(StringComparer.Ordinal)
        : [];

    private TResult Read<TResult>(string name, Func<string, TResult> read)
    {
        var file = System.IO.Path.Combine(Path, name);
        try
        {
            return read(SmallText.Read(file, Most));
        }
        catch (JsonException failure)
        {
            throw new DataException(file, $"cannot be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }
}
