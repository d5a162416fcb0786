using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>In the damped band only eta_d lambda matters.</summary>
[Entry(
    "becker2023/damped-band",
    "While alternating updates oscillate, their rate is sqrt(1 - eta_d lambda), "
    + "whatever the bandwidth and the generator's step.",
    @"|\rho| = \sqrt{1-a} \quad \text{for } (1-\sqrt{1-a})^2 < b < (1+\sqrt{1-a})^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record DampedBand : Claim<DampedBand.Measurements>
{
    private const double EtaD = 0.5;
    private const double Offset = 1e-5;
    private const int Window = 300;
    private static readonly double[] Lambdas = [0.02, 0.1, 0.4, 1];

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("sqrt(1 - eta_d lambda)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "over bandwidths from 0.2 to 5, generator steps from 0.02 to 2 and four regularisers, "
        + "every measured modulus inside the band is within 1e-5 of sqrt(1 - eta_d lambda), "
        + "and bandwidths and steps inside the band each span a factor of 10";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("lambda", "0.1"), ("radius", "0.5")), new Alternating())
    {
        Axes = (new("sigma", 0.2, 5, 40, IsLog: true), new("eta-g", 0.02, 2, 40, IsLog: true)),
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var sigmas = Setting.Range(0.2, 5, 21, log: true);
        var cases = Lambdas
            .SelectMany(lambda => Etas(setting).SelectMany(etaG => sigmas.Select(sigma => (lambda, etaG, sigma))))
            .ToList();
        return new(Setting.InParallel(cases, setting, c => Measure(c.lambda, c.etaG, c.sigma)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var inside = measured.Cases.Where(IsInside).ToList();
        var bands = inside.GroupBy(c => c.Lambda).ToList();
        var worst = inside.Select(c => Math.Abs(c.Modulus - Root(c.Lambda))).Worst();
        var spans = bands.TrueForAll(band => Spans(band, c => c.Sigma) && Spans(band, c => c.EtaG));
        return new(
            worst < 1e-5 && spans ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of a measured modulus from sqrt(1 - eta_d lambda) inside the band",
            $"{inside.Count} of {measured.Cases.Count} cases lie inside the band; their measured moduli differ from "
            + $"sqrt(1 - eta_d lambda) by at most {worst.Text("G2")}. Outside it bandwidth and step matter.",
            new("Measured modulus against b, over all bandwidths and generator steps", [Panel(measured)]))
        {
            Settings = Settings(setting),
            Table = Table(bands),
        };
    }

    private static double[] Etas(ClaimSetting setting) => Setting.Range(0.02, 2, setting.Full ? 41 : 11, log: true);

    private static Case Measure(double lambda, double etaG, double sigma)
    {
        var game = Setting.Game(("lambda", lambda.Exact()), ("sigma", sigma.Exact()), ("radius", "0.5"));
        var multiplier = MeanMode.Measure(game, Setting.Alternating(etaG, EtaD), Offset * sigma, Window);
        return new(lambda, etaG, sigma, multiplier.Magnitude);
    }

    private static double Root(double lambda) => Math.Sqrt(1 - (EtaD * lambda));

    private static double B(Case c) => EtaD * c.EtaG / (c.Sigma * c.Sigma);

    /// <summary>Whether a case lies inside the band, a thousandth off its ends.</summary>
    private static bool IsInside(Case c)
    {
        var root = Root(c.Lambda);
        return B(c) > 1.001 * Math.Pow(1 - root, 2) && B(c) < 0.999 * Math.Pow(1 + root, 2);
    }

    private static bool Spans(IEnumerable<Case> cases, Func<Case, double> value) =>
        cases.Max(value) >= 10 * cases.Min(value);

    private static Panel Panel(Measurements measured)
    {
        Points Cloud(double lambda, int colour)
        {
            var cases = measured.Cases.Where(c => c.Lambda == lambda).ToList();
            return new($"lambda {lambda.Text()}", cases.Select(B).Gaps(), cases.Select(c => c.Modulus).Gaps())
            {
                Colour = colour,
            };
        }

        return new(
            string.Empty,
            new("b = eta_d eta_g / sigma^2", Log: true),
            new("measured modulus", Low: 0.6, High: 1.3),
            [.. Lambdas.Select(Cloud)])
        {
            Rules = [.. Lambdas.Select(l => new Panel.Rule($"sqrt(1-a), lambda {l.Text()}", Root(l)))],
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        var (game, rule) = (Setting.Game(("radius", "0.5")), Setting.Alternating(1, EtaD));
        return
        [
            .. Setting.Describe(game, rule, "lambda", "sigma", "eta-g", "offset"),
            ("lambda", Lambdas.List()),
            ("sigma", "21 values from 0.2 to 5"),
            ("eta-g", $"{Etas(setting).Length} values from 0.02 to 2"),
            ("start", "1e-5 bandwidths from the equilibrium"),
            ("measured", $"the recurrence of two terms that fits the first {Window} updates"),
        ];
    }

    private static string Span(IEnumerable<double> values) => $"{values.Min().Text()} to {values.Max().Text()}";

    private static IReadOnlyList<string> Row(IGrouping<double, Case> band)
    {
        return
        [
            band.Key.Text(),
            Root(band.Key).Text("F6"),
            band.Count().Text(),
            band.Min(c => c.Modulus).Text("F6"),
            band.Max(c => c.Modulus).Text("F6"),
            Span(band.Select(c => c.Sigma)),
            Span(band.Select(c => c.EtaG)),
        ];
    }

    private static ResultTable Table(IEnumerable<IGrouping<double, Case>> bands)
    {
        string[] headers =
        [
            "lambda",
            "sqrt(1-a)",
            "cases inside",
            "least modulus",
            "largest modulus",
            "bandwidths inside",
            "eta-g inside",
        ];
        return new(headers, [.. bands.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cases">Each regulariser, generator's learning rate and bandwidth, inside the band or not.</param>
    public sealed record Measurements(IReadOnlyList<Case> Cases);

    /// <summary>What is measured at one setting.</summary>
    /// <param name="Lambda">The regulariser.</param>
    /// <param name="EtaG">The generator's learning rate.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Modulus">The measured modulus of the leading multiplier.</param>
    public sealed record Case(double Lambda, double EtaG, double Sigma, double Modulus);
}
