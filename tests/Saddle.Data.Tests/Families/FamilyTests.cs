using Saddle.Catalog;
using Saddle.Data.Families;

namespace Saddle.Data.Tests.Families;

/// <summary>
/// Points of the families: drawn without end, each a pure function of its number, and distributed as stated.
/// </summary>
public sealed class FamilyTests
{
    private static readonly DataFolder Nowhere = new("/nonexistent");

    public static TheoryData<string> Names =>
        [
            .. Catalog<DataSet>.Entries.Where(
                e => e.Create(new Dictionary<string, string>(StringComparer.Ordinal)) is PointFamily)
                .Select(e => e.Name),
        ];

    public static TheoryData<string> Mixtures => ["ring", "grid", "gaussians-1d"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_point_is_a_pure_function_of_its_number(string name)
    {
        using var items = Open(name, 1);
        using var again = Open(name, 1);
        using var other = Open(name, 2);
        Assert.Null(items.Count);
        long[] far = [0, 1, 12345, long.MaxValue - 1];
        var points = far.Select(i => Point(items, i)).ToList();
        Assert.Equal(points.AsEnumerable().Reverse(), far.Reverse().Select(i => Point(again, i)));
        Assert.Equal(4, points.Distinct().Count());
        Assert.All(far, i => Assert.NotEqual(Point(items, i), Point(other, i)));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(-1, new float[items.Shape[0]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(0, new float[items.Shape[0] + 1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_see_the_same_points(string name)
    {
        using var items = Open(name, 1);
        var alone = Enumerable.Range(0, 2000).Select(i => Point(items, i)).ToArray();
        var together = new (float, float)[2000];
        Parallel.For(0, 2000, i => together[i] = Point(items, i));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void The_ring_has_as_many_distinct_modes_as_it_says()
    {
        foreach (var modes in (int[])[1, 2, 7, 8, 25])
        {
            var centres = new Ring(modes).Centres;
            Assert.Equal(modes, centres.Count);
            Assert.All(centres, c => Assert.Equal(2, Math.Sqrt((c[0] * c[0]) + (c[1] * c[1])), 1e-12));
            var least = from a in centres from b in centres where a != b select Distance(a, b);
            Assert.Equal(modes == 1 ? 9 : 4 * Math.Sin(Math.PI / modes), least.DefaultIfEmpty(9).Min(), 1e-12);
        }
    }

    [Fact]
    public void The_grid_has_25_modes_around_the_origin()
    {
        var centres = new Grid().Centres;
        Assert.Equal(25, centres.Select(c => (c[0], c[1])).Distinct().Count());
        Assert.Equal((-4, 4), (centres.Min(c => c[0]), centres.Max(c => c[1])));
        Assert.Equal(0, centres.Sum(c => c[0] + c[1]));
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Every_mode_gets_its_share_with_its_spread(string name)
    {
        const int Count = 40_000;
        using var items = Open(name, 1);
        var modes = (IModes)items;
        Assert.Equal(1, modes.Weights.Sum(), 1e-12);
        var counts = new int[modes.Centres.Count];
        var squares = 0.0;
        var point = new float[items.Shape[0]];
        for (var i = 0; i < Count; i++)
        {
            items.Read(i, point);
            var at = point.Select(x => (double)x).ToArray();
            var nearest = Enumerable.Range(0, counts.Length).MinBy(k => Distance(modes.Centres[k], at));
            counts[nearest]++;
            squares += Math.Pow(Distance(modes.Centres[nearest], at), 2);
        }

        // Six standard errors of a binomial count; of a mean of squared normal numbers, 0.02 relative.
        Assert.All(
            counts.Zip(modes.Weights),
            c =>
                Assert.InRange(
                    c.First,
                    (c.Second * Count) - (6 * Math.Sqrt(c.Second * Count)),
                    (c.Second * Count) + (6 * Math.Sqrt(c.Second * Count))));
        Assert.Equal(1, squares / Count / point.Length / Math.Pow(modes.StandardDeviation, 2), 0.06);
    }

    [Fact]
    public void Unequal_shares_are_kept()
    {
        using var items = new Gaussians1D([-1, 1], [1, 3], 0.1).Open(Nowhere, 1);
        var right = Enumerable.Range(0, 10_000).Count(i => Point(items, i).X > 0);
        Assert.InRange(right, 7500 - 260, 7500 + 260);
    }

    [Theory]
    [InlineData("means", "")]
    [InlineData("shares", "1")]
    [InlineData("shares", "0,0")]
    public void Settings_must_fit_together(string setting, string value) =>
        Assert.Throws<SettingsException>(
            () =>
                Catalog<DataSet>.Get("gaussians-1d")
                    .Create(new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = value }));

    [Fact]
    public void Circles_lines_and_rolls_lie_where_they_should()
    {
        // Without noise every point satisfies its curve's equation.
        AssertAll(new Circles([1, 3], 0), p => Math.Min(Math.Abs(Radius(p) - 1), Math.Abs(Radius(p) - 3)));
        AssertAll(new TwoLines(2, 1, 0), p => Math.Abs(Math.Abs(p.Y) - 0.5) + Math.Max(0, Math.Abs(p.X) - 1));
        AssertAll(
            new SwissRoll(0, 1), p => Math.Abs(Math.IEEERemainder(Math.Atan2(p.Y, p.X) - Radius(p), 2 * Math.PI)));
        AssertAll(
            new Spiral(1, 1.5, 2, 0),
            p =>
                Radius(p) * Math.Abs(
                    Math.IEEERemainder(Math.Atan2(p.Y, p.X) - (2 * Math.PI * 1.5 * Radius(p) / 2), 2 * Math.PI)));

        static void AssertAll(DataSet set, Func<(float X, float Y), double> error)
        {
            using var items = set.Open(Nowhere, 1);
            Assert.All(Enumerable.Range(0, 500), i => Assert.InRange(error(Point(items, i)), 0, 1e-5));
        }
    }

    [Fact]
    public void Circles_in_space_lie_in_a_plane_but_for_their_noise()
    {
        using var plane = new Circles([1, 3], 0.1).Open(Nowhere, 1);
        using var space = new Circles([1, 3], 0.1, Coordinates: 4).Open(Nowhere, 1);
        using var bare = new Circles([1, 3], 0, Coordinates: 4).Open(Nowhere, 1);
        Assert.Equal([4], space.Shape);
        var (point, squares, exact) = (new float[4], 0.0, new float[4]);
        for (var i = 0; i < 2000; i++)
        {
            space.Read(i, point);
            bare.Read(i, exact);
            Assert.Equal(Point(plane, i), (point[0], point[1]));
            Assert.Equal([0, 0], exact[2..]);
            squares += (point[2] * point[2]) + (point[3] * point[3]);
        }

        Assert.InRange(squares / 4000, 0.01 * 0.9, 0.01 * 1.1); // four standard errors of a mean of squares are 9 %
    }

    private static double Radius((float X, float Y) p) => Math.Sqrt(((double)p.X * p.X) + ((double)p.Y * p.Y));

    private static double Distance(double[] a, double[] b) =>
        Math.Sqrt(a.Zip(b).Sum(p => (p.First - p.Second) * (p.First - p.Second)));

    private static IItems Open(string name, ulong seed) =>
        Catalog<DataSet>.Get(name).Create(new Dictionary<string, string>(StringComparer.Ordinal)).Open(Nowhere, seed);

    private static (float X, float Y) Point(IItems items, long index)
    {
        var point = new float[items.Shape[0]];
        items.Read(index, point);
        return (point[0], point.Length > 1 ? point[1] : 0);
    }
}
