using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>Simultaneous gradient descent on stable games, against its bound.</summary>
[Entry(
    "liang2019/sga-stable-bound",
    "On stable games simultaneous gradient descent with the step alpha/beta converges within its bound.",
    @"\|z_T\| \le \delta\ \text{for}\ T \ge 2 \tfrac{\beta}{\alpha^2} \log\tfrac{r}{\delta},\quad \eta = "
        + @"\tfrac{\alpha}{\beta},\ \alpha = \lambda_{\min}(\mathrm{diag}(A,B)),\ \beta = \lambda_{\max}(M^\top M)",
    "Liang and Stokes 2019 (arXiv:1802.06132), stable games")]
public sealed record StableBound : Claim<StableBound.Measurements>
{
    private static readonly double[] Interactions = [0, 1, 3, 10];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new(
        "at most 2 beta/alpha^2 log(r/delta) updates",
        "theorem on stable games",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "for each |C| of 0, 1, 3, 10 no start needs more updates than the bound, rounded up";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Interactions.Select(interaction => Measure(interaction, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var games = measured.Games;
        var medians = string.Join(", ", games.Select(g => g.Updates.Median().Text("F0")));
        var bounds = string.Join(", ", games.Select(g => Bound(g).Text("F0")));
        return new(
            games.All(g => Share(g) <= 1) ? Outcome.Holds : Outcome.Contradicted,
            games.Max(Share),
            "largest share of the bound that any start needs",
            $"Median updates {medians} against bounds of {bounds} at |C| of "
                + $"{string.Join(", ", Interactions.Select(c => c.Text()))}.",
            new("Updates until the distance has shrunk a millionfold", [Panel(games)]))
        {
            Seeds = Setting.Starts(setting),
            Settings = Settings(games, setting),
            Table = Table(games),
        };
    }

    private static Need Measure(double interaction, ClaimSetting setting)
    {
        var game = StableGame.Of(interaction);
        var (alpha, beta) = StableGame.Constants(game);
        return new(alpha, beta, Setting.Counts(game, StableGame.Sga(game), setting));
    }

    private static double Bound(Need need) => Math.Ceiling(Bounds.Sga(need.Alpha, need.Beta, 1, Setting.Delta));

    private static double Share(Need need) => need.Updates.Max() / Bound(need);

    private static Panel Panel(IReadOnlyList<Need> games)
    {
        var places = Drawing.Places(games.Count);
        IReadOnlyList<double>[] counts = [.. games.Select(g => g.Updates)];
        return new(
            string.Empty,
            Setting.Interaction(Interactions),
            new("updates", Log: true),
            [
                new Line("bound", places, games.Select(Bound).Gaps()) { Stroke = Stroke.Dash, Colour = 1 },
                Drawing.Spread("median start, and the spread over starts", places, counts) with { Colour = 0 },
            ]);
    }

    private static ResultTable Table(IReadOnlyList<Need> games) => new(
        ["|C|", "alpha", "beta", "median (least to most)", "bound", "most / bound"],
        [.. Interactions.Zip(games, (c, g) => (IReadOnlyList<string>)
        [
            c.Text(),
            g.Alpha.Text(),
            g.Beta.Text(),
            Setting.Spread(g.Updates),
            Bound(g).Text("F0"),
            Share(g).Text("F3"),
        ])]);

    private static (string Name, string Value)[] Settings(IReadOnlyList<Need> games, ClaimSetting setting) =>
    [
        ("choice of games", StableGame.Choice),
        ("games", string.Join("; ", Interactions.Select(c => StableGame.Of(c).InOneLine()))),
        ("rules", string.Join("; ", games.Select(g => StableGame.Sga(g.Alpha, g.Beta).InOneLine()))),
        .. Setting.Common(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Games">At each |C| of 0, 1, 3 and 10.</param>
    public sealed record Measurements(IReadOnlyList<Need> Games);

    /// <summary>What a game's bound comes from, and what is needed on it.</summary>
    /// <param name="Alpha">The least eigenvalue of diag(A, B).</param>
    /// <param name="Beta">The largest eigenvalue of M'M.</param>
    /// <param name="Updates">How many updates each start needs; infinite where they are too many.</param>
    public sealed record Need(double Alpha, double Beta, IReadOnlyList<double> Updates);
}
