using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// One true and one generated point over bandwidths, regularisers and learning rates, with the one-point models beside.
/// </summary>
[Entry(
    "becker2023/two-point-scan",
    "Over bandwidths, regularisers and steps, one generated point converges to one true point wherever the spectrum "
    + "says so.",
    @"x_{t+1} = x_t + \eta_g b_{t+1}\ \text{(linear)},\quad "
    + @"x_{t+1} = x_t + \eta_g (b_{t+1} - c_{t+1} x_t)\ \text{(quadratic)}",
    "Becker et al. 2023 (arXiv:2305.08277), very probably its parameter scan; the authors' notebooks")]
public sealed record TwoPointScan : Claim<TwoPointScan.Measurements>
{
    private const int Steps = 1000;
    private const int Stride = 2;
    private const double Start = 0.5; // in bandwidths
    private static readonly double[] Sigmas = [0.1, 1, 10];
    private static readonly double[] Lambdas = [1, 0.1, 0.01];
    private static readonly (double EtaD, double EtaG)[] Etas = [(1, 0.1), (0.1, 0.1), (0.1, 0.01), (0.01, 0.01)];

    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override Published Published => new(
        "4 x 3 panels of distance against iteration",
        "notebooks; very probably a figure of the paper",
        Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition =>
        "from half a bandwidth away, in every combination the point comes to within 1 % of the start's distance if "
        + "and only if the exact radius is below 1, given the time in which the radius predicts a ten-thousandth; "
        + "and wherever the prediction for the notebooks' 1,000 updates is clear of the boundaries, "
        + "the verdict measured over these is the predicted one";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Etas.SelectMany(eta => Scan(eta.EtaD, eta.EtaG, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var all = measured.Combinations;
        var clear = all.Where(c => c.IsClear).ToList();
        var agreeing = clear.Count(c => c.Predicted == c.Short.Verdict);
        var differing = all.Where(c => !c.ConvergesAsPredicted).ToList();
        var right = all.Count - differing.Count;
        return new(
            differing.Count == 0 && clear.Count == agreeing ? Outcome.Holds : Outcome.Contradicted,
            (double)right / all.Count,
            "share of the combinations that converge in the long run if and only if the exact radius is below 1",
            $"{right} of {all.Count} combinations converge in the long run if and only if the radius is below 1; "
            + $"over 1,000 updates {agreeing} of the {clear.Count} combinations with a clear prediction have the "
            + "predicted verdict (the others are near a boundary: most have hardly begun to "
            + $"move).{Differing(differing)}",
            new("Squared distance of one generated point from one true point", [.. Panels(measured)], Columns: 3))
        {
            Settings = Settings(),
            Table = Table(measured),
        };
    }

    private static IEnumerable<Combination> Scan(double etaD, double etaG, ClaimSetting setting)
    {
        var setup = new Setup("kernel-gan", "alternating", [("eta-d", etaD.Exact()), ("eta-g", etaG.Exact())]);
        var diagram = new PhaseDiagram(setup, new("sigma", Sigmas), new("lambda", Lambdas), Steps);
        return Enumerable.Range(0, Sigmas.Length).SelectMany(column => Enumerable.Range(0, Lambdas.Length).Select(row =>
            Measure(diagram, (row * Sigmas.Length) + column, etaD, etaG, Sigmas[column], Lambdas[row], setting)));
    }

    private static Combination Measure(
        PhaseDiagram diagram,
        int cell,
        double etaD,
        double etaG,
        double sigma,
        double lambda,
        ClaimSetting setting)
    {
        var predicted = diagram.Predict([cell])[0];
        var radius = predicted.Radius!.Value;
        var (run, end) = (Run(Steps, 1), Run(LongRun(radius), LongRun(radius)));
        setting.Cancellation.ThrowIfCancellationRequested();
        var model = new SecondMoments(sigma, etaG, etaD, lambda);
        return new(etaD, etaG, sigma, lambda, radius)
        {
            Predicted = predicted.Verdict!.Value,
            IsClear = diagram.IsClear(predicted),
            Short = run.Measured,
            LongRun = end.Steps,
            Long = end.Measured,
            Path = [.. run.Points.Select(p => p.State[0]).Every(Stride)],
            Linear = Follow(model with { Quadratic = false }, Start * sigma),
            Quadratic = Follow(model, Start * sigma),
        };

        Trajectory Run(long steps, long every)
        {
            var (game, rule) = diagram.At(cell);
            var start = new double[game.StateSize];
            start[0] = Start * sigma;
            return Simulation.Run(game, rule, start, steps, every, cancellation: setting.Cancellation);
        }
    }

    /// <summary>The point's place by a model, at the times at which the run's is kept.</summary>
    private static IReadOnlyList<double> Follow(SecondMoments model, double start) =>
        [.. model.Run(SecondMoments.Of([[start]]), Steps).Select(m => m.Mean[0]).Every(Stride)];

    /// <summary>
    /// The time in which a radius predicts a ten-thousandth, or what the notebooks have where that is longer.
    /// </summary>
    private static long LongRun(double radius) =>
        Math.Max(Steps, radius < 1 ? (long)Math.Ceiling(Math.Log(1e-4) / Math.Log(radius)) : 0);

    private static string Differing(List<Combination> differing)
    {
        var each = differing.Select(c =>
            $"eta_d {c.EtaD.Text()}, eta_g {c.EtaG.Text()}, sigma {c.Sigma.Text()}, lambda {c.Lambda.Text()}: "
            + $"radius {c.Radius.Text("F5")}, after {c.LongRun} updates {c.Long.Reason}");
        return differing.Count == 0
            ? string.Empty
            : $" Differing: {string.Join("; ", each)}.";
    }

    private static IEnumerable<Panel> Panels(Measurements measured) =>
        measured.Combinations.GroupBy(c => (c.EtaD, c.EtaG, c.Sigma)).Select(g => new Panel(
            $"eta_d {g.Key.EtaD.Text()}, eta_g {g.Key.EtaG.Text()}, sigma {g.Key.Sigma.Text()}",
            new("update"),
            new("squared distance", Log: true, Low: 1e-16, High: 100),
            [.. g.SelectMany(Lines)]));

    private static IEnumerable<Trace> Lines(Combination c, int colour)
    {
        Line Line(string model, IReadOnlyList<double> path, Stroke stroke) => new(
            $"lambda {c.Lambda.Text()}{model}",
            Setting.Updates(path.Count, Stride),
            path.Select(Square).Gaps())
        {
            Colour = colour,
            Stroke = stroke,
        };

        return
        [
            Line(string.Empty, c.Path, Stroke.Solid),
            Line(", linear", c.Linear, Stroke.Dash),
            Line(", quadratic", c.Quadratic, Stroke.Dot),
        ];
    }

    // Beyond these a squared distance cannot be drawn on a logarithmic axis.
    private static double Square(double x) => x * x is > 1e-30 and < 1e30 ? x * x : double.NaN;

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        return
        [
            .. Setting.Describe(
                Setting.Game(),
                Setting.Alternating(1, 1),
                "sigma",
                "lambda",
                "eta-g",
                "eta-d",
                "offset"),
            ("sigma, lambda, eta-d, eta-g", "as in the table"),
            ("start", "half a bandwidth away, the discriminator 0"),
            ("updates", Steps.Text()),
            ("clear",
                "a radius at least 0.002 from 1, and a predicted ratio of distances at least a factor 3 from 0.01 and "
                + "from 1.5"),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        static IReadOnlyList<string> Row(Combination c) =>
        [
            c.EtaD.Text(),
            c.EtaG.Text(),
            c.Sigma.Text(),
            c.Lambda.Text(),
            c.Radius.Text("F5"),
            $"{c.Predicted}",
            c.IsClear ? "clear" : "near a boundary",
            $"{c.Short.Verdict}",
            c.Short.Ratio.Text("G3"),
            c.LongRun.Text(),
            c.Long.Ratio.Text("G3"),
        ];

        string[] headers =
        [
            "eta-d",
            "eta-g",
            "sigma",
            "lambda",
            "radius",
            "predicted",
            "clear",
            "measured",
            "ratio of distances",
            "long run: updates",
            "ratio of distances",
        ];
        return new(headers, [.. measured.Combinations.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Combinations">
    /// Each pair of learning rates, bandwidth and regulariser; those of one panel side by side.
    /// </param>
    public sealed record Measurements(IReadOnlyList<Combination> Combinations);

    /// <summary>What is measured of one combination.</summary>
    /// <param name="EtaD">The discriminator's learning rate.</param>
    /// <param name="EtaG">The generator's learning rate.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Lambda">The regulariser.</param>
    /// <param name="Radius">The radius of the exact Jacobian.</param>
    public sealed record Combination(double EtaD, double EtaG, double Sigma, double Lambda, double Radius)
    {
        /// <summary>The verdict that the radius predicts for 1,000 updates.</summary>
        public required Verdict Predicted { get; init; }

        /// <summary>Whether that prediction is clear of every boundary.</summary>
        public required bool IsClear { get; init; }

        /// <summary>What is measured over 1,000 updates.</summary>
        public required Measurement Short { get; init; }

        /// <summary>The number of updates of the long run.</summary>
        public required long LongRun { get; init; }

        /// <summary>What is measured over the long run.</summary>
        public required Measurement Long { get; init; }

        /// <summary>The point's place, every other of the 1,000 updates.</summary>
        public required IReadOnlyList<double> Path { get; init; }

        /// <summary>The linear model's, at the same times.</summary>
        public required IReadOnlyList<double> Linear { get; init; }

        /// <summary>The quadratic model's, at the same times.</summary>
        public required IReadOnlyList<double> Quadratic { get; init; }

        /// <summary>Whether it converges in the long run if and only if the radius is below 1.</summary>
        public bool ConvergesAsPredicted => Radius < 1 == (Long.Verdict == Verdict.Converges);
    }
}
