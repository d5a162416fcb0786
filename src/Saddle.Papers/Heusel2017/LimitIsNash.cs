using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>The limit of two time scales need not be a local Nash equilibrium.</summary>
[Entry(
    "heusel2017/limit-is-nash",
    "What the two time-scale rule converges to is a stationary local Nash equilibrium.",
    @"(\theta_n, w_n) \to (\theta^*, \lambda(\theta^*)),\quad \nabla^2_\theta L_G(\theta^*, w^*) \succeq 0\ ?",
    "Heusel et al. 2017 (arXiv:1706.08500), title, abstract and theorem 1")]
public sealed record LimitIsNash : Claim<LimitIsNash.Measurements>
{
    private static readonly (Schedule A, Schedule B) Schedules = TimeScales.Separated[0];
    private static readonly double[] Moves = [.. Enumerable.Range(-20, 41).Select(i => i * 0.005)];

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new(
        "a stationary local Nash equilibrium",
        "title and abstract; theorem 1",
        "the abstract was read; the theorem's assumptions are remembered");

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition =>
        "on a game that meets the theorem's assumptions, at the point that every run reaches (within 0.05 after "
        + "100,000 updates) neither player can lower its own loss by moving alone by up to 0.1";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 512 : 32;
        var rule = TimeScales.Rule(Schedules.A, Schedules.B);
        var reached = TimeScales.Run(TimeScales.Game, rule, runs, 100_000, setting).Count(e => e.High <= 0.05);
        return new(
            new(reached, runs),
            Gains(TimeScales.Game, Player.Generator),
            Gains(TimeScales.Game, Player.Discriminator),
            Spectrum.Of(TimeScales.Game, rule).LocalNash);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var reached = measured.Reached;
        var (gain, other) = (measured.Generator.Max(), measured.Discriminator.Max());
        var condition = measured.LocalNash == false ? ", as its second-order condition says too" : string.Empty;
        return new(
            reached.Successes == reached.Trials && gain <= 0 && other <= 0 ? Outcome.Holds : Outcome.Contradicted,
            gain,
            "by how much the generator lowers its own loss by moving alone by 0.1 from the limit",
            $"{reached.Successes} of {reached.Trials} runs converge to (0, 0), where the generator's own loss has "
                + $"curvature -2: moving alone by 0.1 it gains {gain.Text("G3")}, the discriminator "
                + $"{Math.Max(0, other).Text("G3")}. The point is the generator's best once the discriminator "
                + $"answers (a leader's equilibrium), not a Nash equilibrium{condition}. If 'stationary local "
                + "Nash' asks no more than that both gradients vanish, the statement holds.",
            new("What each player gains by moving alone from the limit", [Panel(measured)]))
        {
            Seeds = (int)reached.Trials,
            Settings = Settings(reached.Trials, setting),
        };
    }

    /// <summary>
    /// How much a player lowers its own loss by each of the moves, alone, from the game's equilibrium.
    /// </summary>
    /// <param name="game">A game of one coordinate a player.</param>
    /// <param name="player">The player.</param>
    internal static double[] Gains(Game game, Player player)
    {
        var bound = game.Bind<Real>();
        double Loss(double move)
        {
            var at = game.Equilibrium().ToScalars<Real>();
            at[player == Player.Generator ? 0 : 1] += move;
            return bound.Loss(player, at, default).Value;
        }

        return [.. Moves.Select(move => Loss(0) - Loss(move))];
    }

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("move"),
        new("own loss saved"),
        [
            new Line("generator", Moves.Gaps(), measured.Generator.Gaps()),
            new Line("discriminator", Moves.Gaps(), measured.Discriminator.Gaps()),
        ]);

    private static (string Name, string Value)[] Settings(long runs, ClaimSetting setting) =>
    [
        ("game", TimeScales.Game.InOneLine()),
        ("rule", $"simultaneous, eta-g {Schedules.A}, eta-d {Schedules.B}"),
        ("assumptions", TimeScales.Assumptions),
        ("starts", $"{runs}, uniform in the square from -1 to 1"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Reached">The share of runs that reach the limit.</param>
    /// <param name="Generator">How much the generator lowers its own loss by each move alone from the limit.</param>
    /// <param name="Discriminator">How much the discriminator lowers its own.</param>
    /// <param name="LocalNash">
    /// Whether the second-order condition of a local Nash equilibrium holds there, if it tells.
    /// </param>
    public sealed record Measurements(
        Proportion Reached, IReadOnlyList<double> Generator, IReadOnlyList<double> Discriminator, bool? LocalNash);
}
