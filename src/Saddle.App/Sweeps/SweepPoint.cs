using MathNet.Numerics.Distributions;

namespace Saddle.App.Sweeps;

/// <summary>One setting of a sweep, over its seeds.</summary>
/// <param name="Point">Its number.</param>
/// <param name="Choices">Its settings, in the order of the axes.</param>
/// <param name="Outcomes">What became of its runs, of those that are done.</param>
/// <param name="Seeds">How many runs it has.</param>
internal sealed record SweepPoint(
    int Point, IReadOnlyList<SweepChoice> Choices, IReadOnlyList<SweepOutcome> Outcomes, int Seeds)
{
    /// <summary>Its name: its settings.</summary>
    public string Label => string.Join(", ", Choices.Select(choice => choice.Label));

    /// <summary>How many of its runs failed.</summary>
    public int Failed => Outcomes.Count(o => o.Status == "failed");

    /// <summary>How many runs have each diagnosis, the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> Diagnoses => Outcomes
        .GroupBy(o => o.Diagnosis, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    /// <summary>
    /// The mean of a figure over the seeds with the 95 % interval of the mean by Student's law; null where a run
    /// failed, is not done, or has no such figure: a mean of the others would hide it. One seed has no interval.
    /// </summary>
    /// <param name="metric">The figure's name.</param>
    public (double Value, double? Low, double? High)? Mean(string metric)
    {
        var figures = Figures(metric);
        return figures.Length < Seeds || figures.Length == 0 ? null : MeanOf(figures);
    }

    /// <summary>
    /// Whether the seeds that both have tell a figure of it from another setting's: the 95 % interval of the mean
    /// difference, seed by seed, leaves 0 out. One seed tells nothing.
    /// </summary>
    /// <param name="other">Another setting of the same sweep, which has a mean too.</param>
    /// <param name="metric">The figure's name.</param>
    public bool IsToldFrom(SweepPoint other, string metric) =>
        MeanOf([.. Figures(metric).Zip(other.Figures(metric), (own, its) => own - its)]) is (_, > 0, _) or (_, _, < 0);

    private double[] Figures(string metric) =>
        [.. Outcomes.OrderBy(o => o.Cell).Select(o => o.Figure(metric)).OfType<double>()];

    private static (double Value, double? Low, double? High) MeanOf(double[] figures)
    {
        var mean = figures.Average();
        if (figures.Length == 1)
        {
            return (mean, null, null);
        }

        var variance = figures.Sum(f => (f - mean) * (f - mean)) / (figures.Length - 1);
        var reach = StudentT.InvCDF(0, 1, figures.Length - 1, 0.975) * Math.Sqrt(variance / figures.Length);
        return (mean, mean - reach, mean + reach);
    }
}
