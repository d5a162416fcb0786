using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>Simultaneous gradient descent on stable games, against its bound.</summary>
[Entry(
    "liang2019/sga-stable-bound",
    "On stable games simultaneous gradient descent with the step alpha/beta converges within its bound.",
    @"\|z_T\| \le \delta\ \text{for}\ T \ge 2 \tfrac{\beta}{\alpha^2} \log\tfrac{r}{\delta},\quad \eta = \tfrac{\alpha}{\beta},\ \alpha = \lambda_{\min}(\mathrm{diag}(A,B)),\ \beta = \lambda_{\max}(M^\top M)",
    "Liang and Stokes 2019 (arXiv:1802.06132), stable games")]
public sealed record StableBound : Claim
{
    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("at most 2 beta/alpha^2 log(r/delta) updates", "theorem on stable games", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => "for each |C| of 0, 1, 3, 10 no start needs more updates than the bound, rounded up";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] interactions = [0, 1, 3, 10];
        var games = interactions.Select(StableGame.Of).ToList();
        var counts = games.Select(game => Setting.Counts(game, StableGame.Sga(game), setting)).ToList();
        var bounds = games.Select(game => Math.Ceiling(Bounds.Sga(StableGame.Constants(game).Alpha, StableGame.Constants(game).Beta, 1, Setting.Delta))).ToList();
        var shares = counts.Zip(bounds, (c, b) => c.Max() / b).ToList();
        double?[] places = [0, 1, 2, 3];
        return new(
            shares.TrueForAll(s => s <= 1) ? Outcome.Holds : Outcome.Contradicted,
            shares.Max(),
            "largest share of the bound that any start needs",
            $"Median updates {string.Join(", ", counts.Select(c => c.Median().Text("F0")))} against bounds of {string.Join(", ", bounds.Select(b => b.Text("F0")))} at |C| of {string.Join(", ", interactions.Select(c => c.Text()))}.",
            new(
                "Updates until the distance has shrunk a millionfold",
                [
                    new(
                        string.Empty,
                        new("strength of the interaction |C|") { Categories = [.. interactions.Select(c => c.Text())] },
                        new("updates", Log: true),
                        [
                            new Line("bound", places, bounds.Gaps()) { Stroke = Stroke.Dash, Colour = 1 },
                            new Points("median start, and the spread over starts", places, counts.Select(c => c.Median()).Gaps())
                            {
                                Low = counts.Select(c => c.Min()).Gaps(),
                                High = counts.Select(c => c.Max()).Gaps(),
                                Colour = 0,
                            },
                        ]),
                ]))
        {
            Seeds = Setting.Starts(setting),
            Settings =
            [
                ("choice of games", StableGame.Choice),
                ("games", string.Join("; ", games.Select(g => g.InOneLine()))),
                ("rules", string.Join("; ", games.Select(g => StableGame.Sga(g).InOneLine()))),
                .. Setting.Common(setting),
            ],
            Table = new(
                ["|C|", "alpha", "beta", "median (least to most)", "bound", "most / bound"],
                [.. interactions.Select((c, i) => (IReadOnlyList<string>)
                [
                    c.Text(), StableGame.Constants(games[i]).Alpha.Text(), StableGame.Constants(games[i]).Beta.Text(), Setting.Spread(counts[i]), bounds[i].Text("F0"), shares[i].Text("F3"),
                ])]),
        };
    }
}
