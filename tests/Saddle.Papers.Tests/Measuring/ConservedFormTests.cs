namespace Saddle.Papers.Tests;

/// <summary>The bounds that alternating descent's conserved form gives, against orbits by hand.</summary>
public sealed class ConservedFormTests
{
    [Theory]
    [InlineData(0.15)]
    [InlineData(0.5)]
    [InlineData(1.7)]
    public void Orbits_that_turn_by_an_irrational_angle_fill_the_bounds(double h)
    {
        var (least, greatest) = Extremes(h);
        Assert.Equal(ConservedForm.Widest(h), greatest, 1e-3);
        Assert.Equal(1 / ConservedForm.Widest(h), least, 1e-3);
        Assert.True(greatest <= ConservedForm.Widest(h) * (1 + 1e-9));
    }

    [Fact]
    public void An_orbit_of_six_points_stays_within_them()
    {
        // At h = 1 the update's sixth power is the identity.
        Assert.InRange(Extremes(1).Greatest, 1.6, ConservedForm.Widest(1));
    }

    /// <summary>The least and the greatest distance from starts at distance 1, a hundredth apart.</summary>
    private static (double Least, double Greatest) Extremes(double h)
    {
        var (least, greatest) = (1.0, 1.0);
        for (var start = 0; start < 629; start++)
        {
            var (theta, psi) = (Math.Cos(start * 0.01), Math.Sin(start * 0.01));
            for (var i = 0; i < 300; i++)
            {
                psi += h * theta;
                theta -= h * psi;
                var distance = Math.Sqrt((theta * theta) + (psi * psi));
                (least, greatest) = (Math.Min(least, distance), Math.Max(greatest, distance));
            }
        }

        return (least, greatest);
    }
}
