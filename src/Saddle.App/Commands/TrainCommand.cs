using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.App.Shards;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;
using Saddle.Torch;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle train CONFIG</c>: trains a GAN in a run's folder, or goes on with one.</summary>
[Command(
    "train",
    "trains a GAN that a configuration or a recipe describes, or goes on with a run",
    "train ring-of-eight --set rule.eta-g=0.0005 --steps 2000")]
public sealed class TrainCommand : AppCommand
{
    private readonly Argument<string?> _config;
    private readonly Option<string[]> _set;
    private readonly Option<long> _steps;
    private readonly Option<string?> _device;
    private readonly Option<long?> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _resume;
    private readonly Option<bool> _accept;
    private readonly Option<bool> _trust;
    private readonly Option<long> _processes;

    /// <summary>Declares the options.</summary>
    public TrainCommand()
    {
        _config = DeclareArgument<string?>(
            "config",
            $"a YAML file, or a recipe: {string.Join(", ", Recipes.Names)}",
            ArgumentArity.ZeroOrOne);
        _set = DeclareList("--set", "PATH=VALUE, a value of the configuration, such as rule.eta-g=0.001; repeatable");
        _steps = DeclareCount(
            "--steps",
            "the number of updates; 0 for what the configuration says",
            0,
            0,
            int.MaxValue);
        _device = DeclareText("--device", "cpu, cuda or cuda:N (default: what the configuration says)");
        _seed = DeclareOptionalCount(
            "--seed", "the seed of everything random (default: what the configuration says)", 0, int.MaxValue);
        _out = DeclareText("--out", "the run's folder (default: runs/train-NAME-NNN)");
        _resume = DeclareText("--resume", "goes on with the run in this folder");
        _accept = DeclareFlag("--accept-changes", "with --resume: goes on although --set changes what is computed");
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
        _processes = DeclareCount(
            "--processes",
            "how many processes share the shards of a batch, to the same bytes; 0 for what torchrun or srun says",
            0,
            0,
            4096);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (TrainingProcesses.IsHelper)
        {
            return Help(call);
        }

        var folder = (call.Get(_resume), call.Get(_config)) switch
        {
            ({ } run, null) when !RunFolder.IsRun(run) && WatchedPart.Is(run) => throw new SettingsException(
                $"--resume {run}: a watched run is its script's; 'saddle import NEW --watched {Shell.Quoted(run)}' "
                + "makes a run of its networks, and 'saddle train --resume NEW' goes on with that"),
            ({ } run, null) when call.Get(_out) is { } other => throw new SettingsException(
                $"--resume {run}: goes on in that folder; expected no --out {Shell.Quoted(other)}"),
            ({ } run, null) => Arguments.OpenRun(run, call.Get(_trust)),
            (null, { } config) => Begin(call, config),
            (null, null) => throw new SettingsException(
                "train: a configuration is missing; expected a YAML file, "
                + $"a recipe ({string.Join(", ", Recipes.Names)}), or --resume RUN"),
            _ => throw new SettingsException(
                "train: a configuration and --resume exclude each other; a run has its own configuration"),
        };
        using var held = folder.Hold();
        if (call.Get(_resume) is not null)
        {
            Reconfigure(call, folder);
        }

        Terminal.Warn(folder.Configuration.Extractor.Warning);
        using var processes = TrainingProcesses.Meet((int)call.Get(_processes), Helping(call));
        processes?.Group.Tell(Path.GetFullPath(folder.Path));
        var trainer = TrainerOf(folder, processes);
        RunState state;
        call.Clock.Begin("training");
        using (var progress = new TrainingLine())
        {
            state = Work(trainer, processes, progress, call);
        }

        call.Clock.Begin("writing");
        Report(call, folder, state);
        return Status(state);
    }

    private static int Status(RunState state) => state.Status switch
    {
        "finished" => ExitStatus.Done,
        "interrupted" => ExitStatus.Interrupted,
        _ => ExitStatus.Failed,
    };

    private static Trainer TrainerOf(RunFolder folder, TrainingProcesses? processes) =>
        new(folder, folder.Configuration, DataFolder.FromEnvironment(), TimeProvider.System)
        {
            Preparing = Terminal.Progress,
            Group = processes?.Group,
        };

    // One of several processes, and not the first: it computes its part of a run that the first one tells of.
    private int Help(Invocation call)
    {
        using var processes = TrainingProcesses.Meet((int)call.Get(_processes), [])!;
        var folder = Arguments.OpenRun(processes.Group.Tell(), call.Get(_trust));
        return Status(TrainerOf(folder, processes).Run(null, call.Cancellation));
    }

    private string[] Helping(Invocation call) => call.Get(_trust) ? ["train", Arguments.Trust] : ["train"];

    private static RunState Work(
        Trainer trainer, TrainingProcesses? processes, IProgress<TrainingProgress> progress, Invocation call)
    {
        try
        {
            return Decline.AsBadInput(() => trainer.Run(progress, call.Cancellation));
        }
        catch (LostProcessException lost) when (processes is not null)
        {
            throw new LostProcessException(
                $"{processes.WhoIsGone(lost)}; the others end; --resume goes on from the last checkpoint", lost);
        }
    }

    private void RequireShards(Invocation call, Configuration configuration)
    {
        if (call.Get(_processes) is > 1 and var processes)
        {
            ProcessMeeting.Require();
            configuration.Gan.RequireShards((int)processes);
        }
    }

    private RunFolder Begin(Invocation call, string config)
    {
        var (text, name) = Recipes.Read(config);
        var configuration = Configuration.Read(text, name, Overrides(call));
        if (RunOf(config) is { } other)
        {
            // it names programs as the run does, and files of the run's own
            Arguments.OpenRun(other, call.Get(_trust)).RequireTrust();
            configuration = configuration.WithForeign((_, network) => network with { Folder = other })
                .WithTensors(tensors => tensors with { Folder = other });
        }

        RequireShards(call, configuration);
        using var place = call.Get(_out) is null ? OutputFolder.Numbered("train", configuration.Settings.Name) : null;
        var path = place?.Path ?? call.Get(_out)!;
        var folder = RunFolder.Create(path, configuration, Terminal.Say);
        Terminal.Say($"the run is in {path}");
        return folder;
    }

    // The run whose configuration a file is; null for none.
    private static string? RunOf(string config) =>
        File.Exists(config)
        && Path.GetDirectoryName(Path.GetFullPath(config)) is { } folder
        && RunFolder.IsRun(folder)
            ? folder
            : null;

    private void Reconfigure(Invocation call, RunFolder folder)
    {
        folder.RequireTrust();
        var path = folder.Path;
        var before = folder.Configuration;
        var now = folder.ReadConfiguration(Overrides(call));
        if (before.Differences(now) is { Count: > 0 } differences && !call.Get(_accept))
        {
            throw new SettingsException(
                $"--resume {path}: the configuration differs ({string.Join("; ", differences)}); "
                + "add --accept-changes to go on with it all the same");
        }

        if (folder.StepDone() is var step && now.Settings.Steps <= step)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--resume {path}: all {step} updates have been made; --steps N goes on to N"));
        }

        RequireShards(call, now);
        folder.Configure(now);
        folder.TrustPrograms(); // of others than it had, the user has just named each
    }

    private List<KeyValuePair<string, string>> Overrides(Invocation call)
    {
        var overrides = Arguments.ReadSettings(call.Get(_set))
            .Select(s => KeyValuePair.Create(s.Name, s.Value))
            .ToList();
        Arguments.Add(overrides, "steps", call.Get(_steps) is > 0 and var steps ? Text(steps) : null);
        Arguments.Add(overrides, "seed", call.Get(_seed) is { } seed ? Text(seed) : null);
        Arguments.Add(overrides, "device", call.Get(_device));
        return overrides;

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static void Report(Invocation call, RunFolder folder, RunState state)
    {
        var last = MetricsLog.Read(folder).ToDictionary(s => s.Key, s => s.Value[^1].Value, StringComparer.Ordinal);
        var document = new
        {
            Run = folder.Path,
            state.Status,
            state.Step,
            state.Steps,
            state.Reason,
            state.Best,
            TrainedSeconds = state.Seconds,
            Metrics = last,
            folder.Configuration.Settings.Threads,
        };
        call.Result(document, console =>
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{state.Status} after {state.Step} of {state.Steps} updates, {state.Seconds:F1} s, "
                + $"operators on {document.Threads} thread{(document.Threads == 1 ? string.Empty : "s")}"));
            Show(console, last);
            console.WriteLine($"samples in {folder.Samples}, checkpoints in {folder.Checkpoints}");
        });
        if (state.Status == "interrupted")
        {
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"interrupted after update {state.Step}; go on with: "
                + $"saddle train --resume {Shell.Quoted(folder.Path)}"));
        }
        else if (state.Reason is { } reason)
        {
            Terminal.Say(reason);
        }
    }

    private static void Show(IAnsiConsole console, Dictionary<string, double> last)
    {
        var table = Terminal.Table("figure", "last value");
        foreach (var (name, value) in last.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            table.AddRow(Terminal.Cell(name), value.ToString("G5", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }
}
