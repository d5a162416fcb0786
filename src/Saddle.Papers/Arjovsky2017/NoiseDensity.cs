using MathNet.Numerics.Distributions;
using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Regularisers;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The law of samples on a curve once noise is added.</summary>
[Entry(
    "arjovsky2017/noise-density",
    "Noise gives a law on a curve a density: the mean of the noise's own around its points.",
    @"P_{X+\epsilon}(x) = E_{y \sim P_X}[P_\epsilon(x - y)]",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.1 and corollary 3.1")]
public sealed record NoiseDensity : Claim<NoiseDensity.Measurements>
{
    private const double Sd = 0.4;
    private const double Level = 0.05 / 4;

    private static readonly (string Name, InstanceNoise Noise)[] Noises =
    [
        ("normal", new(Sd, Annealing.None)),
        ("normal with a covariance", new(Sd, Annealing.None, Covariance: [1, 0.6, 0.6, 0.5])),
        ("Cauchy", new(Sd, Annealing.None, Law: NoiseLaw.Cauchy)),
        ("disc", new(Sd, Annealing.None, Law: NoiseLaw.Ball)),
    ];

    /// <inheritdoc/>
    public override int Place => 14;

    /// <inheritdoc/>
    public override Published Published => new(
        "a density, for normal noise, normal noise with a covariance, and noise with tails |x|^-(d+1)",
        "theorem 3.1, corollary 3.1",
        "read in the paper; its third density has no integral near 0, so Cauchy's law, which has these tails, stands "
        + "for it");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of four noises (normal, normal with a covariance, Cauchy, uniform in a disc) Pearson's chi-squared "
        + "of the counts of noised samples in 144 squares and outside, against the density by quadrature, has a "
        + "p-value of at least 0.05 / 4";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (draws, inner) = Size(setting);
        return new(
        [
            .. Noises.Select((n, number) =>
            {
                var circle = new NoisedCircle(n.Noise);
                return new Squares(
                    circle.Count(draws, number, setting),
                    [.. circle.Shares(inner).Select(p => p * draws)]);
            }),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var values = measured.Noises.Select(PValue).ToList();
        return new(
            values.Min() >= Level ? Outcome.Holds : Outcome.Contradicted,
            values.Min(),
            "smallest of four p-values",
            $"The p-values are {string.Join(", ", values.Select((p, i) => $"{p.Text("G2")} ({Noises[i].Name})"))}.",
            new("Samples counted in squares, against the density", [Panel(measured.Noises)]))
        {
            Seeds = Size(setting).Draws,
            Settings = Settings(setting),
        };
    }

    /// <summary>The p-value of Pearson's chi-squared; the last square is the outside.</summary>
    /// <remarks>Squares that expect fewer than five samples are put together with the outside.</remarks>
    internal static double PValue(Squares squares)
    {
        var (counts, expected) = squares;
        var kept = Enumerable.Range(0, counts.Count - 1).Where(i => expected[i] >= 5).ToList();
        var rest = counts.Sum() - kept.Sum(i => counts[i]);
        var restExpected = expected.Sum() - kept.Sum(i => expected[i]);
        var statistic = kept.Sum(i => Math.Pow(counts[i] - expected[i], 2) / expected[i])
            + (restExpected >= 5 ? Math.Pow(rest - restExpected, 2) / restExpected : 0);
        return 1 - ChiSquared.CDF(kept.Count - (restExpected >= 5 ? 0 : 1), statistic);
    }

    // The quadrature's error must stay below the counts', at the disc's edge too.
    private static (int Draws, int Inner) Size(ClaimSetting setting) => setting.Full ? (2_000_000, 40) : (100_000, 8);

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("samples", "uniform on the unit circle"),
        ("scale of the noise", Sd.Text()),
        ("covariance", "1, 0.6; 0.6, 0.5"),
        ("draws", Size(setting).Draws.Text()),
        ("squares", $"{NoisedCircle.Cells.Text()} x {NoisedCircle.Cells.Text()} on "
            + $"[-{NoisedCircle.Reach.Text()}, {NoisedCircle.Reach.Text()}]^2, "
            + $"each with {Size(setting).Inner.Text()} x {Size(setting).Inner.Text()} midpoints"),
        ("quadrature along the circle", NoisedCircle.Nodes.Text()),
    ];

    private static Panel Panel(IReadOnlyList<Squares> noises) => new(
        string.Empty,
        new("expected", Log: true),
        new("counted", Log: true),
        [
            .. noises.Select((squares, i) => new Points(
                Noises[i].Name,
                squares.Expected.Gaps(),
                squares.Counts.Select(c => c > 0 ? (double)c : double.NaN).Gaps())),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Noises">Of each of the four noises, the samples in the squares.</param>
    public sealed record Measurements(IReadOnlyList<Squares> Noises);

    /// <summary>Samples in squares of the plane; those outside of all come last.</summary>
    /// <param name="Counts">How many were counted.</param>
    /// <param name="Expected">How many the density says.</param>
    public sealed record Squares(IReadOnlyList<long> Counts, IReadOnlyList<double> Expected);
}
