using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Checking;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle import NAME</c>: a run of networks that PyTorch made, from which every other command goes on.
/// </summary>
[Command(
    "import",
    "makes a run of a generator and a discriminator that PyTorch saved, and checks what they compute",
    "import mine --generator G.pt --discriminator D.pt --data photos/")]
public sealed class ImportCommand : AppCommand
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _generator;
    private readonly Option<string?> _discriminator;
    private readonly Option<string?> _data;
    private readonly Option<string?> _objective;
    private readonly Option<string?> _latent;
    private readonly Option<string?> _labels;
    private readonly Option<string?> _rule;
    private readonly Option<string?> _output;
    private readonly Option<string?> _generatorState;
    private readonly Option<string?> _discriminatorState;
    private readonly Option<long> _batch;
    private readonly Option<long?> _step;
    private readonly Option<string?> _check;
    private readonly Option<string?> _tolerance;
    private readonly Option<string> _mode;
    private readonly Option<string?> _watched;

    /// <summary>Declares the options.</summary>
    public ImportCommand()
    {
        _name = DeclareArgument<string>("name", "the run's folder: a new one");
        _generator = DeclareText("--generator", "its file: TorchScript, or an archive of torch.export");
        _discriminator = DeclareText("--discriminator", "its file");
        _data = DeclareText("--data", "a data set, a folder of images, or none");
        _objective = DeclareText("--objective", "what the players descend (default: non-saturating)");
        _latent = DeclareText(
            "--latent", "the latent vector's shape and law: 128, 128x1x1, 64+16, 128:uniform (default: by a trial)");
        _labels = DeclareText("--labels", "the number of classes, and how labels are told: 10, 10:index or 10:onehot");
        _rule = DeclareText("--rule", "the update rule (default: adam:eta=0.0002:beta1=0.5)");
        _output = DeclareText("--output", "what scores are: logits or probability (default: found by a trial)");
        _generatorState = DeclareText("--generator-state", "a state file with its values, FILE or FILE:KEY");
        _discriminatorState = DeclareText("--discriminator-state", "the same of the discriminator");
        _batch = DeclareCount(
            "--batch", "samples a side that one evaluation sees; 0: 64, or the next that both take", 0, 0, 1_000_000);
        _step = DeclareOptionalCount(
            "--step",
            "the number of updates that were made before (default: what --watched says, else 0)",
            0,
            int.MaxValue);
        _check = DeclareText("--check", "a file of what PyTorch computed, to compare with (python/saddle_expected.py)");
        _tolerance = DeclareText(
            "--tolerance", "the largest difference, relative to an array's magnitude (default: 1e-5; double 1e-10)");
        _mode = DeclareText("--mode", "the mode of --check: train or eval", "train");
        _watched = DeclareText(
            "--watched",
            "a run that saddle_trace watched, one of its attempts or exports: its networks, the samples that D was fed "
            + "and, as they were seen, objective, rule and latent vector, where nothing else is said");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Clock.Begin("reading");
        var path = call.Get(_name);
        RunFolder.RequireFree(path); // before anything of the user's time is taken
        var (tolerance, training) = (Tolerance(call), IsTraining(call));
        var watched = call.Get(_watched) is { } folder ? new WatchedPair(WatchedPart.Open(folder)) : null;
        watched?.Export.Programs().Take(1).ToList().ForEach(program => Terminal.Warn(
            $"{program} is TorchScript, a program: it runs in this process, with all your rights"));
        var named = call.Get(_data) ?? (watched is null
            ? throw Missing("--data", "a data set, a folder of images, or none")
            : null);
        using var expected = call.Get(_check) is { } file ? new ExpectedFigures(file, training) : null;
        int Classes() => named switch
        {
            null => 0,
            "none" => expected?.Classes ?? 0,
            _ => ImportedPair.ClassesOf(named, DataFolder.FromEnvironment()),
        };
        var (generator, discriminator) = (
            Player(call, _generator, "--generator", _generatorState, isSeen: watched is not null),
            Player(call, _discriminator, "--discriminator", _discriminatorState, isSeen: watched is not null));
        var (latent, labels, output) = (call.Get(_latent), call.Get(_labels), call.Get(_output));
        var pair = watched?.Pair(generator, discriminator, latent, labels, output, Classes)
            ?? new ImportedPair(generator!, discriminator!, latent, labels, output, Classes);
        using (pair)
        {
            var configuration = pair.Configuration(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
                named is null ? watched!.Data() : pair.Data(named),
                call.Get(_objective) ?? watched?.Settings.Objective ?? "non-saturating",
                call.Get(_rule) ?? watched?.Settings.Rule ?? "adam:eta=0.0002:beta1=0.5",
                call.Get(_batch) is > 0 and var batch ? (int)batch : watched?.Settings.Batch ?? 0);
            pair.Notes.ForEach(Terminal.Say);
            watched?.Settings.Notes.ToList().ForEach(Terminal.Say);
            var differences = Check(call, pair, expected, training);
            call.Clock.Begin("running");
            var scores = Decline.AsBadInput(() => ImportedRun.Begin(
                configuration,
                Make,
                DataFolder.FromEnvironment(),
                call.Get(_step) ?? watched?.Export.Step ?? 0,
                TimeProvider.System,
                watched?.History));
            return Report(call, path, pair, scores, differences, tolerance ?? pair.Tolerance);

            RunFolder Make()
            {
                call.Cancellation.ThrowIfCancellationRequested();
                return RunFolder.Create(path, configuration, Terminal.Say);
            }
        }
    }

    private static ForeignNetwork? Player(
        Invocation call, Option<string?> option, string name, Option<string?> state, bool isSeen)
    {
        if (call.Get(option) is not { } file)
        {
            return isSeen && call.Get(state) is null ? null : throw Missing(name, "the file of a network");
        }

        var network = ForeignFile.NetworkOf(file);
        if (network is INamesProgram)
        {
            Terminal.Warn($"{network.File} is TorchScript, a program: it runs in this process, with all your rights");
        }

        return network with { State = call.Get(state) ?? string.Empty };
    }

    private static SettingsException Missing(string option, string expected) =>
        new($"import: {option} is missing; expected {expected}");

    private IReadOnlyList<(string Name, double Difference)> Check(
        Invocation call, ImportedPair pair, ExpectedFigures? expected, bool training)
    {
        if (expected is null)
        {
            return [];
        }

        call.Clock.Begin("checking");
        return pair.Check(expected, training, formIsGiven: call.Get(_labels)?.Contains(':') is true);
    }

    private bool IsTraining(Invocation call) => call.Get(_mode) switch
    {
        "train" => true,
        "eval" => false,
        var other => throw SettingsException.Unknown("a mode", other, ["train", "eval"]),
    };

    private double? Tolerance(Invocation call) => call.Get(_tolerance) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new SettingsException($"--tolerance {text}: expected a number above 0, such as 1e-5");

    private static int Report(
        Invocation call,
        string path,
        ImportedPair pair,
        (double? Real, double Generated) scores,
        IReadOnlyList<(string Name, double Difference)> differences,
        double tolerance)
    {
        var document = new
        {
            Run = path,
            Players = pair.Players,
            Scores = new { scores.Real, scores.Generated },
            Check = differences.ToDictionary(d => d.Name, d => d.Difference, StringComparer.Ordinal),
        };
        call.Result(document, console =>
        {
            Show(console, pair);
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"mean scores: {(scores.Real is { } real ? $"real {real:G5}, " : string.Empty)}"
                + $"generated {scores.Generated:G5}"));
            Show(console, differences, tolerance);
            Terminal.Line(console, $"the run is {path}; go on with: saddle probe {Shell.Quoted(path)}, or "
                + $"saddle train --resume {Shell.Quoted(path)}");
        });
        return differences.All(d => d.Difference <= tolerance) ? ExitStatus.Done : ExitStatus.Failed;
    }

    private static void Show(IAnsiConsole console, ImportedPair pair)
    {
        var table = Terminal.Table("player", "form", "parameters", "buffers", "takes", "gives");
        foreach (var player in pair.Players)
        {
            table.AddRow(
                player.Name,
                player.Form,
                player.Parameters.ToString(CultureInfo.InvariantCulture),
                player.Buffers.ToString(CultureInfo.InvariantCulture),
                Shape(player.Input),
                Shape(player.Output));
        }

        console.Write(table);
    }

    private static string Shape(IReadOnlyList<long> lengths) =>
        string.Join(", ", lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)).Prepend("n"));

    private static void Show(
        IAnsiConsole console, IReadOnlyList<(string Name, double Difference)> differences, double tolerance)
    {
        if (differences.Count == 0)
        {
            return;
        }

        var table = Terminal.Table("array", "largest difference", string.Empty);
        foreach (var (name, difference) in differences)
        {
            table.AddRow(
                Terminal.Cell(name),
                difference.ToString("G3", CultureInfo.InvariantCulture),
                difference <= tolerance ? string.Empty : "above the tolerance");
        }

        console.Write(table);
    }
}
