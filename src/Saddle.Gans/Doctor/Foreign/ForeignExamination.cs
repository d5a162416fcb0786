namespace Saddle.Gans.Doctor.Foreign;

/// <summary>Examines runs that other programs made.</summary>
public static class ForeignExamination
{
    /// <summary>Examines a run: the pair of players that is worst off, where there are several.</summary>
    /// <param name="run">The run.</param>
    /// <param name="history">What is known of a pair.</param>
    /// <returns>What was found, and the last step.</returns>
    public static (Examination Found, long Step) Of(ForeignRun run, Func<ForeignPair, CaseHistory> history)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(history);
        var found = run.Pairs
            .Select(p => (Pair: p, History: history(p)))
            .Select(p => (p.Pair, p.History.Step, Examination: Examination.Of(p.History)))
            .OrderBy(p => Examination.PlaceOf(p.Examination.Diagnosis))
            .ToList();
        var (pair, step, worst) = found[0];
        var others = found.Skip(1).Select(f => (f.Pair, f.Examination)).ToList();
        return (others.Count == 0 ? worst : Named(worst, pair, others), step);
    }

    private static Examination Named(
        Examination worst, ForeignPair pair, List<(ForeignPair Pair, Examination Examination)> others) =>
        worst with
        {
            Diagnosis = Of(worst.Diagnosis, pair),
            Also = [.. worst.Also, .. others.Select(o => Of(o.Examination.Diagnosis, o.Pair))],
        };

    private static Diagnosis Of(Diagnosis diagnosis, ForeignPair pair) =>
        diagnosis with { Sentence = $"of the pair {pair.Name}: {diagnosis.Sentence}" };
}
