using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Metrics;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A bound on the distance of two laws from the divergence of the noised ones.</summary>
[Entry(
    "arjovsky2017/wasserstein-bound",
    "The divergence of the noised laws and the variance of the noise together bound the Wasserstein distance of the laws.",
    @"W(P_r, P_g) \le 2 V^{1/2} + 2 C \sqrt{JSD(P_{r+\epsilon} \| P_{g+\epsilon})}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.3")]
public sealed record WassersteinBound : Claim
{
    private const int Points = 200;
    private static readonly double[] Radii = [0.05, 0.2, 0.8];

    /// <inheritdoc/>
    public override int Place => 18;

    /// <inheritdoc/>
    public override Published Published => new("a bound", "theorem 3.3", "read in the paper; the noise must be bounded for C to be finite");

    /// <inheritdoc/>
    public override string Condition =>
        "for two segments in the plane, parallel or crossing, at every distance and every radius of the noise, uniform in a disc, the distance is below the bound; and for coinciding segments the bound is twice the root of the noise's variance to 1e-6";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var shifts = Enumerable.Range(0, setting.Full ? 41 : 11).Select(i => i * (setting.Full ? 0.05 : 0.2)).ToArray();
        var kinds = new[] { ("parallel", 0.0), ("at a right angle", Math.PI / 2) };
        var cells = (from kind in kinds from radius in Radii from shift in shifts select Cell(kind.Item1, kind.Item2, radius, shift, setting)).ToList();
        var share = cells.Max(c => c.Distance > 0 ? c.Distance / c.Bound : 0);
        var together = cells.Where(c => c is { Kind: "parallel", Shift: 0 }).Max(c => Math.Abs(c.Bound - (2 * c.Radius / Math.Sqrt(2))));
        return new(
            share <= 1 && together <= 1e-6 ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest distance over its bound",
            $"In {cells.Count.Text()} settings the distance is at most {share.Text("F3")} of the bound; where both segments are one, the bound is off 2 sqrt(V) by {together.Text("G2")}.",
            new("Distance and bound", [.. kinds.Select(kind => Panel(kind.Item1, cells))], Columns: 2))
        {
            Settings = [("laws", "uniform on two segments of half-length 1; the second is moved across the first"), ("noise", $"uniform in a disc of radius {string.Join(", ", Radii.Select(r => r.Text()))}; V is half its square"), ("distance", $"optimal assignment of {Points.Text()} points each, evenly spaced"), ("divergence", "from the share of a segment within the radius, at midpoints of cells"), ("C", "the diameter of the smallest disc around the middle of both segments that holds both noised laws")],
        };
    }

    private static Panel Panel(string kind, List<(string Kind, double Radius, double Shift, double Distance, double Bound)> cells)
    {
        var rows = cells.Where(c => c.Kind == kind).GroupBy(c => c.Radius).ToList();
        return new(kind, new("shift"), new("distance"),
        [
            new Line("Wasserstein distance", rows[0].Select(c => c.Shift).Gaps(), rows[0].Select(c => c.Distance).Gaps()),
            .. rows.Select(r => (Trace)new Line($"bound, radius {r.Key.Text()}", r.Select(c => c.Shift).Gaps(), r.Select(c => c.Bound).Gaps()) { Stroke = Stroke.Dash }),
        ]);
    }

    private static (string Kind, double Radius, double Shift, double Distance, double Bound) Cell(string kind, double angle, double radius, double shift, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var (sin, cos) = Math.SinCos(angle);
        var (real, generated) = (new Segment(0, 0, 1, 0), new Segment(0, shift, cos, sin));
        var c = 2 * (new[] { real, generated }.Max(s => s.Reach(0, shift / 2)) + radius);
        var bound = (2 * radius / Math.Sqrt(2)) + (2 * c * Math.Sqrt(Divergence(real, generated, radius, shift)));
        return (kind, radius, shift, Distance(real, generated), bound);
    }

    private static double Distance(Segment real, Segment generated)
    {
        var cost = new double[Points, Points];
        for (var i = 0; i < Points * Points; i++)
        {
            var (a, b) = (real.At(i / Points), generated.At(i % Points));
            cost[i / Points, i % Points] = Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
        }

        return Transport.Assignment(cost) / Points;
    }

    private static double Divergence(Segment real, Segment generated, double radius, double shift)
    {
        var (low, high, cell) = (-1 - radius, Math.Max(1, shift + 1) + radius, radius / 12);
        var count = (int)Math.Ceiling((high - low) / cell);
        var sum = 0.0;
        for (var i = 0; i < count * count; i++)
        {
            var (x, y) = (low + (((i / count) + 0.5) * cell), low + (((i % count) + 0.5) * cell));
            var (r, g) = (real.Share(x, y, radius), generated.Share(x, y, radius));
            sum += Term(r, r + g) + Term(g, r + g);
        }

        return sum * cell * cell / (Math.PI * radius * radius * 2);
    }

    private static double Term(double part, double whole) => part > 0 ? part * Math.Log(2 * part / whole) : 0;

    /// <summary>A segment: its middle, and half of it.</summary>
    private readonly record struct Segment(double X, double Y, double AlongX, double AlongY)
    {
        public (double X, double Y) At(int i)
        {
            var t = ((2 * i) + 1.0 - Points) / Points;
            return (X + (AlongX * t), Y + (AlongY * t));
        }

        /// <summary>The distance of the farther end.</summary>
        public double Reach(double x, double y) => Math.Max(Norm(X + AlongX - x, Y + AlongY - y), Norm(X - AlongX - x, Y - AlongY - y));

        private static double Norm(double x, double y) => Math.Sqrt((x * x) + (y * y));

        /// <summary>The share of the segment, of half-length 1, within a radius of a point.</summary>
        public double Share(double x, double y, double radius)
        {
            var along = ((x - X) * AlongX) + ((y - Y) * AlongY);
            var across = ((x - X) * AlongY) - ((y - Y) * AlongX);
            var half = Math.Sqrt(Math.Max(0, (radius * radius) - (across * across)));
            return Math.Max(0, Math.Min(1, along + half) - Math.Max(-1, along - half)) / 2;
        }
    }
}
