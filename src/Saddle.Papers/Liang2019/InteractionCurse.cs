using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Interaction as a curse: on stable games it slows simultaneous descent, even with the best step.</summary>
[Entry(
    "liang2019/interaction-curse",
    "Interaction is a curse: on stable games it slows simultaneous gradient descent.",
    @"T \sim \tfrac{\beta}{\alpha^2} \log\tfrac{1}{\delta},\quad \beta = \lambda_{\max}(M^\top M) \gtrsim \|C\|^2",
    "Liang and Stokes 2019 (arXiv:1802.06132), stable games")]
public sealed record InteractionCurse : Claim
{
    private const double Slower = 5;

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("a curse: the interaction slows simultaneous gradient ascent on stable equilibria", "abstract; theorem on stable games", "the abstract was read; that C enters through beta is remembered");

    /// <inheritdoc/>
    public override string Condition => "from |C| = 1 on the median number of updates grows with |C|, and at |C| = 10 it is more than 5 times that without interaction; both with the theorem's step and with the best constant step";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] interactions = [0, 0.3, 1, 3, 10, 30];
        var games = interactions.Select(StableGame.Of).ToList();
        var theorem = games.Select(StableGame.Sga).ToList();
        var best = games.Select(game => BestStep.For(game, new Simultaneous())).ToList();
        var slow = games.Zip(theorem, (game, rule) => Setting.Counts(game, rule, setting).Median()).ToList();
        var fast = games.Zip(best, (game, rule) => Setting.Counts(game, rule, setting).Median()).ToList();
        var holds = Cursed(slow) && Cursed(fast);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            fast[4] / fast[0],
            "times as many updates at |C| = 10 as without interaction, best constant step",
            $"With the theorem's step {slow[0].Text("F0")} updates become {slow[4].Text("F0")} at |C| = 10, with the best step {fast[0].Text("F0")} become {fast[4].Text("F0")}.",
            new(
                "Updates until the distance has shrunk a millionfold",
                [
                    new(
                        string.Empty,
                        new("strength of the interaction |C|") { Categories = [.. interactions.Select(c => c.Text())] },
                        new("updates (median start)", Log: true),
                        [
                            new Line("theorem's step alpha/beta", [0, 1, 2, 3, 4, 5], slow.Gaps()),
                            new Line("best constant step", [0, 1, 2, 3, 4, 5], fast.Gaps()),
                        ]),
                ]))
        {
            Seeds = Setting.Starts(setting),
            Settings =
            [
                ("choice of games", StableGame.Choice),
                ("games", string.Join("; ", games.Select(g => g.InOneLine()))),
                ("rules, theorem's step", string.Join("; ", theorem.Select(r => r.InOneLine()))),
                ("rules, best step", string.Join("; ", best.Select(r => r.InOneLine()))),
                .. Setting.Common(setting),
            ],
            Table = new(
                ["|C|", "theorem's step", "updates", "best step", "updates", "spectral radius"],
                [.. interactions.Select((c, i) => (IReadOnlyList<string>)
                [
                    c.Text(), theorem[i].EtaG.At(0).Text(), slow[i].Text("F0"), best[i].EtaG.At(0).Text(), fast[i].Text("F0"), Spectrum.Of(games[i], best[i]).Radius!.Value.Text("G6"),
                ])]),
        };

        static bool Cursed(List<double> counts) =>
            counts[4] > Slower * counts[0] && counts[3] > counts[2] && counts[4] > counts[3] && counts[5] > counts[4];
    }
}
