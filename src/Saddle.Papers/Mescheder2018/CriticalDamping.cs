using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The penalty's best weight: both eigenvalues meet at gamma = 2 f'(0).</summary>
[Entry(
    "mescheder2018/critical-damping",
    "The gradient penalty converges fastest at gamma = 2 f'(0), where oscillation turns into creeping.",
    @"\gamma^* = 2 f'(0),\quad \rho(\gamma^*) = 1 - h f'(0)",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4 and the critical penalty of its figures")]
public sealed record CriticalDamping : Claim<CriticalDamping.Measurements>
{
    private const double Spacing = 0.05;

    private static readonly double[] Etas = [0.03, 0.1, 0.3];
    private static readonly double[] Gammas = [.. Enumerable.Range(1, 60).Select(i => i * Spacing)];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published =>
        new("2 f'(0)", "section 4, after the lemma on gradient penalties", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "on a grid of gamma from 0.05 to 3 in steps of 0.05, simultaneous descent with steps 0.03, 0.1 and 0.3: "
        + "the fastest measured approach is within one step of the grid of gamma = 1, and its rate within 1 % of "
        + "-log(1 - h f'(0))";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Game(0.1), Setting.Simultaneous(0.1))
    {
        Axes = (new("gamma", 0, 4, 48), new("eta", 0.02, 1, 48)),
        Steps = 500,
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        RateComparison Compare(double eta, double gamma) =>
            Setting.Compare(Game(gamma), Setting.Simultaneous(eta), setting.Seed);
        return new([.. Etas.Select(eta => Gammas.Select(gamma => Compare(eta, gamma)).ToList())]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var best = measured.Rates.Select(Fastest).ToArray();
        var off = best.Zip(Etas, (b, eta) => Math.Abs((b.Rate / Critical(eta)) - 1)).ToList();
        var gammas = string.Join(", ", best.Select(b => b.Gamma.Text()));
        return new(
            Array.TrueForAll(best, b => Math.Abs(b.Gamma - (2 * Setting.Slope)) <= Spacing + 1e-9)
                && off.TrueForAll(o => o <= 0.01)
                ? Outcome.Holds
                : Outcome.Contradicted,
            best[1].Gamma,
            "gamma of the fastest measured approach, step 0.1",
            $"The fastest approach is at gamma {gammas} for h = {string.Join(", ", Etas.Select(e => e.Text()))}; "
                + $"its rate differs from -log(1 - h f'(0)) by at most {(100 * off.Max()).Text("G2")} %.",
            new("Rate of approach against the penalty's weight", [Panel(measured)]))
        {
            Settings = Settings(setting),
            Table = Table(best),
        };
    }

    private static DiracGan Game(double gamma) => new(Penalty: DiracPenalty.R1, Gamma: gamma);

    private static double Critical(double eta) => Math.Log(1 - (eta * Setting.Slope));

    private static (double Gamma, double Rate) Fastest(IReadOnlyList<RateComparison> rates) =>
        Gammas.Zip(rates, (gamma, r) => (gamma, r.Measured)).MinBy(r => r.Measured);

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("gamma"),
        Setting.Approach,
        [
            .. measured.Rates.SelectMany((rates, i) =>
                Setting.Curve($"h = {Etas[i].Text()}", i, [.. Gammas.Zip(rates)], -1)),
        ])
    {
        Rules = [new("2 f'(0)", 2 * Setting.Slope, Vertical: true)],
    };

    private static ResultTable Table((double Gamma, double Rate)[] best) => new(
        ["h", "gamma of the fastest approach", "slope measured", "log(1 - h f'(0))"],
        [.. Etas.Zip(best, (eta, b) => (IReadOnlyList<string>)
        [
            eta.Text(), b.Gamma.Text(), b.Rate.Text("G6"), Critical(eta).Text("G6"),
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", $"{Game(1).InOneLine()}, gamma varied"),
        ("rule", "simultaneous, eta-g = eta-d = h"),
        ("rates", Setting.RateMeasured),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Rates">At each rate of 0.03, 0.1 and 0.3, for every gamma from 0.05 to 3 in steps of 0.05.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<RateComparison>> Rates);
}
