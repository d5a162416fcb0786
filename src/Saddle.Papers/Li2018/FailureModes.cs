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
public sealed record FailureModes : Claim
{
    /// <inheritdoc/>
    public override int Place => 9;

    private const int Searched = 2000;

    private static readonly (string Name, string Criterion, Func<TwoGaussians, Trajectory, bool> Shows)[] Modes =
    [
        ("mode collapse", "both means within 0.05 of each other throughout the last half, an interval open and no mean ever beyond 5", (game, run) =>
            Last(run, 0.5).All(p => Math.Abs(p.State[0] - p.State[1]) < 0.05 && TwoGaussians.CountCollapsed(p.State) < 2)
            && run.Points.All(p => Math.Abs(p.State[0]) < 5)),
        ("vanishing gradient", "in the last tenth no mean moves by more than 0.001, though an interval wider than 0.1 is open and a mean is more than 0.2 from its target", (game, run) =>
            Range(run, 0, 0.1) < 1e-3 && Range(run, 1, 0.1) < 1e-3 && WidestInterval(run.Final) > 0.1 && game.Distance(run.Final) > 0.2),
        ("oscillation", "in the last half a mean swings over more than 0.3 and crosses its average at least 6 times", (game, run) =>
            Enumerable.Range(0, 2).Any(i => Range(run, i, 0.5) > 0.3 && Crossings(run, i) >= 6)),
        ("discriminator collapse", "both intervals are empty at the end and a mean is more than 0.2 from its target", (game, run) =>
            TwoGaussians.CountCollapsed(run.Final) == 2 && game.Distance(run.Final) > 0.2),
    ];

    /// <inheritdoc/>
    public override Published Published => new("one example of each", "figures of single runs", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => $"among {Searched} random starts each failure, by its stated criterion, occurs";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var examples = new (int Run, Trajectory Trajectory)?[Modes.Length];
        var counts = new int[Modes.Length];
        for (var run = 0; run < Searched; run++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            var trajectory = Simulation.Run(game, Setting.FirstOrder, DrawnStart.Of(game, setting.Seed, run), Setting.Steps, 5, setting.Seed);
            for (var i = 0; i < Modes.Length; i++)
            {
                if (Modes[i].Shows(game, trajectory))
                {
                    counts[i]++;
                    examples[i] ??= (run, trajectory);
                }
            }
        }

        var found = examples.Count(e => e is not null);
        return new(
            found == Modes.Length ? Outcome.Holds : Outcome.Contradicted,
            found,
            "failures of which an example was found, of four",
            string.Join("; ", Modes.Select((mode, i) => $"{mode.Name} in {counts[i]} of {Searched} runs")) + ". The first example of each is drawn.",
            new(
                "One run of each failure",
                [.. Modes.SelectMany((mode, i) => examples[i] is { } example ? Setting.Traces(game, example.Trajectory, mode.Name) : [])],
                Columns: 2))
        {
            Seeds = Searched,
            Settings = Setting.Describe(new Basin(game, Setting.FirstOrder, Searched, Setting.Steps, setting.Seed), "none: single runs"),
            Table = new(
                ["failure", "criterion", $"runs of {Searched}", "start drawn"],
                [.. Modes.Select((mode, i) => (IReadOnlyList<string>)[mode.Name, mode.Criterion, counts[i].Text(), examples[i] is { } e ? string.Join(", ", e.Trajectory.Points[0].State.Select(v => v.Text())) : "none found"])]),
        };
    }

    private static IEnumerable<TrajectoryPoint> Last(Trajectory run, double share) => run.Points.Where(p => p.Step >= (1 - share) * run.Steps);

    private static double Range(Trajectory run, int coordinate, double share)
    {
        var values = Last(run, share).Select(p => p.State[coordinate]).ToList();
        return values.Max() - values.Min();
    }

    private static int Crossings(Trajectory run, int coordinate)
    {
        var values = Last(run, 0.5).Select(p => p.State[coordinate]).ToList();
        var average = values.Average();
        return values.Zip(values.Skip(1)).Count(pair => (pair.First - average) * (pair.Second - average) < 0);
    }

    private static double WidestInterval(double[] state) => Math.Max(state[3] - state[2], state[5] - state[4]);
}
