using System.Numerics;
using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>The least regulariser without oscillation.</summary>
[Entry(
    "becker2023/critical-regularisation",
    "Oscillation ends at the regulariser 2 sqrt(mu c N q^2) in the limit of small steps, "
    + "and this regulariser is the fastest.",
    @"s^2 + \lambda s + \mu c N q^2 = 0,\quad \lambda^* = 2\sqrt{\mu c N q^2},\quad "
    + @"\mu = \eta_g/\eta_d,\ c = 1/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125, "
    + "in the limit of small steps")]
public sealed record CriticalRegularisation : Claim<CriticalRegularisation.Measurements>
{
    private const double Offset = 1e-5;
    private const int Window = 3000;
    private static readonly (double Mu, double Sigma)[] Pairs = [(1, 1), (0.1, 1), (1, 4), (4, 0.5)];

    // eta-d times lambda*
    private static readonly double[] Scaled = [0.04, 0.02, 0.01, 0.005];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("2 sqrt(mu c N q^2)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "in each of four cases, with 1, 2 and 4 generated points of equal mass, the regulariser at which measured "
        + "multipliers turn from complex to real, under alternating updates, is within 1e-3 of lambda* - eta_g c N "
        + "q^2 (exact for alternating steps) and so tends to lambda*; and of 41 regularisers from lambda*/4 to 4 "
        + "lambda* the one with the least measured modulus is the nearest to lambda* at the smallest step";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("offset", "0.01")), new Alternating())
    {
        Axes = (new("eta", 0.01, 1, 40, IsLog: true), new("lambda", 0, 4, 40)),
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
        [
            .. Setting.Numbers.SelectMany(number => Pairs.Select(c => Measure(new(c.Mu, c.Sigma, number), setting))),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var worst = measured.Cases.SelectMany(Deviations).Worst();
        var fastest = measured.Cases.All(c => Fastest(c) == Nearest(c));
        return new(
            worst < 1e-3 && fastest ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of the measured critical regulariser from the formula",
            "The measured critical regularisers differ from lambda* - eta_g c N q^2 by at most "
            + $"{worst.Text("G2")} of them; {(fastest ? "in every case" : "not in every case")} "
            + "the fastest of the regularisers is the nearest to lambda*.",
            new("Rate of approach against the regulariser", [.. measured.Cases.Select(Panel)], Columns: 2))
        {
            Settings = Settings(),
            Table = Table(measured),
        };
    }

    /// <summary>The least regulariser without oscillation, at learning rates that are not small.</summary>
    private static double Exact(Setup at, double scaled) =>
        at.Limit - (at.Mu * at.EtaD(scaled) / (at.Sigma * at.Sigma * at.Number));

    private static IEnumerable<double> Deviations(Case at) =>
        at.Critical.Zip(Scaled, (found, scaled) => Math.Abs((found / Exact(at.Setup, scaled)) - 1));

    /// <summary>The regularisers over which the rate of approach is measured.</summary>
    private static double[] Around(double limit) => Setting.Range(limit / 4, limit * 4, 41, log: true);

    private static double Fastest(Case at) => Around(at.Setup.Limit)[at.Rates.ToList().IndexOf(at.Rates.Max())];

    private static double Nearest(Case at) =>
        Around(at.Setup.Limit).MinBy(l => Math.Abs(Math.Log(l / at.Setup.Limit)));

    private static Case Measure(Setup at, ClaimSetting setting)
    {
        var etaD = at.EtaD(Scaled[^1]);
        double Rate(double lambda) => -Math.Log(Multiplier(at, etaD, lambda).Magnitude) / etaD;
        return new(
            at,
            Setting.InParallel(Scaled, setting, scaled => Critical(at, scaled)),
            Setting.InParallel(Around(at.Limit), setting, Rate));
    }

    private static Complex Multiplier(Setup at, double etaD, double lambda) => MeanMode.Measure(
        Setting.Game(
            ("lambda", lambda.Exact()),
            ("sigma", at.Sigma.Exact()),
            ("radius", "0.5"),
            ("generated", at.Number.Text())),
        Setting.Alternating(at.Mu * etaD, etaD),
        Offset * at.Sigma,
        Window);

    /// <summary>By bisection, where the measured multipliers turn from complex to real.</summary>
    private static double Critical(Setup at, double scaled)
    {
        var (low, high) = (at.Limit / 2, at.Limit * 2);
        for (var i = 0; i < 24; i++)
        {
            var middle = Math.Sqrt(low * high);
            var complex = Multiplier(at, at.EtaD(scaled), middle).Imaginary != 0;
            (low, high) = complex ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(low * high);
    }

    private static Panel Panel(Case at)
    {
        var (mu, sigma, number) = at.Setup;
        return new(
            $"mu {mu.Text()}, sigma {sigma.Text()}, N {number.Text()}",
            new("regulariser lambda", Log: true),
            new("measured rate of approach, per unit of time"),
            [new Line("measured", Around(at.Setup.Limit).Gaps(), at.Rates.Gaps())])
        {
            Rules = [new("lambda*", at.Setup.Limit, Vertical: true)],
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        var (game, rule) = (Setting.Game(("radius", "0.5")), Setting.Alternating(1, 1));
        return
        [
            .. Setting.Describe(game, rule, "lambda", "sigma", "eta-g", "eta-d", "offset", "generated"),
            ("generated", "1, 2 and 4, of equal mass"),
            ("eta-d", $"{Scaled.List()}, each divided by lambda*"),
            ("eta-g", "mu eta-d"),
            ("start", "1e-5 bandwidths from the equilibrium"),
            ("critical", "by bisection on whether the measured multipliers are complex"),
        ];
    }

    private static IReadOnlyList<string> Row(Case c)
    {
        return
        [
            c.Setup.Mu.Text(),
            c.Setup.Sigma.Text(),
            c.Setup.Number.Text(),
            c.Setup.Limit.Text("F5"),
            .. c.Critical.Select(found => found.Text("F5")),
            Exact(c.Setup, Scaled[^1]).Text("F5"),
            Fastest(c).Text("F4"),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        return new(
            [
                "mu",
                "sigma",
                "N",
                "lambda*",
                .. Scaled.Select(s => $"measured, eta-d lambda* = {s.Text()}"),
                $"lambda* - eta_g c N q^2 at {Scaled[^1].Text()}",
                "fastest of 41",
            ],
            [.. measured.Cases.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cases">The four cases with each number of generated points.</param>
    public sealed record Measurements(IReadOnlyList<Case> Cases);

    /// <summary>What is measured at one ratio of learning rates, bandwidth and number of generated points.</summary>
    /// <param name="Setup">Those three.</param>
    /// <param name="Critical">The critical regulariser at each learning rate, the greatest first.</param>
    /// <param name="Rates">
    /// The rate of approach per unit of time at the smallest one, at 41 regularisers from lambda*/4 to 4 lambda*.
    /// </param>
    public sealed record Case(Setup Setup, IReadOnlyList<double> Critical, IReadOnlyList<double> Rates);

    /// <summary>What a case is measured at.</summary>
    /// <param name="Mu">The generator's learning rate divided by the discriminator's.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Number">The number of generated points, of equal mass.</param>
    public sealed record Setup(double Mu, double Sigma, int Number)
    {
        /// <summary>lambda*, in the limit of small learning rates.</summary>
        internal double Limit => 2 * Math.Sqrt(Mu / Number) / Sigma;

        /// <summary>The discriminator's learning rate of which lambda* times it is this.</summary>
        /// <param name="scaled">The product.</param>
        internal double EtaD(double scaled) => scaled / Limit;
    }
}
