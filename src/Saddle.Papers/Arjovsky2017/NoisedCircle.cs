using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Regularisers;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// Samples uniform on the unit circle with noise: counted in squares of the plane, and their density by quadrature.
/// </summary>
/// <param name="noise">The noise.</param>
internal sealed class NoisedCircle(InstanceNoise noise)
{
    /// <summary>The squares cover [-Reach, Reach]^2.</summary>
    public const double Reach = 2.4;

    /// <summary>The number of squares along a side; what lies outside of all counts as one more.</summary>
    public const int Cells = 12;

    /// <summary>The places on the circle that the density is averaged over.</summary>
    public const int Nodes = 1000;

    /// <summary>How many noised samples lie in each square; those outside come last.</summary>
    /// <param name="draws">The number of samples, a multiple of 50,000.</param>
    /// <param name="number">The number of the noise among those that are looked at.</param>
    /// <param name="setting">Gives the seed, and stops it.</param>
    public long[] Count(int draws, int number, ClaimSetting setting)
    {
        const int Batch = 50_000;
        var counts = new long[(Cells * Cells) + 1];
        for (var batch = 0; batch < draws / Batch; batch++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var random = new Philox(setting.Seed, (number * 1000) + batch, Purpose.Item);
            double[] circle =
            [
                .. Enumerable.Range(0, Batch)
                    .Select(_ => Math.SinCos(2 * Math.PI * random.Uniform()))
                    .SelectMany(p => new[] { p.Cos, p.Sin }),
            ];
            var sample = new SampleKey(setting.Seed, number, batch, 0);
            var tensors = new RandomTensors(sample, Purpose.RealNoise, DType.Float64, "cpu");
            var noised = noise.Disturb(Tensor.From(circle, [Batch, 2]), tensors, 0).ToDoubles();
            for (var i = 0; i < Batch; i++)
            {
                counts[Square(noised[2 * i], noised[(2 * i) + 1])]++;
            }
        }

        return counts;
    }

    /// <summary>The share of the samples in each square, from the density; outside comes last.</summary>
    /// <param name="inner">Each square has this many times as many midpoints.</param>
    public double[] Shares(int inner)
    {
        var (shares, side) = (new double[(Cells * Cells) + 1], 2 * Reach / Cells);
        for (var i = 0; i < Cells * inner; i++)
        {
            for (var j = 0; j < Cells * inner; j++)
            {
                var (x, y) = (-Reach + ((i + 0.5) * side / inner), -Reach + ((j + 0.5) * side / inner));
                shares[(i / inner * Cells) + (j / inner)] += Density(x, y) * side * side / (inner * inner);
            }
        }

        shares[^1] = 1 - shares.Sum();
        return shares;
    }

    /// <summary>The density of the noised samples: the mean of the noise's own around the circle's points.</summary>
    public double Density(double x, double y)
    {
        var sum = 0.0;
        for (var k = 0; k < Nodes; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * k / Nodes);
            sum += NoiseDensityAt(x - cos, y - sin);
        }

        return sum / Nodes;
    }

    private static int Square(double x, double y)
    {
        var i = (int)Math.Floor((x + Reach) / (2 * Reach) * Cells);
        var j = (int)Math.Floor((y + Reach) / (2 * Reach) * Cells);
        return i is >= 0 and < Cells && j is >= 0 and < Cells ? (i * Cells) + j : Cells * Cells;
    }

    // In the plane, from the squared distance in the metric of the covariance.
    private double NoiseDensityAt(double x, double y)
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
}
