namespace Saddle.Metrics;

/// <summary>A figure under a sanity check.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Aim">What it is meant to say.</param>
/// <param name="Curves">What it gave.</param>
/// <param name="Judgements">Each criterion's verdict on each curve, by desideratum.</param>
public sealed record CheckedFigure(
    string Figure,
    FigureAim Aim,
    IReadOnlyList<SanityCurve> Curves,
    IReadOnlyDictionary<string, IReadOnlyList<SanityJudgement>> Judgements)
{
    /// <summary>Judges curves.</summary>
    /// <param name="check">The check that they are of.</param>
    /// <param name="figure">The figure's name.</param>
    /// <param name="aim">What it is meant to say.</param>
    /// <param name="curves">What it gave, in the check's order.</param>
    public static CheckedFigure Of(
        SanityCheck check, string figure, FigureAim aim, IReadOnlyList<SanityCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new(
            figure,
            aim,
            curves,
            check.Criteria.GroupBy(criterion => criterion.Desideratum, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<SanityJudgement>)
                    [.. group.SelectMany(criterion => curves.Select(curve => criterion.Judge(curve, aim)))],
                StringComparer.Ordinal));
    }

    /// <summary>The verdict on a desideratum.</summary>
    /// <param name="desideratum">The desideratum.</param>
    public SanityVerdict Verdict(string desideratum) =>
        SanityJudgement.Together(Judgements[desideratum].Select(judgement => judgement.Verdict));
}
