using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>In the damped band only eta_d lambda matters.</summary>
[Entry(
    "becker2023/damped-band",
    "While alternating updates oscillate, their rate is sqrt(1 - eta_d lambda), whatever the bandwidth and the generator's step.",
    @"|\rho| = \sqrt{1-a} \quad \text{for } (1-\sqrt{1-a})^2 < b < (1+\sqrt{1-a})^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record DampedBand : Claim
{
    private const double EtaD = 0.5;
    private const double Offset = 1e-5;

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("sqrt(1 - eta_d lambda)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "over bandwidths from 0.2 to 5, generator steps from 0.02 to 2 and four regularisers, every measured modulus inside the band is within 1e-5 of sqrt(1 - eta_d lambda), and bandwidths and steps inside the band each span a factor of 10";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("lambda", "0.1"), ("radius", "0.5")), new Alternating()) { Axes = ("sigma=0.2:5:40:log", "eta-g=0.02:2:40:log") };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] lambdas = [0.02, 0.1, 0.4, 1];
        var sigmas = Setting.Range(0.2, 5, 21, log: true);
        var etas = Setting.Range(0.02, 2, setting.Full ? 41 : 11, log: true);
        var cases = lambdas.SelectMany(l => etas.SelectMany(e => sigmas.Select(s => (Lambda: l, EtaG: e, Sigma: s, B: EtaD * e / (s * s))))).ToList();
        var moduli = Setting.InParallel(cases, setting, c => Setting.Multipliers(Setting.Displacements(
            Setting.Game(("lambda", c.Lambda.Exact()), ("sigma", c.Sigma.Exact()), ("radius", "0.5")), Setting.Orders[0].Make(c.EtaG, EtaD), Offset * c.Sigma, 300)).First.Magnitude);
        var inside = cases.Select((c, i) => (c.Lambda, c.EtaG, c.Sigma, c.B, Modulus: moduli[i], Root: Math.Sqrt(1 - (EtaD * c.Lambda))))
            .Where(c => c.B > 1.001 * Math.Pow(1 - c.Root, 2) && c.B < 0.999 * Math.Pow(1 + c.Root, 2)).ToList();
        var worst = inside.Max(c => Math.Abs(c.Modulus - c.Root));
        var spans = inside.GroupBy(c => c.Lambda).All(g => g.Max(c => c.Sigma) >= 10 * g.Min(c => c.Sigma) && g.Max(c => c.EtaG) >= 10 * g.Min(c => c.EtaG));
        return new(
            worst < 1e-5 && spans ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of a measured modulus from sqrt(1 - eta_d lambda) inside the band",
            $"{inside.Count} of {cases.Count} cases lie inside the band; their measured moduli differ from sqrt(1 - eta_d lambda) by at most {worst.Text("G2")}. Outside it bandwidth and step matter.",
            new(
                "Measured modulus against b, over all bandwidths and generator steps",
                [
                    new(
                        string.Empty,
                        new("b = eta_d eta_g / sigma^2", Log: true),
                        new("measured modulus", Low: 0.6, High: 1.3),
                        [.. lambdas.Select((l, i) => new Points($"lambda {l.Text()}", [.. cases.Where(c => c.Lambda == l).Select(c => (double?)c.B)], cases.Zip(moduli).Where(c => c.First.Lambda == l).Select(c => c.Second).Gaps()) { Colour = i })])
                    {
                        Rules = [.. lambdas.Select(l => new Panel.Rule($"sqrt(1-a), lambda {l.Text()}", Math.Sqrt(1 - (EtaD * l))))],
                    },
                ]))
        {
            Settings = [.. Setting.Describe(Setting.Game(("radius", "0.5")), Setting.Orders[0].Make(1, EtaD)).Where(s => s.Name is not ("lambda" or "sigma" or "eta-g" or "offset")), ("lambda", string.Join(", ", lambdas.Select(l => l.Text()))), ("sigma", "21 values from 0.2 to 5"), ("eta-g", $"{etas.Length} values from 0.02 to 2"), ("start", "1e-5 bandwidths from the equilibrium"), ("measured", "the recurrence of two terms that fits the first 300 updates")],
            Table = new(
                ["lambda", "sqrt(1-a)", "cases inside", "least modulus", "largest modulus", "bandwidths inside", "eta-g inside"],
                [.. inside.GroupBy(c => c.Lambda).Select(g => (IReadOnlyList<string>)[g.Key.Text(), g.First().Root.Text("F6"), g.Count().Text(), g.Min(c => c.Modulus).Text("F6"), g.Max(c => c.Modulus).Text("F6"), $"{g.Min(c => c.Sigma).Text()} to {g.Max(c => c.Sigma).Text()}", $"{g.Min(c => c.EtaG).Text()} to {g.Max(c => c.EtaG).Text()}"])]),
        };
    }
}
