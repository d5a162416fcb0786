using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>Learning rates as text and as numbers.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void A_line_goes_down_to_0_and_stays_there()
    {
        Assert.True(Schedule.TryParse("0.2*(1-n/1000)", out var schedule));
        Assert.Equal(new Schedule(0.2, End: 1000), schedule);
        Assert.Equal("0.2*(1-n/1000)", schedule.ToString());
        Assert.Equal((0.2, 0.1, 0, 0), (schedule.At(0), schedule.At(500), schedule.At(1000), schedule.At(5000)));
        Assert.False(Schedule.TryParse("0.2*(1-n/0)", out _));
        Assert.False(Schedule.TryParse("0.2*(1-n/x)", out _));
    }

    [Theory]
    [InlineData("0.1", 0.1, 0)]
    [InlineData("1e-3", 1e-3, 0)]
    [InlineData("0", 0, 0)]
    [InlineData("0.1*n^-0.6", 0.1, -0.6)]
    [InlineData("2*n^0.5", 2, 0.5)]
    [InlineData(" 0.1 *n^ -0.6 ", 0.1, -0.6)]
    [InlineData("0.1*n^0", 0.1, 0)]
    [InlineData("1e-2*n^-1e-1", 1e-2, -0.1)]
    public void What_is_read(string text, double scale, double power)
    {
        Assert.True(Schedule.TryParse(text, out var schedule));
        Assert.Equal(new Schedule(scale, power), schedule);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("0,1")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("0.1*n^")]
    [InlineData("*n^2")]
    [InlineData("n^2")]
    [InlineData("0.1*n^x")]
    [InlineData("0.1*n^NaN")]
    [InlineData("0.1*n^1e999")]
    [InlineData("0.1*n^2*n^3")]
    [InlineData("0.1*m^2")]
    [InlineData("0.1n^2")]
    [InlineData("-0.1*n^-0.6")]
    public void What_is_refused(string text) => Assert.False(Schedule.TryParse(text, out _));

    [Fact]
    public void The_rate_of_update_number_n_counts_from_one()
    {
        Assert.Equal(0.1, new Schedule(0.1, -0.6).At(0));
        Assert.Equal(0.1 * Math.Pow(2, -0.6), new Schedule(0.1, -0.6).At(1));
        Assert.Equal(0.1 * Math.Pow(1000, -0.6), new Schedule(0.1, -0.6).At(999));
        Assert.All([0, 1, 1000000], step => Assert.Equal(0.3, ((Schedule)0.3).At(step)));
    }

    [Fact]
    public void A_schedule_as_text_is_read_back_as_itself()
    {
        Prop.ForAll<NormalFloat, NormalFloat>((scale, power) =>
        {
            var schedule = new Schedule(Math.Abs(scale.Get), power.Get);
            Assert.True(Schedule.TryParse(schedule.ToString(), out var again));
            Assert.Equal(schedule, again);
        }).QuickCheckThrowOnFailure();
        Assert.Equal("0.1*n^-0.6", new Schedule(0.1, -0.6).ToString());
        Assert.Equal("0.25", new Schedule(0.25).ToString());
        Assert.Equal(0.1.ToString("R", CultureInfo.InvariantCulture), new Schedule(0.1).ToString());
    }
}
