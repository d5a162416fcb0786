using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>The spectral radius at three settings, under both orders.</summary>
[Entry(
    "becker2023/rates",
    "The multiplier of a point's approach is the larger root of the mean mode, under either order of moves.",
    @"\rho^2 - (2-a-b)\rho + (1-a) = 0 \text{ (alternating)},\quad "
    + @"\rho^2 - (2-a)\rho + (1-a) + b = 0 \text{ (simultaneous)}",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record Rates : Claim<Rates.Measurements>
{
    private const int Steps = 400;
    private const double Offset = 1e-4;

    private static readonly (double EtaD, double EtaG, double Lambda, double Sigma)[] Cases =
        [(0.1, 0.01, 1, 1), (0.1, 0.1, 0.1, 1), (1, 0.1, 0.1, 0.5)];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "0.988873, 0.994987, 0.948683 (simultaneous: 0.988730, 1.0000, 1.1402)",
        Setting.Abstract,
        Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "in each of the six cases the exact Jacobian's radius differs from the formula by less than 1e-9 and the "
        + "multiplier measured on a trajectory by less than 1e-5";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
        [
            .. Cases.SelectMany(c => Setting.Orders
                .Select(alternating => Measure(c.EtaD, c.EtaG, c.Lambda, c.Sigma, alternating))),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var worstExact = measured.Runs.Select(r => Math.Abs(r.Radius - Formula(r).Magnitude)).Worst();
        var worstMeasured = measured.Runs.Select(r => Math.Abs(r.Modulus - Formula(r).Magnitude)).Worst();
        var panels = measured.Runs.GroupBy(r => (r.EtaD, r.EtaG, r.Lambda, r.Sigma)).Select(g => Panel([.. g]));
        return new(
            worstExact < 1e-9 && worstMeasured < 1e-5 ? Outcome.Holds : Outcome.Contradicted,
            worstMeasured,
            "largest difference of a measured modulus from the formula's",
            $"The exact radius differs from the formula by at most {worstExact.Text("G2")}, "
            + $"the measured multiplier by at most {worstMeasured.Text("G2")}. "
            + "The same steps that converge under alternating updates neither converge nor diverge (second case) "
            + "or diverge (third) under simultaneous ones.",
            new("Approach at three settings", [.. panels], Columns: 3))
        {
            Settings = Settings(),
            Table = Table(measured),
        };
    }

    private static Run Measure(double etaD, double etaG, double lambda, double sigma, bool alternating)
    {
        var game = Setting.Game(("lambda", lambda.Exact()), ("sigma", sigma.Exact()));
        var rule = Setting.Rule(alternating, etaG, etaD);
        var radius = Spectrum.Of(game.ForSpectrum, rule).Radius!.Value;
        var displacements = MeanMode.Displacements(game, rule, Offset * sigma, Steps);
        var modulus = MeanMode.Multipliers(displacements).First.Magnitude;
        return new(etaD, etaG, lambda, sigma, alternating, radius, modulus, displacements);
    }

    private static Complex Formula(Run r) =>
        MeanMode.Predict(r.Alternating, r.EtaD * r.Lambda, r.EtaD * r.EtaG / (r.Sigma * r.Sigma));

    private static IEnumerable<Trace> Lines(Run r, int colour)
    {
        // A distance of 0 has no place on a logarithmic axis.
        var (name, steps) = (Setting.Name(r.Alternating), Setting.Updates(r.Displacements.Count));
        var distances = r.Displacements.Select(v => v == 0 ? double.NaN : Math.Abs(v)).Gaps();
        var modulus = Formula(r).Magnitude;
        var formula = steps.Select((_, k) => Offset * r.Sigma * Math.Pow(modulus, k)).Gaps();
        return
        [
            new Line(name, steps, distances) { Colour = colour },
            new Line($"{name}: formula", steps, formula) { Colour = colour, Stroke = Stroke.Dash },
        ];
    }

    private static Panel Panel(IReadOnlyList<Run> runs)
    {
        var (etaD, etaG, lambda, sigma) = (runs[0].EtaD, runs[0].EtaG, runs[0].Lambda, runs[0].Sigma);
        return new(
            $"eta_d {etaD.Text()}, eta_g {etaG.Text()}, lambda {lambda.Text()}, sigma {sigma.Text()}",
            new("update"),
            new("distance from the true point", Log: true, Low: 1e-14, High: 10),
            [.. runs.SelectMany(Lines)]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        string[] except = ["rule", "order", "k", "lambda", "sigma", "eta-g", "eta-d", "offset"];
        return
        [
            .. Setting.Describe(Setting.Game(), Setting.Alternating(0.1, 0.1), except),
            ("rule", "alternating (discriminator first) and simultaneous"),
            ("eta-d, eta-g, lambda, sigma", "as in the table"),
            ("start", "1e-4 bandwidths away, the discriminator at its equilibrium"),
            ("updates", Steps.Text()),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        static IReadOnlyList<string> Row(Run r) =>
        [
            r.EtaD.Text(),
            r.EtaG.Text(),
            r.Lambda.Text(),
            r.Sigma.Text(),
            Setting.Name(r.Alternating),
            Formula(r).Magnitude.Text("F6"),
            r.Radius.Text("F6"),
            r.Modulus.Text("F6"),
            Formula(r).Imaginary == 0 ? "monotone" : "spiral",
        ];

        return new(
            ["eta-d", "eta-g", "lambda", "sigma", "order", "formula", "exact spectrum", "measured", "approach"],
            [.. measured.Runs.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Runs">A run at each setting under each order, the orders of one setting side by side.</param>
    public sealed record Measurements(IReadOnlyList<Run> Runs);

    /// <summary>A run, and its spectrum.</summary>
    /// <param name="EtaD">The discriminator's learning rate.</param>
    /// <param name="EtaG">The generator's learning rate.</param>
    /// <param name="Lambda">The regulariser.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Alternating">Whether the generator sees the new discriminator.</param>
    /// <param name="Radius">The radius of the exact Jacobian.</param>
    /// <param name="Modulus">The modulus of the leading multiplier, measured on the run.</param>
    /// <param name="Displacements">The displacement from the true point after 0, 1, ... updates.</param>
    public sealed record Run(
        double EtaD,
        double EtaG,
        double Lambda,
        double Sigma,
        bool Alternating,
        double Radius,
        double Modulus,
        IReadOnlyList<double> Displacements);
}
