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
    private static readonly (double Mu, double Sigma)[] Cases = [(1, 1), (0.1, 1), (1, 4), (4, 0.5)];

    // eta-d times lambda*
    private static readonly double[] Scaled = [0.04, 0.02, 0.01, 0.005];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("2 sqrt(mu c N q^2)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "in each of four cases the regulariser at which measured multipliers turn from complex to real, "
        + "under alternating updates, is within 1e-3 of lambda* - eta_g c N q^2 (exact for alternating steps) and so "
        + "tends to lambda*; and of 41 regularisers from lambda*/4 to 4 lambda* the one with the least measured "
        + "modulus is the nearest to lambda* at the smallest step";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("offset", "0.01")), new Alternating())
    {
        Axes = (new("eta", 0.01, 1, 40, IsLog: true), new("lambda", 0, 4, 40)),
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Cases.Select(c => Measure(c.Mu, c.Sigma, setting))]);
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

    /// <summary>lambda*, in the limit of small learning rates.</summary>
    private static double Limit(double mu, double sigma) => 2 * Math.Sqrt(mu) / sigma;

    /// <summary>The least regulariser without oscillation, at learning rates that are not small.</summary>
    private static double Exact(Case at, double scaled)
    {
        var limit = Limit(at.Mu, at.Sigma);
        return limit - (at.Mu * EtaD(scaled, limit) / (at.Sigma * at.Sigma));
    }

    private static IEnumerable<double> Deviations(Case at) =>
        at.Critical.Zip(Scaled, (found, scaled) => Math.Abs((found / Exact(at, scaled)) - 1));

    private static double EtaD(double scaled, double limit) => scaled / limit;

    /// <summary>The regularisers over which the rate of approach is measured.</summary>
    private static double[] Around(double limit) => Setting.Range(limit / 4, limit * 4, 41, log: true);

    private static double Fastest(Case at) =>
        Around(Limit(at.Mu, at.Sigma))[at.Rates.ToList().IndexOf(at.Rates.Max())];

    private static double Nearest(Case at)
    {
        var limit = Limit(at.Mu, at.Sigma);
        return Around(limit).MinBy(l => Math.Abs(Math.Log(l / limit)));
    }

    private static Case Measure(double mu, double sigma, ClaimSetting setting)
    {
        var limit = Limit(mu, sigma);
        var etaD = EtaD(Scaled[^1], limit);
        double Rate(double lambda) => -Math.Log(Multiplier(mu, sigma, etaD, lambda).Magnitude) / etaD;
        return new(
            mu,
            sigma,
            Setting.InParallel(Scaled, setting, scaled => Critical(mu, sigma, scaled, limit)),
            Setting.InParallel(Around(limit), setting, Rate));
    }

    private static Complex Multiplier(double mu, double sigma, double etaD, double lambda) => MeanMode.Measure(
        Setting.Game(("lambda", lambda.Exact()), ("sigma", sigma.Exact()), ("radius", "0.5")),
        Setting.Alternating(mu * etaD, etaD),
        Offset * sigma,
        Window);

    /// <summary>By bisection, where the measured multipliers turn from complex to real.</summary>
    private static double Critical(double mu, double sigma, double scaled, double limit)
    {
        var (low, high) = (limit / 2, limit * 2);
        for (var i = 0; i < 24; i++)
        {
            var middle = Math.Sqrt(low * high);
            var complex = Multiplier(mu, sigma, EtaD(scaled, limit), middle).Imaginary != 0;
            (low, high) = complex ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(low * high);
    }

    private static Panel Panel(Case at)
    {
        var limit = Limit(at.Mu, at.Sigma);
        return new(
            $"mu {at.Mu.Text()}, sigma {at.Sigma.Text()}",
            new("regulariser lambda", Log: true),
            new("measured rate of approach, per unit of time"),
            [new Line("measured", Around(limit).Gaps(), at.Rates.Gaps())])
        {
            Rules = [new("lambda*", limit, Vertical: true)],
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings()
    {
        var (game, rule) = (Setting.Game(("radius", "0.5")), Setting.Alternating(1, 1));
        return
        [
            .. Setting.Describe(game, rule, "lambda", "sigma", "eta-g", "eta-d", "offset"),
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
            c.Mu.Text(),
            c.Sigma.Text(),
            Limit(c.Mu, c.Sigma).Text("F5"),
            .. c.Critical.Select(found => found.Text("F5")),
            Exact(c, Scaled[^1]).Text("F5"),
            Fastest(c).Text("F4"),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        return new(
            [
                "mu",
                "sigma",
                "lambda*",
                .. Scaled.Select(s => $"measured, eta-d lambda* = {s.Text()}"),
                $"lambda* - eta_g c at {Scaled[^1].Text()}",
                "fastest of 41",
            ],
            [.. measured.Cases.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cases">The four cases.</param>
    public sealed record Measurements(IReadOnlyList<Case> Cases);

    /// <summary>What is measured at one ratio of learning rates and one bandwidth.</summary>
    /// <param name="Mu">The generator's learning rate divided by the discriminator's.</param>
    /// <param name="Sigma">The bandwidth.</param>
    /// <param name="Critical">The critical regulariser at each learning rate, the greatest first.</param>
    /// <param name="Rates">
    /// The rate of approach per unit of time at the smallest one, at 41 regularisers from lambda*/4 to 4 lambda*.
    /// </param>
    public sealed record Case(double Mu, double Sigma, IReadOnlyList<double> Critical, IReadOnlyList<double> Rates);
}
