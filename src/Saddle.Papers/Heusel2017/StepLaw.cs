using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// Under which rates a network's equilibrium bears: where the critic is linear, the generator's rate alone says.
/// </summary>
[Entry(
    "heusel2017/step-law",
    "Near an equilibrium of a network with a linear critic and an R1 penalty, training stays or leaves by the "
        + "generator's rate alone, whatever the ratio of the two rates; and as fast as the law says.",
    @"\rho^2 = 1 - \gamma\eta_D + \eta_D\eta_G s^2 \text{ (complex pair)}:\quad \rho < 1 \iff \eta_G s^2 < \gamma",
    "after Heusel et al. 2017 (arXiv:1706.08500), section 2: the discriminator's rate against the generator's; the "
        + "law is derived")]
public sealed record StepLaw : Claim<StepLaw.Measurements>
{
    private const double Gamma = 1;
    private const double Near = 0.01;
    private const double Inside = 1e-10;
    private const double Outside = 1e-7;
    private const long Most = 4000;
    private const double Tolerance = 0.1;

    private static readonly double[] EtaG = [0.05, 0.1, 0.2, 0.4, 0.8];
    private static readonly double[] EtaD = [0.01, 0.1, 0.6];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "the discriminator must have the faster time scale",
        "theorem 1",
        "remembered; the law is derived, and it is another");

    /// <inheritdoc/>
    public override string Condition =>
        "over five rates of the generator, three of the discriminator and all seeds, in at least 90 % of the cells the "
        + "slope of the logarithm of the distance along the leading pair is within 10 % of the law's log radius; and "
        + "at least a third of the cells are stable and a third are not";

    /// <summary>The rule with two rates; a test puts a wrong one in its place.</summary>
    internal Func<double, double, Rule> Rule { get; init; } =
        (etaG, etaD) => new Simultaneous { EtaG = etaG, EtaD = etaD };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cells = Enumerable.Range(0, Seeds(setting))
            .SelectMany(seed => EtaG.SelectMany(g => EtaD.Select(d => (seed, g, d))))
            .ToList();
        var found = new Cell[cells.Count];
        Pieces.Each(
            cells.Count,
            i => found[i] = Follow(setting.Seed + ((ulong)cells[i].seed << 32), cells[i].g, cells[i].d),
            cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return new(found);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var all = measured.Cells;
        var (right, stable) = (all.Count(IsRight), all.Count(c => LogRadius(c) < 0));
        var verdicts = all.Count(c => c.Slope < 0 == c.EtaG * c.S * c.S < Gamma);
        var enough = 10 * right >= 9 * all.Count && 3 * stable >= all.Count && 3 * (all.Count - stable) >= all.Count;
        return new(
            enough ? Outcome.Holds : Outcome.Contradicted,
            (double)right / all.Count,
            "share of the cells whose slope is within 10 % of the law's log radius",
            $"In {right.Text()} of {all.Count.Text()} cells the slope is within 10 % of the law; {stable.Text()} are "
                + $"stable by it. Training stays or leaves as eta_G s^2 < gamma says in {verdicts.Text()}.",
            new("The rate of approach or departure, measured and by the law", [Panel(all)]))
        {
            Seeds = Seeds(setting),
            Settings = Settings(setting),
            Table = Table(all),
        };
    }

    /// <summary>The logarithm of the pair's spectral radius.</summary>
    internal static double LogRadius(double etaG, double etaD, double s) => Math.Log(Planar.Radius(
        2 - (Gamma * etaD), 1 - (Gamma * etaD) + (etaD * etaG * s * s)));

    private static double LogRadius(Cell c) => LogRadius(c.EtaG, c.EtaD, c.S);

    private static bool IsRight(Cell c) => Math.Abs(c.Slope - LogRadius(c)) <= Tolerance * Math.Abs(LogRadius(c));

    private static int Seeds(ClaimSetting setting) => setting.Full ? 20 : 6;

    private Cell Follow(ulong seed, double etaG, double etaD)
    {
        var game = new LinearCriticGan(seed, Gamma);
        var interaction = game.Interaction();
        var direction = interaction.VT.Row(0).ToArray();
        var own = interaction.U.Column(0).ToArray();
        var start = game.Equilibrium();
        var leaves = LogRadius(etaG, etaD, interaction.S[0]) > 0;
        for (var i = 0; i < direction.Length; i++)
        {
            start[i] += (leaves ? Outside : Near) * direction[i];
        }

        return new(etaG, etaD, interaction.S[0], Slope(game, Rule(etaG, etaD), start, direction, own));
    }

    // Of the logarithm of the distance in the plane of the pair, which takes out all directions that nothing moves.
    private static double Slope(
        LinearCriticGan game, Rule rule, double[] start, double[] direction, double[] own)
    {
        var (centre, logs) = (game.Equilibrium(), new List<double>());
        var run = new Lockstep<Real>(game, rule);
        run.Begin([start], seed: 1);
        while (run.Advance(Most))
        {
            var (theta, psi) = (0.0, 0.0);
            for (var i = 0; i < direction.Length; i++)
            {
                theta += direction[i] * (run.State[i].Value - centre[i]);
            }

            for (var i = 0; i < own.Length; i++)
            {
                psi += own[i] * run.State[direction.Length + i].Value;
            }

            var distance = Math.Sqrt((theta * theta) + (psi * psi));
            if (distance is not (> Inside and < 2 * Near))
            {
                break;
            }

            logs.Add(Math.Log(distance));
        }

        return logs.Count < 3
            ? double.NaN
            : Statistics.Slope([.. Enumerable.Range(0, logs.Count).Select(i => (double)i)], logs);
    }

    private static Panel Panel(IReadOnlyList<Cell> all) => new(
        string.Empty,
        new("log radius by the law"),
        new("measured slope of the log distance"),
        [
            .. all.GroupBy(c => c.EtaD).Select(of => new Points(
                $"eta_D {of.Key.Text()}", of.Select(LogRadius).Gaps(), of.Select(c => c.Slope).Gaps())),
            new Line("equal", [all.Min(LogRadius), all.Max(LogRadius)], [all.Min(LogRadius), all.Max(LogRadius)])
            {
                Stroke = Stroke.Dash,
            },
        ]);

    private static ResultTable Table(IReadOnlyList<Cell> all) => new(
        ["eta_G", "eta_D", "ratio (D by G)", "stable by the law", "approaches", "within 10 %"],
        [
            .. all.GroupBy(c => (c.EtaG, c.EtaD)).Select(of => (IReadOnlyList<string>)
            [
                of.Key.EtaG.Text(),
                of.Key.EtaD.Text(),
                (of.Key.EtaD / of.Key.EtaG).Text(),
                $"{of.Count(c => LogRadius(c) < 0).Text()} of {of.Count().Text()}",
                of.Count(c => c.Slope < 0).Text(),
                of.Count(IsRight).Text(),
            ]),
        ]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("generator", "one hidden layer of 4, tanh, latent 2, normal parameters; 16 latent vectors, the same always"),
        ("discriminator", "linear, R1 penalty of weight 1"),
        ("objective", "wasserstein; the data's mean is the one first generated"),
        ("rule", "simultaneous, without noise"),
        ("eta-g", EtaG.Select(e => e.Text()).Aggregate((a, b) => $"{a}, {b}")),
        ("eta-d", EtaD.Select(e => e.Text()).Aggregate((a, b) => $"{a}, {b}")),
        ("start", $"{Near.Text()} off along the leading pair, {Outside.Text()} where the law says that it leaves"),
        ("until", $"the distance is {Inside.Text()} or {(2 * Near).Text()}, or {Most.Text()} updates are made"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Seed by seed, at each pair of rates.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>A run near an equilibrium.</summary>
    /// <param name="EtaG">The generator's rate.</param>
    /// <param name="EtaD">The discriminator's rate.</param>
    /// <param name="S">The greatest singular value of the interaction.</param>
    /// <param name="Slope">The slope of the logarithm of the distance, per update.</param>
    public sealed record Cell(double EtaG, double EtaD, double S, double Slope);
}
