using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A bound on the distance of two laws from the divergence of the noised ones.</summary>
[Entry(
    "arjovsky2017/wasserstein-bound",
    "The divergence of the noised laws and the variance of the noise together bound the Wasserstein distance of the "
        + "laws.",
    @"W(P_r, P_g) \le 2 V^{1/2} + 2 C \sqrt{JSD(P_{r+\epsilon} \| P_{g+\epsilon})}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.3")]
public sealed record WassersteinBound : Claim<WassersteinBound.Measurements>
{
    private const int Points = 200;

    private static readonly double[] Angles = [0, Math.PI / 2];

    private static readonly double[] Radii = [0.05, 0.2, 0.8];

    /// <inheritdoc/>
    public override int Place => 18;

    /// <inheritdoc/>
    public override Published Published =>
        new("a bound", "theorem 3.3", "read in the paper; the noise must be bounded for C to be finite");

    /// <inheritdoc/>
    public override string Condition =>
        "for two segments in the plane, parallel or crossing, at every distance and every radius of the noise, uniform "
        + "in a disc, the distance is below the bound; and for coinciding segments the bound is twice the root of the "
        + "noise's variance to 1e-6";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (count, spacing) = setting.Full ? (41, 0.05) : (11, 0.2);
        return new(
        [
            .. from angle in Angles
               from radius in Radii
               from i in Enumerable.Range(0, count)
               select At(angle, radius, i * spacing, setting),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = measured.Cells;
        var share = cells.Max(c => c.Distance > 0 ? c.Distance / c.Bound : 0);
        var together = cells.Where(c => c is { Angle: 0, Shift: 0 })
            .Max(c => Math.Abs(c.Bound - (2 * c.Radius / Math.Sqrt(2))));
        return new(
            share <= 1 && together <= 1e-6 ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest distance over its bound",
            $"In {cells.Count.Text()} settings the distance is at most {share.Text("F3")} of the bound; where both "
            + $"segments are one, the bound is off 2 sqrt(V) by {together.Text("G2")}.",
            new("Distance and bound", [.. cells.GroupBy(c => c.Angle).Select(Panel)], Columns: 2))
        {
            Settings = Settings,
        };
    }

    /// <summary>The Jensen-Shannon divergence of both laws with noise uniform in a disc.</summary>
    /// <param name="real">The one, along the horizontal axis.</param>
    /// <param name="generated">The other.</param>
    /// <param name="radius">The disc's radius.</param>
    /// <param name="shift">How far the other is moved up.</param>
    internal static double Divergence(UniformSegment real, UniformSegment generated, double radius, double shift)
    {
        var (low, high, cell) = (-1 - radius, Math.Max(1, shift + 1) + radius, radius / 12);
        var count = (int)Math.Ceiling((high - low) / cell);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var (x, y) = (low + ((i + 0.5) * cell), low + ((j + 0.5) * cell));
                sum += JensenShannon.Twice(real.Share(x, y, radius), generated.Share(x, y, radius));
            }
        }

        return sum * cell * cell / (Math.PI * radius * radius * 2);
    }

    private static Cell At(double angle, double radius, double shift, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var (sin, cos) = Math.SinCos(angle);
        var (real, generated) = (new UniformSegment(0, 0, 1, 0), new UniformSegment(0, shift, cos, sin));
        var c = 2 * (Math.Max(real.Reach(0, shift / 2), generated.Reach(0, shift / 2)) + radius);
        return new(
            angle,
            radius,
            shift,
            PlanePoints.Wasserstein(real.Points(Points), generated.Points(Points)),
            (2 * radius / Math.Sqrt(2)) + (2 * c * Math.Sqrt(Divergence(real, generated, radius, shift))));
    }

    private static IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("laws", "uniform on two segments of half-length 1; the second is moved across the first"),
        ("noise", $"uniform in a disc of radius {string.Join(", ", Radii.Select(r => r.Text()))}; "
            + "V is half its square"),
        ("distance", $"optimal assignment of {Points.Text()} points each, evenly spaced"),
        ("divergence", "from the share of a segment within the radius, at midpoints of cells"),
        ("C", "the diameter of the smallest disc around the middle of both segments that holds both noised laws"),
    ];

    private static Panel Panel(IGrouping<double, Cell> cells)
    {
        var rows = cells.GroupBy(c => c.Radius).ToList();
        var shifts = rows[0].Select(c => c.Shift).Gaps();
        return new(
            cells.Key == 0 ? "parallel" : "at a right angle",
            new("shift"),
            new("distance"),
            [
                new Line("Wasserstein distance", shifts, rows[0].Select(c => c.Distance).Gaps()),
                .. rows.Select(r => new Line($"bound, radius {r.Key.Text()}", shifts, r.Select(c => c.Bound).Gaps())
                {
                    Stroke = Stroke.Dash,
                }),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Distance and bound in every setting.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>Two segments and noise.</summary>
    /// <param name="Angle">The angle between the segments, radians.</param>
    /// <param name="Radius">The radius of the disc that the noise is uniform in.</param>
    /// <param name="Shift">How far apart the segments' middles are.</param>
    /// <param name="Distance">The Wasserstein distance of the laws without noise.</param>
    /// <param name="Bound">The theorem's bound.</param>
    public sealed record Cell(double Angle, double Radius, double Shift, double Distance, double Bound);
}
