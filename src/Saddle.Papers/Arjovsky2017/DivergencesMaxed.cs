using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The divergences of laws on curves.</summary>
[Entry(
    "arjovsky2017/divergences-maxed",
    "Between laws on curves that do not perfectly align the Jensen-Shannon divergence is log 2, and both "
        + "Kullback-Leibler divergences are infinite.",
    @"JSD(P_r \| P_g) = \log 2,\quad KL(P_r \| P_g) = KL(P_g \| P_r) = \infty",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.3")]
public sealed record DivergencesMaxed : Claim<DivergencesMaxed.Measurements>
{
    private const double Side = 8;

    private static readonly (string Name, Func<double, (double X, double Y)> Curve)[] Others =
    [
        ("a circle within it", t => Circle(t, 0.1, 0, 0.5)),
        ("a segment across it", t => (0.2 + (1.3 * ((2 * t) - 1)), -0.1 + (0.4 * ((2 * t) - 1)))),
        ("the same circle, moved by 0.01", t => Circle(t, 0.008, 0.006, 1)),
    ];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("log 2, and infinite both ways", "theorem 2.3", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "seen through ever smaller squares, which can only lower it, the divergence between a circle and each of three "
        + "other curves (apart, crossing, nearly touching) rises at every halving, and what is missing to log 2 falls "
        + "by a quarter or more at the last one; and there either law has mass in squares where the other has none, so "
        + "that both Kullback-Leibler divergences are infinite already";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (levels, points) = setting.Full ? (14, 1 << 24) : (12, 1 << 20);
        double[] sides = [.. Enumerable.Range(0, levels).Select(k => Side / (1 << k))];
        return new(
            points,
            sides,
            [.. Others.Select(o => (IReadOnlyList<Look>)[.. sides.Select(s => LookAt(o.Curve, s, points, setting))])]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (points, sides, courses) = measured;
        var least = courses.Min(c => c[^1].Divergence) / Math.Log(2);
        var rises = courses.All(c => c.Zip(c.Skip(1)).All(p => p.Second.Divergence >= p.First.Divergence - 1e-12));
        var falls = courses.Max(c => (Math.Log(2) - c[^1].Divergence) / (Math.Log(2) - c[^2].Divergence + 1e-300));
        var outside = courses.Min(c => Math.Min(c[^1].RealAlone, c[^1].GeneratedAlone));
        return new(
            falls <= 0.75 && rises && outside > 0 ? Outcome.Holds : Outcome.Contradicted,
            least,
            "least divergence in the smallest squares, over log 2",
            $"In squares of side {sides[^1].Text("G2")} the divergence is {string.Join(", ", courses.Select(LastOf))}; "
            + $"what is missing falls to at most {falls.Text("F2")} of itself at the last halving; "
            + $"at least {outside.Text("P1")} of a law lies in squares where the other has nothing.",
            new("The divergence through squares", [Panel(sides, courses)]))
        {
            Settings = Settings(points, sides),
        };
    }

    /// <summary>The unit circle's law and another curve's, through squares.</summary>
    /// <param name="generated">The other curve's point at a place in [0, 1].</param>
    /// <param name="side">The side of a square.</param>
    /// <param name="points">The points of each.</param>
    /// <param name="setting">Stops it.</param>
    internal static Look LookAt(
        Func<double, (double X, double Y)> generated,
        double side,
        int points,
        ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var counts = new Dictionary<(long, long), (int Real, int Generated)>();
        for (var i = 0; i < points; i++)
        {
            var t = (i + 0.5) / points;
            var (r, g) = (Square(Circle(t, 0, 0, 1), side), Square(generated(t), side));
            counts[r] = counts.GetValueOrDefault(r) is var a ? (a.Real + 1, a.Generated) : default;
            counts[g] = counts.GetValueOrDefault(g) is var b ? (b.Real, b.Generated + 1) : default;
        }

        return new(
            counts.Values.Sum(c => JensenShannon.Twice(c.Real, c.Generated)) / (2.0 * points),
            counts.Values.Where(c => c.Generated == 0).Sum(c => (long)c.Real) / (double)points,
            counts.Values.Where(c => c.Real == 0).Sum(c => (long)c.Generated) / (double)points);
    }

    private static (double X, double Y) Circle(double t, double x, double y, double radius)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * t);
        return (x + (radius * cos), y + (radius * sin));
    }

    private static (long X, long Y) Square((double X, double Y) point, double side) =>
        ((long)Math.Floor(point.X / side), (long)Math.Floor(point.Y / side));

    private static string LastOf(IReadOnlyList<Look> course, int i) =>
        $"{(course[^1].Divergence / Math.Log(2)).Text("F4")} log 2 ({Others[i].Name})";

    private static IReadOnlyList<(string Name, string Value)> Settings(int points, IReadOnlyList<double> sides) =>
    [
        ("real", "uniform on the unit circle"),
        ("generated", string.Join("; ", Others.Select(o => o.Name))),
        ("points of each", points.Text()),
        ("sides", $"from {Side.Text()} by halves to {sides[^1].Text("G3")}"),
    ];

    private static Panel Panel(IReadOnlyList<double> sides, IReadOnlyList<IReadOnlyList<Look>> courses) => new(
        string.Empty,
        new("side of a square", Log: true),
        new("Jensen-Shannon divergence, nats"),
        [.. courses.Select((c, i) => new Line(Others[i].Name, sides.Gaps(), c.Select(l => l.Divergence).Gaps()))])
    {
        Rules = [new("log 2", Math.Log(2))],
    };

    /// <summary>What is measured.</summary>
    /// <param name="Points">The points of each law.</param>
    /// <param name="Sides">The sides of the squares, halved each time.</param>
    /// <param name="Courses">For each of the three other curves, what is seen at each side.</param>
    public sealed record Measurements(
        int Points,
        IReadOnlyList<double> Sides,
        IReadOnlyList<IReadOnlyList<Look>> Courses);

    /// <summary>Two laws through squares of one side.</summary>
    /// <param name="Divergence">Their Jensen-Shannon divergence, nats.</param>
    /// <param name="RealAlone">The share of the real law where the other has no mass.</param>
    /// <param name="GeneratedAlone">The share of the other where the real law has none.</param>
    public sealed record Look(double Divergence, double RealAlone, double GeneratedAlone);
}
