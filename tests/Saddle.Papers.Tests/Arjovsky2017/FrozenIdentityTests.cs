using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim on the frozen -log D gradient, and both quadratures it rests on.</summary>
public sealed class FrozenIdentityTests
{
    [Theory]
    [InlineData(0.99e-6, 0, Outcome.Holds)]
    [InlineData(1.01e-6, 0, Outcome.Contradicted)]
    [InlineData(0, -0.99e-6, Outcome.Holds)]
    [InlineData(0, -1.01e-6, Outcome.Contradicted)]
    public void Both_sides_agree_to_a_millionth_of_the_largest_value(double byShift, double byScale, Outcome expected)
    {
        FrozenIdentity.Cell[] cells =
        [
            new(-1, 0.5, new(0.5, 0.25), new(0.5, 0.25)),
            new(1, 0.5, new(0.75, -2), new(0.75 + (2 * byShift), -2 + (2 * byScale))),
            new(-1, 1.5, new(0.1, 0.2), new(0.1, 0.2)),
            new(1, 1.5, new(0.3, 0.4), new(0.3, 0.4)),
        ];
        var finding = new FrozenIdentity().Report(new(cells), HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Max(Math.Abs(byShift), Math.Abs(byScale)), finding.Measured, 1e-12);
        Assert.StartsWith("In 4 settings", finding.Reason);
        Assert.Contains(("shifts", "-1 to 1"), finding.Settings);
        Assert.Contains(("scales", "0.5, 1.5"), finding.Settings);
        Assert.Equal(4, finding.Figure.Panels[0].Traces.Count);
        Assert.Equal([0.1, 0.3], finding.Figure.Panels[0].Lines()[1]);
    }

    // KL of normal laws is (s^2 + m^2 - 1) / 2 - log s, and JSD is log 2 once they are ten deviations apart.
    [Theory]
    [InlineData(10, 1)]
    [InlineData(-10, 0.8)]
    [InlineData(10, 1.2)]
    public void Far_apart_the_divergences_are_those_of_the_closed_form(double shift, double scale)
    {
        var exact = (((scale * scale) + (shift * shift) - 1) / 2) - Math.Log(scale) - (2 * Math.Log(2));
        Assert.Equal(exact, FrozenIdentity.Divergence(shift, scale), 1e-4);
        var gradient = FrozenIdentity.Frozen(shift, scale);
        Assert.Equal(shift, gradient.ByShift, 1e-3);
        Assert.Equal(scale - (1 / scale), gradient.ByScale, 1e-3);
    }

    // Near the data KL is m^2 / 2 and JSD m^2 / 8, up to the fourth power of the shift.
    [Fact]
    public void Next_to_the_data_the_divergences_are_a_quarter_of_the_squared_shift()
    {
        Assert.Equal(0, FrozenIdentity.Divergence(0, 1), 1e-14);
        Assert.Equal(0.01 * 0.01 / 4, FrozenIdentity.Divergence(0.01, 1), 1e-8);
        Assert.Equal(0.005, FrozenIdentity.Frozen(0.01, 1).ByShift, 1e-6);
        Assert.Equal(0, FrozenIdentity.Frozen(0, 1).ByScale, 1e-14);
    }
}
