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
public sealed record LimitIsNash : Claim
{
    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("a stationary local Nash equilibrium", "title and abstract; theorem 1", "the abstract was read; the theorem's assumptions are remembered");

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override string Condition =>
        "on a game that meets the theorem's assumptions, at the point that every run reaches (within 0.05 after 100,000 updates) neither player can lower its own loss by moving alone by up to 0.1";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 512 : 32;
        var game = TimeScales.Game;
        var steps = TimeScales.Separated[0];
        var reached = TimeScales.Run(steps, runs, 100_000, setting).Count(e => e.High <= 0.05);
        var limit = game.Equilibrium();
        var moves = Enumerable.Range(-20, 41).Select(i => i * 0.005).ToList();
        var (generator, discriminator) = (Gains(Player.Generator), Gains(Player.Discriminator));
        var (gain, other) = (generator.Max(), discriminator.Max());
        var nash = Spectrum.Of(game, TimeScales.Rule(steps.A, steps.B)).LocalNash;
        return new(
            reached == runs && gain <= 0 && other <= 0 ? Outcome.Holds : Outcome.Contradicted,
            gain,
            "by how much the generator lowers its own loss by moving alone by 0.1 from the limit",
            $"{reached} of {runs} runs converge to (0, 0), where the generator's own loss has curvature -2: moving alone by 0.1 it gains {gain.Text("G3")}, the discriminator {Math.Max(0, other).Text("G3")}. The point is the generator's best once the discriminator answers (a leader's equilibrium), not a Nash equilibrium{(nash == false ? ", as its second-order condition says too" : string.Empty)}. If 'stationary local Nash' asks no more than that both gradients vanish, the statement holds.",
            new(
                "What each player gains by moving alone from the limit",
                [
                    new(
                        string.Empty,
                        new("move"),
                        new("own loss saved"),
                        [
                            new Line("generator", [.. moves.Select(m => (double?)m)], generator.Gaps()),
                            new Line("discriminator", [.. moves.Select(m => (double?)m)], discriminator.Gaps()),
                        ]),
                ]))
        {
            Seeds = runs,
            Settings =
            [
                ("game", game.InOneLine()),
                ("rule", $"simultaneous, eta-g {steps.A}, eta-d {steps.B}"),
                ("assumptions", TimeScales.Assumptions),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
        };

        List<double> Gains(Player player)
        {
            var bound = game.Bind<Real>();
            var at = bound.Loss(player, limit.ToScalars<Real>(), default).Value;
            return [.. moves.Select(move =>
            {
                var moved = limit.ToScalars<Real>();
                moved[player == Player.Generator ? 0 : 1] += move;
                return at - bound.Loss(player, moved, default).Value;
            })];
        }
    }
}
