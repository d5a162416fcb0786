using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// With noise on both sides and the optimal discriminator, the gradient that a network's generator is trained with is
/// that of twice the Jensen-Shannon divergence of the noised laws: Arjovsky and Bottou 2017, arXiv:1701.04862,
/// corollary 3.2. Real samples are N(0, s^2 I), generated ones N((m, 0), s^2 I), noise N(0, sigma^2 I): the optimal
/// discriminator is then linear, and the laws differ along the first coordinate alone.
/// </summary>
public sealed class NoisedGradientTests
{
    private const double Spread = 0.6;
    private const double Shift = 0.8;
    private const double Noise = 0.5;
    private const int Batch = 50_000;
    private const int Batches = 8;

    // A gradient's component at one sample has a standard deviation below 1.3, so this is two standard errors or more.
    private const double Tolerance = 0.004;

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_generators_gradient_is_that_of_the_divergence_of_the_noised_laws(int dimension)
    {
        using var scope = new TensorScope();
        var network = new Mlp(Latent: dimension, Depth: 0);
        var gan = new Gan(network, network, new Saturating(), [new InstanceNoise(Noise, Annealing.None)], Batch);
        using var items = Real(dimension).Open(DataFolder.FromEnvironment(), 1);
        var game = new NeuralGame(gan, items, 1, DType.Float64);
        Tensor[] state =
        [
            Tensor.From(Generator(dimension), [dimension * (dimension + 1)]),
            Tensor.From(Optimal(dimension), [dimension + 1]),
        ];
        var mean = new double[dimension * (dimension + 1)];
        for (var step = 0; step < Batches; step++)
        {
            using var inner = new TensorScope();
            var gradient = new Tensor[1];
            game.Gradient(Player.Generator, Player.Generator, state, gradient, new SampleKey(1, 0, step, 0));
            mean = [.. mean.Zip(gradient[0].ToDoubles(), (sum, g) => sum + (g / Batches))];
        }

        // The first row's own stretch and the shift; all else leaves the divergence as it is, to first order.
        var expected = new double[mean.Length];
        expected[0] = Slope(h => 2 * Divergence(Shift, Spread + h));
        expected[dimension * dimension] = Slope(h => 2 * Divergence(Shift + h, Spread));
        Assert.All(mean.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        Assert.True(Math.Abs(expected[0]) > 10 * Tolerance && expected[dimension * dimension] > 10 * Tolerance);
    }

    private static DataSet Real(int dimension) => dimension == 1
        ? Catalog<DataSet>.Get("gaussians-1d")
            .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["means"] = "0", ["sd"] = "0.6" })
        : Catalog<DataSet>.Get("drawn")
            .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["coordinates"] = "0,0", ["sd"] = "0.6" });

    private static double[] Generator(int dimension) =>
        [
            .. Enumerable.Range(0, dimension * dimension).Select(k => k % (dimension + 1) == 0 ? Spread : 0),
            Shift,
            .. new double[dimension - 1],
        ];

    // log p_r - log p_g = (|x - m|^2 - |x|^2) / (2 v) with v = s^2 + sigma^2.
    private static double[] Optimal(int dimension)
    {
        var v = (Spread * Spread) + (Noise * Noise);
        return [-Shift / v, .. new double[dimension - 1], Shift * Shift / (2 * v)];
    }

    private static double Slope(Func<double, double> of) => (of(1e-4) - of(-1e-4)) / 2e-4;

    // Of N(0, s^2 + sigma^2) and N(shift, spread^2 + sigma^2), by the trapezoidal rule, which is exact to rounding for
    // such integrands.
    private static double Divergence(double shift, double spread)
    {
        const double Step = 0.01;
        var sum = 0.0;
        for (var x = -12.0; x <= 13; x += Step)
        {
            var (p, q) = (Density(x, Spread), Density(x - shift, spread));
            sum += 0.5 * Step * (Part(p, q) + Part(q, p));
        }

        return sum;

        static double Density(double x, double spread)
        {
            var v = (spread * spread) + (Noise * Noise);
            return Math.Exp(-x * x / (2 * v)) / Math.Sqrt(2 * Math.PI * v);
        }

        static double Part(double p, double q) => p > 0 ? p * Math.Log(2 * p / (p + q)) : 0;
    }
}
