using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Becker2023;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>The formula for the kernel GAN's radius against the exact Jacobian.</summary>
public sealed class KernelRadiusTests
{
    [Fact]
    public void It_is_the_exact_radius_of_isolated_points()
    {
        for (var i = 0; i < 200; i++)
        {
            // One or two points that cannot feel each other, with too little, the right or too much mass.
            var random = new Philox(11, i, Purpose.Settings);
            var sigma = random.Uniform(0.3, 2);
            var game = Setting.Game(
                ("points", i % 2 == 0 ? "0" : "0,100"),
                ("masses", i % 2 == 0 ? random.Uniform(0.5, 1.5).Exact() : $"{random.Uniform(0.2, 0.8).Exact()},0.5"),
                ("generated", $"{1 + (i % 3)}"),
                ("sigma", sigma.Exact()),
                ("lambda", random.Uniform(0.05, 1).Exact()));
            var rule = Setting.Rule(i % 5 < 3, random.Uniform(0.01, 0.5), random.Uniform(0.01, 0.9));

            // A double eigenvalue is known only to the root of the precision.
            var exact = Spectrum.Of(game.ForSpectrum, rule).Radius!.Value;
            Assert.Equal(exact, new KernelRadius().Radius(game, rule)!.Value, 1e-6);
        }
    }

    [Fact]
    public void What_it_does_not_cover_has_none()
    {
        var plain = Setting.Game();
        Assert.NotNull(new KernelRadius().Radius(plain, new Simultaneous()));
        Assert.Null(new KernelRadius().Radius(plain, new Alternating { Order = Order.GFirst }));
        Assert.Null(new KernelRadius().Radius(plain, new Alternating { K = 2 }));
        Assert.Null(new KernelRadius().Radius(plain, new Optimistic()));
        Assert.Null(new KernelRadius().Radius(new Bilinear([1], [], 1), new Simultaneous()));
        Assert.Null(new KernelRadius().Radius(Setting.Game(("sigma", "1,2")), new Simultaneous()));
        Assert.Null(new KernelRadius().Radius(Setting.Game(("points", "0,1")), new Simultaneous()));
        Assert.Null(new KernelRadius().Radius(Setting.Game(("lambda", "0"), ("masses", "1")), new Simultaneous()));
        Assert.Null(new KernelRadius().Radius(Setting.Game(("generated-masses", "1")), new Simultaneous()));
    }
}
