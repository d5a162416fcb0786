using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>The paper's overview: eight ways of training the Dirac-GAN by alternating descent.</summary>
[Entry(
    "mescheder2018/overview",
    "Of eight ways of training the Dirac-GAN, by alternating descent, those without a penalty, WGAN and WGAN-GP "
        + "do not converge; consensus, instance noise and the gradient penalty do.",
    @"L_D = f(-D(0)) + f(D(\theta)) + \text{penalty},\quad D(x) = \psi x",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), figure of the convergence properties")]
public sealed record Overview : Claim<Overview.Measurements>
{
    private const long Updates = 20_000;
    private const double Eta = 0.1;

    private static readonly Rule One = Setting.Alternating(Eta);
    private static readonly Rule Five = Setting.Alternating(Eta, 5);

    private static readonly (string Name, DiracGan Game, Rule Rule, Fate Fate)[] Ways =
    [
        ("vanilla", new(), One, Fate.Stays),
        ("non-saturating", new(DiracLoss.NonSaturating), One, Fate.Approaches),
        ("WGAN, 5 steps", new(DiracLoss.Wasserstein), Five, Fate.Stays),
        ("WGAN-GP, 5 steps", new(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty, 1), Five, Fate.Stays),
        ("consensus (simultaneous)", new(), new Consensus(1) { EtaG = Eta, EtaD = Eta }, Fate.Converges),
        ("instance noise", new(Penalty: DiracPenalty.InstanceNoise, Sigma: 1), One, Fate.Converges),
        ("gradient penalty, gamma 0.3", new(Penalty: DiracPenalty.R1, Gamma: 0.3), One, Fate.Converges),
        ("gradient penalty, critical", new(Penalty: DiracPenalty.R1, Gamma: 1), One, Fate.Converges),
    ];

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
        "over the last tenth of 20,000 updates the greatest distance is, in every run, at most 0.01 of the "
        + "start's for consensus, instance noise and both gradient penalties; at least 0.1 of it for the vanilla "
        + "loss, WGAN and WGAN-GP; within a tenth of (1/r^2 + h t/8)^(-1/2), r at the start and t updates, for "
        + "the non-saturating loss";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Ways.Select(w => Follow(w.Game, w.Rule, setting))],
            [.. Ways.Select(w => Simulation.Run(w.Game, w.Rule, [1, 1], 500).Points.Select(p => p.State).ToList())]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var right = Ways.Zip(measured.Ends, (w, ends) => AsStated(w.Fate, ends)).ToList();
        return new(
            right.TrueForAll(r => r) ? Outcome.Holds : Outcome.Contradicted,
            right.Count(r => r),
            "ways of training that end as stated, of eight",
            $"{right.Count(r => r)} of {Ways.Length} ways end as stated in every one of {measured.Ends[0].Count} runs.",
            new(
                "Runs of 500 updates from (1, 1), step 0.1",
                [.. Ways.Select((w, i) => Plane(w.Name, measured.Paths[i], legend: i == 0))],
                Columns: 4))
        {
            Seeds = measured.Ends[0].Count,
            Settings = Settings(setting),
            Table = Table(measured.Ends, right),
        };
    }

    /// <summary>
    /// The greatest distance over the last tenth with the non-saturating loss, averaging over a turn: that at its
    /// beginning.
    /// </summary>
    /// <param name="start">The distance at the start.</param>
    internal static double Law(double start) => 1 / Math.Sqrt((1 / (start * start)) + (Eta * Updates * 0.9 / 8));

    private static int Runs(ClaimSetting setting) => setting.Full ? 512 : 64;

    private static List<Late> Follow(DiracGan game, Rule rule, ClaimSetting setting)
    {
        double[] Start(int run) => DrawnStart.Of(game, setting.Seed, run);
        var late = Envelope.Of(game, rule, Runs(setting), Start, Updates * 9 / 10, Updates, setting);
        return [.. late.Select(e => new Late(e.Start, e.High / e.Start))];
    }

    private static bool AsStated(Fate fate, IReadOnlyList<Late> ends) => fate switch
    {
        Fate.Converges => ends.Max(e => e.Share) <= 0.01,
        Fate.Approaches => ends.All(e => Math.Abs((e.Share * e.Start / Law(e.Start)) - 1) <= 0.1),
        _ => ends.Min(e => e.Share) >= 0.1,
    };

    private static string Stated(Fate fate) => fate switch
    {
        Fate.Converges => "converges",
        Fate.Approaches => "approaches slowly",
        _ => "does not converge",
    };

    private static Panel Plane(string title, IReadOnlyList<double[]> path, bool legend) => new(
        title,
        new("theta", Equal: true),
        new("psi"),
        [
            Drawing.Path(legend ? "run" : string.Empty, path),
            new Points(legend ? "start" : string.Empty, [1], [1]),
            new Points(legend ? "equilibrium" : string.Empty, [0], [0]),
        ]);

    private static ResultTable Table(IReadOnlyList<IReadOnlyList<Late>> ends, List<bool> right) => new(
        ["way of training", "stated", "greatest distance in the last tenth / start: least to most", "as stated"],
        [.. Ways.Select((w, i) => (IReadOnlyList<string>)
        [
            w.Name,
            Stated(w.Fate),
            $"{ends[i].Min(e => e.Share).Text("G3")} to {ends[i].Max(e => e.Share).Text("G3")}",
            right[i] ? "yes" : "no",
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        .. Ways.Select(w => (w.Name, $"{w.Game.InOneLine()}; {w.Rule.InOneLine()}")),
        ("updates", Updates.Text()),
        Setting.Square(Runs(setting)),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured, way by way as the settings list them.</summary>
    /// <param name="Ends">How each run ends.</param>
    /// <param name="Paths">The states of one run.</param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<Late>> Ends, IReadOnlyList<IReadOnlyList<double[]>> Paths);

    /// <summary>How a run ends.</summary>
    /// <param name="Start">The distance at the start.</param>
    /// <param name="Share">The greatest distance over the last tenth of the updates, as a share of it.</param>
    public sealed record Late(double Start, double Share);
}
