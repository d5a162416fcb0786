using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Interaction as a blessing: where one player is weakly curved it lends the other's curvature.</summary>
[Entry(
    "liang2019/interaction-blessing",
    "Interaction is a blessing: where one player is weakly curved, it speeds every method up.",
    @"M = \begin{pmatrix} a & c \\ -c & b \end{pmatrix},\ b \ll a:"
        + @"\quad \mathrm{Re}\,\lambda\ \text{rises from } b \text{ to } (a+b)/2 \text{ as } c \text{ grows}",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear and stable games")]
public sealed record InteractionBlessing : Claim<InteractionBlessing.Measurements>
{
    private const double Faster = 5;

    private static readonly double[] Interactions = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    private static readonly (string Name, Rule Rule)[] Methods =
    [
        ("SGA", new Simultaneous()),
        ("OMD", new Optimistic()),
        ("EG", new Extragradient()),
        ("CO", new Consensus(1)),
        ("IU", new Implicit(1)),
    ];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new(
        "a blessing: where curvature alone does not do it, OMD, CO, IU and PM converge thanks to the interaction",
        "abstract",
        "the abstract was read; the games, and that it holds for SGA too, are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of SGA, OMD, EG, CO and IU some |C| > 0 needs fewer than a fifth of the updates that are "
        + "needed without interaction (median starts, best constant steps, IU with step 1)";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Methods.Select(m => Interactions.Select(c => Measure(Game(c), m.Rule, setting)).ToList())]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var counts = measured.Methods.Select(of => of.Select(n => n.Updates).ToList()).ToList();
        var gains = counts.Select(c => c[0] / c.Skip(1).Min()).ToList();
        var saved = string.Join(", ", Methods.Zip(gains, (m, g) => $"{g.Text("F0")} ({m.Name})"));
        return new(
            gains.TrueForAll(g => g > Faster) ? Outcome.Holds : Outcome.Contradicted,
            gains.Min(),
            "times fewer updates at the best |C| than without interaction, least over the methods",
            $"The best interaction saves a factor of {saved}. Stronger interaction than its best one costs SGA "
                + $"again: at |C| = 10 it needs {(counts[0][^1] / counts[0].Min()).Text("F0")} times as many.",
            new("Updates until the distance has shrunk a millionfold: curvatures 1 and 0.01", [Panel(counts)]))
        {
            Seeds = Setting.Starts(setting),
            Settings = Settings(measured, setting),
            Table = Table(measured),
        };
    }

    private static Quadratic Game(double interaction) => new([1], [0.01], [interaction], 6);

    private static Rule At(Rule rule, double eta) => rule with { EtaG = eta, EtaD = eta };

    // Implicit updates have no best rate: a larger one is always faster.
    private static Need Measure(Game game, Rule rule, ClaimSetting setting)
    {
        var eta = rule is Implicit ? 1 : BestRate.For(game, rule).EtaG.At(0);
        return new(eta, Setting.Counts(game, At(rule, eta), setting).Median());
    }

    private static Panel Panel(List<List<double>> counts) => new(
        string.Empty,
        Setting.Interaction(Interactions),
        new("updates (median start)", Log: true),
        [.. Methods.Select((m, i) => new Line(m.Name, Drawing.Places(Interactions.Length), counts[i].Gaps()))]);

    private static ResultTable Table(Measurements measured) => new(
        ["|C|", .. Methods.Select(m => $"{m.Name}: updates (step)")],
        [.. Interactions.Select((c, i) => (IReadOnlyList<string>)
        [
            c.Text(), .. measured.Methods.Select(of => $"{of[i].Updates.Text("F0")} ({of[i].Eta.Text("G3")})"),
        ])]);

    private static (string Name, string Value)[] Settings(Measurements measured, ClaimSetting setting) =>
    [
        ("games", string.Join("; ", Interactions.Select(c => Game(c).InOneLine()))),
        .. Methods.Zip(measured.Methods, (m, of) =>
            ($"rules, {m.Name}", string.Join("; ", of.Select(n => At(m.Rule, n.Eta).InOneLine())))),
        ("best step", "least spectral radius over constant steps from 1e-4 to 10, equal for both players"),
        .. Setting.Common(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Methods">
    /// Of SGA, OMD, EG, CO and IU, what is needed at each strength of the interaction, the first 0.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Need>> Methods);

    /// <summary>What a method needs on a game.</summary>
    /// <param name="Eta">Its best constant rate.</param>
    /// <param name="Updates">The updates that the median start needs with it.</param>
    public sealed record Need(double Eta, double Updates);
}
