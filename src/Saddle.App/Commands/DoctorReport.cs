using Saddle.App.Output;
using Saddle.App.Samples;
using Saddle.Data.Formats;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;
using Saddle.Gans.Watched;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>What <c>saddle doctor</c> says of one run.</summary>
/// <param name="Run">The run as the user named it.</param>
/// <param name="Name">The run's own name.</param>
/// <param name="Step">The last step.</param>
/// <param name="Examination">What was found.</param>
internal sealed record DoctorReport(string Run, string Name, long Step, Examination Examination)
{
    /// <summary>The foreign run; null of a run of Saddle's.</summary>
    public ForeignRun? Foreign { get; init; }

    /// <summary>The attempt of a watched script; null of other runs.</summary>
    public WatchedAttempt? Watched { get; init; }

    /// <summary>The samples that were shown; null where none were.</summary>
    public ShownSamples? Samples { get; init; }

    /// <summary>The verdict for programs.</summary>
    public object Json() => new
    {
        Run,
        Name,
        Step,
        Diagnosis = Examination.Diagnosis.Name,
        Summary = Examination.Diagnosis.Sentence,
        Evidence = Evidence(Examination.Diagnosis),
        Advice = Examination.Diagnosis.Advice.Select(a => new
        {
            a.Change,
            a.Why,
            a.Source,
            Settings = a.Settings.Select(s => $"{s.Key}={s.Value}").ToList(),
            a.Code,
        }).ToList(),
        Also = Examination.Also.Select(
            d => new { Diagnosis = d.Name, Summary = d.Sentence, Evidence = Evidence(d) }).ToList(),
        Samples = Samples?.Json(),
        Columns = Foreign is null ? null : new { Taken = ToMap(Foreign.Taken), Foreign.Left },
        Missing = Foreign is null ? null : ToMap(Foreign.Missing),
        Remarks = Foreign?.Remarks,
        Findings = Watched?.Findings(),
        Watched?.Status,
        Watched?.Told,
        Note = Examination.Unasked.Count > 0 ? $"not asked: {string.Join("; ", Examination.Unasked)}" : null,
    };

    /// <summary>The verdict for a reader.</summary>
    /// <param name="console">Where it is written.</param>
    /// <param name="isOneOf">Whether others of the same log are shown, too.</param>
    public void Show(IAnsiConsole console, bool isOneOf)
    {
        var diagnosis = Examination.Diagnosis;
        var whose = isOneOf ? $"{Excerpt.Of(Name)}: " : string.Empty;
        Terminal.Line(console, $"{whose}{diagnosis.Name}: {diagnosis.Sentence}");
        if (Watched is not null)
        {
            Show(console, Watched);
        }

        foreach (var advice in diagnosis.Advice)
        {
            Show(console, advice);
        }

        foreach (var also in Examination.Also)
        {
            Terminal.Line(console, $"also {also.Name}: {also.Sentence}");
        }

        foreach (var unasked in Examination.Unasked)
        {
            Terminal.Line(console, $"not asked: {unasked}");
        }

        if (Samples is not null)
        {
            Samples.Show(console, string.Join('\n', Examination.Also.Prepend(diagnosis).Select(d => d.Sentence)));
        }

        if (Foreign is not null)
        {
            Show(console, Foreign);
        }
    }

    // Faults first: what the script does wrong explains what its curves show.
    private static void Show(IAnsiConsole console, WatchedAttempt watched)
    {
        foreach (var finding in watched.Findings().OrderBy(f => !f.IsFault))
        {
            var whose = finding.Player is null ? string.Empty : $" ({Excerpt.Of(finding.Player)})";
            Terminal.Line(console, $"{Excerpt.Of(finding.Kind)} {Excerpt.Of(finding.Name)}{whose}: {finding.Evidence}");
            foreach (var line in finding.Remedy.Split('\n'))
            {
                Terminal.Line(console, $"    {line}");
            }
        }

        foreach (var told in watched.Told)
        {
            Terminal.Line(console, $"not told apart: {told}");
        }

        if (watched.Reason is { } reason)
        {
            Terminal.Line(console, $"the script {watched.Status}: {Excerpt.Of(reason)}");
        }
    }

    private void Show(IAnsiConsole console, Advice advice)
    {
        Terminal.Line(console, $"  - {advice.Change}");
        Terminal.Line(console, $"    because {advice.Why} ({advice.Source})");
        if (advice.Settings.Count > 0)
        {
            var settings = advice.Settings.Select(s => $" --set {Shell.Quoted($"{s.Key}={s.Value}")}");
            Terminal.Line(console, advice.Settings is [{ Key: "steps", Value: var steps }]
                ? $"    saddle train --resume {Shell.Quoted(Run)} --steps {steps}"
                : $"    saddle train {Shell.Quoted($"{Run}/config.yaml")}{string.Concat(settings)}");
        }

        foreach (var line in advice.Code)
        {
            Terminal.Line(console, $"    {line}");
        }
    }

    private static void Show(IAnsiConsole console, ForeignRun run)
    {
        var taken = run.Taken.Select(t => $"{t.Key} = {Excerpt.Of(t.Value)}");
        Terminal.Line(console, $"columns taken: {string.Join("; ", taken)}");
        if (run.Left.Count > 0)
        {
            Terminal.Line(console, $"columns left: {Excerpt.Of(run.Left)}");
        }

        foreach (var (column, count) in run.Missing)
        {
            Terminal.Line(
                console,
                FormattableString.Invariant($"missing: {count} entries of {Excerpt.Of(column)} hold no number"));
        }

        foreach (var remark in run.Remarks)
        {
            Terminal.Line(console, $"note: {remark}");
        }
    }

    private static Dictionary<string, double> Evidence(Diagnosis diagnosis) =>
        diagnosis.Evidence.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);

    private static Dictionary<string, TValue> ToMap<TValue>(IEnumerable<KeyValuePair<string, TValue>> pairs) =>
        pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
