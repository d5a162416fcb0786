using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>What converges in the place of what does not.</summary>
public sealed class AlternativeTests
{
    [Fact]
    public void Every_alternative_converges_at_its_rate_and_the_setup_itself_at_none()
    {
        var setup = new Setup("dirac-gan", "simultaneous", []);
        Assert.Null(RateScan.Of(setup, RateScan.Least, RateScan.Greatest, 41).Converging);
        var alternatives = Alternative.For(setup);
        Assert.Contains(alternatives, a => a.Rule == "extragradient");
        Assert.DoesNotContain(alternatives, a => a.Rule == "alternating"); // it circles for ever
        Assert.All(alternatives, a => Assert.Equal(a.Radius, Radius(a), 12));
        Assert.All(alternatives, a => Assert.True(a.Radius < 1));

        static double Radius(Alternative a)
        {
            var tried = new Setup("dirac-gan", a.Rule, a.Settings.Select(s => (s.Key, s.Value)));
            var (game, rule) = tried.With(("eta", a.Eta));
            return Spectrum.Of(game, rule).Radius!.Value;
        }
    }

    [Fact]
    public void The_games_own_remedy_comes_first_and_only_where_it_is_not_in_use()
    {
        var first = Alternative.For(new Setup("dirac-gan", "simultaneous", []))[0];
        Assert.Equal("an R1 penalty", first.What);
        Assert.Equal("r1", first.Settings["penalty"]);
        var mended = new Setup("dirac-gan", "simultaneous", [("penalty", "r1"), ("gamma", "1")]);
        Assert.DoesNotContain(Alternative.For(mended), a => a.What == "an R1 penalty");
    }

    [Fact]
    public void Other_rules_are_ordered_by_their_radius()
    {
        var radii = Alternative.For(new Setup("bilinear", "simultaneous", [])).Select(a => a.Radius).ToList();
        Assert.True(radii.Count > 2);
        Assert.Equal(radii.Order(), radii);
    }

    [Fact]
    public void A_game_of_many_coordinates_has_none_to_offer() =>
        Assert.Empty(Alternative.For(new Setup("bilinear", null, [("size", "13")])));
}
