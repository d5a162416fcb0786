using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>How far from the true point the linear analysis still tells how fast a point comes.</summary>
[Entry(
    "becker2023/linear-range",
    "The linear analysis is exact near the true point and grossly inaccurate from moderate distances.",
    @"\left| T_{\text{linear}} / T_{\text{measured}} - 1 \right| \text{ against } |y_0| / \sigma",
    "Becker et al. 2025 (IEEE Trans. Signal Processing 73, 433-445), abstract, on the analysis of arXiv:2305.08277")]
public sealed record LinearRange : Claim<LinearRange.Measurements>
{
    private const int Limit = 3000;

    // Errors below this cannot be told apart on the logarithmic axis.
    private const double Least = 1e-4;

    // Two bandwidths is moderate: the kernel's slope there is 0.27 per bandwidth, its greatest 0.61.
    private const double Moderate = 2;
    private static readonly double[] Distances =
        [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.25, 1.5, 1.75, Moderate, 2.25, 2.5];

    private static readonly Regime[] Regimes =
    [
        new("overdamped", 0.1, 0.01, 1),
        new("critical", 0.1, 0.025, 1),
        new("damped", 0.1, 0.1, 0.2),
        new("large steps", 1, 0.5, 0.1),
    ];

    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override Published Published => new(
        "\"grossly inaccurate, even at moderate distances\"",
        "abstract of the 2025 follow-up",
        "the abstract was read; the measure and what counts as gross are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "in each of four regimes the linear model's time to come for good within a tenth of the start's distance is "
        + "within 2 % of the measured one from 0.01 bandwidths; and in the median of the four it is off by more than "
        + "50 % of the measured one from two bandwidths";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Regimes.Select(regime => Setting.InParallel(Distances, setting, from => Measure(regime, from)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        static double Linear(IReadOnlyList<Times> times, double from) =>
            times[Array.IndexOf(Distances, from)].LinearError;

        var near = measured.Regimes.Select(times => Linear(times, Distances[0])).Worst();
        var far = measured.Regimes.Select(times => Linear(times, Moderate)).Median();
        var each = Regimes.Zip(measured.Regimes, (regime, times) =>
            $"{Linear(times, 0.5).Text("P1")} and {Linear(times, Moderate).Text("P1")} where {regime.Name}");
        return new(
            near < 0.02 && far > 0.5 ? Outcome.Holds : Outcome.Contradicted,
            far,
            "median relative error of the linear model's time over four regimes, from two bandwidths",
            $"From 0.01 bandwidths the linear model's time is off by at most {near.Text("P1")}. "
            + $"From half a bandwidth and from two it is off by {string.Join("; ", each)}.",
            new(
                "Relative error of the predicted time to a tenth of the distance",
                [
                    Panel("linear model", measured, t => t.LinearError),
                    Panel("quadratic model", measured, t => t.QuadraticError),
                ],
                Columns: 2))
        {
            Settings = Settings(),
            Table = Table(measured),
        };
    }

    private static Times Measure(Regime regime, double from)
    {
        var game = Setting.Game(("lambda", regime.Lambda.Exact()), ("radius", "5"));
        var start = new double[game.StateSize];
        start[0] = from;
        var run = Simulation.Run(game, Setting.Alternating(regime.EtaG, regime.EtaD), start, Limit);
        double Modelled(bool quadratic)
        {
            var model = new SecondMoments(1, regime.EtaG, regime.EtaD, regime.Lambda, Quadratic: quadratic);
            return Settled(model.Run(SecondMoments.Of([[from]]), Limit).Select(m => m.Mean[0]));
        }

        return new(Settled(run.Points.Select(p => p.State[0])), Modelled(quadratic: false), Modelled(quadratic: true));
    }

    /// <summary>After how many updates the displacement stays within a tenth of that at the start.</summary>
    private static double Settled(IEnumerable<double> displacements)
    {
        var (time, last, first) = (0, 0, double.NaN);
        foreach (var u in displacements)
        {
            first = time == 0 ? Math.Abs(u) : first;
            last = Math.Abs(u) <= first / 10 ? last : time;
            time++;
        }

        return last == time - 1 ? double.PositiveInfinity : last + 1;
    }

    private static Panel Panel(string title, Measurements measured, Func<Times, double> error)
    {
        Line Line(Regime regime, int colour)
        {
            var errors = measured.Regimes[colour].Select(t => Math.Max(Least, error(t)));
            return new(regime.Name, Distances.Gaps(), errors.Gaps()) { Colour = colour };
        }

        return new(
            title,
            new("start's distance, in bandwidths", Log: true),
            new("relative error", Log: true, Low: Least, High: 10),
            [.. Regimes.Select(Line)]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        var (game, rule) = (Setting.Game(("radius", "5")), Setting.Alternating(1, 1));
        return
        [
            .. Setting.Describe(game, rule, "lambda", "eta-g", "eta-d", "offset"),
            .. Regimes.Select(r => (r.Name, r.InWords)),
            ("start", "the discriminator 0"),
            ("most updates", Limit.Text()),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        static IReadOnlyList<string> Row(Regime regime, double from, Times times) =>
        [
            regime.Name,
            from.Text(),
            times.Measured.Text("F0"),
            times.Linear.Text("F0"),
            times.Quadratic.Text("F0"),
            times.LinearError.Text("P1"),
        ];

        return new(
            ["regime", "start, in bandwidths", "measured updates", "linear", "quadratic", "error of linear"],
            [
                .. Regimes.Zip(measured.Regimes)
                    .SelectMany(r => Distances.Zip(r.Second, (from, times) => Row(r.First, from, times))),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Regimes">In each regime the times from each of the starts, the nearest first.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Times>> Regimes);

    /// <summary>
    /// After how many updates a point has come for good within a tenth of the start's distance; infinite where it has
    /// not.
    /// </summary>
    /// <param name="Measured">In the simulation.</param>
    /// <param name="Linear">By the linear model.</param>
    /// <param name="Quadratic">By the quadratic model.</param>
    public sealed record Times(double Measured, double Linear, double Quadratic)
    {
        /// <summary>The linear model's relative error.</summary>
        public double LinearError => Math.Abs((Linear / Measured) - 1);

        /// <summary>The quadratic model's relative error.</summary>
        public double QuadraticError => Math.Abs((Quadratic / Measured) - 1);
    }

    private sealed record Regime(string Name, double EtaD, double EtaG, double Lambda)
    {
        public string InWords => $"eta-d {EtaD.Text()}, eta-g {EtaG.Text()}, lambda {Lambda.Text()}";
    }
}
