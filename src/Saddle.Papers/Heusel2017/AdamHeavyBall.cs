using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Heusel2017;

/// <summary>Adam with stationary second moments follows the heavy ball with friction.</summary>
[Entry(
    "heusel2017/adam-heavy-ball",
    "Adam with stationary second moments follows the heavy ball with friction: the gap shrinks with the step.",
    @"\ddot\theta + a\,\dot\theta + \nabla f(\theta) = 0;\quad \beta_1 = 1 - a h,\ \eta = h \sqrt v / a:\ \max_n \|\theta_n - \theta(nh)\| = O(h)",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 2")]
public sealed record AdamHeavyBall : Claim
{
    private const double Friction = 1;
    private const double SecondMoment = 1e4;
    private const double Time = 20;
    private static readonly double[] Coarse = [0.2, 0.05];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new(
        "Adam follows the dynamics of a heavy ball with friction",
        "abstract; theorem 2",
        "the abstract was read; the theorem's scaling beta1 = 1 - a(n+1) r(n) is remembered; that the gap is of first order is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "for a quadratic valley and for a random smooth game whose players pull on each other only through the smooth part the slope of log gap against log step, over steps from 0.1 to 0.001, is between 0.8 and 1.2, and the gap at 0.001 is below 0.01";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] steps = setting.Full ? [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002] : [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
        (string Name, Game Game)[] games =
        [
            ("quadratic valley", new Quadratic([0.5, 2], [1, 4], [0], 2)),
            ("random smooth game", new RandomSmooth([0.5], [0.5], [0], 2, Bend: 0.5)),
        ];
        var gaps = games.Select(g => steps.Select(h => Gap(g.Game, h, setting, usual: false)).ToList()).ToList();
        var usual = games.Select(g => steps.Select(h => Gap(g.Game, h, setting, usual: true)).ToList()).ToList();
        var slopes = gaps.Select(g => Statistics.Slope([.. steps.Select(h => Math.Log(h))], [.. g.Select(x => Math.Log(x))])).ToList();
        var finest = Array.IndexOf(steps, 0.001);
        var holds = slopes.TrueForAll(s => s is >= 0.8 and <= 1.2) && gaps.TrueForAll(g => g[finest] < 0.01);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            slopes[0],
            "exponent of the gap in the step, quadratic valley",
            $"The gap over the time {Time.Text()} falls like the power {string.Join(" and ", slopes.Select(s => s.Text("F3")))} of the step, to {string.Join(" and ", gaps.Select(g => g[finest].Text("G2")))} at 0.001. Where the second moments are not stationary (Adam from its usual start) it stays at {string.Join(" and ", usual.Select(g => g[finest].Text("G2")))}.",
            new(
                "Adam and the heavy ball with friction",
                [
                    Paths(games[0].Game, setting),
                    new(
                        "gap against the step",
                        new("step h: time of an update", Log: true),
                        new("largest distance over the time 20", Log: true),
                        [
                            .. games.Select((g, i) => new Line(g.Name, [.. steps.Select(h => (double?)h)], gaps[i].Gaps()) { Colour = i }),
                            .. games.Select((g, i) => new Line($"{g.Name}, usual start", [.. steps.Select(h => (double?)h)], usual[i].Gaps()) { Colour = i, Stroke = Stroke.Dash }),
                        ]),
                ],
                Columns: 2))
        {
            Settings =
            [
                .. games.Select(g => (g.Name, g.Game.InOneLine())),
                ("rule", $"adam, simultaneous, beta1 1 - a h, beta2 0.9999999, epsilon 0, eta h sqrt(v)/a; a = {Friction.Text()}, v = {SecondMoment.Text()}; for h = 0.01 {HeavyBallWithFriction.Rule(Friction, SecondMoment, 0.01).InOneLine()}"),
                ("memory at the start", "m = 0 (at rest), v stationary, bias corrections died away (the first update is numbered 2^40)"),
                ("usual start", "m = v = 0, bias corrected, beta2 1 - h, eta h/a"),
                ("time", Time.Text()),
                ("differential equation", "classical Runge-Kutta, step at most 0.001"),
                ("start", "at distance 1 from the equilibrium in a random direction"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["step h", .. games.SelectMany(g => new[] { $"gap, {g.Name}", $"gap from the usual start, {g.Name}" })],
                [
                    .. steps.Select((h, i) => (IReadOnlyList<string>)[h.Text(), .. games.SelectMany((_, j) => new[] { gaps[j][i].Text("G3"), usual[j][i].Text("G3") })]),
                    (IReadOnlyList<string>)["exponent", .. slopes.SelectMany(s => new[] { s.Text("F3"), string.Empty })],
                ]),
        };
    }

    private static double Gap(Game game, double h, ClaimSetting setting, bool usual)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var count = (int)Math.Round(Time / h);
        var start = Starts.OnSphere(game, 1, setting.Seed, 0);
        return HeavyBallWithFriction.Gap(
            HeavyBallWithFriction.Solve(game, Friction, start, h, count),
            usual ? HeavyBallWithFriction.UsualAdam(game, Friction, start, h, count) : HeavyBallWithFriction.Adam(game, Friction, SecondMoment, start, h, count));
    }

    private static Panel Paths(Game game, ClaimSetting setting)
    {
        var start = Starts.OnSphere(game, 1, setting.Seed, 0);
        var exact = HeavyBallWithFriction.Solve(game, Friction, start, 0.05, 300);
        static Line Path(string name, double[][] states) => new(name, [.. states.Select(s => (double?)s[0])], [.. states.Select(s => (double?)s[1])]);
        return new(
            "the valley's first two coordinates",
            new("theta1", Equal: true),
            new("theta2"),
            [
                Path("heavy ball with friction", exact),
                .. Coarse.Select(h => Path($"Adam, h = {h.Text()}", HeavyBallWithFriction.Adam(game, Friction, SecondMoment, start, h, (int)(15 / h))) with { Stroke = Stroke.Dot }),
            ]);
    }
}
