namespace Saddle.App.Sweeps;

/// <summary>What became of one run of a sweep.</summary>
/// <param name="Cell">The run's number.</param>
/// <param name="Steps">The number of updates that it was to make.</param>
/// <param name="Step">The number of updates that it made.</param>
/// <param name="Status">finished, or failed where its numbers were no longer finite.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Diagnosis">The doctor's diagnosis, by its catalogue name.</param>
/// <param name="Summary">The same in a sentence.</param>
/// <param name="Metrics">The last value of every figure that was finite.</param>
internal sealed record SweepOutcome(
    int Cell,
    long Steps,
    long Step,
    string Status,
    string? Reason,
    string Diagnosis,
    string Summary,
    IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Whether nothing is wrong with the run.</summary>
    public bool IsHealthy => Diagnosis is Gans.Doctor.Diagnosis.Healthy or Gans.Doctor.Diagnosis.NothingSeen;

    /// <summary>A figure; null where it has none, or the run failed: what it was before says nothing of the setting.
    /// </summary>
    /// <param name="metric">The figure's name.</param>
    public double? Figure(string metric) =>
        Status == "finished" && Metrics.TryGetValue(metric, out var value) ? value : null;
}
