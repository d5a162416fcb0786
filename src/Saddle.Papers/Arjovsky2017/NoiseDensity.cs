using MathNet.Numerics.Distributions;
using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Regularisers;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The law of samples on a curve once noise is added.</summary>
[Entry(
    "arjovsky2017/noise-density",
    "Noise gives a law on a curve a density: the mean of the noise's own around its points.",
    @"P_{X+\epsilon}(x) = E_{y \sim P_X}[P_\epsilon(x - y)]",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.1 and corollary 3.1")]
public sealed record NoiseDensity : Claim
{
    private const double Sd = 0.4;
    private const double Reach = 2.4;
    private const int Cells = 12;
    private const int Nodes = 1000;
    private const double Level = 0.05 / 4;

    /// <inheritdoc/>
    public override int Place => 14;

    /// <inheritdoc/>
    public override Published Published => new("a density, for normal noise, normal noise with a covariance, and noise with tails |x|^-(d+1)", "theorem 3.1, corollary 3.1", "read in the paper; its third density has no integral near 0, so Cauchy's law, which has these tails, stands for it");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of four noises (normal, normal with a covariance, Cauchy, uniform in a disc) Pearson's chi-squared of the counts of noised samples in 144 squares and outside, against the density by quadrature, has a p-value of at least 0.05 / 4";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (draws, inner) = setting.Full ? (2_000_000, 40) : (100_000, 8); // the quadrature's error must stay below the counts', at the disc's edge too
        (string Name, InstanceNoise Noise)[] noises =
        [
            ("normal", new(Sd, Annealing.None)),
            ("normal with a covariance", new(Sd, Annealing.None, Covariance: [1, 0.6, 0.6, 0.5])),
            ("Cauchy", new(Sd, Annealing.None, Law: NoiseLaw.Cauchy)),
            ("disc", new(Sd, Annealing.None, Law: NoiseLaw.Ball)),
        ];
        var results = noises.Select((n, i) => (n.Name, Counts: Count(n.Noise, draws, i, setting), Expected: Shares(n.Noise, inner).Select(p => p * draws).ToArray()))
            .Select(r => (r.Name, r.Counts, r.Expected, P: PValue(r.Counts, r.Expected))).ToList();
        var least = results.Min(r => r.P);
        return new(
            least >= Level ? Outcome.Holds : Outcome.Contradicted,
            least,
            "smallest of four p-values",
            $"The p-values are {string.Join(", ", results.Select(r => $"{r.P.Text("G2")} ({r.Name})"))}.",
            new("Samples counted in squares, against the density", [new(string.Empty, new("expected", Log: true), new("counted", Log: true),
                [.. results.Select(r => (Trace)new Points(r.Name, r.Expected.Gaps(), r.Counts.Select(c => c > 0 ? (double)c : double.NaN).Gaps()))])]))
        {
            Seeds = draws,
            Settings = [("samples", "uniform on the unit circle"), ("scale of the noise", Sd.Text()), ("covariance", "1, 0.6; 0.6, 0.5"), ("draws", draws.Text()), ("squares", $"{Cells.Text()} x {Cells.Text()} on [-{Reach.Text()}, {Reach.Text()}]^2, each with {inner.Text()} x {inner.Text()} midpoints"), ("quadrature along the circle", Nodes.Text())],
        };
    }

    private static long[] Count(InstanceNoise noise, int draws, int number, ClaimSetting setting)
    {
        const int Batch = 50_000;
        var counts = new long[(Cells * Cells) + 1];
        for (var batch = 0; batch < draws / Batch; batch++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var random = new Philox(setting.Seed, (number * 1000) + batch, Purpose.Item);
            double[] circle = [.. Enumerable.Range(0, Batch).Select(_ => Math.SinCos(2 * Math.PI * random.Uniform())).SelectMany(p => new[] { p.Cos, p.Sin })];
            var noised = noise.Disturb(Tensor.From(circle, [Batch, 2]), new RandomTensors(new Sample(setting.Seed, number, batch, 0), Purpose.RealNoise, DType.Float64, "cpu"), 0).ToDoubles();
            for (var i = 0; i < Batch; i++)
            {
                counts[Square(noised[2 * i], noised[(2 * i) + 1])]++;
            }
        }

        return counts;
    }

    private static int Square(double x, double y)
    {
        var (i, j) = ((int)Math.Floor((x + Reach) / (2 * Reach) * Cells), (int)Math.Floor((y + Reach) / (2 * Reach) * Cells));
        return i is >= 0 and < Cells && j is >= 0 and < Cells ? (i * Cells) + j : Cells * Cells;
    }

    private static double[] Shares(InstanceNoise noise, int inner)
    {
        var (shares, side) = (new double[(Cells * Cells) + 1], 2 * Reach / Cells);
        for (var i = 0; i < Cells * inner; i++)
        {
            for (var j = 0; j < Cells * inner; j++)
            {
                shares[(i / inner * Cells) + (j / inner)] += Density(noise, -Reach + ((i + 0.5) * side / inner), -Reach + ((j + 0.5) * side / inner)) * side * side / (inner * inner);
            }
        }

        shares[^1] = 1 - shares.Sum();
        return shares;
    }

    private static double Density(InstanceNoise noise, double x, double y)
    {
        var sum = 0.0;
        for (var k = 0; k < Nodes; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * k / Nodes);
            sum += OfNoise(noise, x - cos, y - sin);
        }

        return sum / Nodes;
    }

    // In the plane, from the squared distance in the metric of the covariance.
    private static double OfNoise(InstanceNoise noise, double x, double y)
    {
        var (a, b, c) = noise.Covariance is [var first, var mixed, _, var second] ? (first, mixed, second) : (1, 0, 1);
        var (determinant, variance) = ((a * c) - (b * b), noise.Sd * noise.Sd);
        var squared = ((c * x * x) - (2 * b * x * y) + (a * y * y)) / determinant / variance;
        var shape = noise.Law switch
        {
            NoiseLaw.Cauchy => Math.Pow(1 + squared, -1.5) / (2 * Math.PI),
            NoiseLaw.Ball => squared <= 4 ? 1 / (4 * Math.PI) : 0,
            _ => Math.Exp(-squared / 2) / (2 * Math.PI),
        };
        return shape / variance / Math.Sqrt(determinant);
    }

    // Squares that expect fewer than five samples are put together with the outside.
    private static double PValue(long[] counts, double[] expected)
    {
        var kept = Enumerable.Range(0, counts.Length - 1).Where(i => expected[i] >= 5).ToList();
        var (rest, restExpected) = (counts.Sum() - kept.Sum(i => counts[i]), expected.Sum() - kept.Sum(i => expected[i]));
        var statistic = kept.Sum(i => Math.Pow(counts[i] - expected[i], 2) / expected[i]) + (restExpected >= 5 ? Math.Pow(rest - restExpected, 2) / restExpected : 0);
        return 1 - ChiSquared.CDF(kept.Count - (restExpected >= 5 ? 0 : 1), statistic);
    }
}
