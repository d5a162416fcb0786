using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Gans.Training;
using Saddle.Gans.Windows;

namespace Saddle.Gans.Tests.Windows;

/// <summary>The settings that a map can vary: their names, what they mean together, and what is refused.</summary>
public sealed class SettingSpaceTests
{
    private const string Start = "data: ring\nnetwork: mlp\nrule: {name: simultaneous, eta-g: 0.1, eta-d: 0.4}\n";

    [Fact]
    public void Rates_and_their_ratio_move_what_they_say()
    {
        var space = Space("regularisers: [{name: r1, gamma: 2}]");
        Check(space.With(("eta-g", 0.2)), 0.2, 0.4, 2);
        Check(space.With(("eta", 0.2)), 0.2, 0.2, 2);
        Check(space.With(("ratio", 3)), 0.1, 0.3, 2);
        Check(space.With(("eta-g", 0.2), ("ratio", 3)), 0.2, 0.6, 2);
        Check(space.With(("eta-d", 0.6), ("ratio", 3)), 0.2, 0.6, 2);
        Check(space.With(("ratio", 3), ("eta", 0.5)), 0.5, 1.5, 2);
        Check(space.With(("gamma", 0.5), ("eta-d", 1)), 0.1, 1, 0.5);
        Check(space.With(("penalty", 7)), 0.1, 0.4, 7);
        Assert.Equal(4, space.ValueOf("ratio", space.Present)!.Value, 1e-12);
        Assert.Null(space.ValueOf("eta", space.Present));
    }

    [Fact]
    public void A_rate_that_is_a_schedule_is_what_it_is_now()
    {
        var configuration = Configuration.Read(
            "data: ring\nnetwork: mlp\nrule: {name: simultaneous, eta-g: \"0.1*(1-n/100)\"}", "test");
        Assert.Equal(0.05, new SettingSpace(configuration, 50).Present.EtaG, 1e-12);
    }

    [Fact]
    public void A_run_without_a_penalty_can_be_given_R1()
    {
        var space = Space("regularisers: []");
        Assert.Equal(0, space.Present.Weights[0]);
        Assert.Empty(space.Configuration(space.Present).Regularisers);
        Assert.Equal("r1", Catalog<Regularisers.Regulariser>.EntryOf(
            space.Configuration(space.With(("gamma", 1))).Regularisers[0]).Name);
    }

    [Fact]
    public void Overrides_bring_a_run_to_the_settings()
    {
        var space = Space("regularisers: [{name: gradient-penalty, weight: 2}, {name: r1, gamma: 3}]");
        var wanted = space.With(("eta-g", 0.05), ("r1.gamma", 0.25));
        var overrides = space.Overrides(wanted).Select(o => KeyValuePair.Create(o.Path, o.Value)).ToList();
        var changed = Configuration.Read(
            Start + "regularisers: [{name: gradient-penalty, weight: 2}, {name: r1, gamma: 3}]", "test", overrides);
        Assert.Empty(changed.Differences(space.Configuration(wanted)));
        Assert.Empty(space.Overrides(space.Present));
    }

    [Theory]
    [InlineData("gama", "did you mean 'gamma'?")]
    [InlineData("eta_d", "did you mean 'eta-d'?")]
    [InlineData("momentum", "there are: eta, eta-d, eta-g, gamma, penalty, r1.gamma, ratio")]
    public void An_unknown_name_is_offered_the_nearest(string name, string expected)
    {
        var refusal = Assert.Throws<SettingsException>(() => Map("regularisers: [r1]", $"{name}=1:2:3", null));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eta=0.1:1:1", null, "from 2 to 200 values")]
    [InlineData("eta=1:0.1:5", null, "that rise from LO to HI")]
    [InlineData("eta=0.1:1:300", null, "from 2 to 200 values")]
    [InlineData("eta=0:1:5:log", null, "positive ends")]
    [InlineData("eta-g=-1:1:5", null, "expected finite rates of at least 0")]
    [InlineData("ratio=0:1:5", null, "ratio=0: expected more than 0")]
    [InlineData("gamma=-1:1:5", null, "expected at least 0")]
    [InlineData("eta=0.1:1:5", "eta-g=0.1:1:5", "eta-g beside it says nothing")]
    [InlineData("gamma=0.1:1:5", "penalty=0.1:1:5", "are one setting")]
    public void A_range_that_makes_no_map_is_refused(string x, string? y, string expected)
    {
        var refusal = Assert.Throws<SettingsException>(() => Map("regularisers: [r1]", x, y));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_two_penalties_have_is_refused()
    {
        var refusal = Assert.Throws<SettingsException>(() => Map("regularisers: [r1, r2]", "gamma=1:2:3", null));
        Assert.Contains("stands for r1.gamma and r2.gamma", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_hold_the_penalty_and_the_present_setting_is_on_one()
    {
        var map = Map("regularisers: [{name: r1, gamma: 1}]", "gamma=0.1:10:5:log", "eta=0.01:1:9:log");
        Assert.False(map.LinesAreRows);
        Assert.Equal("eta", map.Along.Name);
        Assert.Equal(2, map.PresentLine);
        Assert.Equal([0, 2, 4], map.Chosen(3));
        Assert.Equal([0, 1, 2, 3, 4], map.Chosen(9));
    }

    private static SettingSpace Space(string regularisers) =>
        new(Configuration.Read(Start + regularisers, "test"), 0);

    private static WindowMap Map(string regularisers, string x, string? y) => new(
        Space(regularisers), SettingRange.Parse("--x", x).Axis, y is null ? null : SettingRange.Parse("--y", y).Axis);

    private static void Check(GanSettings settings, double etaG, double etaD, double weight)
    {
        Assert.Equal(etaG, settings.EtaG, 1e-12);
        Assert.Equal(etaD, settings.EtaD, 1e-12);
        Assert.Equal(weight, settings.Weights[0], 1e-12);
    }
}
