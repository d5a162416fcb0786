using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>The spectral radius at three settings, under both orders.</summary>
[Entry(
    "becker2023/rates",
    "The multiplier of a point's approach is the larger root of the mean mode, under either order of moves.",
    @"\rho^2 - (2-a-b)\rho + (1-a) = 0 \text{ (alternating)},\quad \rho^2 - (2-a)\rho + (1-a) + b = 0 \text{ (simultaneous)}",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record Rates : Claim
{
    private const int Steps = 400;
    private const double Offset = 1e-4;

    // eta-d, eta-g, lambda, sigma
    private static readonly (double EtaD, double EtaG, double Lambda, double Sigma)[] Cases = [(0.1, 0.01, 1, 1), (0.1, 0.1, 0.1, 1), (1, 0.1, 0.1, 0.5)];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new("0.988873, 0.994987, 0.948683 (simultaneous: 0.988730, 1.0000, 1.1402)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "in each of the six cases the exact Jacobian's radius differs from the formula by less than 1e-9 and the multiplier measured on a trajectory by less than 1e-5";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var rows = new List<IReadOnlyList<string>>();
        var panels = new List<Panel>();
        var (worstExact, worstMeasured) = (0.0, 0.0);
        foreach (var (etaD, etaG, lambda, sigma) in Cases)
        {
            var lines = new List<Trace>();
            for (var order = 0; order < 2; order++)
            {
                var (name, make) = Setting.Orders[order];
                var game = Setting.Game(("lambda", lambda.Exact()), ("sigma", sigma.Exact()));
                var rule = make(etaG, etaD);
                var (trace, determinant) = Setting.MeanMode(order == 0, etaD * lambda, etaD * etaG / (sigma * sigma));
                var predicted = Setting.Roots(trace, determinant).First;
                var exact = Spectrum.Of(game.ForSpectrum, rule).Radius!.Value;
                var u = Setting.Displacements(game, rule, Offset * sigma, Steps);
                var measured = Setting.Multipliers(u).First;
                worstExact = Math.Max(worstExact, Math.Abs(exact - predicted.Magnitude));
                worstMeasured = Math.Max(worstMeasured, Math.Abs(measured.Magnitude - predicted.Magnitude));
                rows.Add([etaD.Text(), etaG.Text(), lambda.Text(), sigma.Text(), name, predicted.Magnitude.Text("F6"), exact.Text("F6"), measured.Magnitude.Text("F6"), predicted.Imaginary == 0 ? "monotone" : "spiral"]);
                double?[] steps = [.. Enumerable.Range(0, u.Length).Select(k => (double?)k)];
                lines.Add(new Line(name, steps, u.Select(v => v == 0 ? double.NaN : Math.Abs(v)).Gaps()) { Colour = order });
                lines.Add(new Line($"{name}: formula", steps, u.Select((_, k) => Offset * sigma * Math.Pow(predicted.Magnitude, k)).Gaps()) { Colour = order, Stroke = Stroke.Dash });
            }

            panels.Add(new($"eta_d {etaD.Text()}, eta_g {etaG.Text()}, lambda {lambda.Text()}, sigma {sigma.Text()}", new("update"), new("distance from the true point", Log: true, Low: 1e-14, High: 10), lines));
        }

        return new(
            worstExact < 1e-9 && worstMeasured < 1e-5 ? Outcome.Holds : Outcome.Contradicted,
            worstMeasured,
            "largest difference of a measured modulus from the formula's",
            $"The exact radius differs from the formula by at most {worstExact.Text("G2")}, the measured multiplier by at most {worstMeasured.Text("G2")}. The same steps that converge under alternating updates neither converge nor diverge (second case) or diverge (third) under simultaneous ones.",
            new("Approach at three settings", panels, Columns: 3))
        {
            Settings = [.. Setting.Describe(Setting.Game(), Setting.Orders[0].Make(0.1, 0.1)).Where(s => s.Name is not ("rule" or "order" or "k" or "lambda" or "sigma" or "eta-g" or "eta-d" or "offset")), ("rule", "alternating (discriminator first) and simultaneous"), ("eta-d, eta-g, lambda, sigma", "as in the table"), ("start", "1e-4 bandwidths away, the discriminator at its equilibrium"), ("updates", Steps.Text())],
            Table = new(["eta-d", "eta-g", "lambda", "sigma", "order", "formula", "exact spectrum", "measured", "approach"], rows),
        };
    }
}
