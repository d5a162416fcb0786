using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Papers.Becker2023;

/// <summary>Generated points on a sphere around one true point, in 1, 10 and 100 dimensions.</summary>
[Entry(
    "becker2023/dimensions",
    "In 1, 10 and 100 dimensions the second-moment model predicts the mean squared distance to 5 % from starts "
    + "within 0.4 bandwidths.",
    @"W_2^2 = \tfrac1N \sum_j |y_j - x|^2 \approx \mathrm{tr}\,\mathrm{Cov}_t + |e_t|^2",
    "Becker et al. 2023 (arXiv:2305.08277) and its 2025 follow-up; the authors' notebooks")]
public sealed record Dimensions : Claim<Dimensions.Measurements>
{
    private const double Eta = 0.01;
    private const double Lambda = 0.1;
    private const double Radius = 0.2;
    private const int Steps = 1000;
    private const int Stride = 5;
    private static readonly int[] Sizes = [1, 10, 100];
    private static readonly int[] Counts = [2, 5, 10];
    private static readonly double[] Sigmas = [0.1, 0.5, 1];

    /// <inheritdoc/>
    public override int Place => 15;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new(
        "curves of the mean squared distance",
        "the authors' notebooks",
        Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition =>
        "with bandwidths 0.5 and 1 (starts within 0.4 bandwidths) the second-moment model's mean squared distance "
        + "stays within 5 % of the initial one of the simulated one, over 1,000 updates (ten points in the quick "
        + "form: 500), in every dimension and for 2, 5 and 10 points";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cases = Sizes
            .SelectMany(d => Sigmas.SelectMany(s => Counts.Select(n => (Dimension: d, Sigma: s, Count: n))))
            .ToList();
        return new(Setting.InParallel(cases, setting, c => Run(c.Dimension, c.Sigma, c.Count, setting)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        double Worst(Func<Case, bool> which) => measured.Cases.Where(which).Select(Deviation).Worst();
        var (near, nearer, far) = (Worst(c => c.Sigma >= 0.5), Worst(c => c.Sigma >= 1), Worst(c => c.Sigma < 0.5));
        var panels = measured.Cases.GroupBy(c => (c.Dimension, c.Sigma)).Select(Panel);
        return new(
            near <= 0.05 ? Outcome.Holds : Outcome.Contradicted,
            near,
            "largest difference of the model's mean squared distance from the simulated one, "
            + "as a share of the initial one, with bandwidths 0.5 and 1",
            $"With bandwidths 0.5 and 1 the model is off by at most {near.Text("P2")} of the initial mean squared "
            + $"distance, with bandwidth 1 alone by at most {nearer.Text("P2")}; "
            + $"with bandwidth 0.1, where the points start two bandwidths away, by up to {far.Text("P0")}.",
            new(
                "Mean squared distance from the true point: simulated, and by the second-moment model (dashed)",
                [.. panels],
                Columns: 3))
        {
            Settings = Settings(setting),
            Table = Table(measured),
        };
    }

    /// <summary>
    /// How far the model is ever from the simulation, as a share of the initial mean squared distance.
    /// </summary>
    private static double Deviation(Case c) =>
        c.Simulated.Zip(c.Model, (simulated, model) => Math.Abs(simulated - model)).Worst() / c.Simulated[0];

    private static Case Run(int dimension, double sigma, int count, ClaimSetting setting)
    {
        var points = OnSphere(dimension, count, setting.Seed);
        var steps = setting.Full || count < 10 ? Steps : Steps / 2;
        var space = new SpannedSpace(points);
        double[][] start = [.. points.Select(space.Coordinates)];
        List<double> simulated = [MeanSquare(start)];
        double[] masses = [.. Enumerable.Repeat(1.0 / count, count)];
        var kernel = new Gaussian([sigma], []);
        var history = new KernelHistory(kernel, [new double[space.Dimension]], [1], masses, Eta, Eta, Lambda);
        history.Run(start, steps, (_, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            simulated.Add(MeanSquare(y));
        });
        var model = new SecondMoments(sigma, Eta, Eta, Lambda, 1.0 / count, count).Run(SecondMoments.Of(start), steps);
        return new(dimension, sigma, count, simulated, [.. model.Select(m => m.MeanSquare)]);
    }

    private static double[][] OnSphere(int dimension, int count, ulong seed)
    {
        var random = new Philox(seed, (dimension * 1000) + count, Purpose.Start);
        double Gaussian() =>
            Math.Sqrt(-2 * Math.Log(1 - random.Uniform())) * Math.Cos(2 * Math.PI * random.Uniform());

        double[] Point()
        {
            double[] y = [.. Enumerable.Range(0, dimension).Select(_ => Gaussian())];
            var length = Math.Sqrt(y.Sum(v => v * v));
            return Array.ConvertAll(y, v => v * Radius / length);
        }

        return [.. Enumerable.Range(0, count).Select(_ => Point())];
    }

    private static double MeanSquare(double[][] points) => points.Average(y => y.Sum(v => v * v));

    private static Panel Panel(IGrouping<(int Dimension, double Sigma), Case> cases)
    {
        static Line Line(string name, IReadOnlyList<double> values, int colour, Stroke stroke)
        {
            var shown = values.Every(Stride).Gaps();
            return new(name, Setting.Updates(shown.Length, Stride), shown) { Colour = colour, Stroke = stroke };
        }

        static IEnumerable<Trace> Lines(Case c, int colour) =>
        [
            Line($"{c.Count} points", c.Simulated, colour, Stroke.Solid),
            Line($"{c.Count} points: model", c.Model, colour, Stroke.Dash),
        ];

        return new(
            $"dimension {cases.Key.Dimension}, sigma {cases.Key.Sigma.Text()}",
            new("update"),
            new("mean squared distance", Log: true, Low: 1e-6, High: 1),
            [.. cases.SelectMany(Lines)]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        return
        [
            ("kernel", "Gaussian"),
            ("dimension, sigma, generated points", "as in the table"),
            ("true points", "one, of mass 1, at 0"),
            ("generated masses", "1 / generated points"),
            ("start",
                "at random on the sphere of radius 0.2 around the true point (in one dimension: 0.2 either side), "
                + "the discriminator 0"),
            ("rule",
                "alternating, the discriminator first, by the full history, in the space that the starts span "
                + "(exact for this kernel)"),
            ("eta-g", Eta.Text()),
            ("eta-d", Eta.Text()),
            ("lambda", Lambda.Text()),
            ("updates", $"{Steps}; {(setting.Full ? Steps : Steps / 2)} for ten points"),
            ("seed", $"{setting.Seed}"),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        static IReadOnlyList<string> Row(Case c) =>
        [
            c.Dimension.Text(),
            c.Sigma.Text(),
            c.Count.Text(),
            c.Simulated[0].Text(),
            c.Simulated[^1].Text(),
            c.Model[^1].Text(),
            Deviation(c).Text("P2"),
        ];

        string[] headers =
        [
            "dimension",
            "sigma",
            "points",
            "at the start",
            "simulated at the end",
            "model at the end",
            "largest error",
        ];
        return new(headers, [.. measured.Cases.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cases">Each dimension, bandwidth and number of points.</param>
    public sealed record Measurements(IReadOnlyList<Case> Cases);

    /// <summary>The mean squared distance from the true point after 0, 1, ... updates.</summary>
    /// <param name="Dimension">The dimension.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Count">The number of generated points.</param>
    /// <param name="Simulated">The simulated one.</param>
    /// <param name="Model">The second-moment model's.</param>
    public sealed record Case(
        int Dimension,
        double Sigma,
        int Count,
        IReadOnlyList<double> Simulated,
        IReadOnlyList<double> Model);
}
