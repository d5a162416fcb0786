using Saddle.Papers.Mescheder2018;

namespace Saddle.Papers.Tests;

/// <summary>A penalty that is paid lazily: its rates against determinants, and wrong ways to pay it.</summary>
public sealed class LazyR1Tests
{
    private static readonly LazyR1 Claim = new();
    private static readonly LazyR1.Measurements Right = Claim.Measure(Reports.Quick);

    [Fact]
    public void Measured_rates_are_those_of_the_product()
    {
        var finding = Reports.Holds(Claim, Right);
        Assert.Equal(54, Right.Cells.Count);
        finding.Says("46 with h k gamma of at most 1 46 approach, of 5 with 2 or more 0");
        Assert.Equal(-0.0159, Right.Cells.Single(c => c is { Step: 0.1, Gamma: 0.3, K: 8 }).Rate, 1e-4);
    }

    // Where both eigenvalues of a round are a conjugate pair their product decides, and that is the determinants'.
    [Theory]
    [InlineData(0.03, 0.1, 32)]
    [InlineData(0.1, 0.3, 8)]
    [InlineData(0.1, 0.1, 16)]
    [InlineData(0.3, 0.3, 4)]
    public void Where_it_oscillates_the_determinant_is_the_rate(double h, double gamma, int k)
    {
        var (free, paid) = (1 + (h * h / 4), 1 - (h * k * gamma) + (h * h / 4));
        Assert.Equal(
            (((k - 1) * Math.Log(free)) + Math.Log(paid)) / (2 * k),
            Right.Cells.Single(c => c.Step == h && c.Gamma == gamma && c.K == k).Rate,
            1e-4);
    }

    [Fact]
    public void One_that_is_paid_once_and_not_k_times_over_is_told() =>
        Reports.Contradicts(Claim, new([.. Right.Cells.Select(c => c with { Rate = Plain(c.Step, c.Gamma / c.K) })]));

    [Fact]
    public void One_that_is_paid_always_is_told() =>
        Reports.Contradicts(Claim, new([.. Right.Cells.Select(c => c with { Rate = Plain(c.Step, c.Gamma) })]));

    [Fact]
    public void A_cell_on_the_wrong_side_contradicts()
    {
        var at = Right.Cells.Index().First(c => c.Item.Strength >= 2).Index;
        var turned = Right.Cells[at] with { Rate = -Right.Cells[at].Rate };
        Reports.Contradicts(Claim, new(Right.Cells.With(at, turned)));
    }

    // Of a penalty that is always paid.
    private static double Plain(double h, double gamma) => DiracRates.Simultaneous(h, gamma);
}
