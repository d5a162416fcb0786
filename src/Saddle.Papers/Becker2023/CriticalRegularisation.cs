using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>The least regulariser without oscillation.</summary>
[Entry(
    "becker2023/critical-regularisation",
    "Oscillation ends at the regulariser 2 sqrt(mu c N q^2) in the limit of small steps, and this regulariser is the fastest.",
    @"s^2 + \lambda s + \mu c N q^2 = 0,\quad \lambda^* = 2\sqrt{\mu c N q^2},\quad \mu = \eta_g/\eta_d,\ c = 1/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125, in the limit of small steps")]
public sealed record CriticalRegularisation : Claim
{
    private const double Offset = 1e-5;
    private static readonly (double Mu, double Sigma)[] Cases = [(1, 1), (0.1, 1), (1, 4), (4, 0.5)];
    private static readonly double[] Steps = [0.04, 0.02, 0.01, 0.005];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("2 sqrt(mu c N q^2)", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "in each of four cases the regulariser at which measured multipliers turn from complex to real, under alternating updates, is within 1e-3 of lambda* - eta_g c N q^2 (exact for alternating steps) and so tends to lambda*; and of 41 regularisers from lambda*/4 to 4 lambda* the one with the least measured modulus is the nearest to lambda* at the smallest step";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("offset", "0.01")), new Alternating()) { Axes = ("eta=0.01:1:40:log", "lambda=0:4:40") };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (worst, fastest) = (0.0, true);
        var rows = new List<IReadOnlyList<string>>();
        var panels = new List<Panel>();
        foreach (var (mu, sigma) in Cases)
        {
            var limit = 2 * Math.Sqrt(mu) / sigma;
            string[] row = [mu.Text(), sigma.Text(), limit.Text("F5")];
            var found = Setting.InParallel(Steps, setting, step => Critical(mu, sigma, step, limit));
            for (var i = 0; i < Steps.Length; i++)
            {
                var exact = limit - (mu * EtaD(Steps[i], limit) / (sigma * sigma));
                worst = Math.Max(worst, Math.Abs((found[i] / exact) - 1));
            }

            double[] around = [.. Setting.Range(limit / 4, limit * 4, 41, log: true)];
            var etaD = EtaD(Steps[^1], limit);
            var rates = Setting.InParallel(around, setting, lambda => -Math.Log(Multipliers(mu, sigma, etaD, lambda).First.Magnitude) / etaD);
            var best = around[Array.IndexOf(rates, rates.Max())];
            fastest &= best == around.MinBy(l => Math.Abs(Math.Log(l / limit)));
            rows.Add([.. row, .. found.Select(f => f.Text("F5")), (limit - (mu * etaD / (sigma * sigma))).Text("F5"), best.Text("F4")]);
            panels.Add(new($"mu {mu.Text()}, sigma {sigma.Text()}", new("regulariser lambda", Log: true), new("measured rate of approach, per unit of time"), [new Line("measured", [.. around.Select(l => (double?)l)], rates.Gaps())])
            {
                Rules = [new("lambda*", limit, Vertical: true)],
            });
        }

        return new(
            worst < 1e-3 && fastest ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of the measured critical regulariser from the formula",
            $"The measured critical regularisers differ from lambda* - eta_g c N q^2 by at most {worst.Text("G2")} of them; {(fastest ? "in every case" : "not in every case")} the fastest of the regularisers is the nearest to lambda*.",
            new("Rate of approach against the regulariser", panels, Columns: 2))
        {
            Settings = [.. Setting.Describe(Setting.Game(("radius", "0.5")), Setting.Orders[0].Make(1, 1)).Where(s => s.Name is not ("lambda" or "sigma" or "eta-g" or "eta-d" or "offset")), ("eta-d", $"{string.Join(", ", Steps.Select(s => s.Text()))}, each divided by lambda*"), ("eta-g", "mu eta-d"), ("start", "1e-5 bandwidths from the equilibrium"), ("critical", "by bisection on whether the measured multipliers are complex")],
            Table = new(["mu", "sigma", "lambda*", .. Steps.Select(s => $"measured, eta-d lambda* = {s.Text()}"), $"lambda* - eta_g c at {Steps[^1].Text()}", "fastest of 41"], rows),
        };
    }

    private static double EtaD(double step, double limit) => step / limit;

    private static (System.Numerics.Complex First, System.Numerics.Complex Second) Multipliers(double mu, double sigma, double etaD, double lambda) =>
        Setting.Multipliers(Setting.Displacements(Setting.Game(("lambda", lambda.Exact()), ("sigma", sigma.Exact()), ("radius", "0.5")), Setting.Orders[0].Make(mu * etaD, etaD), Offset * sigma, 3000));

    private static double Critical(double mu, double sigma, double step, double limit)
    {
        var (low, high) = (limit / 2, limit * 2);
        for (var i = 0; i < 24; i++)
        {
            var middle = Math.Sqrt(low * high);
            var complex = Multipliers(mu, sigma, EtaD(step, limit), middle).First.Imaginary != 0;
            (low, high) = complex ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(low * high);
    }
}
