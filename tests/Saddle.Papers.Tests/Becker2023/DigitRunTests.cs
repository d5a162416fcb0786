using Saddle.Games.Kernels;
using Saddle.Papers.Becker2023;
using Saddle.Scalars;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>What runs of points against digits are measured with.</summary>
public sealed class DigitRunTests
{
    [Fact]
    public void The_matched_distance_is_the_least_over_all_orders()
    {
        for (var draw = 0; draw < 20; draw++)
        {
            var random = new Philox(3, draw, Purpose.Settings);
            double[][] Five() => [.. Enumerable.Range(0, 5).Select(_ => new[] { random.Uniform(), random.Uniform() })];
            var (truth, points) = (Five(), Five());
            var least = Orders([0, 1, 2, 3, 4]).Min(order => order.Select((i, j) =>
                Math.Pow(truth[i][0] - points[j][0], 2) + Math.Pow(truth[i][1] - points[j][1], 2)).Average());
            Assert.Equal(least, DigitRun.Matched(truth, points), 12);
        }
    }

    [Fact]
    public void Covered_are_the_true_points_that_are_nearest_to_some_generated_one()
    {
        double[][] truth = [[0], [1], [2]];
        Assert.Equal(1, DigitRun.Covered(truth, [[1.4], [0.6], [1]]));
        Assert.Equal(2, DigitRun.Covered(truth, [[1.6], [0.6], [1]]));
        Assert.Equal(3, DigitRun.Covered(truth, [[1.6], [0.4], [1]]));
    }

    [Fact]
    public void A_run_in_the_spanned_space_is_the_run_in_all_dimensions()
    {
        // The points span 20 of 40 dimensions.
        static double[][] Ten(Func<int, int, double> value) =>
            [.. Enumerable.Range(0, 10).Select(i => Enumerable.Range(0, 40).Select(d => value(i, d)).ToArray())];

        var random = new Philox(7, 2, Purpose.Start);
        var (digits, start) = (Ten((i, d) => d % 10 == i ? 1 : 0), Ten((_, _) => random.Uniform()));
        foreach (var kernel in new Kernel[] { new Gaussian([3], []), new ReluNetwork(Tangent: true, Depth: 2) })
        {
            double[] masses = [.. Enumerable.Repeat(0.1, 10)];
            var whole = new KernelHistory(kernel, digits, masses, masses, 1, 1, 0.01).Run(start, 5);
            var trial = DigitRun.Measure(kernel, digits, 2, 5, new(Full: false, Seed: 7, CancellationToken.None));
            Assert.All(
                whole.SelectMany(y => y).Zip(trial.Final.SelectMany(y => y)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            Assert.Equal(DigitRun.Matched(digits, start), trial.Distances[0], 1e-9);
            Assert.Equal(DigitRun.Matched(digits, whole), trial.Distances[1], 1e-9);
        }
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
