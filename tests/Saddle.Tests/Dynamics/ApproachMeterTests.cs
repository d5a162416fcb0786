using Saddle.Dynamics;
using Saddle.Scalars;

namespace Saddle.Tests.Dynamics;

/// <summary>Rates and approaches of trajectories made by hand, in the plane around (2, -1).</summary>
public sealed class ApproachMeterTests
{
    private const double Phi = 0.07;

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.999)]
    [InlineData(1.001)]
    [InlineData(1.05)]
    public void A_geometric_sequence_has_its_rate(double factor)
    {
        var measured = Measure(2000, t => (1e-3 * Math.Pow(factor, t), 0));
        Assert.Equal(-Math.Log(factor), measured.Rate!.Value, 1e-6 * Math.Abs(Math.Log(factor)));
        Assert.Equal(("monotone", null), (measured.Approach, measured.Why));
    }

    [Fact]
    public void Changing_sides_at_every_update_is_a_flip() =>
        Assert.Equal("flip", Measure(500, t => (Math.Pow(-0.99, t), 0.5 * Math.Pow(-0.99, t))).Approach);

    [Theory]
    [InlineData(0.998)]
    [InlineData(1.002)]
    public void A_spirals_swings_do_not_change_its_rate(double factor)
    {
        // An ellipse ten times as long as wide: the distance swings by a factor of ten twice a turn.
        var measured = Measure(
            4000,
            t => (1e-2 * Math.Pow(factor, t) * Math.Cos(Phi * t), 1e-3 * Math.Pow(factor, t) * Math.Sin(Phi * t)));
        Assert.Equal("spiral", measured.Approach);
        Assert.Equal(-Math.Log(factor), measured.Rate!.Value, 0.005 * Math.Abs(Math.Log(factor)));
    }

    [Fact]
    public void A_transient_is_left_behind()
    {
        var measured = Measure(2000, t => (Math.Pow(0.99, t), 100 * Math.Pow(0.97, t)));
        Assert.Equal(-Math.Log(0.99), measured.Rate!.Value, 1e-5);
    }

    [Fact]
    public void Rounding_and_saturation_are_left_out()
    {
        Assert.Equal(-Math.Log(0.98), Measure(5000, t => (Math.Pow(0.98, t) + 1e-16, 0)).Rate!.Value, 1e-6);
        Assert.Equal(-Math.Log(1.02), Measure(5000, t => (1 / (1 + (1e9 * Math.Pow(1.02, -t))), 0)).Rate!.Value, 1e-4);
    }

    [Fact]
    public void Longer_runs_than_there_is_memory_for_have_the_same_rate() =>
        Assert.Equal(
            1e-4,
            Measure(
                100_000,
                t => (Math.Exp(-1e-4 * t) * Math.Cos(Phi * t), Math.Exp(-1e-4 * t) * Math.Sin(Phi * t))).Rate!.Value,
            1e-7);

    [Fact]
    public void What_is_not_exponential_has_no_rate()
    {
        Assert.Contains(
            "not change exponentially",
            Without(Measure(2000, t => (1.0 / (1 + t), 0))),
            StringComparison.Ordinal);
        Assert.Contains(
            "not change exponentially",
            Without(Measure(2000, t => (Math.Pow(0.998, t) + (20 * Math.Pow(0.995, t)), 0))),
            StringComparison.Ordinal);
        Assert.Contains(
            "less than 1 %",
            Without(Measure(2000, t => (Math.Cos(Phi * t), Math.Sin(Phi * t)))),
            StringComparison.Ordinal);
        Assert.Contains("too few", Without(Measure(47, t => (Math.Pow(0.9, t), 0))), StringComparison.Ordinal);
        Assert.Contains(
            "left for infinity",
            Without(Measure(2000, t => (Math.Pow(1e20, t), 0))),
            StringComparison.Ordinal);
        Assert.Contains("left for infinity", Without(Measure(2000, _ => (double.NaN, 0))), StringComparison.Ordinal);
        Assert.Contains("reached the equilibrium", Without(Measure(2000, _ => (0, 0))), StringComparison.Ordinal);
        Assert.Equal("spiral", Measure(2000, t => (Math.Cos(Phi * t), Math.Sin(Phi * t))).Approach);
    }

    private static string Without(MeasuredApproach measured)
    {
        Assert.Null(measured.Rate);
        return measured.Why!;
    }

    /// <summary>A trajectory given by its displacement after each update.</summary>
    private static MeasuredApproach Measure(int steps, Func<int, (double X, double Y)> displacement)
    {
        double[] At(int t) => [2 + displacement(t).X, -1 + displacement(t).Y];

        // Around 0, so that the numbers themselves do not round.
        double[] Around(int t) => [displacement(t).X, displacement(t).Y];
        var (meter, shifted) = (new ApproachMeter([0, 0], Around(0)), new ApproachMeter([2, -1], At(0)));
        for (var t = 1; t <= steps; t++)
        {
            meter.Observe(Around(t).ToScalars<Real>());
            shifted.Observe(At(t).ToScalars<Real>());
        }

        Assert.Equal(meter.Read().Approach, shifted.Read().Approach);
        return meter.Read();
    }
}
