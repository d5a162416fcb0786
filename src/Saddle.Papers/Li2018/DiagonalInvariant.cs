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
public sealed record DiagonalInvariant : Claim
{
    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("no run separates", "the diagonal of the heat maps", "derived");

    /// <inheritdoc/>
    public override string Condition => "under every rule, in every run, the two means are equal to the last bit after the last update";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder, Setting.Optimal) { Start = [0.3, 0.3, -2, -1, 1, 2], Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        Rule[] rules =
        [
            new Simultaneous { EtaG = Setting.Eta, EtaD = Setting.Eta },
            Setting.FirstOrder,
            .. Enum.GetValues<UnrollMode>().Select(mode => (Rule)new Unrolled(mode) { EtaG = Setting.Eta, EtaD = Setting.Eta }),
            Setting.Optimal,
        ];
        const int Starts = 64;
        var separated = 0;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var rule in rules)
        {
            var finals = Enumerable.Range(0, Starts).Select(run =>
            {
                var start = DrawnStart.Of(game, setting.Seed, run);
                start[1] = start[0];
                return Simulation.Run(game, rule, start, Setting.Steps, Setting.Steps, setting.Seed, cancellation: setting.Cancellation).Final;
            }).ToList();
            setting.Cancellation.ThrowIfCancellationRequested();
            var apart = finals.Count(f => f[0] != f[1]);
            separated += apart;
            rows.Add([string.Join(", ", Setting.Describe(game, rule).SkipWhile(s => s.Name != "rule").Select(s => $"{s.Name} {s.Value}")), Starts.Text(), apart.Text(), finals.Average(f => game.Distance(f)).Text("F3")]);
        }

        var shown = DrawnStart.Of(game, setting.Seed, 0);
        shown[1] = shown[0];
        var example = Simulation.Run(game, Setting.Optimal, shown, 200, 1, setting.Seed);
        return new(
            separated == 0 ? Outcome.Holds : Outcome.Contradicted,
            separated,
            "runs whose means came apart",
            $"Of {rules.Length * Starts} runs under {rules.Length} rules {separated} came apart. Even the optimal discriminator fails from there.",
            new("A start on the diagonal under the optimal discriminator", [.. Setting.Traces(game, example, "equal means")], Columns: 2))
        {
            Seeds = Starts,
            Settings = [.. Setting.Describe(game, Setting.FirstOrder), ("steps", Setting.Steps.Text()), ("starts", $"{Starts} a rule, u2 set to u1"), ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Table = new(["rule", "runs", "came apart", "mean distance from the target"], rows),
        };
    }
}
