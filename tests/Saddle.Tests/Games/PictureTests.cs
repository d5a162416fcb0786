using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>Pictures of games over a line: what is drawn is what is played.</summary>
public sealed class PictureTests
{
    [Fact]
    public void Densities_have_mass_one_and_differ_by_F()
    {
        var game = (TwoGaussians)Catalog<Game>.Get("two-gaussians")
            .Create(new Dictionary<string, string>(StringComparer.Ordinal));
        double[] grid = [.. Enumerable.Range(0, 2001).Select(i => -10 + (0.01 * i))];
        double[] state = [-1.3, 0.4, -2, -1, 0.5, double.PositiveInfinity];
        var (target, drawn) = (((IPicturedGame)game).Target(grid).Curves.Single().Values, game.Draw(state, grid));
        var generated = drawn.Curves.Single().Values;
        Assert.Equal(1, target.Sum() * 0.01, 1e-9);
        Assert.Equal(1, generated.Sum() * 0.01, 1e-9);
        for (var i = 0; i < grid.Length; i += 50)
        {
            Assert.Equal(game.Difference(-1.3, 0.4, grid[i]), target[i] - generated[i], 1e-12);
        }

        Assert.Equal([new(-2, -1), new(0.5, double.PositiveInfinity)], drawn.Intervals);
    }

    // A generated point climbs f: its own loss gradient is minus its mass times the slope of f there.
    [Theory]
    [InlineData("0", "1")]
    [InlineData("-1,1.5,40", "1,2")]
    public void The_discriminators_slope_is_what_generated_points_climb(string points, string sigma)
    {
        var game = (KernelGan)Catalog<Game>.Get("kernel-gan")
            .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["points"] = points, ["sigma"] = sigma });
        var state = game.Equilibrium();
        for (var i = 0; i < state.Length; i++)
        {
            state[i] += 0.1 * Math.Sin(i + 1);
        }

        var gradient = new Real[game.GeneratorSize];
        game.Bind<Real>().Gradient(Player.Generator, Player.Generator, state.ToScalars<Real>(), gradient, default);
        var h = 1e-5;
        for (var j = 0; j < game.GeneratedCount; j++)
        {
            var f = game.Draw(state, [state[j] - h, state[j] + h]).Curves.Single().Values;
            Assert.Equal(-game.GeneratedMass(j) * (f[1] - f[0]) / (2 * h), gradient[j].Value, 1e-8);
        }
    }

    // The best response to a generated point at y is (K(., x) - K(., y)) / lambda, a closed form.
    [Theory]
    [InlineData("0.3,-0.2", 2)]
    [InlineData("0.3,-0.2,0.1", 3)]
    public void The_surface_is_the_discriminators(string point, int dimension)
    {
        var game = (KernelGan)Catalog<Game>.Get("kernel-gan")
            .Create(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["points"] = point,
                    ["dimension"] = $"{dimension}",
                    ["lambda"] = "0.5",
                });
        var state = game.Equilibrium().ToScalars<Real>();
        state[0] += 0.7;
        state[1] -= 0.4;
        game.Bind<Real>().BestRespond(state);
        var (surface, plane) = (game.Rise(((ReadOnlySpan<Real>)state).ToDoubles(), 21), game.Plane);
        Assert.Equal(plane.X.High - plane.X.Low, plane.Y.High - plane.Y.Low, 1e-12);
        var (data, generated) = (Assert.Single(game.Data), Assert.Single(surface.Points));
        Assert.Equal((data.X + 0.7, data.Y - 0.4), (generated.X, generated.Y));
        for (var i = 0; i < surface.Values.Length; i++)
        {
            var (x, y) = (
                plane.X.Low + ((plane.X.High - plane.X.Low) * (i % 21) / 20),
                plane.Y.Low + ((plane.Y.High - plane.Y.Low) * (i / 21) / 20));
            if (Math.Pow(x - data.X, 2) + Math.Pow(y - data.Y, 2) <= 9)
            {
                Assert.Equal(
                    (Kernel(x - data.X, y - data.Y) - Kernel(x - generated.X, y - generated.Y)) / 0.5,
                    surface.Values[i],
                    1e-8);
            }
        }

        static double Kernel(double x, double y) => Math.Exp(-((x * x) + (y * y)) / 2);
    }
}
