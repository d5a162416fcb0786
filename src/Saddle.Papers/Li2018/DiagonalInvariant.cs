using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>Equal means receive equal gradients, so they stay equal under every rule.</summary>
[Entry(
    "li2018/diagonal-invariant",
    "A start with equal means can never separate them, whatever the discriminator does.",
    @"u_1 = u_2 \Rightarrow \partial L/\partial u_1 = \partial L/\partial u_2",
    "Li et al. 2018 (arXiv:1706.09884), remark on the start; derived")]
public sealed record DiagonalInvariant : Claim<DiagonalInvariant.Measurements>
{
    private const int Starts = 64;

    private static readonly Rule[] Rules =
    [
        new Simultaneous { EtaG = Setting.Eta, EtaD = Setting.Eta },
        Setting.FirstOrder,
        .. Enum.GetValues<UnrollMode>().Select(Setting.Unroll),
        Setting.Optimal,
    ];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("no run separates", "the diagonal of the heat maps", "derived");

    /// <inheritdoc/>
    public override string Condition =>
        "under every rule, in every run, the two means are equal to the last bit after the last update";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder, Setting.Optimal)
    {
        Start = [0.3, 0.3, -2, -1, 1, 2],
        Steps = Setting.Steps,
    };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var shown = Simulation.Run(Setting.Game(), Setting.Optimal, Start(setting, 0), 200, 1, setting.Seed);
        return new([.. Rules.Select(rule => Follow(rule, setting))], shown);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (game, separated) = (Setting.Game(), measured.Rules.Sum(r => r.Separated));
        return new(
            separated == 0 ? Outcome.Holds : Outcome.Contradicted,
            separated,
            "runs whose means came apart",
            $"Of {Rules.Length * Starts} runs under {Rules.Length} rules {separated} came apart. "
            + "Even the optimal discriminator fails from there.",
            new(
                "A start on the diagonal under the optimal discriminator",
                [.. Setting.Traces(game, measured.Shown, "equal means")],
                Columns: 2))
        {
            Seeds = Starts,
            Settings =
            [
                .. Setting.Describe(game, Setting.FirstOrder),
                ("steps", Setting.Steps.Text()),
                ("starts", $"{Starts} a rule, u2 set to u1"),
                ("seed", $"{setting.Seed}"),
            ],
            Table = Table(measured),
        };
    }

    private static double[] Start(ClaimSetting setting, int run)
    {
        var start = DrawnStart.Of(Setting.Game(), setting.Seed, run);
        start[1] = start[0];
        return start;
    }

    private static RunsOfRule Follow(Rule rule, ClaimSetting setting)
    {
        var game = Setting.Game();
        double[] End(int run) => Simulation.Run(
            game,
            rule,
            Start(setting, run),
            Setting.Steps,
            Setting.Steps,
            setting.Seed,
            cancellation: setting.Cancellation).Final;

        var finals = Enumerable.Range(0, Starts).Select(End).ToList();
        setting.Cancellation.ThrowIfCancellationRequested();
        return new(finals.Count(f => f[0] != f[1]), finals.Average(f => game.Distance(f)));
    }

    private static ResultTable Table(Measurements measured)
    {
        static string Name(Rule rule) => string.Join(", ", rule.Describe().Select(s => $"{s.Name} {s.Value}"));
        return new(
            ["rule", "runs", "came apart", "mean distance from the target"],
            [
                .. Rules.Zip(measured.Rules, (rule, runs) => (IReadOnlyList<string>)
                    [Name(rule), Starts.Text(), runs.Separated.Text(), runs.Distance.Text("F3")]),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Rules">The runs under each rule.</param>
    /// <param name="Shown">The first updates of one run under the optimal discriminator.</param>
    public sealed record Measurements(IReadOnlyList<RunsOfRule> Rules, Trajectory Shown);

    /// <summary>What became of the runs under a rule.</summary>
    /// <param name="Separated">How many runs' means came apart.</param>
    /// <param name="Distance">The mean distance from the target at the end.</param>
    public sealed record RunsOfRule(int Separated, double Distance);
}
