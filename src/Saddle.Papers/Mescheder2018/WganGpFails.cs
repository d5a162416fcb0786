using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Mescheder2018;

/// <summary>
/// The penalty of WGAN-GP does not make the Dirac-GAN converge: runs end on a cycle, or at rest elsewhere.
/// </summary>
[Entry(
    "mescheder2018/wgan-gp-fails",
    "WGAN-GP with finitely many discriminator steps does not converge to the Dirac-GAN's equilibrium; its runs "
        + "stay bounded.",
    @"L_D = \psi\theta + \tfrac{\gamma}{2} (|\psi| - g_0)^2,\ g_0 > 0:\ \psi = 0\ \text{is repelled}",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 3")]
public sealed record WganGpFails : Claim<WganGpFails.Measurements>
{
    private const double Away = 0.1;
    private const double Bounded = 10;
    private const double Eta = 0.1;

    private static readonly DiracGan Game = new(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty, Gamma: 1);

    private static readonly (string Name, Rule Rule)[] Rules =
    [
        ("simultaneous", Setting.Simultaneous(Eta)),
        ("alternating, 1 step", Setting.Alternating(Eta)),
        ("alternating, 5 steps", Setting.Alternating(Eta, 5)),
    ];

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new(
        "does not converge to the equilibrium",
        "abstract; section 3, lemma on WGAN-GP",
        "the abstract was read; the lemma is remembered");

    /// <inheritdoc/>
    public override string Condition =>
        "under simultaneous descent and under alternating descent with 1 and 5 discriminator steps, over the "
        + "last tenth of the updates every run's greatest distance is at least 0.1 and at most 10";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(
        new DiracGan(DiracLoss.Wasserstein, DiracPenalty.GradientPenalty),
        Setting.Simultaneous(0.1),
        Setting.Alternating(0.1))
    {
        Start = [1, 0],
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        static List<double[]> Path(Rule rule) =>
            [.. Simulation.Run(Game, rule, [0.8, 0.4], 2000).Points.Select(p => p.State)];
        return new([.. Rules.Select(r => Follow(r.Rule, setting))], [.. Rules.Select(r => Path(r.Rule))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (ends, paths) = measured;
        var (closest, farthest) = (ends.Min(of => of.Min(e => e.High)), ends.Max(of => of.Max(e => e.High)));
        var resting = Rules.Zip(ends, (r, of) => $"{r.Name}: {Resting(of)} of {of.Count} at rest elsewhere");
        return new(
            closest >= Away && farthest <= Bounded ? Outcome.Holds : Outcome.Contradicted,
            closest,
            "least over all runs of the greatest distance in the last tenth",
            $"Of {ends.Sum(of => of.Count)} runs none reaches the equilibrium: in the last tenth of "
                + $"{Updates(setting)} updates the greatest distance of each lies between {closest.Text("F3")} "
                + $"and {farthest.Text("F3")}. {string.Join("; ", resting)}; the others go round on a cycle. A "
                + "run can rest at theta = gamma g0 or its negative, where the discriminator's slope vanishes on "
                + "one side.",
            new("Late parts of runs of WGAN-GP", [.. Rules.Zip(paths, (r, path) => Plane(r.Name, path))], Columns: 3))
        {
            Seeds = ends[0].Count,
            Settings = Settings(setting),
            Table = Table(ends),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 1024 : 64;

    private static long Updates(ClaimSetting setting) => setting.Full ? 200_000 : 20_000;

    private static List<Late> Follow(Rule rule, ClaimSetting setting)
    {
        var updates = Updates(setting);
        double[] Start(int run) => DrawnStart.Of(Game, setting.Seed, run);
        var late = Envelope.Of(Game, rule, Runs(setting), Start, updates * 9 / 10, updates, setting);
        return [.. late.Select(e => new Late(e.Low, e.High))];
    }

    private static int Resting(IReadOnlyList<Late> ends) => ends.Count(e => e.High - e.Low < 1e-6);

    private static Panel Plane(string title, IReadOnlyList<double[]> path) => new(
        title,
        new("theta", Equal: true),
        new("psi"),
        [
            Drawing.Path("first 200 updates", path.Take(200)),
            Drawing.Path("last 500 of 2000", path.Skip(1500)),
            new Points("equilibrium", [0], [0]),
        ]);

    private static ResultTable Table(IReadOnlyList<IReadOnlyList<Late>> ends) => new(
        ["rule", "least distance in the last tenth", "greatest distance: least to most over runs", "runs at rest"],
        [.. Rules.Zip(ends, (r, of) => (IReadOnlyList<string>)
        [
            r.Name,
            of.Min(e => e.Low).Text(),
            $"{of.Min(e => e.High).Text()} to {of.Max(e => e.High).Text()}",
            Resting(of).Text(),
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", Game.InOneLine()),
        .. Rules.Select(r => ($"rule, {r.Name}", r.Rule.InOneLine())),
        ("updates", Updates(setting).Text()),
        Setting.Square(Runs(setting)),
        Setting.SeedOf(setting),
    ];

    /// <summary>
    /// What is measured, under simultaneous and alternating descent with 1 and with 5 discriminator steps.
    /// </summary>
    /// <param name="Ends">How each run ends.</param>
    /// <param name="Paths">The states of one run of 2,000 updates.</param>
    public sealed record Measurements(
        IReadOnlyList<IReadOnlyList<Late>> Ends, IReadOnlyList<IReadOnlyList<double[]>> Paths);

    /// <summary>Between which distances a run moves over the last tenth of its updates.</summary>
    /// <param name="Low">The least.</param>
    /// <param name="High">The greatest.</param>
    public sealed record Late(double Low, double High);
}
