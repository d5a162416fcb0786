using System.Globalization;

namespace Saddle.Papers.Measuring;

/// <summary>
/// How two arms compare whose runs are paired by their seeds: the mean difference of a figure, of which more is better,
/// with its 95 % interval by <see cref="SignFlips"/>.
/// </summary>
/// <param name="Mean">The mean of the differences.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
internal sealed record PairedGain(double Mean, double Low, double High)
{
    /// <summary>How the comparison is told in a claim's condition.</summary>
    public const string Decides =
        "above 0 the statement holds, below 0 it is contradicted, else it is undecided; the interval is of 95 %, by "
        + "sign flips of the runs' pairs";

    /// <summary>Holds where the first arm's figure is higher for sure, contradicted where the second's is.</summary>
    public Outcome Outcome => Low > 0 ? Outcome.Holds : High < 0 ? Outcome.Contradicted : Outcome.Undecided;

    /// <summary>The first arm less the second.</summary>
    /// <param name="first">The first arm's figures, run by run: finite.</param>
    /// <param name="second">The second arm's, of the same seeds.</param>
    /// <exception cref="ArgumentException">
    /// The arms differ in the number of runs, there are fewer than six, or a figure is not finite.
    /// </exception>
    public static PairedGain Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} runs cannot be paired with {second.Count}", nameof(second));
        }

        double[] differences = [.. first.Zip(second, (a, b) => a - b)];
        var (low, high) = SignFlips.Interval(differences);
        return new(differences.Average(), low, high);
    }

    /// <summary>The difference with its interval.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mean:F3} ({Low:F3} to {High:F3})");
}
