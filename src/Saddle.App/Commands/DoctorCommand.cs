using System.CommandLine;
using Saddle.App.Output;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle doctor RUN</c>: what is wrong with a run, the evidence, and what to change.</summary>
[Command(
    "doctor",
    "says what is wrong with a run, on what evidence, and what to change",
    "doctor runs/train-ring-of-eight-001")]
public sealed class DoctorCommand : AppCommand
{
    private readonly Argument<string> _run;
    private readonly Option<long> _seconds;
    private readonly Option<long> _seed;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public DoctorCommand()
    {
        _run = DeclareArgument<string>(
            "run",
            "a run's folder, a CSV file (step,loss_g,loss_d,...), or an event file of TensorBoard");
        _seconds = DeclareCount(
            "--seconds",
            "the time that probes may take; what is asked after it is left out",
            120,
            0,
            1_000_000);
        _seed = DeclareCount("--seed", "the seed of what probes draw", 1, 0);
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var path = call.Get(_run);
        call.Clock.Begin("reading");
        var isLog = File.Exists(path) || InputFile.IsPiped(path);
        using var at = isLog ? null : Open(Arguments.OpenRun(path, call.Get(_trust)), (ulong)call.Get(_seed));
        var history = (isLog, at) switch
        {
            (true, _) => new CaseHistory(ForeignRun.Read(path)),
            (_, { } snapshot) => new CaseHistory(snapshot, Failure(path), TimeSpan.FromSeconds(call.Get(_seconds))),
            _ =>
                new CaseHistory(
                    MetricsLog.Read(RunFolder.Open(path)),
                    Failure(path),
                    RunFolder.Open(path).Configuration),
        };
        call.Clock.Begin("examining");
        var examination = Decline.AsBadInput(() => Examination.Of(history));
        call.Result(
            new
            {
                Run = path,
                history.Step,
                Diagnosis = examination.Diagnosis.Name,
                Summary = examination.Diagnosis.Sentence,
                Evidence = Evidence(examination.Diagnosis),
                Advice = examination.Diagnosis.Advice.Select(a => new
                {
                    a.Change,
                    a.Why,
                    a.Source,
                    Settings = a.Settings.Select(s => $"{s.Key}={s.Value}").ToList(),
                }).ToList(),
                Also = examination.Also.Select(
                    d => new { Diagnosis = d.Name, Summary = d.Sentence, Evidence = Evidence(d) }).ToList(),
                Note = examination.Unasked.Count > 0 ? $"not asked: {string.Join("; ", examination.Unasked)}" : null,
            },
            console => Show(console, path, examination));
        return ExitStatus.Done;
    }

    private static string? Failure(string path) =>
        RunFolder.Open(path).State is { Status: "failed", Reason: var reason } ? reason : null;

    // A run that failed early has no checkpoint: its metrics still tell.
    private static Snapshot? Open(RunFolder run, ulong seed) =>
        run.LastCheckpoint() is not null ? Snapshot.Open(run, DataFolder.FromEnvironment(), "last", seed) : null;

    private static Dictionary<string, double> Evidence(Diagnosis diagnosis) =>
        diagnosis.Evidence.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);

    private static void Show(IAnsiConsole console, string run, Examination examination)
    {
        Terminal.Line(console, $"{examination.Diagnosis.Name}: {examination.Diagnosis.Sentence}");
        foreach (var advice in examination.Diagnosis.Advice)
        {
            Terminal.Line(console, $"  - {advice.Change}");
            Terminal.Line(console, $"    because {advice.Why} ({advice.Source})");
            if (advice.Settings.Count > 0)
            {
                var settings = advice.Settings.Select(s => $" --set {Shell.Quoted($"{s.Key}={s.Value}")}");
                Terminal.Line(
                    console,
                    $"    saddle train {Shell.Quoted($"{run}/config.yaml")}{string.Concat(settings)}");
            }
        }

        foreach (var also in examination.Also)
        {
            Terminal.Line(console, $"also {also.Name}: {also.Sentence}");
        }

        foreach (var unasked in examination.Unasked)
        {
            Terminal.Line(console, $"not asked: {unasked}");
        }
    }
}
