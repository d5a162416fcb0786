using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Heusel2017;

/// <summary>Adam with stationary second moments follows the heavy ball with friction.</summary>
[Entry(
    "heusel2017/adam-heavy-ball",
    "Adam with stationary second moments follows the heavy ball with friction: the gap shrinks with the step.",
    @"\ddot\theta + a\,\dot\theta + \nabla f(\theta) = 0;"
        + @"\quad \beta_1 = 1 - a h,\ \eta = h \sqrt v / a:\ \max_n \|\theta_n - \theta(nh)\| = O(h)",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 2")]
public sealed record AdamHeavyBall : Claim<AdamHeavyBall.Measurements>
{
    private const double Friction = 1;
    private const double SecondMoment = 1e4;
    private const double Time = 20;
    private const double Finest = 0.001;

    private static readonly double[] Coarse = [0.2, 0.05];
    private static readonly double[] Steps = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, Finest];

    private static readonly (string Name, Game Game)[] Games =
    [
        ("quadratic valley", new Quadratic([0.5, 2], [1, 4], [0], 2)),
        ("random smooth game", new RandomSmooth([0.5], [0.5], [0], 2, Bend: 0.5)),
    ];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new(
        "Adam follows the dynamics of a heavy ball with friction",
        "abstract; theorem 2",
        "the abstract was read; the theorem's scaling beta1 = 1 - a(n+1) r(n) is remembered; that the gap is of "
            + "first order is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "for a quadratic valley and for a random smooth game whose players pull on each other only through the "
        + "smooth part the slope of log gap against log step, over steps from 0.1 to 0.001, is between 0.8 and "
        + "1.2, and the gap at 0.001 is below 0.01";

    /// <summary>
    /// Adam with stationary second moments, by game, friction, second moment, start, step and count; a test puts a
    /// wrong one in its place.
    /// </summary>
    internal Func<Game, double, double, double[], double, int, double[][]> Adam { get; init; } =
        HeavyBallWithFriction.Adam;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Games.Select(g => StepsOf(setting).Select(h => Measure(g.Game, h, setting)).ToList())],
            Follow(Games[0].Game, setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var steps = StepsOf(setting);
        var slopes = measured.Gaps.Select(of => Slope(steps, of)).ToList();
        var finest = measured.Gaps.Select(of => of[Array.IndexOf(steps, Finest)]).ToList();
        return new(
            slopes.TrueForAll(s => s is >= 0.8 and <= 1.2) && finest.TrueForAll(g => g.Stationary < 0.01)
                ? Outcome.Holds
                : Outcome.Contradicted,
            slopes[0],
            "exponent of the gap in the step, quadratic valley",
            $"The gap over the time {Time.Text()} falls like the power {Both(slopes, "F3")} of the step, to "
                + $"{Both(finest.Select(g => g.Stationary), "G2")} at 0.001. Where the second moments are not "
                + $"stationary (Adam from its usual start) it stays at {Both(finest.Select(g => g.Usual), "G2")}.",
            new(
                "Adam and the heavy ball with friction",
                [Plane(measured.Valley), Against(steps, measured.Gaps)],
                Columns: 2))
        {
            Settings = Settings(setting),
            Table = Table(steps, measured.Gaps, slopes),
        };
    }

    private static double[] StepsOf(ClaimSetting setting) => setting.Full ? [.. Steps, 0.0005, 0.0002] : Steps;

    private Distances Measure(Game game, double h, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var count = (int)Math.Round(Time / h);
        var start = StartOf(game, setting);
        var exact = HeavyBallWithFriction.Solve(game, Friction, start, h, count);
        return new(
            HeavyBallWithFriction.Gap(exact, Adam(game, Friction, SecondMoment, start, h, count)),
            HeavyBallWithFriction.Gap(exact, HeavyBallWithFriction.UsualAdam(game, Friction, start, h, count)));
    }

    private static double[] StartOf(Game game, ClaimSetting setting) => Starts.OnSphere(game, 1, setting.Seed, 0);

    private static Paths Follow(Game game, ClaimSetting setting)
    {
        var start = StartOf(game, setting);
        double[][] Adam(double h) => HeavyBallWithFriction.Adam(game, Friction, SecondMoment, start, h, (int)(15 / h));
        return new(HeavyBallWithFriction.Solve(game, Friction, start, 0.05, 300), [.. Coarse.Select(Adam)]);
    }

    private static double Slope(double[] steps, IReadOnlyList<Distances> gaps) =>
        Statistics.Slope([.. steps.Select(h => Math.Log(h))], [.. gaps.Select(g => Math.Log(g.Stationary))]);

    private static string Both(IEnumerable<double> values, string format) =>
        string.Join(" and ", values.Select(v => v.Text(format)));

    private static Panel Plane(Paths valley) => new(
        "the valley's first two coordinates",
        new("theta1", Equal: true),
        new("theta2"),
        [
            Drawing.Path("heavy ball with friction", valley.Exact),
            .. Coarse.Zip(valley.Adam, (h, path) =>
                Drawing.Path($"Adam, h = {h.Text()}", path) with { Stroke = Stroke.Dot }),
        ]);

    private static Panel Against(double[] steps, IReadOnlyList<IReadOnlyList<Distances>> gaps)
    {
        Line Curve(string name, int game, Func<Distances, double> gap) =>
            new(name, steps.Gaps(), gaps[game].Select(gap).Gaps()) { Colour = game };
        return new(
            "gap against the step",
            new("step h: time of an update", Log: true),
            new("largest distance over the time 20", Log: true),
            [
                .. Games.Select((g, i) => Curve(g.Name, i, x => x.Stationary)),
                .. Games.Select((g, i) => Curve($"{g.Name}, usual start", i, x => x.Usual) with
                {
                    Stroke = Stroke.Dash,
                }),
            ]);
    }

    private static ResultTable Table(
        double[] steps, IReadOnlyList<IReadOnlyList<Distances>> gaps, List<double> slopes) => new(
        ["step h", .. Games.SelectMany(g => (string[])[$"gap, {g.Name}", $"gap from the usual start, {g.Name}"])],
        [
            .. steps.Select((h, i) => (IReadOnlyList<string>)
            [
                h.Text(), .. gaps.SelectMany(of => (string[])[of[i].Stationary.Text("G3"), of[i].Usual.Text("G3")]),
            ]),
            (IReadOnlyList<string>)["exponent", .. slopes.SelectMany(s => (string[])[s.Text("F3"), string.Empty])],
        ]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        .. Games.Select(g => (g.Name, g.Game.InOneLine())),
        (
            "rule",
            "adam, simultaneous, beta1 1 - a h, beta2 0.9999999, epsilon 0, eta h sqrt(v)/a; a = "
                + $"{Friction.Text()}, v = {SecondMoment.Text()}; for h = 0.01 "
                + $"{HeavyBallWithFriction.Rule(Friction, SecondMoment, 0.01).InOneLine()}"
        ),
        (
            "memory at the start",
            "m = 0 (at rest), v stationary, bias corrections died away (the first update is numbered 2^40)"
        ),
        ("usual start", "m = v = 0, bias corrected, beta2 1 - h, eta h/a"),
        ("time", Time.Text()),
        ("differential equation", "classical Runge-Kutta, step at most 0.001"),
        ("start", "at distance 1 from the equilibrium in a random direction"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Gaps">Of the valley and of the smooth game, at each step, the coarsest first.</param>
    /// <param name="Valley">Ways through the valley.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Distances>> Gaps, Paths Valley);

    /// <summary>The largest distances between Adam's iterates and the differential equation.</summary>
    /// <param name="Stationary">With stationary second moments.</param>
    /// <param name="Usual">From Adam's usual start.</param>
    public sealed record Distances(double Stationary, double Usual);

    /// <summary>Ways through the valley.</summary>
    /// <param name="Exact">The states of the differential equation.</param>
    /// <param name="Adam">Adam's iterates at coarse steps.</param>
    public sealed record Paths(IReadOnlyList<double[]> Exact, IReadOnlyList<IReadOnlyList<double[]>> Adam);
}
