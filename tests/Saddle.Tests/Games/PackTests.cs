using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>One record for all lanes, or one a lane.</summary>
public sealed class PackTests
{
    [Fact]
    public void One_member_stands_for_all_lanes()
    {
        var packed = new Pack<double[]>([2.5]).ToScalar<Lanes>(v => v[0]);
        Assert.All(Enumerable.Range(0, 16), lane => Assert.Equal(2.5, Lanes.Lane(packed, lane)));
    }

    [Fact]
    public void Sixteen_members_stand_each_for_its_lane_also_after_a_part_was_taken()
    {
        var pack = new Pack<double[]>([.. Enumerable.Range(0, 16).Select(i => new double[] { i, 100 + i })]);
        Assert.Equal(0, pack.First[0]);
        var (first, second) = (pack.ToScalar<Lanes>(v => v[0]), pack.Select(v => v[1]).ToScalar<Lanes>(v => v));
        Assert.All(
            Enumerable.Range(0, 16),
            lane => Assert.Equal((lane, 100 + lane), (Lanes.Lane(first, lane), Lanes.Lane(second, lane))));
        Assert.True(pack.All(v => v.Length == 2));
        Assert.False(pack.All(v => v[0] < 15));
    }

    [Fact]
    public void A_pack_of_none_is_refused() => Assert.Throws<ArgumentException>(() => new Pack<double[]>());
}
