using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>Where simultaneous updates have no stable point, the generated point goes round on a cycle.</summary>
[Entry(
    "becker2023/limit-cycle",
    "Beyond the boundary of simultaneous updates the point does not run away: it ends on a cycle whose amplitude is "
    + "set by a and b, and for large b by a alone.",
    @"|y| \to \sigma \sqrt{\tfrac{4a}{3} (1 - a/b)},\quad "
    + @"a = \eta_d\lambda < b = \eta_d\eta_g N q^2/\sigma^2,\ a \ll 1",
    "after Becker et al. 2023 (arXiv:2305.08277); the law is derived, by averaging over a turn the kernel's terms up "
    + "to the third order")]
public sealed record LimitCycle : Claim<LimitCycle.Measurements>
{
    private const double Tolerance = 0.02;

    // From well within and from well without, in amplitudes of the law, each with a bandwidth of its own.
    private static readonly (double Start, double Sigma)[] Starts = [(0.5, 1), (2, 3)];

    // Of 1/a updates, in which what is far from the cycle shrinks; it is looked at over the last quarter.
    private const int Times = 80;

    /// <inheritdoc/>
    public override int Place => 18;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "transitions to oscillation; no amplitude is given", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "for a from 0.002 to 0.01 and b from 1.5 a to 12 a, from half the law's amplitude and from twice it, the "
        + "greatest distance over the last quarter of 80/a updates is within 2 % of the law";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(
        Setting.Game(("lambda", "0.1"), ("offset", "0.1")), new Simultaneous { EtaG = 0.3, EtaD = 0.1 });

    /// <summary>The rule with two rates; a test puts a wrong one in its place.</summary>
    internal Func<double, double, Rule> Rule { get; init; } =
        (etaG, etaD) => new Simultaneous { EtaG = etaG, EtaD = etaD };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cells = Setting.Range(0.002, 0.01, setting.Full ? 9 : 3, log: true)
            .SelectMany(a => Setting.Range(1.5, 12, setting.Full ? 13 : 4, log: true).Select(ratio => (a, ratio)))
            .SelectMany(c => Starts.Select(s => (A: c.a, B: c.a * c.ratio, s.Start, s.Sigma)))
            .ToList();
        return new(Setting.InParallel(cells, setting, c => Follow(c.A, c.B, c.Start, c.Sigma, setting)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var worst = measured.Runs.Select(r => Math.Abs((r.Amplitude / Law(r)) - 1)).Worst();
        return new(
            worst < Tolerance ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured amplitude from the law",
            $"In {measured.Runs.Count.Text()} runs the amplitude differs from the law by at most {worst.Text("P2")}. "
            + "Where a is small so is the cycle: what is on it neither comes "
            + "to the true point nor leaves its neighbourhood.",
            new("Amplitude of the cycle, in bandwidths", [Panel(measured)]))
        {
            Settings =
            [
                .. Setting.Describe(
                    Setting.Game(("lambda", "1"), ("radius", "1")),
                    new Simultaneous(),
                    "eta-g",
                    "eta-d",
                    "offset",
                    "sigma"),
                ("sigma", "as in the table"),
                ("eta-d", "a"),
                ("eta-g", "b sigma^2 / a"),
                ("updates", $"{Times.Text()} / a, of which the last quarter is looked at"),
                ("start", "as in the table, the discriminator 0"),
            ],
            Table = new(
                ["a", "b", "bandwidth", "start, of the law", "law", "measured", "measured / law"],
                [.. measured.Runs.Select(Row)]),
        };
    }

    /// <summary>The amplitude in bandwidths.</summary>
    internal static double Law(double a, double b) => Math.Sqrt(4 * a / 3 * (1 - (a / b)));

    private static double Law(Run run) => Law(run.A, run.B);

    /// <summary>A run, from a start in amplitudes of the law.</summary>
    internal Run Follow(double a, double b, double start, double sigma, ClaimSetting setting)
    {
        var game = Setting.Game(("lambda", "1"), ("radius", "1"), ("sigma", sigma.Exact()));
        var from = new double[game.StateSize];
        from[0] = start * sigma * Law(a, b);
        var (steps, rule) = ((long)(Times / a), Rule(b * sigma * sigma / a, a));
        var run = Simulation.Run(game, rule, from, steps, cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        var late = run.Points.Where(p => p.Step >= steps * 3 / 4).Max(p => Math.Abs(p.State[0]));
        return new(a, b, start, sigma, late / sigma);
    }

    private static Panel Panel(Measurements measured)
    {
        var byA = measured.Runs.GroupBy(r => r.A).ToList();
        IEnumerable<Trace> Traces(IGrouping<double, Run> runs, int colour)
        {
            var ratios = Setting.Range(1.01, 12, 60, log: true);
            yield return new Points($"measured, a = {runs.Key.Text()}", Ratios(runs), Amplitudes(runs))
            {
                Colour = colour,
            };
            yield return new Line("law", ratios.Gaps(), ratios.Select(r => Law(runs.Key, r * runs.Key)).Gaps())
            {
                Colour = colour,
                Stroke = Stroke.Dash,
            };
        }

        return new(
            string.Empty,
            new("b / a", Log: true),
            new("amplitude", Low: 0),
            [.. byA.SelectMany(Traces)]);

        static double?[] Ratios(IEnumerable<Run> runs) => runs.Select(r => r.B / r.A).Gaps();
        static double?[] Amplitudes(IEnumerable<Run> runs) => runs.Select(r => r.Amplitude).Gaps();
    }

    private static IReadOnlyList<string> Row(Run r) =>
    [
        r.A.Text(),
        r.B.Text(),
        r.Sigma.Text(),
        r.Start.Text(),
        Law(r).Text("F5"),
        r.Amplitude.Text("F5"),
        (r.Amplitude / Law(r)).Text("F4"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Runs">Run by run.</param>
    public sealed record Measurements(IReadOnlyList<Run> Runs);

    /// <summary>A run, and what it ends as.</summary>
    /// <param name="A">The discriminator's learning rate times the regulariser.</param>
    /// <param name="B">The product of both learning rates and the curvature.</param>
    /// <param name="Start">Where it starts, in amplitudes of the law.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Amplitude">The greatest distance over the last quarter, in bandwidths.</param>
    public sealed record Run(double A, double B, double Start, double Sigma, double Amplitude);
}
