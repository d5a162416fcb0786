using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The paper's overview: eight ways of training the Dirac-GAN by alternating descent.</summary>
[Entry(
    "mescheder2018/overview",
    "Of eight ways of training the Dirac-GAN, by alternating descent, those without a penalty, WGAN and WGAN-GP do not converge; consensus, instance noise and the gradient penalty do.",
    @"L_D = f(-D(0)) + f(D(\theta)) + \text{penalty},\quad D(x) = \psi x",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), figure of the convergence properties")]
public sealed record Overview : Claim
{
    private enum Fate
    {
        Converges,
        Approaches,
        Stays,
    }

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "not convergent: unregularised, WGAN, WGAN-GP; convergent: instance noise, gradient penalty",
        "figure of the convergence properties; abstract",
        "the figure's caption and the abstract were read; the list of its eight panels is remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "over the last tenth of 20,000 updates the greatest distance is, in every run, at most 0.01 of the start's for consensus, instance noise and both gradient penalties; at least 0.1 of it for the vanilla loss, WGAN and WGAN-GP; within a tenth of (1/r^2 + h t/8)^(-1/2), r at the start and t updates, for the non-saturating loss";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        const long Updates = 20_000;
        const double Eta = 0.1;
        var runs = setting.Full ? 512 : 64;
        var one = Setting.Alternating(Eta);
        var five = Setting.Alternating(Eta, 5);
        (string Name, DiracGan Game, Rule Rule, Fate Fate)[] ways =
        [
            ("vanilla", new(), one, Fate.Stays),
            ("non-saturating", new(DiracLoss.NonSaturating), one, Fate.Approaches),
            ("WGAN, 5 steps", new(DiracLoss.Wasserstein), five, Fate.Stays),
            ("WGAN-GP, 5 steps", new(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty, 1), five, Fate.Stays),
            ("consensus (simultaneous)", new(), new Consensus(1) { EtaG = Eta, EtaD = Eta }, Fate.Converges),
            ("instance noise", new(Penalty: DiracPenalty.InstanceNoise, Sigma: 1), one, Fate.Converges),
            ("gradient penalty, gamma 0.3", new(Penalty: DiracPenalty.R1, Gamma: 0.3), one, Fate.Converges),
            ("gradient penalty, critical", new(Penalty: DiracPenalty.R1, Gamma: 1), one, Fate.Converges),
        ];
        var shares = ways.Select(w => Envelope.Of(w.Game, w.Rule, runs, i => DrawnStart.Of(w.Game, setting.Seed, i), Updates * 9 / 10, Updates, setting)
            .Select(e => (e.Start, Share: e.High / e.Start)).ToList()).ToList();
        var right = ways.Zip(shares, (w, s) => w.Fate switch
        {
            Fate.Converges => s.Max(r => r.Share) <= 0.01,
            Fate.Approaches => s.TrueForAll(r => Math.Abs((r.Share * r.Start / Law(r.Start)) - 1) <= 0.1),
            _ => s.Min(r => r.Share) >= 0.1,
        }).ToList();
        return new(
            right.TrueForAll(r => r) ? Outcome.Holds : Outcome.Contradicted,
            right.Count(r => r),
            "ways of training that end as stated, of eight",
            $"{right.Count(r => r)} of {ways.Length} ways end as stated in every one of {runs} runs.",
            new(
                "Runs of 500 updates from (1, 1), step 0.1",
                [.. ways.Select((w, i) => Path(w.Name, w.Game, w.Rule, legend: i == 0))],
                Columns: 4))
        {
            Seeds = runs,
            Settings =
            [
                .. ways.Select(w => (w.Name, $"{w.Game.InOneLine()}; {w.Rule.InOneLine()}")),
                ("updates", Updates.Text()),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                Setting.SeedOf(setting),
            ],
            Table = new(
                ["way of training", "stated", "greatest distance in the last tenth / start: least to most", "as stated"],
                [.. ways.Select((w, i) => (IReadOnlyList<string>)
                [
                    w.Name,
                    w.Fate switch { Fate.Converges => "converges", Fate.Approaches => "approaches slowly", _ => "does not converge" },
                    $"{shares[i].Min(r => r.Share).Text("G3")} to {shares[i].Max(r => r.Share).Text("G3")}",
                    right[i] ? "yes" : "no",
                ])]),
        };

        // The greatest distance of the last tenth is that at its beginning.
        static double Law(double start) => 1 / Math.Sqrt((1 / (start * start)) + (Eta * Updates * 0.9 / 8));
    }

    private static Panel Path(string title, DiracGan game, Rule rule, bool legend)
    {
        var points = Simulation.Run(game, rule, [1, 1], 500).Points;
        return new(
            title,
            new("theta", Equal: true),
            new("psi"),
            [
                new Line(legend ? "run" : string.Empty, [.. points.Select(p => (double?)p.State[0])], [.. points.Select(p => (double?)p.State[1])]),
                new Points(legend ? "start" : string.Empty, [1], [1]),
                new Points(legend ? "equilibrium" : string.Empty, [0], [0]),
            ]);
    }
}
