using Saddle.Papers.Arjovsky2017;
using Saddle.Scalars;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>Distances of points in the plane.</summary>
public sealed class PlanePointsTests
{
    [Fact]
    public void Points_that_are_all_moved_alike_are_as_far_apart_as_they_were_moved()
    {
        var circle = PlanePoints.OnCircle(7, 2);
        Assert.All(circle, p => Assert.Equal(2, PlanePoints.Norm(p.X, p.Y), 15));
        Assert.Equal(5, PlanePoints.Wasserstein(circle, [.. circle.Reverse().Select(p => (p.X + 3, p.Y - 4))]), 12);
        Assert.Equal(0, PlanePoints.Wasserstein(circle, [.. circle.Reverse()]), 15);
    }

    [Fact]
    public void The_distance_is_the_least_over_all_permutations()
    {
        var random = new Philox(3, 0, Purpose.Start);
        (double X, double Y)[] Draw() => [.. Enumerable.Range(0, 5).Select(_ => (random.Uniform(), random.Uniform()))];
        for (var trial = 0; trial < 20; trial++)
        {
            var (a, b) = (Draw(), Draw());
            var least = Permutations(5).Min(p =>
                p.Select((j, i) => Math.Sqrt(Math.Pow(a[i].X - b[j].X, 2) + Math.Pow(a[i].Y - b[j].Y, 2))).Sum() / 5);
            Assert.Equal(least, PlanePoints.Wasserstein(a, b), 12);
        }
    }

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(p => Enumerable.Range(0, n).Select(i => (int[])[.. p[..i], n - 1, .. p[i..]]));
}
