using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.App.Commands;

/// <summary>
/// The networks of a watched script as a run of Saddle's: those of an export, with the samples that the discriminator
/// was fed as data, and objective, rule and latent vector as they were seen.
/// </summary>
internal sealed class WatchedPair
{
    private const string OwnRun = "run";
    private const string DataName = "real.safetensors";
    private const string LockName = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly WatchedPart _part;
    private readonly IReadOnlyDictionary<Player, bool> _modes;

    /// <summary>Reads what was watched.</summary>
    /// <param name="part">The run, the attempt or the export.</param>
    /// <exception cref="DataException">A file is damaged, or there is no export.</exception>
    public WatchedPair(WatchedPart part)
    {
        _part = part;
        Export = part.Export();
        _modes = part.Modes();
        Log = new(part.Attempt);
        Log.Look();
        Settings = WatchedSettings.Of(part.Attempt, Log, Export.Step);
    }

    /// <summary>The export.</summary>
    public WatchedExport Export { get; }

    /// <summary>What was seen of the script's settings.</summary>
    public WatchedSettings Settings { get; }

    /// <summary>What was written of its rounds.</summary>
    private WatchedLog Log { get; }

    /// <summary>The figures of its rounds up to the export, by Saddle's names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> History => Log.Series()
        .ToDictionary(
            s => s.Key,
            s => (IReadOnlyList<(long, double)>)[.. s.Value.Where(v => v.Step <= Export.Step)],
            StringComparer.Ordinal);

    /// <summary>The run of a watched run's networks, which is made when it is first asked for, beside the export.
    /// </summary>
    /// <param name="part">The run, the attempt or the export.</param>
    /// <param name="isTrusted">Whether networks that are programs may run from now on.</param>
    /// <exception cref="SettingsException">
    /// A network is a program that may not run, or something is not seen.
    /// </exception>
    /// <exception cref="DataException">A file is damaged, or there is no export.</exception>
    public static RunFolder RunOf(WatchedPart part, bool isTrusted)
    {
        var path = part.Export().Own.At(OwnRun);
        if (!RunFolder.IsRun(path))
        {
            new WatchedPair(part).Make(path, isTrusted);
        }

        var run = RunFolder.Open(path, Terminal.Say);
        if (isTrusted)
        {
            run.TrustPrograms();
        }

        return run;
    }

    /// <summary>
    /// Both networks, in the mode in which they were trained; in evaluation mode where only that export can be
    /// differentiated, as of spectral norm that was traced.
    /// </summary>
    /// <param name="generator">Another one in the generator's place; null for none.</param>
    /// <param name="discriminator">Another one in the discriminator's place; null for none.</param>
    /// <param name="latent">The latent vector's shape and law; null as seen.</param>
    /// <param name="labels">The number of classes and the labels' form; null where none is said.</param>
    /// <param name="output">logits or probability; null as seen.</param>
    /// <param name="classes">The number of the data's classes.</param>
    /// <exception cref="SettingsException">They cannot be run, or something is not seen.</exception>
    /// <exception cref="DataException">A file is damaged.</exception>
    public ImportedPair Pair(
        ForeignNetwork? generator,
        ForeignNetwork? discriminator,
        string? latent,
        string? labels,
        string? output,
        Func<int> classes)
    {
        SettingsException? first = null;
        foreach (var (g, d) in Files())
        {
            try
            {
                var pair = new ImportedPair(
                    generator ?? ForeignFile.NetworkOf(g),
                    discriminator ?? ForeignFile.NetworkOf(d),
                    latent ?? Settings.Latent,
                    labels,
                    output ?? Settings.Output,
                    classes);
                if (first is not null)
                {
                    pair.Notes.Add($"{first.Message}; {Path.GetFileName(g)} and {Path.GetFileName(d)} are taken");
                }

                return pair;
            }
            catch (SettingsException refusal)
            {
                first ??= refusal;
            }
        }

        throw first!;
    }

    /// <summary>The samples that the discriminator was fed, in a file of their own beside the export.</summary>
    /// <exception cref="DataException">There are none.</exception>
    public TensorFile Data()
    {
        var file = Export.Own.At(DataName);
        if (!File.Exists(file))
        {
            var real = WatchedSamples.AllReal(_part.Attempt, Export.Step) ?? throw new DataException(
                _part.Attempt.Path,
                "has no real samples; expected --data of 'saddle import NEW --watched "
                + $"{Shell.Quoted(_part.Named)}'");
            real.Write(file);
        }

        return new() { Path = file };
    }

    // Those of the modes of training first, then with one or both in evaluation mode.
    private IEnumerable<(string Generator, string Discriminator)> Files()
    {
        var (g, d) = (_modes[Player.Generator], _modes[Player.Discriminator]);
        return new[] { (g, d), (g, false), (false, d), (false, false) }
            .Distinct()
            .Select(modes => (
                Export.FileOf(Player.Generator, modes.Item1), Export.FileOf(Player.Discriminator, modes.Item2)))
            .Where(files => files is { Item1: not null, Item2: not null })!;
    }

    private void Make(string path, bool isTrusted)
    {
        RequireTrust(isTrusted);
        try
        {
            using var held = Held();
            if (!RunFolder.IsRun(path))
            {
                var making = Export.Own.At($"{OwnRun}.tmp");
                if (Directory.Exists(making))
                {
                    Directory.Delete(making, recursive: true); // of a process that was killed
                }

                Begin(making);
                Directory.Move(making, path);
                RunFolder.Open(path, Terminal.Say).TrustPrograms();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"{path}: cannot be written ({failure.Message.ReplaceLineEndings(" ")}); 'saddle import NEW --watched "
                + $"{Shell.Quoted(_part.Named)}' makes the run elsewhere");
        }
    }

    private FileLock Held()
    {
        while (true)
        {
            if (FileLock.TryTake(Export.Own.At(LockName)) is { } held)
            {
                return held;
            }

            Thread.Sleep(Pause); // another one makes the run
        }
    }

    private void Begin(string path)
    {
        try
        {
            using var pair = Pair(null, null, null, null, null, () => 0);
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_part.Run.Path)));
            var configuration = pair.Configuration(name, Data(), Settings.Objective, Settings.Rule, Settings.Batch);
            pair.Notes.Concat(Settings.Notes).ToList().ForEach(Terminal.Note);
            Decline.AsBadInput(() => ImportedRun.Begin(
                configuration,
                () => RunFolder.Create(path, configuration, Terminal.Say),
                DataFolder.FromEnvironment(),
                Export.Step,
                TimeProvider.System,
                History));
        }
        catch (SettingsException unseen)
        {
            throw new SettingsException(
                $"{unseen.Message}; what the watch does not show is for 'saddle import NEW --watched "
                + $"{Shell.Quoted(_part.Named)}' to say: --labels, --data, --latent, --generator ...");
        }
    }

    private void RequireTrust(bool isTrusted)
    {
        var trusted = TrustedPrograms.FromEnvironment();
        foreach (var program in Export.Programs())
        {
            if (isTrusted)
            {
                trusted.Add(Export.Own.Path, program);
            }
            else if (!trusted.Contains(Export.Own.Path, program))
            {
                throw new SettingsException(
                    $"{program}: TorchScript, a program, which runs with all your rights; where you trust it, add "
                    + "--trust");
            }
        }
    }
}
