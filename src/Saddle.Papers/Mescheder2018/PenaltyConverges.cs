using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>A penalty makes the equilibrium attract, at the lemma's rate.</summary>
public abstract record PenaltyConverges : Claim<PenaltyConverges.Measurements>
{
    private static readonly (double Eta, bool Alternating)[] Rules =
        [(0.03, false), (0.03, true), (0.1, false), (0.1, true), (0.3, false), (0.3, true)];

    /// <inheritdoc/>
    public override string Condition =>
        "for each strength, each step of 0.03, 0.1, 0.3 and both simultaneous and alternating descent the "
        + "spectrum's radius equals the closed form to 1e-12 (1e-6 where the eigenvalues coincide) and the "
        + "measured rate is within 1 % of it; and every run with step 0.03 or 0.1 approaches";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Shown, Setting.Simultaneous(0.1), Setting.Alternating(0.1))
    {
        Start = [1, 0],
        Steps = 300,
    };

    /// <summary>What the strength is called.</summary>
    private protected abstract string Parameter { get; }

    /// <summary>The strengths that are measured.</summary>
    private protected abstract IReadOnlyList<double> Strengths { get; }

    /// <summary>The game that is seen in motion.</summary>
    private protected abstract DiracGan Shown { get; }

    /// <summary>The game with a penalty of a strength.</summary>
    private protected abstract DiracGan Game(double strength);

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
        [
            .. Rules.SelectMany(r => Strengths.Select(strength => Measure(strength, r.Eta, r.Alternating, setting))),
        ]);
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var runs = measured.Runs;
        var worst = runs.Max(r => r.Rates.Off);
        return new(
            runs.All(r => r.Rates.SpectrumOff / Tolerance(r) <= 1) && worst <= 0.01
                && runs.All(r => r.Rates.Measured < 0 || r.Eta > 0.1)
                ? Outcome.Holds
                : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from the closed form's",
            $"The rates of {runs.Count} runs agree with the closed form to {(100 * worst).Text("G2")} %. "
                + $"{Approaching(runs)}",
            new(
                "Rate of approach, by the closed form and measured",
                [
                    Panel("simultaneous", runs.Where(r => !r.Alternating)),
                    Panel("alternating", runs.Where(r => r.Alternating)),
                ],
                Columns: 2))
        {
            Settings = Settings(setting),
            Table = Table(runs),
        };
    }

    private static Rule Rule(double eta, bool alternating) =>
        alternating ? Setting.Alternating(eta) : Setting.Simultaneous(eta);

    private static string Label(Run run) => Setting.Short(Rule(run.Eta, run.Alternating));

    // A double eigenvalue is known to the root of the precision only.
    private static double Tolerance(Run run) => run.Gap < 1e-4 ? 1e-6 : 1e-12;

    private Run Measure(double strength, double eta, bool alternating, ClaimSetting setting)
    {
        var (game, rule) = (Game(strength), Rule(eta, alternating));
        var values = Spectrum.Of(game, rule).Eigenvalues;
        var rates = Setting.Compare(game, rule, setting.Seed);
        return new(strength, eta, alternating, rates, (values[0] - values[1]).Magnitude);
    }

    private string Approaching(IReadOnlyList<Run> runs)
    {
        var leaving = runs
            .Where(r => r.Rates.Measured >= 0)
            .Select(r => $"{Parameter} {r.Strength.Text()} ({Label(r)})")
            .ToList();
        return leaving.Count == 0
            ? "All approach the equilibrium."
            : "All approach the equilibrium but those whose step is too large for their penalty, as the closed form "
                + $"says: {string.Join(", ", leaving)}.";
    }

    private Panel Panel(string title, IEnumerable<Run> runs) => new(
        title,
        new(Parameter, Log: true),
        Setting.Approach,
        [
            .. runs.Where(r => r.Rates.Formula < 0).GroupBy(r => r.Eta).Index().SelectMany(of => Setting.Curve(
                $"eta {of.Item.Key.Text()}", of.Index, [.. of.Item.Select(r => (r.Strength, r.Rates))], -1)),
        ]);

    private ResultTable Table(IReadOnlyList<Run> runs) => new(
        [Parameter, "rule", "log radius, closed form", "log radius, spectrum", "slope measured", "off by"],
        [.. runs.Select(r => (IReadOnlyList<string>)
        [
            r.Strength.Text(),
            Label(r),
            r.Rates.Formula.Text("G6"),
            r.Rates.Spectrum.Text("G6"),
            r.Rates.Measured.Text("G6"),
            $"{(100 * r.Rates.Off).Text("G2")} %",
        ])]);

    private (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("games", string.Join("; ", Strengths.Select(s => Game(s).InOneLine()))),
        ("rules", "simultaneous; alternating, d-first, k 1; eta-g = eta-d"),
        ("rates", Setting.RateMeasured),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Runs">Rate by rate, simultaneous before alternating, the weakest penalty first.</param>
    public sealed record Measurements(IReadOnlyList<Run> Runs);

    /// <summary>The rates of one run.</summary>
    /// <param name="Strength">The penalty's strength.</param>
    /// <param name="Eta">The rate.</param>
    /// <param name="Alternating">Whether the players take turns.</param>
    /// <param name="Rates">The rates.</param>
    /// <param name="Gap">How far apart the two eigenvalues are.</param>
    public sealed record Run(double Strength, double Eta, bool Alternating, RateComparison Rates, double Gap);
}
