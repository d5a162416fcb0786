using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Regularisers;
using Saddle.Metrics;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How far noise moves a law.</summary>
[Entry(
    "arjovsky2017/noise-moves-little",
    "Noise moves a law by at most its root mean square, in Wasserstein distance.",
    @"W(P_X, P_{X+\epsilon}) \le V^{1/2},\quad V = E|\epsilon|^2",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), lemma 4")]
public sealed record NoiseMovesLittle : Claim<NoiseMovesLittle.Measurements>
{
    private const int Strata = 4000;

    private static readonly double[] Sds = [0.03, 0.1, 0.3, 1, 3];

    private static readonly NoiseLaw[] Laws = [NoiseLaw.Normal, NoiseLaw.Ball];

    private static readonly Shape[] OnTheLine = [Shape.Point, Shape.TwoPoints, Shape.Segment];

    /// <inheritdoc/>
    public override int Place => 17;

    /// <inheritdoc/>
    public override Published Published => new("a bound", "lemma 4", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "on the line, for a point, two points and a segment under normal noise and noise in a ball, and in the plane "
        + "for a circle, at every scale of the noise the distance is below the bound, and a single point's distance, "
        + "which is E|e|, is had to 1 %";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
        [
            .. from law in Laws
               from shape in OnTheLine
               from sd in Sds
               select new Cell(shape, law, sd, LineDistance(shape, law, sd), sd),
            .. from law in Laws
               from sd in Sds
               select new Cell(Shape.Circle, law, sd, CircleDistance(law, sd, setting), sd * Math.Sqrt(2)),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var cells = measured.Cells;
        var off = cells.Where(c => c.Shape == Shape.Point)
            .Max(c => Math.Abs((c.Distance / (c.Sd * MeanOfUnitNoise(c.Law))) - 1));
        var share = cells.Max(c => c.Distance / c.Bound);
        return new(
            share < 1 && off <= 0.01 ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest distance over its bound",
            $"The distance is at most {share.Text("F3")} of the bound; that of a single point is had to "
            + $"{off.Text("P2")}. Cauchy noise has no variance: there the lemma says nothing.",
            new("How far noise moves a law", [Panel(cells)]))
        {
            Settings = Settings(setting),
        };
    }

    /// <summary>How far noise of a standard deviation moves a law on the line.</summary>
    /// <remarks>Strata of the law times strata of the noise, both by their quantiles: no chance is in it.</remarks>
    internal static double LineDistance(Shape shape, NoiseLaw law, double sd)
    {
        var side = (int)Math.Sqrt(Strata);
        double[] noise =
        [
            .. Enumerable.Range(0, Strata).Select(k => sd * (law == NoiseLaw.Normal
                ? Normal.Quantile((k + 0.5) / Strata)
                : Math.Sqrt(3) * ((((2 * k) + 1.0) / Strata) - 1))),
        ];
        double[] plain =
        [
            .. Enumerable.Range(0, side).Select(i => shape switch
            {
                Shape.Point => 0,
                Shape.TwoPoints => i < side / 2 ? -1 : 1,
                _ => ((2 * i) + 1.0 - side) / side,
            }),
        ];
        double[] noised = [.. from x in plain from e in noise select x + e];
        Array.Sort(noised);
        return Transport.OnLine(plain, noised, 1);
    }

    private static double CircleDistance(NoiseLaw law, double sd, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var random = new Philox(setting.Seed, (long)(sd * 1000), Purpose.Noise);
        var plain = PlanePoints.OnCircle(Count(setting), 1);
        var noised = plain.Select(p =>
        {
            var (x, y) = InPlane(law, random);
            return (p.X + (sd * x), p.Y + (sd * y));
        });
        return PlanePoints.Wasserstein(plain, [.. noised]);
    }

    // In a disc the variance of a coordinate is a quarter of the squared radius.
    private static (double X, double Y) InPlane(NoiseLaw law, Philox random)
    {
        var radius = law == NoiseLaw.Normal
            ? Math.Sqrt(-2 * Math.Log(1 - random.Uniform()))
            : 2 * Math.Sqrt(random.Uniform());
        var (sin, cos) = Math.SinCos(2 * Math.PI * random.Uniform());
        return (radius * cos, radius * sin);
    }

    private static int Count(ClaimSetting setting) => setting.Full ? 1000 : 300;

    // E|e| on the line, at a standard deviation of 1.
    private static double MeanOfUnitNoise(NoiseLaw law) =>
        law == NoiseLaw.Normal ? Math.Sqrt(2 / Math.PI) : Math.Sqrt(3) / 2;

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("scales", string.Join(", ", Sds.Select(s => s.Text()))),
        ("on the line", $"quantiles of {Strata.Text()} strata"),
        ("in the plane", $"{Count(setting).Text()} points evenly on the unit circle, "
            + "each with a noise of its own, by optimal assignment"),
    ];

    private static string Name(Shape shape) => shape switch
    {
        Shape.Point => "a point",
        Shape.TwoPoints => "two points",
        Shape.Segment => "a segment",
        _ => "a circle",
    };

    private static Panel Panel(IReadOnlyList<Cell> cells)
    {
        var bounds = cells.Select(c => c.Bound).Order().Gaps();
        return new(
            string.Empty,
            new("root mean square of the noise", Log: true),
            new("Wasserstein distance", Log: true),
            [
                new Line("bound", bounds, bounds) { Stroke = Stroke.Dash },
                .. cells.GroupBy(c => (c.Shape, c.Law)).Select(g => new Points(
                    $"{Name(g.Key.Shape)}, {g.Key.Law.ToString().ToLowerInvariant()}",
                    g.Select(c => c.Bound).Gaps(),
                    g.Select(c => c.Distance).Gaps())),
            ]);
    }

    /// <summary>What the noise is added to.</summary>
    public enum Shape
    {
        /// <summary>A point of the line.</summary>
        Point,

        /// <summary>The points -1 and 1, of half the mass each.</summary>
        TwoPoints,

        /// <summary>The segment from -1 to 1.</summary>
        Segment,

        /// <summary>The unit circle in the plane.</summary>
        Circle,
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cells">The distances, shape by shape and law by law.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>A law and noise.</summary>
    /// <param name="Shape">What the noise is added to.</param>
    /// <param name="Law">The noise's law.</param>
    /// <param name="Sd">Its standard deviation in each coordinate.</param>
    /// <param name="Distance">The Wasserstein distance that it moves the law by.</param>
    /// <param name="Bound">Its root mean square.</param>
    public sealed record Cell(Shape Shape, NoiseLaw Law, double Sd, double Distance, double Bound);
}
