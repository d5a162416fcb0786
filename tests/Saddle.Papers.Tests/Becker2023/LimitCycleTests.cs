using Saddle.Figures;
using Saddle.Papers.Becker2023;
using Saddle.Rules;
using Run = Saddle.Papers.Becker2023.LimitCycle.Run;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>
/// The cycle beyond the boundary of simultaneous updates: its law, and how near to it a run must end.
/// </summary>
public sealed class LimitCycleTests
{
    private static readonly LimitCycle Claim = new();

    // a = 0.003, b = 0.006: 4 * 0.003 / 3 / 2 = 0.002.
    [Fact]
    public void The_law_is_a_square_root()
    {
        Assert.Equal(Math.Sqrt(0.002), LimitCycle.Law(0.003, 0.006), 15);
        Assert.Equal(0, LimitCycle.Law(0.003, 0.003));
    }

    [Theory]
    [InlineData(1.019, Outcome.Holds)]
    [InlineData(0.981, Outcome.Holds)]
    [InlineData(1.021, Outcome.Contradicted)]
    [InlineData(0.979, Outcome.Contradicted)]
    [InlineData(double.NaN, Outcome.Contradicted)]
    public void Each_run_must_end_within_two_hundredths_of_the_law(double share, Outcome expected)
    {
        var finding = Reports.Of(Claim, new([At(0.003, 1), At(0.01, share)]));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal("1.0000", finding.Table!.Rows[0][^1]);
        Assert.Equal(60, finding.Figure.Panels[0].Traces.OfType<Line>().First().Y.Count);
    }

    // An independent simulation of the same updates by sums of kernels, 1.00094, 1.00475 and 1.0045 of the law.
    [Theory]
    [InlineData(0.002, 1.5, 1.0010)]
    [InlineData(0.01, 2, 1.0048)]
    [InlineData(0.01, 12, 1.0045)]
    public void Runs_end_where_sums_of_kernels_end(double a, double ratio, double share) => Assert.Equal(
        share, Claim.Follow(a, a * ratio, 0.5, 3, Reports.Quick).Amplitude / LimitCycle.Law(a, a * ratio), 2e-4);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_other_order_or_a_generator_of_twice_the_rate_is_told(bool alternating)
    {
        var planted = Claim with
        {
            Rule = (g, d) => alternating
                ? new Alternating { EtaG = g, EtaD = d }
                : new Simultaneous { EtaG = 2 * g, EtaD = d },
        };
        Assert.Equal(Outcome.Contradicted, planted.Find(Reports.Quick).Outcome);
    }

    private static Run At(double a, double share) => new(a, 2 * a, 0.5, 1, share * LimitCycle.Law(a, 2 * a));
}
