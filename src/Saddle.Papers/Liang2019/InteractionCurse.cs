using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Interaction as a curse: on stable games it slows simultaneous descent, even with the best rate.</summary>
[Entry(
    "liang2019/interaction-curse",
    "Interaction is a curse: on stable games it slows simultaneous gradient descent.",
    @"T \sim \tfrac{\beta}{\alpha^2} \log\tfrac{1}{\delta},\quad \beta = \lambda_{\max}(M^\top M) \gtrsim \|C\|^2",
    "Liang and Stokes 2019 (arXiv:1802.06132), stable games")]
public sealed record InteractionCurse : Claim<InteractionCurse.Measurements>
{
    private const double Slower = 5;

    private static readonly double[] Interactions = [0, 0.3, 1, 3, 10, 30];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new(
        "a curse: the interaction slows simultaneous gradient ascent on stable equilibria",
        "abstract; theorem on stable games",
        "the abstract was read; that C enters through beta is remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "from |C| = 1 on the median number of updates grows with |C|, and at |C| = 10 it is more than 5 times "
        + "that without interaction; both with the theorem's step and with the best constant step";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var games = Interactions.Select(StableGame.Of).ToList();
        return new(
            [.. games.Select(game => Measure(game, StableGame.Sga(game), setting))],
            [.. games.Select(game => Measure(game, BestRate.For(game, new Simultaneous()), setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (slow, fast) = (Counts(measured.Theorem), Counts(measured.Best));
        return new(
            Cursed(slow) && Cursed(fast) ? Outcome.Holds : Outcome.Contradicted,
            fast[4] / fast[0],
            "times as many updates at |C| = 10 as without interaction, best constant step",
            $"With the theorem's step {slow[0].Text("F0")} updates become {slow[4].Text("F0")} at |C| = 10, with "
                + $"the best step {fast[0].Text("F0")} become {fast[4].Text("F0")}.",
            new("Updates until the distance has shrunk a millionfold", [Panel(slow, fast)]))
        {
            Seeds = Setting.Starts(setting),
            Settings = Settings(measured, setting),
            Table = Table(measured),
        };
    }

    private static Simultaneous Rule(double eta) => new() { EtaG = eta, EtaD = eta };

    private static Need Measure(Quadratic game, Rule rule, ClaimSetting setting) => new(
        rule.EtaG.At(0),
        Setting.Counts(game, rule, setting).Median(),
        Spectrum.Of(game, rule).Radius!.Value);

    private static double[] Counts(IReadOnlyList<Need> needs) => [.. needs.Select(n => n.Updates)];

    private static bool Cursed(double[] counts) =>
        counts[4] > Slower * counts[0] && counts[3] > counts[2] && counts[4] > counts[3] && counts[5] > counts[4];

    private static Panel Panel(double[] slow, double[] fast) => new(
        string.Empty,
        Setting.Interaction(Interactions),
        new("updates (median start)", Log: true),
        [
            new Line("theorem's step alpha/beta", Drawing.Places(slow.Length), slow.Gaps()),
            new Line("best constant step", Drawing.Places(fast.Length), fast.Gaps()),
        ]);

    private static ResultTable Table(Measurements measured) => new(
        ["|C|", "theorem's step", "updates", "best step", "updates", "spectral radius"],
        [.. Interactions.Zip(measured.Theorem, measured.Best).Select(row => (IReadOnlyList<string>)
        [
            row.First.Text(),
            row.Second.Eta.Text(),
            row.Second.Updates.Text("F0"),
            row.Third.Eta.Text(),
            row.Third.Updates.Text("F0"),
            row.Third.Radius.Text("G6"),
        ])]);

    private static (string Name, string Value)[] Settings(Measurements measured, ClaimSetting setting) =>
    [
        ("choice of games", StableGame.Choice),
        ("games", string.Join("; ", Interactions.Select(c => StableGame.Of(c).InOneLine()))),
        ("rules, theorem's step", string.Join("; ", measured.Theorem.Select(n => Rule(n.Eta).InOneLine()))),
        ("rules, best step", string.Join("; ", measured.Best.Select(n => Rule(n.Eta).InOneLine()))),
        .. Setting.Common(setting),
    ];

    /// <summary>What is measured, at each |C| of 0, 0.3, 1, 3, 10 and 30.</summary>
    /// <param name="Theorem">With the theorem's rate.</param>
    /// <param name="Best">With the best constant rate.</param>
    public sealed record Measurements(IReadOnlyList<Need> Theorem, IReadOnlyList<Need> Best);

    /// <summary>What simultaneous descent needs on a game.</summary>
    /// <param name="Eta">Its rate.</param>
    /// <param name="Updates">The updates that the median start needs with it.</param>
    /// <param name="Radius">The spectral radius of an update.</param>
    public sealed record Need(double Eta, double Updates, double Radius);
}
