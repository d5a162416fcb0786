using System.Globalization;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>
/// A share whose trials come several to a run, with its 95 % interval by the spread between runs: trials of one run are
/// not independent.
/// </summary>
/// <param name="Rate">The share.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <remarks>
/// A ratio of totals, linearised (Cochran 1977, "Sampling techniques", section 11.9): the variance is that of successes
/// less the share times trials, run by run.
/// </remarks>
internal sealed record ClusteredShare(double Rate, double Low, double High)
{
    /// <summary>The share over runs.</summary>
    /// <param name="runs">Of each run, its successes and its trials; at least two runs, and a trial in one.</param>
    public static ClusteredShare Of(IReadOnlyList<(int Successes, int Trials)> runs)
    {
        double trials = runs.Sum(r => r.Trials);
        var rate = runs.Sum(r => r.Successes) / trials;
        double Off((int Successes, int Trials) run) => run.Successes - (rate * run.Trials);
        var variance = runs.Count / (runs.Count - 1.0) * runs.Sum(r => Off(r) * Off(r)) / (trials * trials);
        var half = Normal.Quantile975 * Math.Sqrt(variance);
        return new(rate, Math.Max(0, rate - half), Math.Min(1, rate + half));
    }

    /// <summary>The share with its interval.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rate:F3} ({Low:F3} to {High:F3})");
}
