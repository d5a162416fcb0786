using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Probes;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle probe RUN [PROBE]...</c>: measurements on a run's checkpoint.</summary>
[Command(
    "probe",
    "measures why a run is as it is: gradients, spectrum, modes, an optimal discriminator ...",
    "probe runs/train-ring-of-eight-001 modes gradient-norms")]
public sealed class ProbeCommand : AppCommand
{
    private readonly Argument<string> _run;
    private readonly Argument<string[]> _probes;
    private readonly Option<string[]> _set;
    private readonly Option<long> _seed;
    private readonly Option<string?> _checkpoint;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public ProbeCommand()
    {
        _run = DeclareArgument<string>("run", "a run's folder");
        _probes = DeclareArgument<string[]>(
            "probe",
            "what to measure (default: all that make sense): "
                + $"{string.Join(", ", Catalog<Probe>.Entries.Select(e => e.Name))}",
            ArgumentArity.ZeroOrMore);
        _set = DeclareList("--set", "NAME=VALUE, a setting of the one probe that is named; repeatable");
        _seed = DeclareCount("--seed", "the seed of what probes draw", 1, 0);
        _checkpoint = DeclareText("--checkpoint", "last or best (default: last), or a file");
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var chosen = Choose(call);
        call.Clock.Begin("reading");
        using var at = Snapshot.Open(
            Arguments.OpenRun(call.Get(_run), call.Get(_trust)),
            DataFolder.FromEnvironment(),
            call.Get(_checkpoint) ?? "last",
            (ulong)call.Get(_seed));
        var answers = new List<Answer>();
        call.Clock.Begin("measuring");
        foreach (var (entry, probe) in chosen.TakeWhile(_ => !call.Cancellation.IsCancellationRequested))
        {
            Terminal.Note($"{entry.Name} ...");
            answers.Add(Ask(entry, probe, at));
        }

        call.Result(Document(call, at, answers), console => Show(console, at, answers));
        if (answers.Count < chosen.Count)
        {
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"interrupted: {answers.Count} of {chosen.Count} probes were measured"));
            return ExitStatus.Interrupted;
        }

        return answers.Exists(answer => answer.HasFailed) ? ExitStatus.Failed : ExitStatus.Done;
    }

    // A probe whose code fails takes no other down.
    private static Answer Ask(Entry<Probe> entry, Probe probe, Snapshot at)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var whyNot = probe.WhyNot(at);
            var result = whyNot is null ? Decline.AsBadInput(() => probe.Measure(at)) : null;
            return new(entry, probe, result, whyNot, clock.Elapsed.TotalSeconds);
        }
        catch (Exception failure) when (Failures.IsDefect(failure))
        {
            var why = $"its code failed ({Failures.Tell(failure, probe.GetType())})";
            Terminal.Say($"{entry.Name}: {why}");
            return new(entry, probe, null, why, clock.Elapsed.TotalSeconds) { HasFailed = true };
        }
    }

    private List<(Entry<Probe> Entry, Probe Probe)> Choose(Invocation call)
    {
        var names = call.Get(_probes) ?? [];
        var settings = Arguments.ReadSettings(call.Get(_set)).ToDictionary(
            s => s.Name,
            s => s.Value,
            StringComparer.Ordinal);
        if (settings.Count > 0 && names.Length != 1)
        {
            throw new SettingsException(
                $"--set: settings are those of one probe, but {(names.Length == 0 ? "none is" : "several are")} named");
        }

        return
        [
            .. (names.Length == 0 ? Catalog<Probe>.Entries : names.Select(Catalog<Probe>.Get)).Select(
                entry => (entry, entry.Create(settings))),
        ];
    }

    private object Document(Invocation call, Snapshot at, List<Answer> answers) => new
    {
        Run = call.Get(_run),
        at.Step,
        at.Seed,
        Probes = answers.Select(a => new
        {
            a.Entry.Name,
            Settings = a.Entry.SettingsOf(a.Probe),
            a.Result?.Finding,
            Figures = a.Result?.Figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
            a.Result?.Figure,
            Note = a.Result?.Note ?? a.WhyNot,
            a.Seconds,
        }).ToList(),
    };

    private static void Show(IAnsiConsole console, Snapshot at, List<Answer> answers)
    {
        Terminal.Line(console, string.Create(CultureInfo.InvariantCulture, $"after update {at.Step}:"));
        foreach (var answer in answers)
        {
            Terminal.Line(
                console,
                answer.Result is { } result
                    ? $"  {answer.Entry.Name}: {result.Finding}"
                    : $"  {answer.Entry.Name}: not asked: {answer.WhyNot}");
            if (answer.Result?.Note is { } note)
            {
                Terminal.Line(console, $"    ({note})");
            }
        }
    }

    private sealed record Answer(Entry<Probe> Entry, Probe Probe, ProbeResult? Result, string? WhyNot, double Seconds)
    {
        public bool HasFailed { get; init; }
    }
}
