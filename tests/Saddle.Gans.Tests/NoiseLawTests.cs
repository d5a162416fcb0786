using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Regularisers;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>The laws of instance noise: moments, bounds and quantiles that are known.</summary>
public sealed class NoiseLawTests
{
    private const int Count = 200_000;

    private static readonly double[] Stretch = [2, 0.6, 0.6, 0.5];

    [TorchTheory]
    [InlineData(NoiseLaw.Normal)]
    [InlineData(NoiseLaw.Ball)]
    public void A_law_with_a_variance_has_the_covariance_that_is_asked_for(NoiseLaw law)
    {
        Near([0.25, 0, 0, 0.25], Covariance(Noise(new(0.5, Annealing.None, Law: law), 2)));
        Near([0.5, 0.15, 0.15, 0.125], Covariance(Noise(new(0.5, Annealing.None, Law: law, Covariance: Stretch), 2)));
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_ball_is_filled_evenly_and_never_left(int dimension)
    {
        var radius = 0.5 * Math.Sqrt(dimension + 2);
        var shares = Lengths(Noise(new(0.5, Annealing.None, Law: NoiseLaw.Ball), dimension), dimension)
            .Select(r => Math.Pow(r / radius, dimension))
            .Order()
            .ToArray();
        Assert.True(shares[^1] <= 1 + 1e-12);
        // 4 standard errors
        Assert.All(Enumerable.Range(1, 9), i => Assert.Equal(i / 10.0, shares[i * Count / 10], 0.005));
    }

    [TorchFact]
    public void Cauchy_noise_has_the_quantiles_of_its_law()
    {
        // In the plane P(|x| > r) = 1 / sqrt(1 + r^2), so the tails are those of |x|^-3 in density.
        var lengths = Lengths(Noise(new(1, Annealing.None, Law: NoiseLaw.Cauchy), 2), 2).Order().ToArray();
        Assert.All(
            (double[])[0.1, 0.5, 0.9, 0.99],
            share =>
                Assert.Equal(
                    share,
                    1 - (1 / Math.Sqrt(1 + Math.Pow(lengths[(int)(share * Count)], 2))),
                    4 * Math.Sqrt(share * (1 - share) / Count)));
    }

    [TorchFact]
    public void Each_sample_has_noise_of_its_own_in_any_shape()
    {
        var noise = new InstanceNoise(1, Annealing.None, Law: NoiseLaw.Ball);
        var disturbed = noise.Disturb(Tensor.Zeros([500, 1, 4, 4], DType.Float64), Random(0), 0);
        Assert.Equal([500L, 1, 4, 4], disturbed.Shape);
        Assert.Equal(500, Lengths(disturbed.ToDoubles(), 16).Distinct().Count());
    }

    [Fact]
    public void A_matrix_that_is_no_covariance_is_refused()
    {
        Assert.Contains("square number of entries", Refusal("1,2,3"), StringComparison.Ordinal);
        Assert.Contains("positive definite", Refusal("1,2,2,1"), StringComparison.Ordinal);
        Assert.Contains("positive definite", Refusal("1,0.5,0.2,1"), StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_covariance_for_other_items_is_refused() => Assert.Contains(
        "covariance is for items of 2 numbers, but an item has 3",
        Assert.Throws<SettingsException>(() => Noise(new(1, Annealing.None, Covariance: Stretch), 3)).Message,
        StringComparison.Ordinal);

    private static string Refusal(string covariance)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["covariance"] = covariance };
        var noise = Catalog<Regulariser>.Get("instance-noise");
        return Assert.Throws<SettingsException>(() => noise.Create(settings)).Message;
    }

    private static double[] Noise(InstanceNoise noise, int dimension) =>
        noise.Disturb(Tensor.Zeros([Count, dimension], DType.Float64), Random(1), 0).ToDoubles();

    private static RandomTensors Random(int step) =>
        new(new SampleKey(9, 0, step, 0), Purpose.RealNoise, DType.Float64, "cpu");

    private static IEnumerable<double> Lengths(double[] points, int dimension) =>
        points.Chunk(dimension).Select(p => Math.Sqrt(p.Sum(x => x * x)));

    private static double[] Covariance(double[] points) =>
        [
            .. from i in Enumerable.Range(0, 2)
               from j in Enumerable.Range(0, 2)
               select Enumerable.Range(0, Count).Average(k => points[(2 * k) + i] * points[(2 * k) + j]),
        ];

    private static void Near(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.01));
}
