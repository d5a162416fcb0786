using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The penalty of WGAN-GP does not make the Dirac-GAN converge: runs end on a cycle, or at rest elsewhere.</summary>
[Entry(
    "mescheder2018/wgan-gp-fails",
    "WGAN-GP with finitely many discriminator steps does not converge to the Dirac-GAN's equilibrium; its runs stay bounded.",
    @"L_D = \psi\theta + \tfrac{\gamma}{2} (|\psi| - g_0)^2,\ g_0 > 0:\ \psi = 0\ \text{is repelled}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record WganGpFails : Claim
{
    private const double Away = 0.1;
    private const double Bounded = 10;

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("does not converge to the equilibrium", "abstract; section 3, lemma on WGAN-GP", "the abstract was read; the lemma is remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "under simultaneous descent and under alternating descent with 1 and 5 discriminator steps, over the last tenth of the updates every run's greatest distance is at least 0.1 and at most 10";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty), Setting.Simultaneous(0.1), Setting.Alternating(0.1)) { Start = [1, 0] };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = new DiracGan(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty, Gamma: 1);
        var (runs, updates) = setting.Full ? (1024, 200_000L) : (64, 20_000L);
        const double Eta = 0.1;
        (string Name, Rules.Rule Rule)[] rules =
        [
            ("simultaneous", Setting.Simultaneous(Eta)),
            ("alternating, 1 step", Setting.Alternating(Eta)),
            ("alternating, 5 steps", Setting.Alternating(Eta, 5)),
        ];
        var envelopes = rules.Select(r => Envelope.Of(game, r.Rule, runs, i => DrawnStart.Of(game, setting.Seed, i), updates * 9 / 10, updates, setting)).ToList();
        var closest = envelopes.Min(e => e.Min(x => x.High));
        var farthest = envelopes.Max(e => e.Max(x => x.High));
        return new(
            closest >= Away && farthest <= Bounded ? Outcome.Holds : Outcome.Contradicted,
            closest,
            "least over all runs of the greatest distance in the last tenth",
            $"Of {rules.Length * runs} runs none reaches the equilibrium: in the last tenth of {updates} updates the greatest distance of each lies between {closest.Text("F3")} and {farthest.Text("F3")}. {string.Join("; ", rules.Zip(envelopes, (r, e) => $"{r.Name}: {e.Count(AtRest)} of {runs} at rest elsewhere"))}; the others go round on a cycle. A run can rest at theta = gamma g0 or its negative, where the discriminator's slope vanishes on one side.",
            new(
                "Late parts of runs of WGAN-GP",
                [.. rules.Select(r => Cycle(game, r.Rule, r.Name))],
                Columns: 3))
        {
            Seeds = runs,
            Settings =
            [
                ("game", game.InOneLine()),
                .. rules.Select(r => ($"rule, {r.Name}", r.Rule.InOneLine())),
                ("updates", updates.Text()),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                Setting.SeedOf(setting),
            ],
            Table = new(
                ["rule", "least distance in the last tenth", "greatest distance: least to most over runs", "runs at rest"],
                [.. rules.Select((r, i) => (IReadOnlyList<string>)[r.Name, envelopes[i].Min(e => e.Low).Text(), $"{envelopes[i].Min(e => e.High).Text()} to {envelopes[i].Max(e => e.High).Text()}", envelopes[i].Count(AtRest).Text()])]),
        };
    }

    private static bool AtRest((double Start, double Low, double High) run) => run.High - run.Low < 1e-6;

    private static Panel Cycle(DiracGan game, Rules.Rule rule, string title)
    {
        var points = Simulation.Run(game, rule, [0.8, 0.4], 2000).Points;
        static Line Part(string name, IEnumerable<TrajectoryPoint> of) => new(name, [.. of.Select(p => (double?)p.State[0])], [.. of.Select(p => (double?)p.State[1])]);
        return new(
            title,
            new("theta", Equal: true),
            new("psi"),
            [Part("first 200 updates", points.Take(200)), Part("last 500 of 2000", points.Skip(1500)), new Points("equilibrium", [0], [0])]);
    }
}
