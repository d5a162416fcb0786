using System.Globalization;

namespace Saddle.Papers.Measuring;

/// <summary>
/// How two arms compare whose runs are paired by their seeds: the mean of the logarithms of the ratios of a positive
/// figure, of which less is better, with its 95 % interval by <see cref="SignFlips"/>.
/// </summary>
/// <param name="Mean">The mean of the logarithms.</param>
/// <param name="Low">The lower end of the interval, a logarithm.</param>
/// <param name="High">The upper end, a logarithm.</param>
internal sealed record PairedRatio(double Mean, double Low, double High)
{
    /// <summary>How the comparison is told in a claim's condition.</summary>
    public const string Decides =
        "below 0 the statement holds, above 0 it is contradicted, else it is undecided; the interval is of 95 %, by "
        + "sign flips of the runs' pairs";

    /// <summary>What the arms come to, as a ratio: the geometric mean.</summary>
    public double Ratio => Math.Exp(Mean);

    /// <summary>The interval of the ratio.</summary>
    public (double Low, double High) Interval => (Math.Exp(Low), Math.Exp(High));

    /// <summary>Holds where the first arm's figure is the lower for sure, contradicted where the second's is.</summary>
    public Outcome Outcome => High < 0 ? Outcome.Holds : Low > 0 ? Outcome.Contradicted : Outcome.Undecided;

    /// <summary>The first arm by the second.</summary>
    /// <param name="first">The first arm's figures, run by run: positive and finite.</param>
    /// <param name="second">The second arm's, of the same seeds.</param>
    /// <exception cref="ArgumentException">
    /// The arms differ in the number of runs, there are fewer than six, or a figure has no finite logarithm.
    /// </exception>
    public static PairedRatio Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} runs cannot be paired with {second.Count}", nameof(second));
        }

        double[] logarithms = [.. first.Zip(second, (a, b) => Math.Log(a) - Math.Log(b))];
        var (low, high) = SignFlips.Interval(logarithms);
        return new(logarithms.Average(), low, high);
    }

    /// <summary>The first arm by the second, of counts: n enters as n + 1/2, so that 0 has a logarithm.</summary>
    /// <param name="first">The first arm's counts, run by run.</param>
    /// <param name="second">The second arm's, of the same seeds.</param>
    public static PairedRatio OfCounts(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        Of([.. first.Select(n => n + 0.5)], [.. second.Select(n => n + 0.5)]);

    /// <summary>What several comparisons say of a statement that needs them all.</summary>
    /// <param name="all">The comparisons.</param>
    public static Outcome Every(params IReadOnlyList<PairedRatio> all) =>
        Comparison.Every([.. all.Select(r => r.Outcome)]);

    /// <summary>The ratio with its interval.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Ratio:G3} ({Interval.Low:G3} to {Interval.High:G3})");
}
