using Saddle.Figures;

namespace Saddle.Papers.Tests;

/// <summary>Numbers that nobody measured, put before the part of a claim that judges, words and draws.</summary>
internal static class Reports
{
    /// <summary>The quick form.</summary>
    public static ClaimSetting Quick { get; } = new(Full: false, Seed: 1, CancellationToken.None);

    /// <summary>The published form.</summary>
    public static ClaimSetting Full { get; } = Quick with { Full = true };

    /// <summary>What a claim says of numbers; that a page can show it is checked on the way.</summary>
    public static Finding Of<TMeasured>(Claim<TMeasured> claim, TMeasured measured, ClaimSetting? setting = null)
        where TMeasured : notnull
    {
        var finding = claim.Report(measured, setting ?? Quick);
        Assert.NotEmpty(FigureJson.Write(finding.Figure));
        Assert.NotEmpty(finding.Figure.Panels);
        Assert.Equal(
            finding.Settings.Count,
            finding.Settings.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(finding.Table?.Rows ?? [], row => Assert.Equal(finding.Table!.Headers.Count, row.Count));
        return finding;
    }

    /// <summary>Fails unless numbers meet a claim's condition.</summary>
    public static Finding Holds<TMeasured>(Claim<TMeasured> claim, TMeasured measured, ClaimSetting? setting = null)
        where TMeasured : notnull => Ends(Outcome.Holds, claim, measured, setting);

    /// <summary>Fails if numbers meet a claim's condition.</summary>
    public static Finding Contradicts<TMeasured>(
        Claim<TMeasured> claim, TMeasured measured, ClaimSetting? setting = null)
        where TMeasured : notnull => Ends(Outcome.Contradicted, claim, measured, setting);

    /// <summary>Fails unless numbers leave a claim open.</summary>
    public static Finding Undecided<TMeasured>(
        Claim<TMeasured> claim, TMeasured measured, ClaimSetting? setting = null)
        where TMeasured : notnull => Ends(Outcome.Undecided, claim, measured, setting);

    /// <summary>A list with one element replaced.</summary>
    public static IReadOnlyList<T> With<T>(this IEnumerable<T> list, int index, T element) =>
        [.. list.Select((old, i) => i == index ? element : old)];

    /// <summary>Fails unless a finding's reason has these words.</summary>
    public static void Says(this Finding finding, string words) =>
        Assert.Contains(words, finding.Reason, StringComparison.Ordinal);

    /// <summary>The values of a line or of markers in a figure.</summary>
    public static IReadOnlyList<double?> Values(this Finding finding, string trace) =>
        finding.Figure.Panels.SelectMany(p => p.Traces).Single(t => t.Name == trace) switch
        {
            Line line => line.Y,
            Points points => points.Y,
            Bars bars => bars.Y,
            _ => throw new InvalidOperationException(trace),
        };

    private static Finding Ends<TMeasured>(
        Outcome outcome, Claim<TMeasured> claim, TMeasured measured, ClaimSetting? setting)
        where TMeasured : notnull
    {
        var finding = Of(claim, measured, setting);
        Assert.True(finding.Outcome == outcome, $"{finding.Outcome}: {finding.Reason}");
        return finding;
    }
}
