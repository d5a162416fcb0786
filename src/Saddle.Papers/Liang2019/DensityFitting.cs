using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Which methods converge when a linear generator fits a Gaussian's covariance.</summary>
[Entry(
    "liang2019/density-fitting",
    "Fitting a Gaussian, OMD, CO, IU, PM and EG converge near the target; plain descent does not, simultaneous or alternating.",
    @"\min_V \max_W\ \operatorname{tr} W(\Sigma - V V^\top)",
    "Liang and Stokes 2019 (arXiv:1802.06132), experiments on density fitting; the game of Daskalakis et al. 2018 (arXiv:1711.00141)")]
public sealed record DensityFitting : Claim
{
    private const double Fitted = 1e-3;

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("the four methods converge locally, plain descent does not", "experiments on fitting Gaussians", "that there are such experiments was read in a summary of the paper; its settings are unknown to us, so the game and the steps are ours");

    /// <inheritdoc/>
    public override string Condition => "from starts at distance 0.3 the share of runs whose |VV' - S| stays below 0.001 over the last tenth has an interval above 0.9 for OMD, CO, IU, PM and EG and below 0.1 for simultaneous and alternating descent";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(new GaussianWgan([0.5, 2]), new Simultaneous(), new Optimistic(), new Consensus(1), new Extragradient()) { Steps = 10_000 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = new GaussianWgan([0.5, 2]);
        var runs = setting.Full ? 1024 : 64;
        const long Updates = 10_000;
        (string Name, Rule Rule)[] rules =
        [
            ("SGA", new Simultaneous()),
            ("alternating", new Alternating()),
            ("OMD", new Optimistic()),
            ("CO", new Consensus(1)),
            ("IU", new Implicit()),
            ("PM", new Predictive(0.2)),
            ("EG", new Extragradient()),
        ];
        Func<int, double[]> near = run => Starts.OnSphere(game, 0.3, setting.Seed, run);
        Func<int, double[]> far = run => DrawnStart.Of(game, setting.Seed, run);
        var shares = rules.Select(r => (Near: Share(r.Rule, near), Far: Share(r.Rule, far))).ToList();
        var holds = shares.Select((s, i) => i < 2 ? s.Near.High < 0.1 : s.Near.Low > 0.9).All(h => h);
        double?[] places = [.. rules.Select((_, i) => (double?)i)];
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            shares.Skip(2).Min(s => s.Near.Rate),
            "least share of runs that fit, over OMD, CO, IU, PM and EG",
            $"Near the target all runs fit under {Names(s => s.Near.Rate == 1)}, none under {Names(s => s.Near.Rate == 0)}. From anywhere in the cube the shares are {string.Join(", ", rules.Zip(shares, (r, s) => $"{r.Name} {s.Far.Rate.Text("F2")}"))}.",
            new(
                "Share of runs that fit the covariance",
                [
                    new(
                        string.Empty,
                        new("method") { Categories = [.. rules.Select(r => r.Name)] },
                        new("share of runs", Low: 0, High: 1),
                        [Bars("from distance 0.3", [.. shares.Select(s => s.Near)]), Bars("from the cube", [.. shares.Select(s => s.Far)])]),
                ]))
        {
            Interval = (shares.Skip(2).Min(s => s.Near.Low), shares.Skip(2).Min(s => s.Near.High)),
            Seeds = runs,
            Settings =
            [
                ("game", game.InOneLine()),
                .. rules.Select(r => ($"rule, {r.Name}", r.Rule.InOneLine())),
                ("updates", Updates.Text()),
                ("fits", $"|VV' - S| (Frobenius) at most {Fitted.Text()} over the last tenth of the updates"),
                ("starts", $"{runs} at distance 0.3 from V = S^(1/2), W = 0; as many uniform in (-1, 1) in each coordinate"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["method", "fit from distance 0.3", "fit from the cube"],
                [.. rules.Zip(shares, (r, s) => (IReadOnlyList<string>)[r.Name, s.Near.Share(), s.Far.Share()])]),
        };

        Proportion Share(Rule rule, Func<int, double[]> start) =>
            new(Envelope.Of(game, rule, runs, start, Updates * 9 / 10, Updates, setting).Count(e => e.High <= Fitted), runs);

        Bars Bars(string name, Proportion[] of) => new(name, places, [.. of.Select(s => (double?)s.Rate)])
        {
            Low = [.. of.Select(s => (double?)s.Low)],
            High = [.. of.Select(s => (double?)s.High)],
        };

        string Names(Func<(Proportion Near, Proportion Far), bool> which) => string.Join(", ", rules.Where((_, i) => which(shares[i])).Select(r => r.Name));
    }
}
