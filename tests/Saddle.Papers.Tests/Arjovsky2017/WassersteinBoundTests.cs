using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Arjovsky2017.WassersteinBound;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>
/// The claim that the noised divergence bounds the distance: its condition, and the laws it is measured on.
/// </summary>
public sealed class WassersteinBoundTests
{
    private static readonly UniformSegment Flat = new(0, 0, 1, 0);

    // The distance in the hardest setting, and the bound less 2 sqrt(V) = sqrt(2) r where both segments are one.
    [Theory]
    [InlineData(2, 0.99e-6, Outcome.Holds)]
    [InlineData(2, -0.99e-6, Outcome.Holds)]
    [InlineData(2.001, 0, Outcome.Contradicted)]
    [InlineData(1, 1.01e-6, Outcome.Contradicted)]
    [InlineData(1, -1.01e-6, Outcome.Contradicted)]
    public void The_distance_is_below_the_bound_which_is_known_where_both_segments_are_one(
        double distance,
        double off,
        Outcome expected)
    {
        Cell[] cells =
        [
            new(0, 0.5, 0, 0, (0.5 * Math.Sqrt(2)) + off),
            new(0, 0.5, 1, 1, 4),
            new(Math.PI / 2, 0.5, 0, 0.5, 3),
            new(Math.PI / 2, 0.5, 1, distance, 2),
        ];
        var finding = new WassersteinBound().Report(new(cells), HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(distance / 2, finding.Measured);
        Assert.StartsWith("In 4 settings the distance", finding.Reason);
        Assert.Equal(["parallel", "at a right angle"], finding.Figure.Titles());
        Assert.Equal([[0.5, distance], [3, 2]], finding.Figure.Panels[1].Lines());
        Assert.Equal("bound, radius 0.5", finding.Figure.Panels[1].Traces[1].Name);
    }

    [Fact]
    public void A_segment_has_even_points_two_ends_and_a_share_within_reach()
    {
        Assert.Equal([(-0.5, 3), (0.5, 3)], new UniformSegment(0, 3, 1, 0).Points(2));
        Assert.Equal(5, new UniformSegment(0, 3, 0, 1).Reach(3, 0), 12);
        Assert.Equal(1, Flat.Share(0, 0, 2));
        Assert.Equal(0.3, Flat.Share(0.2, 0, 0.3), 15);
        Assert.Equal(0.15, Flat.Share(1, 0, 0.3), 15); // half of it is beyond the end
        Assert.Equal(0.4, Flat.Share(0, 0.3, 0.5), 15); // a chord of half-length 0.4
        Assert.Equal(0, Flat.Share(0, 0.6, 0.5));
        Assert.Equal(0.4, new UniformSegment(0, 0, 0, 1).Share(0.3, 0, 0.5), 15);
    }

    // The divergence's quadrature has cells of a twelfth of the radius.
    [Fact]
    public void Noised_segments_diverge_by_0_where_they_are_one_and_by_log_2_where_their_noises_do_not_meet()
    {
        Assert.Equal(0, Divergence(Flat, Flat, 0.2, 0));
        Assert.Equal(Math.Log(2), Divergence(Flat, new(0, 0.5, 1, 0), 0.2, 0.5), 0.01);
        Assert.InRange(Divergence(Flat, new(0, 0.2, 1, 0), 0.2, 0.2), 0.1, 0.6);
    }
}
