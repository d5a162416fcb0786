namespace Saddle.Papers.Tests.Measuring;

/// <summary>Two arms over the same seeds: which is higher for sure, and when none is.</summary>
public sealed class PairedGainTests
{
    private static readonly double[] Seeds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

    // With all six differences alike the interval is a point; one of six the other way leaves it open.
    [Theory]
    [InlineData(0.05, 0.05, Outcome.Holds)]
    [InlineData(-0.05, -0.05, Outcome.Contradicted)]
    [InlineData(0, 0, Outcome.Undecided)]
    [InlineData(0.05, -0.05, Outcome.Undecided)]
    public void It_is_decided_by_the_whole_interval(double gain, double first, Outcome expected)
    {
        var gained = PairedGain.Of([.. Seeds.Select((s, i) => s + (i == 0 ? first : gain))], Seeds);
        Assert.Equal(expected, gained.Outcome);
        Assert.Equal(((5 * gain) + first) / 6, gained.Mean, 12);

        // Of six the interval goes from the least difference to the greatest.
        Assert.Equal(Math.Min(gain, first), gained.Low, 12);
        Assert.Equal(Math.Max(gain, first), gained.High, 12);
    }

    [Fact]
    public void It_is_written_with_its_interval_and_needs_as_many_runs()
    {
        Assert.Equal("0.100 (0.100 to 0.100)", PairedGain.Of([.. Seeds.Select(s => s + 0.1)], Seeds).ToString());
        Assert.Throws<ArgumentException>(() => PairedGain.Of([1, 2], Seeds));
    }
}
