using Saddle.Figures;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>Whether moduli inside the band are held against the formula, on hand-made ones.</summary>
public sealed class DampedBandTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // At eta_d = 0.5 and lambda = 1 the band is from 0.0858 to 2.914, the modulus sqrt(1/2).
    private static readonly double Root = Math.Sqrt(0.5);

    [Theory]
    [InlineData(0.9e-5, Outcome.Holds)]
    [InlineData(-0.9e-5, Outcome.Holds)]
    [InlineData(1.1e-5, Outcome.Contradicted)]
    [InlineData(-1.1e-5, Outcome.Contradicted)]
    [InlineData(double.NaN, Outcome.Contradicted)]
    public void A_modulus_inside_may_be_a_hundred_thousandth_off(double off, Outcome expected)
    {
        var finding = Report([.. Band(), new(1, 1, 1, Root + off)]);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Abs(off), finding.Measured, 1e-12);
    }

    [Fact]
    public void Outside_the_band_any_modulus_will_do()
    {
        var finding = Report([.. Band(), new(1, 1, 0.4, 1.7), new(1, 0.1, 1, 0.2)]);
        Assert.Equal(Outcome.Holds, finding.Outcome);
        Assert.StartsWith("3 of 5 cases lie inside the band", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(["1", "0.707107", "3", "0.707107", "0.707107", "0.3 to 3", "0.25 to 2.5"], finding.Table!.Rows[0]);

        // b = eta_d eta_g / sigma^2.
        var points = Assert.IsType<Points>(finding.Figure.Panels[0].Traces[3]);
        double[] expected = [0.125 / 0.09, 0.125, 1.25 / 9, 0.5 / 0.16, 0.05];
        Assert.All(expected.Zip(points.X), pair => Assert.Equal(pair.First, pair.Second!.Value, 12));
        Assert.Equal(Root, finding.Figure.Panels[0].Rules[3].At, 12);
    }

    [Theory]
    [InlineData(2.9, 2.5)]
    [InlineData(3, 2.4)]
    public void Bandwidths_and_steps_inside_must_each_span_a_factor_of_ten(double sigma, double etaG) => Assert.Equal(
        Outcome.Contradicted,
        Report([.. Band()[..2], new(1, etaG, sigma, Root)]).Outcome);

    private static DampedBand.Case[] Band() =>
        [new(1, 0.25, 0.3, Root), new(1, 0.25, 1, Root), new(1, 2.5, 3, Root)];

    private static Finding Report(params DampedBand.Case[] cases) => new DampedBand().Report(new(cases), Quick);
}
