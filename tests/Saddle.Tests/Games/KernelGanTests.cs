using System.Globalization;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

public sealed class KernelGanTests
{
    public static TheoryData<string> Kernels => new("gaussian", "laplacian", "rational-quadratic", "relu-network");

    [Theory]
    [InlineData("alternating", "sigma=1", "lambda=0.1", "eta=0.1")]
    [InlineData("simultaneous", "sigma=0.5", "lambda=1", "eta-g=0.02", "eta-d=0.3")]
    [InlineData("alternating", "sigma=0.5", "lambda=0", "eta=0.2", "offset=1.2")]
    [InlineData("alternating", "points=0,40", "masses=0.7,0.3", "generated=2", "lambda=0.5", "eta=0.2", "offset=0.5")]
    [InlineData("alternating", "points=0,2.5", "generated=2", "lambda=0.2", "eta=0.1", "offset=0.3")]
    [InlineData("alternating", "dimension=2", "points=0,0", "generated=3", "lambda=0.1", "eta=0.3", "offset=0.7")]
    [InlineData(
        "simultaneous",
        "dimension=3",
        "points=0,0,1",
        "generated=2",
        "lambda=0.3",
        "eta=0.1",
        "offset=0.4",
        "radius=2")]
    [InlineData("alternating", "sigma=0.7,2", "generated=2", "lambda=0.1", "eta=0.2", "offset=0.5")]
    [InlineData("alternating", "sigma=1,3", "weights=0.3,0.9", "lambda=0.1", "eta=0.2", "offset=0.5")]
    public void Features_agree_with_the_full_history_within_the_radius(string rule, params string[] settings)
    {
        var setup = new Setup("kernel-gan", rule, settings.Select(s => (s.Split('=')[0], s.Split('=')[1])));
        var game = (KernelGan)setup.Game;
        var start = new double[game.StateSize];
        game.Start(new Philox(5, 0, Purpose.Start), start);
        var run = Simulation.Run(game, setup.Rule, start, 300, 1);

        var d = game.Dimension;
        var history = new KernelHistory(
            new Gaussian(game.Sigma, game.Weights),
            [.. Enumerable.Range(0, game.PointCount).Select(i => game.Points[(i * d)..((i + 1) * d)])],
            [.. Enumerable.Range(0, game.PointCount).Select(game.Mass)],
            [.. Enumerable.Range(0, game.GeneratedCount).Select(game.GeneratedMass)],
            setup.Rule.EtaG.At(0),
            setup.Rule.EtaD.At(0),
            game.Lambda,
            rule == "alternating");
        var worst = 0.0;
        var moved = 0.0;
        double[][] from = [.. Enumerable.Range(0, game.GeneratedCount).Select(j => start[(j * d)..((j + 1) * d)])];
        history.Run(from, 300, (step, points) =>
        {
            for (var i = 0; i < game.GeneratorSize; i++)
            {
                worst = Math.Max(worst, Math.Abs(points[i / d][i % d] - run.Points[step].State[i]));
                moved = Math.Max(moved, Math.Abs(points[i / d][i % d] - start[i]));
            }
        });
        Assert.True(moved > 0.01, $"the points hardly moved: {moved.ToString(CultureInfo.InvariantCulture)}");
        Assert.True(worst < 1e-10, $"the two differ by {worst.ToString(CultureInfo.InvariantCulture)}");
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernels_gradient_is_that_of_its_value(string name)
    {
        var kernel = Catalog<Kernel>.Get(name).Create(new Dictionary<string, string>(StringComparer.Ordinal));
        Check(kernel);
        Check(new Mahalanobis(kernel, [1.5, 0.2, 0, -0.3, 0.8, 0.1, 0, 0.4, 1.1]));

        static void Check(Kernel kernel)
        {
            var random = new Philox(3, 0, Purpose.Start);
            const double H = 1e-6;
            for (var trial = 0; trial < 50; trial++)
            {
                double[] x = [random.Uniform(-2, 2), random.Uniform(-2, 2), random.Uniform(-2, 2)];
                double[] z = [random.Uniform(-2, 2), random.Uniform(-2, 2), random.Uniform(-2, 2)];
                var gradient = new double[3];
                kernel.Add(x, z, 1, gradient);
                for (var i = 0; i < 3; i++)
                {
                    var (up, down) = ((double[])x.Clone(), (double[])x.Clone());
                    up[i] += H;
                    down[i] -= H;
                    var scratch = new double[3];
                    Assert.Equal(
                        (kernel.Add(up, z, 0, scratch) - kernel.Add(down, z, 0, scratch)) / (2 * H),
                        gradient[i],
                        2e-8);
                }
            }
        }
    }

    [Fact]
    public void A_relu_networks_kernel_of_depth_one_has_its_closed_form_on_the_unit_circle()
    {
        // Without biases, at angle t between inputs of norm sqrt(d): NNGP (sin t + (pi - t) cos t) / pi; the tangent
        // kernel adds (pi - t) cos t / pi.
        foreach (var t in new[] { 0.3, 1.0, 2.5 })
        {
            double[] x = [Math.Sqrt(2), 0];
            double[] z = [Math.Sqrt(2) * Math.Cos(t), Math.Sqrt(2) * Math.Sin(t)];
            var nngp = (Math.Sin(t) + ((Math.PI - t) * Math.Cos(t))) / Math.PI;
            Assert.Equal(nngp, new ReluNetwork(Tangent: false, Depth: 1, Bias: 0).Add(x, z, 0, new double[2]), 1e-14);
            Assert.Equal(
                nngp + ((Math.PI - t) * Math.Cos(t) / Math.PI),
                new ReluNetwork(Tangent: true, Depth: 1, Bias: 0).Add(x, z, 0, new double[2]),
                1e-14);
        }
    }

    [Theory]
    [InlineData("points=0,40", "generated=2", "sigma=0.7,1")]
    [InlineData("points=0,0,1,2", "dimension=2")]
    [InlineData("points=0", "generated=200")]
    public void Features_that_are_kept_are_those_of_the_point_that_is_asked_for(params string[] settings)
    {
        // One game at work on many states in turn, and for each state one that has seen no other.
        var game = Make(settings);
        var used = game.Bind<Dual<Real>>();
        foreach (var start in Cases.Starts(game, 3))
        {
            var other = start.Select(x => x + 1e-9).ToArray();
            foreach (var state in (double[][])[start, other, start])
            {
                foreach (var slope in (double[])[1, 2])
                {
                    Dual<Real>[] dual = [.. state.Select(x => new Dual<Real>(x, slope))];
                    foreach (var (loss, by) in ((Player, Player)[])
                        [
                            (Player.Discriminator, Player.Discriminator),
                            (Player.Generator, Player.Generator),
                            (Player.Generator, Player.Discriminator),
                        ])
                    {
                        var size = by == Player.Generator ? game.GeneratorSize : game.DiscriminatorSize;
                        var (kept, fresh) = (new Dual<Real>[size], new Dual<Real>[size]);
                        used.Gradient(loss, by, dual, kept, default);
                        game.Bind<Dual<Real>>().Gradient(loss, by, dual, fresh, default);
                        Assert.Equal(fresh, kept);
                    }
                }
            }
        }
    }

    [Fact]
    public void Far_points_are_expanded_apart_and_near_ones_together()
    {
        Assert.True(Make("points=0,30").IsIsolated);
        Assert.False(Make("points=0,10").IsIsolated);
        Assert.Throws<SettingsException>(() => Make("points=0,1,2", "dimension=2"));
        Assert.Throws<SettingsException>(() => Make("masses=0.2,0.8"));
    }

    private static KernelGan Make(params string[] settings) =>
        (KernelGan)new Setup("kernel-gan", null, settings.Select(s => (s.Split('=')[0], s.Split('=')[1]))).Game;
}
