using Saddle.Catalog;
using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

public sealed class SettingRangeTests
{
    [Fact]
    public void Values_are_evenly_spaced()
    {
        var axis = SettingRange.Parse("--x", "eta=-1:1:5").Axis;
        Assert.Equal("eta", axis.Name);
        Assert.Equal([-1, -0.5, 0, 0.5, 1], axis.Values);
    }

    [Fact]
    public void Values_of_a_logarithmic_range_have_the_same_ratio()
    {
        var axis = SettingRange.Parse("--x", "eta-g=0.001:100:6:log").Axis;
        Assert.All(axis.Values.Zip([1e-3, 1e-2, 0.1, 1, 10, 100]), v => Assert.Equal(1, v.First / v.Second, 1e-14));
    }

    [Fact]
    public void A_single_value_is_the_lower_end() =>
        Assert.Equal([0.25], SettingRange.Parse("--x", "eta=0.25:3:1").Axis.Values);

    [Theory]
    [InlineData("eta=0.01:2:40:log")]
    [InlineData("game.sigma=-0.5:1E-07:3")]
    public void A_range_is_written_as_it_is_read(string text) =>
        Assert.Equal(text, SettingRange.Parse("--x", text).ToString());

    [Theory]
    [InlineData("eta", "expected NAME=LO:HI:N")]
    [InlineData("=0:1:2", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:1", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:1:2:lin", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:1:2:log:log", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:inf:2", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:1:2.5", "expected NAME=LO:HI:N")]
    [InlineData("eta=0:1:0", "from 1 to 5000 values")]
    [InlineData("eta=0:1:5001", "from 1 to 5000 values")]
    [InlineData("eta=0:1:5:log", "positive ends")]
    public void What_is_no_range_is_refused(string text, string expected)
    {
        var refused = Assert.Throws<SettingsException>(() => SettingRange.Parse("--x", text));
        Assert.StartsWith($"--x {text}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_ranges_are_of_two_settings()
    {
        var (x, y) = SettingRange.ParsePair("--", "eta=0:1:2", "gamma=0:1:2");
        Assert.Equal(("eta", "gamma"), (x.Name, y.Name));
        var refused = Assert.Throws<SettingsException>(() => SettingRange.ParsePair("--", "eta=0:1:2", "eta=0:2:2"));
        Assert.Equal("--x and --y are both eta: expected two settings", refused.Message);
    }
}
