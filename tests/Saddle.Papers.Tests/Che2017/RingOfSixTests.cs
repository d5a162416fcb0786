using Saddle.Figures;
using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The claim on six modes on a ring, and when a mode counts as covered and as lost.</summary>
public sealed class RingOfSixTests
{
    private const int Samples = 1200;

    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    private static readonly int[] Six = [200, 200, 200, 200, 200, 200];
    private static readonly int[] Five = [200, 200, 200, 200, 400, 0];

    // How many of ten runs end with all modes, regularised and plain, and how often a plain run loses one.
    [Theory]
    [InlineData(9, 5, 3, Outcome.Holds)]
    [InlineData(8, 5, 3, Outcome.Contradicted)]
    [InlineData(9, 6, 3, Outcome.Contradicted)]
    [InlineData(9, 5, 2, Outcome.Contradicted)]
    [InlineData(0, 0, 3, Outcome.Contradicted)] // a regulariser that is not there
    [InlineData(9, 9, 0, Outcome.Contradicted)] // one that both have
    public void The_regularised_GAN_covers_and_the_plain_one_does_not_and_loses(
        int regularised,
        int plain,
        int losses,
        Outcome expected)
    {
        var finding = new RingOfSix().Report(
            new(
                [.. Enumerable.Range(0, 10).Select(i => Run(losses, i < plain ? Six : Five))],
                [.. Enumerable.Range(0, 10).Select(i => Run(0, i < regularised ? Six : Five))]),
            Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(regularised / 10.0, finding.Measured);
        Assert.InRange(finding.Measured, finding.Interval!.Value.Low, finding.Interval.Value.High);
        Assert.Equal(10, finding.Seeds);
        Assert.EndsWith(
            $"loses a mode at {losses} looks of 20 without the regulariser and at 0 with it.",
            finding.Reason);
        Assert.Equal(["regularised", "0"], (string[])[finding.Table!.Rows[1][0], finding.Table.Rows[1][3]]);
        var line = Assert.IsType<Line>(finding.Figure.Panels[0].Traces[1]);
        Assert.Equal((750, 15_000), (line.X[0], line.X[^1]));
        Assert.Equal(5 + (regularised / 10.0), line.Y[^1]!.Value, 12);
    }

    // A fifth of a sixth of 1,200 samples is 40.
    [Fact]
    public void A_mode_is_covered_by_a_fifth_of_its_share_and_lost_when_it_no_longer_is()
    {
        var course = new ModeCourse(
            [
                [40, 39, 200, 200, 200, 521],
                [39, 40, 200, 200, 200, 521],
                [0, 0, 0, 0, 600, 600],
                [0, 40, 0, 0, 560, 600],
            ],
            Samples);
        Assert.Equal([5, 5, 2, 3], Enumerable.Range(0, 4).Select(course.Covered));
        Assert.Equal(3, course.CoveredAtEnd);
        Assert.Equal(2, course.Losses); // several at once count once, and a mode that comes does not
    }

    // Twenty looks that end as given; a mode is lost, and won back, a number of times before that.
    private static ModeCourse Run(int losses, int[] end)
    {
        // Losing the sixth mode for good is a loss too, unless it was never there.
        IReadOnlyList<int> Look(int i) => i == 19 ? end : i < 2 * losses && i % 2 == 0 ? Six : Five;
        return new([.. Enumerable.Range(0, 20).Select(Look)], Samples);
    }
}
