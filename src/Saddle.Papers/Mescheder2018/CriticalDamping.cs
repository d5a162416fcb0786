using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The penalty's best weight: both eigenvalues meet at gamma = 2 f'(0).</summary>
[Entry(
    "mescheder2018/critical-damping",
    "The gradient penalty converges fastest at gamma = 2 f'(0), where oscillation turns into creeping.",
    @"\gamma^* = 2 f'(0),\quad \rho(\gamma^*) = 1 - h f'(0)",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4 and the critical penalty of its figures")]
public sealed record CriticalDamping : Claim
{
    private const double Spacing = 0.05;

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("2 f'(0)", "section 4, after the lemma on gradient penalties", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "on a grid of gamma from 0.05 to 3 in steps of 0.05, simultaneous descent with steps 0.03, 0.1 and 0.3: the fastest measured approach is within one step of the grid of gamma = 1, and its rate within 1 % of -log(1 - h f'(0))";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(Penalty: DiracPenalty.R1), Setting.Simultaneous(0.1)) { Axes = ("gamma=0:4:48", "eta=0.02:1:48"), Steps = 500 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var gammas = Enumerable.Range(1, 60).Select(i => i * Spacing).ToList();
        double[] etas = [0.03, 0.1, 0.3];
        var rates = etas.Select(eta => gammas.Select(gamma =>
            Setting.Compare($"h = {eta.Text()}", new DiracGan(Penalty: DiracPenalty.R1, Gamma: gamma), Setting.Simultaneous(eta), setting.Seed)).ToList()).ToList();
        var best = rates.Select(r => r.MinBy(x => x.Measured)!).ToList();
        var at = best.Select(b => ((DiracGan)b.Game).Gamma).ToList();
        var off = best.Zip(etas, (b, eta) => Math.Abs((b.Measured / Math.Log(1 - (eta * Setting.Slope))) - 1)).ToList();
        var holds = at.TrueForAll(g => Math.Abs(g - (2 * Setting.Slope)) <= Spacing + 1e-9) && off.TrueForAll(o => o <= 0.01);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            at[1],
            "gamma of the fastest measured approach, step 0.1",
            $"The fastest approach is at gamma {string.Join(", ", at.Select(g => g.Text()))} for h = {string.Join(", ", etas.Select(e => e.Text()))}; its rate differs from -log(1 - h f'(0)) by at most {(100 * off.Max()).Text("G2")} %.",
            new(
                "Rate of approach against the penalty's weight",
                [
                    Setting.Panel(string.Empty, new("gamma"), [.. rates.SelectMany(r => r)], r => ((DiracGan)r.Game).Gamma, -1) with
                    {
                        Rules = [new("2 f'(0)", 2 * Setting.Slope, Vertical: true)],
                    },
                ]))
        {
            Settings =
            [
                ("game", new DiracGan(Penalty: DiracPenalty.R1, Gamma: 1).InOneLine() + ", gamma varied"),
                ("rule", "simultaneous, eta-g = eta-d = h"),
                ("rates", Setting.RateMeasured),
                Setting.SeedOf(setting),
            ],
            Table = new(
                ["h", "gamma of the fastest approach", "slope measured", "log(1 - h f'(0))"],
                [.. etas.Select((eta, i) => (IReadOnlyList<string>)[eta.Text(), at[i].Text(), best[i].Measured.Text("G6"), Math.Log(1 - (eta * Setting.Slope)).Text("G6")])]),
        };
    }
}
