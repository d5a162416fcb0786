using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Interaction as a blessing: where one player is weakly curved it lends the other's curvature.</summary>
[Entry(
    "liang2019/interaction-blessing",
    "Interaction is a blessing: where one player is weakly curved, it speeds every method up.",
    @"M = \begin{pmatrix} a & c \\ -c & b \end{pmatrix},\ b \ll a:\quad \mathrm{Re}\,\lambda\ \text{rises from } b \text{ to } (a+b)/2 \text{ as } c \text{ grows}",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear and stable games")]
public sealed record InteractionBlessing : Claim
{
    private const double Faster = 5;

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("a blessing: where curvature alone does not do it, OMD, CO, IU and PM converge thanks to the interaction", "abstract", "the abstract was read; the games, and that it holds for SGA too, are ours");

    /// <inheritdoc/>
    public override string Condition => "for each of SGA, OMD, EG, CO and IU some |C| > 0 needs fewer than a fifth of the updates that are needed without interaction (median starts, best constant steps, IU with step 1)";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] interactions = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
        var games = interactions.Select(c => new Quadratic([1], [0.01], [c], 6)).ToList();
        (string Name, Func<Game, Rule> Rule)[] methods =
        [
            ("SGA", game => BestStep.For(game, new Simultaneous())),
            ("OMD", game => BestStep.For(game, new Optimistic())),
            ("EG", game => BestStep.For(game, new Extragradient())),
            ("CO", game => BestStep.For(game, new Consensus(1))),
            ("IU", _ => new Implicit(1) { EtaG = 1, EtaD = 1 }),
        ];
        var rules = methods.Select(m => games.Select(m.Rule).ToList()).ToList();
        var counts = rules.Select(of => games.Zip(of, (game, rule) => Setting.Counts(game, rule, setting).Median()).ToList()).ToList();
        var gains = counts.Select(c => c[0] / c.Skip(1).Min()).ToList();
        double?[] places = [.. interactions.Select((_, i) => (double?)i)];
        return new(
            gains.TrueForAll(g => g > Faster) ? Outcome.Holds : Outcome.Contradicted,
            gains.Min(),
            "times fewer updates at the best |C| than without interaction, least over the methods",
            $"The best interaction saves a factor of {string.Join(", ", methods.Zip(gains, (m, g) => $"{g.Text("F0")} ({m.Name})"))}. Stronger interaction than its best one costs SGA again: at |C| = 10 it needs {(counts[0][^1] / counts[0].Min()).Text("F0")} times as many.",
            new(
                "Updates until the distance has shrunk a millionfold: curvatures 1 and 0.01",
                [
                    new(
                        string.Empty,
                        new("strength of the interaction |C|") { Categories = [.. interactions.Select(c => c.Text())] },
                        new("updates (median start)", Log: true),
                        [.. methods.Select((m, i) => new Line(m.Name, places, counts[i].Gaps()))]),
                ]))
        {
            Seeds = Setting.Starts(setting),
            Settings =
            [
                ("games", string.Join("; ", games.Select(g => g.InOneLine()))),
                .. methods.Select((m, i) => ($"rules, {m.Name}", string.Join("; ", rules[i].Select(r => r.InOneLine())))),
                ("best step", "least spectral radius over constant steps from 1e-4 to 10, equal for both players"),
                .. Setting.Common(setting),
            ],
            Table = new(
                ["|C|", .. methods.Select(m => $"{m.Name}: updates (step)")],
                [.. interactions.Select((c, i) => (IReadOnlyList<string>)
                [
                    c.Text(), .. methods.Select((_, j) => $"{counts[j][i].Text("F0")} ({rules[j][i].EtaG.At(0).Text("G3")})"),
                ])]),
        };
    }
}
