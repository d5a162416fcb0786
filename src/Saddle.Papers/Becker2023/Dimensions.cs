using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Papers.Becker2023;

/// <summary>Generated points on a sphere around one true point, in 1, 10 and 100 dimensions.</summary>
[Entry(
    "becker2023/dimensions",
    "In 1, 10 and 100 dimensions the second-moment model predicts the mean squared distance to 5 % from starts within 0.4 bandwidths.",
    @"W_2^2 = \tfrac1N \sum_j |y_j - x|^2 \approx \mathrm{tr}\,\mathrm{Cov}_t + |e_t|^2",
    "Becker et al. 2023 (arXiv:2305.08277) and its 2025 follow-up; the authors' notebooks")]
public sealed record Dimensions : Claim
{
    private const double Eta = 0.01;
    private const double Lambda = 0.1;
    private const double Radius = 0.2;
    private const int Steps = 1000;
    private static readonly int[] Sizes = [1, 10, 100];
    private static readonly int[] Counts = [2, 5, 10];
    private static readonly double[] Sigmas = [0.1, 0.5, 1];

    /// <inheritdoc/>
    public override int Place => 15;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new("curves of the mean squared distance", "the authors' notebooks", Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition => "with bandwidths 0.5 and 1 (starts within 0.4 bandwidths) the second-moment model's mean squared distance stays within 5 % of the initial one of the simulated one, over 1,000 updates (ten points in the quick form: 500), in every dimension and for 2, 5 and 10 points";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cases = Sizes.SelectMany(d => Sigmas.SelectMany(s => Counts.Select(n => (Dimension: d, Sigma: s, Count: n)))).ToList();
        var results = Setting.InParallel(cases, setting, c => Run(c.Dimension, c.Sigma, c.Count, setting));
        var near = cases.Zip(results).Where(p => p.First.Sigma >= 0.5).Max(p => p.Second.Error);
        var far = cases.Zip(results).Where(p => p.First.Sigma < 0.5).Max(p => p.Second.Error);
        var nearer = cases.Zip(results).Where(p => p.First.Sigma >= 1).Max(p => p.Second.Error);
        double?[] steps = [.. Enumerable.Range(0, (Steps / 5) + 1).Select(k => (double?)(5 * k))];
        return new(
            near <= 0.05 ? Outcome.Holds : Outcome.Contradicted,
            near,
            "largest difference of the model's mean squared distance from the simulated one, as a share of the initial one, with bandwidths 0.5 and 1",
            $"With bandwidths 0.5 and 1 the model is off by at most {near.Text("P2")} of the initial mean squared distance, with bandwidth 1 alone by at most {nearer.Text("P2")}; with bandwidth 0.1, where the points start two bandwidths away, by up to {far.Text("P0")}.",
            new(
                "Mean squared distance from the true point: simulated, and by the second-moment model (dashed)",
                [
                    .. cases.Zip(results).GroupBy(p => (p.First.Dimension, p.First.Sigma)).Select(g => new Panel(
                        $"dimension {g.Key.Dimension}, sigma {g.Key.Sigma.Text()}",
                        new("update"),
                        new("mean squared distance", Log: true, Low: 1e-6, High: 1),
                        [
                            .. g.SelectMany((p, i) => new Trace[]
                            {
                                new Line($"{p.First.Count} points", steps[..((p.Second.Simulated.Count + 4) / 5)], p.Second.Simulated.Where((_, k) => k % 5 == 0).Gaps()) { Colour = i },
                                new Line($"{p.First.Count} points: model", steps[..((p.Second.Model.Count + 4) / 5)], p.Second.Model.Where((_, k) => k % 5 == 0).Gaps()) { Colour = i, Stroke = Stroke.Dash },
                            }),
                        ])),
                ],
                Columns: 3))
        {
            Settings = [("kernel", "Gaussian"), ("dimension, sigma, generated points", "as in the table"), ("true points", "one, of mass 1, at 0"), ("generated masses", "1 / generated points"), ("start", "at random on the sphere of radius 0.2 around the true point (in one dimension: 0.2 either side), the discriminator 0"), ("rule", "alternating, the discriminator first, by the full history, in the space that the starts span (exact for this kernel)"), ("eta-g", Eta.Text()), ("eta-d", Eta.Text()), ("lambda", Lambda.Text()), ("updates", $"{Steps}; {(setting.Full ? Steps : Steps / 2)} for ten points"), ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Table = new(
                ["dimension", "sigma", "points", "at the start", "simulated at the end", "model at the end", "largest error"],
                [.. cases.Zip(results, (c, r) => (IReadOnlyList<string>)[c.Dimension.Text(), c.Sigma.Text(), c.Count.Text(), r.Simulated[0].Text(), r.Simulated[^1].Text(), r.Model[^1].Text(), r.Error.Text("P2")])]),
        };
    }

    private static Result Run(int dimension, double sigma, int count, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, (dimension * 1000) + count, Purpose.Start);
        double[][] points = [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] y = [.. Enumerable.Range(0, dimension).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.Uniform())) * Math.Cos(2 * Math.PI * random.Uniform()))];
            var length = Math.Sqrt(y.Sum(v => v * v));
            return Array.ConvertAll(y, v => v * Radius / length);
        })];
        var steps = setting.Full || count < 10 ? Steps : Steps / 2;
        var space = new SpannedSpace(points);
        double[][] start = [.. points.Select(space.Coordinates)];
        List<double> simulated = [MeanSquare(start)];
        new KernelHistory(new Gaussian([sigma], []), [new double[space.Dimension]], [1], [.. Enumerable.Repeat(1.0 / count, count)], Eta, Eta, Lambda).Run(start, steps, (_, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            simulated.Add(MeanSquare(y));
        });
        double[] model = [.. new SecondMoments(sigma, Eta, Eta, Lambda, 1.0 / count, count).Run(SecondMoments.Of(start), steps).Select(m => m.MeanSquare)];
        return new(simulated, model, simulated.Zip(model).Max(p => Math.Abs(p.First - p.Second)) / simulated[0]);
    }

    private static double MeanSquare(double[][] points) => points.Average(y => y.Sum(v => v * v));

    private sealed record Result(IReadOnlyList<double> Simulated, IReadOnlyList<double> Model, double Error);
}
