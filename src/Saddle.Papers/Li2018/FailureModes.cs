using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;

namespace Saddle.Papers.Li2018;

/// <summary>First-order dynamics show each of the failures by name.</summary>
[Entry(
    "li2018/failure-modes",
    "First-order dynamics show mode collapse, vanishing gradients, oscillation and discriminator collapse.",
    @"(\ell,r)^{t+1} = (\ell,r)^t + \eta \nabla_{\ell,r} L,\quad u^{t+1} = u^t - \eta \nabla_u L",
    "Li et al. 2018 (arXiv:1706.09884), figures of single runs")]
public sealed record FailureModes : Claim<FailureModes.Measurements>
{
    private const int Searched = 2000;

    private static readonly Mode[] Modes =
    [
        new(
            "mode collapse",
            "both means within 0.05 of each other throughout the last half, an interval open and no mean ever beyond 5",
            (_, run) => FailureSigns.HasMergedMeans(run)),
        new(
            "vanishing gradient",
            "in the last tenth no mean moves by more than 0.001, though an interval wider than 0.1 is open "
            + "and a mean is more than 0.2 from its target",
            FailureSigns.HasStoppedOpen),
        new(
            "oscillation",
            "in the last half a mean swings over more than 0.3 and crosses its average at least 6 times",
            (_, run) => FailureSigns.Oscillates(run)),
        new(
            "discriminator collapse",
            "both intervals are empty at the end and a mean is more than 0.2 from its target",
            FailureSigns.HasCollapsed),
    ];

    /// <inheritdoc/>
    public override int Place => 9;

    /// <inheritdoc/>
    public override Published Published => new("one example of each", "figures of single runs", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => $"among {Searched} random starts each failure, by its stated criterion, occurs";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var examples = new Trajectory?[Modes.Length];
        var counts = new int[Modes.Length];
        for (var run = 0; run < Searched; run++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            var start = DrawnStart.Of(game, setting.Seed, run);
            var trajectory = Simulation.Run(game, Setting.FirstOrder, start, Setting.Steps, 5, setting.Seed);
            for (var i = 0; i < Modes.Length; i++)
            {
                if (Modes[i].Shows(game, trajectory))
                {
                    counts[i]++;
                    examples[i] ??= trajectory;
                }
            }
        }

        return new([.. counts.Zip(examples, (count, example) => new Shown(count, example))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (game, modes) = (Setting.Game(), Modes.Zip(measured.Modes).ToList());
        var found = modes.Count(m => m.Second.Example is not null);
        var counts = modes.Select(m => $"{m.First.Name} in {m.Second.Runs} of {Searched} runs");
        var panels = modes.SelectMany(m => m.Second.Example is { } run ? Setting.Traces(game, run, m.First.Name) : []);
        var basin = new Basin(game, Setting.FirstOrder, Searched, Setting.Steps, setting.Seed);
        return new(
            found == Modes.Length ? Outcome.Holds : Outcome.Contradicted,
            found,
            "failures of which an example was found, of four",
            $"{string.Join("; ", counts)}. The first example of each is drawn.",
            new("One run of each failure", [.. panels], Columns: 2))
        {
            Seeds = Searched,
            Settings = Setting.Describe(basin, "none: single runs"),
            Table = new(
                ["failure", "criterion", $"runs of {Searched}", "start drawn"],
                [.. modes.Select(m => Row(m.First, m.Second))]),
        };
    }

    private static IReadOnlyList<string> Row(Mode mode, Shown shown)
    {
        var start = shown.Example?.Points[0].State.Select(v => v.Text());
        return [mode.Name, mode.Criterion, shown.Runs.Text(), start is null ? "none found" : string.Join(", ", start)];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Modes">How often each failure is found, in the table's order.</param>
    public sealed record Measurements(IReadOnlyList<Shown> Modes);

    /// <summary>How often a failure is found.</summary>
    /// <param name="Runs">In how many of the runs.</param>
    /// <param name="Example">The first such run; null where there is none.</param>
    public sealed record Shown(int Runs, Trajectory? Example);

    private sealed record Mode(string Name, string Criterion, Func<TwoGaussians, Trajectory, bool> Shows);
}
