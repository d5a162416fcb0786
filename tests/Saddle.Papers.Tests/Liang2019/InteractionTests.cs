using Saddle.Papers.Liang2019;

namespace Saddle.Papers.Tests;

/// <summary>Interaction as a blessing, as a curse, and the condition number: which numbers of updates count.</summary>
public sealed class InteractionTests
{
    private static readonly InteractionBlessing Blessing = new();
    private static readonly InteractionCurse Curse = new();
    private static readonly InteractionScaling Scaling = new();

    [Fact]
    public void A_blessing_saves_more_than_a_factor_of_five_under_every_method()
    {
        var finding = Reports.Holds(Blessing, Gains(10, 20, 30, 40, 6));
        Assert.Equal(6, finding.Measured);
        finding.Says("10 (SGA), 20 (OMD), 30 (EG), 40 (CO), 6 (IU)");
        finding.Says("it needs 3 times as many");
        Assert.Equal(["1", "120 (0.5)", "60 (0.5)", "40 (0.5)", "30 (0.5)", "200 (0.5)"], finding.Table!.Rows[5]);
        Assert.Equal(1200.0 / 30, finding.Values("EG")[5]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_factor_of_five_under_one_method_is_no_blessing(int method)
    {
        double[] gains = [10, 10, 10, 10, 10];
        gains[method] = 5;
        Assert.Equal(5, Reports.Contradicts(Blessing, Gains(gains)).Measured);
    }

    [Fact]
    public void A_curse_grows_from_one_on_and_costs_more_than_a_factor_of_five_at_ten()
    {
        var finding = Reports.Holds(Curse, Needs([100, 90, 95, 200, 501, 2000], [100, 90, 95, 200, 600, 2000]));
        Assert.Equal(6, finding.Measured);
        finding.Says("100 updates become 501 at |C| = 10");
        finding.Says("100 become 600");
        Assert.Equal(["10", "0.1", "501", "0.1", "600", "0.999"], finding.Table!.Rows[4]);
    }

    [Theory]
    [InlineData(95, 200, 500, 2000)]
    [InlineData(200, 200, 600, 2000)]
    [InlineData(95, 700, 600, 2000)]
    [InlineData(95, 200, 600, 600)]
    public void A_curse_that_costs_five_times_or_does_not_grow_contradicts(
        double one, double three, double ten, double most)
    {
        double[] cursed = [100, 90, 95, 200, 600, 2000];
        double[] counts = [100, 90, one, three, ten, most];
        Reports.Contradicts(Curse, Needs(counts, cursed));
        Reports.Contradicts(Curse, Needs(cursed, counts));
    }

    [Fact]
    public void An_interaction_that_is_not_heard_is_neither_a_curse_nor_a_blessing()
    {
        double[] same = [100, 100, 100, 100, 100, 100];
        Reports.Contradicts(Curse, Needs(same, same));
        Reports.Contradicts(Blessing, Gains(1, 1, 1, 1, 1));
    }

    [Fact]
    public void Exponents_of_one_and_of_two_hold()
    {
        var finding = Reports.Holds(Scaling, Powers(1, 2, 1, 2, 1));
        Assert.Equal(0, finding.Measured, 12);
        finding.Says("OMD 1.000, CO 2.000, IU 1.000, PM 2.000, EG 1.000");
        Assert.Equal(["exponent", "1.000", "2.000", "1.000", "2.000", "1.000"], finding.Table!.Rows[^1]);
        Assert.EndsWith("/ 996", finding.Table.Rows[1][1], StringComparison.Ordinal);
        Assert.EndsWith("/ -", finding.Table.Rows[1][^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.149, 2, Outcome.Holds)]
    [InlineData(1.151, 2, Outcome.Contradicted)]
    [InlineData(0.849, 2, Outcome.Contradicted)]
    [InlineData(1, 1.851, Outcome.Holds)]
    [InlineData(1, 1.849, Outcome.Contradicted)]
    [InlineData(1, 1, Outcome.Contradicted)]
    public void Exponents_may_be_off_by_fifteen_hundredths(double implicitUpdates, double predictive, Outcome outcome)
    {
        var finding = Reports.Of(Scaling, Powers(1, 2, implicitUpdates, predictive, 1));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(Math.Max(Math.Abs(implicitUpdates - 1), Math.Abs(predictive - 2)), finding.Measured, 9);
    }

    // Updates are 1200 without interaction, a gain fewer at |C| = 1, and three times that at 10.
    private static InteractionBlessing.Measurements Gains(params double[] gains) => new(
    [
        .. gains.Select(gain => new[] { 1200, 1200, 1200, 1200, 1200, 1200 / gain, 2400 / gain, 3600 / gain }
            .Select(updates => new InteractionBlessing.Need(0.5, updates)).ToList()),
    ]);

    private static InteractionCurse.Measurements Needs(double[] theorem, double[] best) => new(
        [.. theorem.Select(updates => new InteractionCurse.Need(0.1, updates, 0.9))],
        [.. best.Select(updates => new InteractionCurse.Need(0.1, updates, 0.999))]);

    // The three starts of a game have one median; at kappa 1, which the slope leaves out, it follows no power.
    private static InteractionScaling.Measurements Powers(params double[] exponents) => new(
    [
        .. exponents.Select(exponent => new[] { 1.0, 4, 25, 100 }
            .Select(kappa => kappa == 1 ? 7 : 10 * Math.Pow(kappa, exponent))
            .Select(median => (IReadOnlyList<double>)[median * 0.9, median, median * 1.3]).ToList()),
    ]);
}
