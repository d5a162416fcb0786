using Saddle.Catalog;
using Saddle.Scalars;
using static Saddle.Metrics.CurveShapes;
using static Saddle.Metrics.SanityCriterion;

namespace Saddle.Metrics;

/// <summary>
/// The sanity checks: the fifteen of Räisä, van Breugel, van der Schaar 2025 (arXiv:2505.22450), with the settings of
/// their repository, and one of our own.
/// </summary>
/// <remarks>
/// Nothing is published of distances; what is expected of them is ours: a value next to nothing where both laws are
/// one, and the same shapes turned upside down, as shares of the largest value.
/// </remarks>
public static class SanityChecks
{
    // Of the volume, in the checks with cubes.
    private const double Shared = 0.2;

    private static readonly int[] Widths = [1, 8, 64];

    private static readonly double[] Reaches = [6, 3, 1];

    private static readonly bool[] Sides = [true, false];

    private static readonly double[] ModeSpreads = [1.0 / 6, 1.0 / 3, 1];

    // Ten places of modes that the authors drew once.
    private static readonly double[][] Places =
    [
        [5.46794328, -4.08481523], [4.87211875, -13.64864684], [-16.39432073, 9.09802249],
        [-2.15447941, 12.46200019], [11.55784483, -4.96049923], [-24.60558474, 14.18020818],
        [16.84215967, -3.18710751], [-5.47807206, -6.77247129], [9.46726546, 1.05922347],
        [-5.40346201, -17.29490131],
    ];

    /// <summary>All of them, the quicker ones first.</summary>
    public static IReadOnlyList<SanityCheck> All { get; } =
    [
        MeanDifference(), MeanDifferenceWithOutlier(), SpreadDifference(), SimultaneousDropping(), SequentialDropping(),
        Invention(), Surfaces(), Collapse(), OneScaled(), WithPareto(), OneDisjoint(), Rounded(), Duplicates(), Torus(),
        CubesOfGrowingSize(), CubesOfMoreGenerated(),
    ];

    /// <summary>The check of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">There is none.</exception>
    public static SanityCheck Get(string name) => All.FirstOrDefault(check => check.Name == name)
        ?? throw SettingsException.Unknown("a sanity check", name, All.Select(check => check.Name));

    private static SanityCriterion[] BellAt(double x) =>
    [
        new(Bounds, "identical", At(x, 1), At(x, 1), OfLargest(At(x, 0))),
        new(Bounds, "left end", At(Left, 0), At(Left, 0)),
        new(Bounds, "right end", At(Right, 0), At(Right, 0)),
        new(Property, "bell", Bell(x), Bell(x), Valley(x)),
    ];

    private static SanityCheck MeanDifference() => new(
        "gaussian-mean-difference", "Gaussian Mean Difference", "mean of the generated samples",
        [
            .. Widths.Select((d, i) => new SanityLaw(
                $"dim={d}",
                Evenly(-Reaches[i], Reaches[i], 51),
                (random, n, _) => SampleLaws.Gaussian(random, n, d),
                (random, n, mean) => SampleLaws.Gaussian(random, n, d, mean))),
        ])
    {
        Criteria = BellAt(0),
    };

    private static SanityCheck MeanDifferenceWithOutlier() => new(
        "gaussian-mean-difference-with-outlier", "Gaussian Mean Difference + Outlier", "mean of the generated samples",
        [
            .. Widths.SelectMany((d, i) => Sides.Select(ofReal => new SanityLaw(
                $"dim={d}; outlier_scenario={(ofReal ? "real_outlier" : "syn_outlier")}",
                Evenly(-Reaches[i], Reaches[i], 51),
                (random, n, _) => Outlier(SampleLaws.Gaussian(random, n, d), ofReal, Reaches[i]),
                (random, n, mean) => Outlier(SampleLaws.Gaussian(random, n, d, mean), !ofReal, Reaches[i])))),
        ])
    {
        Criteria = BellAt(0),
    };

    private static SampleRows Outlier(SampleRows rows, bool has, double where) => has ? rows.With(where) : rows;

    private static SanityCheck SpreadDifference() => new(
        "gaussian-std-difference", "Gaussian Std. Deviation Difference", "standard deviation of the generated samples",
        [
            .. Widths.Zip([3, 1, 0.5], (d, reach) => new SanityLaw(
                $"dim={d}",
                Geometric(-reach, reach, 51),
                (random, n, _) => SampleLaws.Gaussian(random, n, d),
                (random, n, spread) => SampleLaws.Gaussian(random, n, d, spread: spread))),
        ])
    {
        Criteria =
        [
            new(Bounds, "identical", At(1, 1), At(1, 1), OfLargest(At(1, 0))),
            new(Bounds, "low spread", At(Left, 1), At(Left, 0)),
            new(Bounds, "high spread", At(Right, 0), Wide(Right)),
            new(Property, "shape", Falls, LowOrHigh(Bell(1), Rises), Valley(1)),
        ],
    };

    // Of ten modes on the diagonal; the first is never dropped.
    private static SanityLaw[] Dropping(double[] x, Func<int, double, double> weight)
    {
        var even = Enumerable.Repeat(1.0, 10).ToArray();
        return
        [
            .. Widths.Zip(ModeSpreads, (d, spread) =>
            {
                var centres = Evenly(0, 10, 10).Select(c => Enumerable.Repeat(c, d).ToArray()).ToArray();
                return new SanityLaw(
                    $"dim={d}",
                    x,
                    (random, n, _) => SampleLaws.Mixture(random, n, centres, spread, even),
                    (random, n, at) => SampleLaws.Mixture(
                        random, n, centres, spread, [.. Enumerable.Range(0, 10).Select(mode => weight(mode, at))]));
            }),
        ];
    }

    private static SanityCriterion[] Dropped(double share) =>
    [
        new(Bounds, "identical", At(Left, 1), At(Left, 1), OfLargest(At(Left, 0))),
        new(Bounds, "all dropped", At(Right, 1), null),
        new(Property, "shape", Flat, FallsBy(share), OfLargest(Rises)),
    ];

    private static SanityCheck SimultaneousDropping() => new(
        "gaussian-mixture-simultaneous-mode-dropping", "Simultaneous Mode Dropping", "share that nine modes lose",
        Dropping(Evenly(0, 1, 50), (mode, share) => mode == 0 ? 1 : 1 - share))
    {
        Criteria = Dropped(0.95),
    };

    private static SanityCheck SequentialDropping() => new(
        "gaussian-mixture-sequential-mode-dropping", "Sequential Mode Dropping", "modes dropped",
        Dropping(Evenly(0, 9, 10), (mode, dropped) => mode < 10 - (int)dropped ? 1 : 0))
    {
        Criteria = Dropped(0.5),
    };

    private static SanityCheck Invention() => new(
        "gaussian-mixture-mode-dropping-invention", "Mode Dropping + Invention", "generated modes, of five real ones",
        new SanityLaw(
            string.Empty,
            Evenly(1, 10, 10),
            (random, n, _) => SampleLaws.Mixture(random, n, Places, 0.25, Ones(5)),
            (random, n, modes) => SampleLaws.Mixture(random, n, Places, 0.25, Ones((int)modes))))
    {
        Criteria =
        [
            new(Bounds, "identical", At(5, 1), At(5, 1), OfLargest(At(5, 0))),
            new(Bounds, "most dropped", At(Left, 1), null),
            new(Bounds, "most invented", null, At(Right, 1)),
            new(Property, "shape", Falls, Rises, Valley(5)),
        ],
    };

    private static SanityCheck Surfaces() => new(
        "uniform-hypersphere-surface", "Hypersphere Surface", "radius of the generated samples",
        [
            .. ((int[])[2, 16, 128]).Select(d => new SanityLaw(
                $"dim={d}",
                Evenly(0.1, 1.9, 51),
                (random, n, _) => SampleLaws.Surface(random, n, d, 1),
                (random, n, radius) => SampleLaws.Surface(random, n, d, radius))),
        ])
    {
        Criteria = BellAt(1),
    };

    private static SanityCheck Collapse() => new(
        "one-vs-two-modes", "Mode Collapse", "distance of the two real modes",
        [
            .. Widths.Select(d => new SanityLaw(
                $"dim={d}",
                Evenly(0, 5, 20),
                (random, n, apart) => SampleLaws.Mixture(
                    random, n, [Filled(d, -apart / 2), Filled(d, apart / 2)], 1, Ones(2)),
                (random, n, apart) => SampleLaws.Gaussian(random, n, d, spread: Math.Sqrt(1 + (apart * apart))))
            {
                ReferenceOfEach = true,
            }),
        ])
    {
        Criteria =
        [
            new(Property, "shape", Falls, LowOrHigh(Falls, Flat), OfLargest(Rises)),
            new(Bounds, "identical", At(Left, 1), At(Left, 1), OfLargest(At(Left, 0))),
        ],
    };

    private static SanityCriterion[] FlatAtNone(string desideratum) =>
    [
        new(desideratum, "shape", Flat, Flat, OfLargest(Flat)),
        new(Bounds, "left end", At(Left, 0), At(Left, 0)),
        new(Bounds, "right end", At(Right, 0), At(Right, 0)),
    ];

    private static SanityCheck OneScaled() => new(
        "gaussian-scaling-one-dimension", "Scaling One Dimension", "scale of the second coordinate",
        new SanityLaw(
            string.Empty,
            Geometric(-3, 3, 20),
            (random, n, scale) => SampleLaws.Gaussian(random, n, 2).Each((column, v) => column == 1 ? v * scale : v),
            (random, n, scale) => SampleLaws.Gaussian(random, n, 2)
                .Each((column, v) => column == 1 ? v * scale : v + 6))
        {
            ReferenceOfEach = true,
        })
    {
        Criteria = FlatAtNone("transformations"),
    };

    private static SanityCheck WithPareto() => new(
        "gaussian-mean-difference-with-pareto", "Gaussian Mean Difference + Pareto", "mean of the generated samples",
        new SanityLaw(
            string.Empty,
            Evenly(-6, 6, 51),
            (random, n, _) => SampleLaws.WithPareto(random, n, 0, 1.01),
            (random, n, mean) => SampleLaws.WithPareto(random, n, mean, 1.01)))
    {
        Criteria = BellAt(0),
    };

    private static SanityCheck OneDisjoint() => new(
        "gaussian-high-dim-one-disjoint-dim",
        "One Disjoint Dim. + Many Identical Dim.",
        "further coordinates of one law",
        new SanityLaw(
            string.Empty,
            [.. WholeGeometric(0, 3, 20).Distinct()],
            (random, n, more) => SampleLaws.Gaussian(random, n, (int)more + 1),
            (random, n, more) => SampleLaws.Gaussian(random, n, (int)more + 1)
                .Each((column, v) => column == 0 ? v + 6 : v))
        {
            ReferenceOfEach = true,
        })
    {
        Criteria = FlatAtNone(Property),
    };

    private static SanityCheck Rounded() => new(
        "discrete-numerical-vs-continuous-numerical", "Discrete Num. vs. Continuous Num.", "scale, of whole numbers",
        [
            .. ((bool[])[true, false]).Select(ofReal => new SanityLaw(
                $"real_type={(ofReal ? "real_discrete" : "real_continuous")}",
                Geometric(0, 3, 20),
                (random, n, scale) => Whole(SampleLaws.Gaussian(random, n, 1, spread: scale), ofReal),
                (random, n, scale) => Whole(SampleLaws.Gaussian(random, n, 1, spread: scale), !ofReal))
            {
                ReferenceOfEach = true,
            }),
        ])
    {
        Criteria =
        [
            new(Property, "shape", Flat, Flat),
            RoundedAt(Left, "coarse"),
            RoundedAt(Right, "fine"),
        ],
    };

    private static SanityCriterion RoundedAt(double x, string name)
    {
        static bool IsRealRounded(SanityCurve curve) => curve.Setting.EndsWith("discrete", StringComparison.Ordinal);
        return new(
            Bounds,
            name,
            curve => At(x, IsRealRounded(curve) ? 0 : 1)(curve),
            curve => (IsRealRounded(curve) ? Wide(x) : At(x, 0))(curve));
    }

    private static SampleRows Whole(SampleRows rows, bool rounded) =>
        rounded ? rows.Each((_, value) => Math.Round(value)) : rows;

    private static SanityCheck Duplicates() => new(
        "duplicated-samples", "Duplicated Samples", "different ones of 1,000 generated samples",
        [
            .. Widths.Select(d => new SanityLaw(
                $"dim={d}",
                [.. WholeGeometric(0, 3, 20).Distinct()],
                (random, n, _) => SampleLaws.Gaussian(random, n, d),
                (random, n, different) => SampleLaws.Copies(random, n, d, (int)different))),
        ])
    {
        IsPublished = false,
        Criteria =
        [
            new(Bounds, "all different", At(Right, 1), At(Right, 1), OfLargest(At(Right, 0))),
            new(Bounds, "one alone", null, At(Left, 0)),
            new(Property, "shape", null, Rises, OfLargest(Falls)),
        ],
    };

    private static SanityCheck Torus() => new(
        "sphere-torus", "Sphere vs. Torus", "generated samples",
        [
            .. ((bool[])[true, false]).Select(ofBall => new SanityLaw(
                $"real_dist={(ofBall ? "real_sphere" : "real_torus")}",
                WholeGeometric(2, 4, 20),
                (random, n, _) => BallOrTorus(random, n, ofBall),
                (random, n, _) => BallOrTorus(random, n, !ofBall))
            {
                Counts = generated => (1000, (int)generated),
            }),
        ])
    {
        Criteria =
        [
            new(Property, "shape", Settles, Settles, OfLargest(Settles)),
            new(Bounds, "right end", At(Right, 0), At(Right, 0)),
        ],
    };

    private static SampleRows BallOrTorus(Philox random, int count, bool ball) =>
        ball ? SampleLaws.Ball(random, count, 0.8) : SampleLaws.Torus(random, count, 0.1);

    private static SanityLaw[] Cubes(Func<double, (int Reference, int Generated)> counts, bool each) =>
    [
        .. Widths.Select(d => new SanityLaw(
            $"dim={d}",
            WholeGeometric(2, 4, 20),
            (random, n, _) => SampleLaws.Cube(random, n, d, 0),
            (random, n, _) => SampleLaws.Cube(random, n, d, 1 - Math.Pow(Shared, 1.0 / d)))
        {
            Counts = counts,
            ReferenceOfEach = each,
        }),
    ];

    private static SanityCriterion[] Settling(string desideratum) =>
    [
        new(desideratum, "shape", Settles, Settles, OfLargest(Settles)),
        new(Property, "right end", At(Right, Shared), At(Right, Shared)),
    ];

    private static SanityCheck CubesOfGrowingSize() => new(
        "uniform-hypercube-varying-size", "Hypercube, Varying Sample Size", "samples of either side",
        Cubes(n => ((int)n, (int)n), each: true))
    {
        Criteria = Settling("data-size"),
    };

    private static SanityCheck CubesOfMoreGenerated() => new(
        "uniform-hypercube-varying-syn-size", "Hypercube, Varying Syn. Size", "generated samples",
        Cubes(n => (1000, (int)n), each: false))
    {
        Criteria = Settling("hyperparameters"),
    };

    private static double[] Evenly(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first + ((last - first) * i / (count - 1)))];

    // Powers of ten.
    private static double[] Geometric(double first, double last, int count) =>
        [.. Evenly(first, last, count).Select(power => Math.Pow(10, power))];

    // Cut off to whole numbers; a power that rounding left a hair below one is that one.
    private static double[] WholeGeometric(double first, double last, int count) =>
        [.. Geometric(first, last, count).Select(value => Math.Floor(value + 1e-9))];

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static double[] Filled(int count, double value) => [.. Enumerable.Repeat(value, count)];
}
