using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Papers.Mescheder2018;

/// <summary>A penalty makes the equilibrium attract, at the lemma's rate.</summary>
public abstract record PenaltyConverges : Claim
{
    private static readonly string[] Kinds = ["simultaneous", "alternating"];

    /// <inheritdoc/>
    public override string Condition =>
        "for each strength, each step of 0.03, 0.1, 0.3 and both simultaneous and alternating descent the spectrum's radius equals the closed form to 1e-12 (1e-6 where the eigenvalues coincide) and the measured rate is within 1 % of it; and every run with step 0.03 or 0.1 approaches";

    private protected abstract string Parameter { get; }

    private protected abstract IReadOnlyList<(double Strength, DiracGan Game)> Games { get; }

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] etas = [0.03, 0.1, 0.3];
        var rates = etas
            .SelectMany(eta => new[] { Setting.Simultaneous(eta), Setting.Alternating(eta) })
            .SelectMany(rule => Games.Select(g => (g.Strength, Rates: Setting.Compare(Setting.Short(rule), g.Game, rule, setting.Seed))))
            .ToList();
        var spectrum = rates.Max(r => Math.Abs(Math.Exp(r.Rates.Spectrum - r.Rates.Formula) - 1) / Tolerance(r.Rates));
        var worst = rates.Max(r => r.Rates.Off);
        var approaches = rates.TrueForAll(r => r.Rates.Measured < 0 || r.Rates.Rule.EtaG.At(0) > 0.1);
        var leaving = rates.Where(r => r.Rates.Measured >= 0).Select(r => $"{Parameter} {r.Strength.Text()} ({r.Rates.Label})").ToList();
        return new(
            spectrum <= 1 && worst <= 0.01 && approaches ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from the closed form's",
            $"The rates of {rates.Count} runs agree with the closed form to {(100 * worst).Text("G2")} %. {(leaving.Count == 0 ? "All approach the equilibrium." : $"All approach the equilibrium but those whose step is too large for their penalty, as the closed form says: {string.Join(", ", leaving)}.")}",
            new(
                "Rate of approach, by the closed form and measured",
                [
                    .. Kinds.Select(which => Setting.Panel(
                        which,
                        new(Parameter, Log: true),
                        [
                            .. rates.Where(r => r.Rates.Label.StartsWith(which, StringComparison.Ordinal) && r.Rates.Formula < 0)
                                .Select(r => r.Rates with { Label = $"eta {r.Rates.Rule.EtaG.At(0).Text()}" }),
                        ],
                        r => Games.First(g => ReferenceEquals(g.Game, r.Game)).Strength,
                        -1)),
                ],
                Columns: 2))
        {
            Settings =
            [
                ("games", string.Join("; ", Games.Select(g => g.Game.InOneLine()))),
                ("rules", "simultaneous; alternating, d-first, k 1; eta-g = eta-d"),
                ("rates", Setting.RateMeasured),
                Setting.SeedOf(setting),
            ],
            Table = new(
                [Parameter, "rule", "log radius, closed form", "log radius, spectrum", "slope measured", "off by"],
                [.. rates.Select(r => (IReadOnlyList<string>)
                [
                    r.Strength.Text(), r.Rates.Label, r.Rates.Formula.Text("G6"), r.Rates.Spectrum.Text("G6"), r.Rates.Measured.Text("G6"), $"{(100 * r.Rates.Off).Text("G2")} %",
                ])]),
        };
    }

    /// <summary>A double eigenvalue is known to the root of the precision only.</summary>
    private static double Tolerance(Setting.Rates rates)
    {
        var values = Dynamics.Spectrum.Of(rates.Game, rates.Rule).Eigenvalues;
        return (values[0] - values[1]).Magnitude < 1e-4 ? 1e-6 : 1e-12;
    }
}

/// <summary>R1: the squared gradient at the data.</summary>
[Entry(
    "mescheder2018/r1-converges",
    "With the gradient penalty at the data (R1) the Dirac-GAN converges locally, at the rate of the closed form.",
    @"\lambda = -\tfrac{\gamma}{2} \pm \sqrt{\tfrac{\gamma^2}{4} - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4")]
public sealed record R1Converges : PenaltyConverges
{
    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(Penalty: DiracPenalty.R1, Gamma: 0.5), Setting.Simultaneous(0.1), Setting.Alternating(0.1)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Published Published => new("eigenvalues -gamma/2 +- sqrt(gamma^2/4 - f'(0)^2)", "section 4, lemma on gradient penalties", Setting.Remembered);

    private protected override string Parameter => "gamma";

    private protected override IReadOnlyList<(double Strength, DiracGan Game)> Games { get; } =
        [.. new[] { 0.1, 0.3, 1, 3 }.Select(gamma => (gamma, new DiracGan(Penalty: DiracPenalty.R1, Gamma: gamma)))];
}

/// <summary>R2: the squared gradient at the generated point.</summary>
[Entry(
    "mescheder2018/r2-converges",
    "With the gradient penalty at the generated point (R2) the Dirac-GAN converges locally, at the same rate.",
    @"\lambda = -\tfrac{\gamma}{2} \pm \sqrt{\tfrac{\gamma^2}{4} - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4")]
public sealed record R2Converges : PenaltyConverges
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(Penalty: DiracPenalty.R2, Gamma: 0.5), Setting.Simultaneous(0.1), Setting.Alternating(0.1)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Published Published => new("eigenvalues -gamma/2 +- sqrt(gamma^2/4 - f'(0)^2)", "section 4, lemma on gradient penalties", Setting.Remembered);

    private protected override string Parameter => "gamma";

    private protected override IReadOnlyList<(double Strength, DiracGan Game)> Games { get; } =
        [.. new[] { 0.1, 0.3, 1, 3 }.Select(gamma => (gamma, new DiracGan(Penalty: DiracPenalty.R2, Gamma: gamma)))];
}

/// <summary>Instance noise.</summary>
[Entry(
    "mescheder2018/instance-noise-converges",
    "With instance noise the Dirac-GAN converges locally, at the rate of the closed form.",
    @"\lambda = f''(0)\,\sigma^2 \pm \sqrt{f''(0)^2 \sigma^4 - f'(0)^2}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record InstanceNoiseConverges : PenaltyConverges
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new DiracGan(Penalty: DiracPenalty.InstanceNoise), Setting.Simultaneous(0.1), Setting.Alternating(0.1)) { Start = [1, 0], Steps = 300 };

    /// <inheritdoc/>
    public override Published Published => new("eigenvalues f''(0) sigma^2 +- sqrt(f''(0)^2 sigma^4 - f'(0)^2)", "section 3, lemma on instance noise", Setting.Remembered);

    private protected override string Parameter => "sigma";

    private protected override IReadOnlyList<(double Strength, DiracGan Game)> Games { get; } =
        [.. new[] { 0.3, 0.6, 1, 2 }.Select(sigma => (sigma, new DiracGan(Penalty: DiracPenalty.InstanceNoise, Sigma: sigma)))];
}
