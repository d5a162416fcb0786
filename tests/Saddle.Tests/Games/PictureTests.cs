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
        var game = (TwoGaussians)Catalog<Game>.Get("two-gaussians").Create(new Dictionary<string, string>(StringComparer.Ordinal));
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
        var game = (KernelGan)Catalog<Game>.Get("kernel-gan").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["points"] = points, ["sigma"] = sigma });
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
}
