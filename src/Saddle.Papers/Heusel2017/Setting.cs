using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// The setting of the toy saddle of Heusel et al. 2017 (arXiv:1706.08500), as the authors' notebook has it.
/// </summary>
internal static class Setting
{
    /// <summary>How the toy's settings are known to us.</summary>
    public const string Notebook = "read in the authors' notebook";

    /// <summary>The number of updates of a run.</summary>
    public const long Steps = 5000;

    /// <summary>The number of last updates that are averaged over.</summary>
    public const int Window = 1000;

    /// <summary>
    /// The notebook's four runs: the learning rates of x and y, and the norm that its run ended with.
    /// </summary>
    public static IReadOnlyList<(double RateX, double RateY, double Final)> Runs { get; } =
        [(0.01, 0.01, 0.794), (0.001, 0.001, 0.010), (0.0001, 0.01, 0.096), (0.01, 0.0001, 0.143)];

    /// <summary>The saddle with unit noise on each gradient, from (0.5, -0.4).</summary>
    public static TturSaddle Game { get; } = new([0.5, -0.4]) { Noise = 1 };

    /// <summary>x moves first, and y sees the new x.</summary>
    public static Rule Rule(double rateX, double rateY) =>
        new Alternating { Order = Order.GFirst, EtaG = rateX, EtaD = rateY };

    /// <summary>Many runs, each with noise of its own.</summary>
    public static LateRun[] Simulate(double rateX, double rateY, int runs, ClaimSetting setting) =>
        new Ensemble(Game, Rule(rateX, rateY), runs, _ => Game.StartAt, setting.Seed)
            .Observe(Follow, setting.Cancellation);

    private static Func<int, LateRun> Follow(Lockstep<Lanes> runs)
    {
        Lanes norm = 0.0;
        Lanes x = 0.0;
        Lanes y = 0.0;
        Lanes largest = 0.0;
        while (runs.Advance(until: Steps))
        {
            var distance = runs.Game.Distance(runs.State);
            largest = Lanes.Select(distance <= largest, largest, distance);
            if (runs.Step > Steps - Window)
            {
                norm += distance;
                x += runs.State[0] * runs.State[0];
                y += runs.State[1] * runs.State[1];
            }
        }

        var final = runs.Game.Distance(runs.State);
        return lane => new(
            Lanes.Lane(norm, lane) / Window,
            Lanes.Lane(x, lane) / Window,
            Lanes.Lane(y, lane) / Window,
            Lanes.Lane(final, lane),
            Lanes.Lane(largest, lane));
    }

    /// <summary>A pair of learning rates.</summary>
    public static string Pair(double rateX, double rateY) => $"({rateX.Text()}, {rateY.Text()})";

    /// <summary>An axis of pairs of learning rates.</summary>
    public static Axis Axis(IReadOnlyList<(double X, double Y)> pairs) =>
        new("learning rates of x and y") { Categories = [.. pairs.Select(p => Pair(p.X, p.Y))] };

    /// <summary>What x and y are multiplied by in an update.</summary>
    public static string Multipliers(double rateX, double rateY) =>
        $"{(1 - (TturRadius.CurvatureX * rateX)).Text()}, {(1 - (TturRadius.CurvatureY * rateY)).Text()}";

    /// <summary>The settings of the toy.</summary>
    public static (string Name, string Value)[] Describe(
        IReadOnlyList<(double X, double Y)> pairs, int runs, ClaimSetting setting) =>
    [
        ("learning rates of x and y", string.Join(", ", pairs.Select(p => Pair(p.X, p.Y)))),
        ("game", Game.InOneLine()),
        ("rule", "alternating, g-first (x moves first, y sees the new x), k 1"),
        ("updates", Steps.Text()),
        ("averaged over", $"the last {Window.Text()} updates"),
        ("runs", $"{runs.Text()} a setting, each with noise of its own"),
        ("seed", $"{setting.Seed}"),
    ];
}
