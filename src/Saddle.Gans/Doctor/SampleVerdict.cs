using System.Globalization;
using Saddle.Metrics;

namespace Saddle.Gans.Doctor;

/// <summary>
/// What samples that somebody shows add to what a log or a run says: collapse and copies are seen in them, where losses
/// show neither.
/// </summary>
public static class SampleVerdict
{
    /// <summary>The examination, with what was found in samples.</summary>
    /// <param name="examination">What else was found.</param>
    /// <param name="run">The run.</param>
    /// <param name="samples">What was found in its samples.</param>
    public static Examination Seeing(this Examination examination, CaseHistory run, SampleFindings samples)
    {
        ArgumentNullException.ThrowIfNull(examination);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(samples);
        Diagnosis[] before = [examination.Diagnosis, .. examination.Also];
        Diagnosis?[] seen = [Collapse(run, samples), Copies(samples), Away(run, samples)];
        var found = seen.OfType<Diagnosis>().Where(s => before.All(b => b.Name != s.Name)).ToList();
        if (found.Count == 0)
        {
            return samples.IsWell && examination.Diagnosis.IsOpen
                ? Well(examination, samples)
                : examination with { Diagnosis = WithoutLook(examination.Diagnosis, run) };
        }

        // As the doctor asks: what explains the others first; what says nothing where something is seen last, or not.
        List<Diagnosis> all =
        [
            .. before.Where(b => !b.IsOpen).Concat(found).OrderBy(Examination.PlaceOf),
            .. before.Where(b => b.IsOpen && b.Name is not (Diagnosis.NothingSeen or Diagnosis.Healthy)),
        ];
        return examination with { Diagnosis = all[0], Also = all[1..] };
    }

    // Samples have been looked at.
    private static Diagnosis WithoutLook(Diagnosis diagnosis, CaseHistory run)
    {
        var look = Advice.Look(run).Change;
        return diagnosis with { Advice = [.. diagnosis.Advice.Where(advice => advice.Change != look)] };
    }

    // A generator that has only begun makes one thing, too.
    private static Diagnosis? Collapse(CaseHistory run, SampleFindings samples) => samples.IsCollapsed && !run.IsYoung
        ? new(
            "mode-collapse",
            $"seen in samples: {string.Join("; ", samples.Sentences)}",
            Evidence(samples),
            ModeCollapse.Advise(run))
        : null;

    private static Diagnosis? Copies(SampleFindings samples) =>
        samples is { IsCopied: true, Real: { } real }
        ? new(
            "overfitting",
            string.Create(
                CultureInfo.InvariantCulture,
                $"seen in samples: {real.Copies} of {samples.Generated} generated {samples.Noun}s are copies of real "
                + $"ones; half of all lie within {real.Nearness:G2} times the distance of a real one to the next"),
            Evidence(samples),
            Overfitting.Advise())
        : null;

    private static Diagnosis? Away(CaseHistory run, SampleFindings samples) =>
        (samples.IsAway || (samples.IsCollapsed && run.IsYoung)) && samples.Real is { Likeness: var like }
        ? new(
            "too-short",
            string.Create(
                CultureInfo.InvariantCulture,
                $"seen in samples: after {run.Step} updates {like.Near:P0} of what is generated is near the data, and "
                + $"{like.Coverage:P0} of the data are near what is generated; what fails and what merely has not "
                + $"arrived look the same"),
            Evidence(samples),
            [Advice.GoOn(run, Math.Max(1000, 4 * run.Step), "what has not arrived may arrive")])
        : null;

    private static Examination Well(Examination examination, SampleFindings samples) => examination with
    {
        Diagnosis = new(
            Diagnosis.Healthy,
            $"samples are well, and no failure shows in what was logged: {string.Join("; ", samples.Sentences)}",
            Evidence(samples),
            []),
        Also = examination.Diagnosis.Name is Diagnosis.NothingSeen or Diagnosis.Healthy
            ? examination.Also
            : [examination.Diagnosis, .. examination.Also],
    };

    private static List<(string Name, double Value)> Evidence(SampleFindings samples)
    {
        List<(string Name, double Value)> evidence =
        [
            ("samples/generated", samples.Generated),
            ("samples/effective", samples.Effective),
            ("samples/duplicates", samples.Duplicates),
        ];
        if (samples.Real is { } real)
        {
            evidence.AddRange(
            [
                ("samples/real", real.Count),
                ("samples/effective-real", real.EffectiveReal),
                ("samples/recall", real.Likeness.Recall),
                ("samples/precision", real.Likeness.Precision),
                ("samples/coverage", real.Likeness.Coverage),
                ("samples/copies", real.Copies),
            ]);
        }

        return evidence;
    }
}
