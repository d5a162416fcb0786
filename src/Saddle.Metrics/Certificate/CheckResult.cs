namespace Saddle.Metrics;

/// <summary>What a sanity check found of a metric.</summary>
/// <param name="Check">The check.</param>
/// <param name="Figures">
/// Of each figure that has an aim: its curves and what they were judged; none where it was refused.
/// </param>
/// <param name="Refused">Why the metric measures nothing on such samples; null where it does.</param>
/// <param name="Seconds">How long it took; 0 for what was kept from another time.</param>
public sealed record CheckResult(
    SanityCheck Check, IReadOnlyList<CheckedFigure> Figures, string? Refused, double Seconds)
{
    /// <summary>A figure's verdict on a desideratum.</summary>
    /// <param name="figure">The figure's name.</param>
    /// <param name="desideratum">The desideratum, as the check has it.</param>
    public SanityVerdict Verdict(string figure, string desideratum) =>
        Figures.FirstOrDefault(f => f.Figure == figure)?.Verdict(desideratum) ?? SanityVerdict.Fail;
}
