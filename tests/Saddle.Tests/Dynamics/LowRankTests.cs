using System.Numerics;
using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>From two looks at an update, the leading eigenvalue of its whole Jacobian.</summary>
public sealed class LowRankTests
{
    [Theory]
    [InlineData("alternating", "points=0,20", "sigma=1.4")]
    [InlineData("alternating", "points=0,20", "sigma=2", "eta-g=3", "eta-d=1", "lambda=0.5")]
    [InlineData("alternating", "points=0,1,5", "generated=2", "sigma=0.5", "masses=0.2,0.5,0.3", "order=g-first")]
    [InlineData("simultaneous", "points=0,10", "eta=0.4")]
    [InlineData("simultaneous", "points=0,0,3,0", "dimension=2", "eta=0.4")]
    [InlineData("extragradient", "points=0,10", "eta=0.2")]
    [InlineData("unrolled", "points=0,10", "k=2")]
    public void A_kernel_discriminator_is_reduced_to_its_points(string rule, params string[] settings)
    {
        var tangent = TangentOf("kernel-gan", rule, settings);
        var leading = Eigenvalues.Leading(tangent.Jacobian())!.Value;
        var found = LowRank.Leading(tangent);
        Assert.NotNull(found);
        Assert.True(Complex.Abs(found.Value - leading) < 1e-13 * leading.Magnitude, $"{found} for {leading}");
    }

    [Fact]
    public void An_update_of_another_shape_is_left_to_the_whole_Jacobian()
    {
        // Too small; with a memory of all; with modes that all differ; moved by more points than lanes tell.
        Assert.Null(LowRank.Leading(TangentOf("kernel-gan", "alternating", "points=0")));
        Assert.Null(LowRank.Leading(TangentOf("kernel-gan", "heavy-ball", "points=0,20", "sigma=2")));
        Assert.Null(LowRank.Leading(TangentOf("quadratic", "simultaneous", "size=30")));
        Assert.Null(LowRank.Leading(TangentOf("kernel-gan", "alternating", "points=0,3,6,9,12,15,18,21")));
    }

    [Fact]
    public void A_rate_beyond_the_range_of_numbers_gives_no_number() =>
        Assert.Null(LowRank.Leading(TangentOf("kernel-gan", "alternating", "points=0,10", "eta-d=1e308")));

    private static Tangent TangentOf(string game, string rule, params string[] settings)
    {
        var setup = new Setup(game, rule, settings.Select(s => (s.Split('=')[0], s.Split('=')[1])));
        return new(setup.Game, setup.Rule, setup.Game.Equilibrium());
    }
}
