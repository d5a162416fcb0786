using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers.Li2018;

namespace Saddle.Papers.Tests.Li2018;

/// <summary>Wrong discriminators measured in the place of the first-order one.</summary>
public sealed class CollapsePlantTests
{
    [Fact]
    public void A_discriminator_that_opens_again_moves_the_means_of_collapsed_runs()
    {
        var game = Setting.Game();
        var collapsed = Enumerable.Range(0, 1000)
            .Select(run => Simulation.Run(
                game, Setting.FirstOrder, DrawnStart.Of(game, 1, run), Setting.Steps, Setting.Steps, 1).Final)
            .First(state => TwoGaussians.CountCollapsed(state) == 2 && state[2] == state[3] && state[4] == state[5]);
        Assert.Equal(collapsed[..2], After(Setting.FirstOrder)[..2]);
        Assert.NotEqual(collapsed[..2], After(Setting.Optimal)[..2]);
        Reports.Contradicts(new CollapseFreezes(), new([new(collapsed[0], collapsed[1], MovesLater: true)]));

        double[] After(Saddle.Rules.Rule rule) => Simulation.Run(game, rule, collapsed, 2000, 2000, 1).Final;
    }

    // Starts as they are drawn, u2 not set to u1.
    [Fact]
    public void Starts_off_the_diagonal_are_told_by_its_invariance()
    {
        var game = Setting.Game();
        var separated = Enumerable.Range(0, 64)
            .Select(run => Simulation.Run(
                game, Setting.FirstOrder, DrawnStart.Of(game, 1, run), Setting.Steps, Setting.Steps, 1).Final)
            .Count(final => final[0] != final[1]);
        Assert.InRange(separated, 1, 64);
        var shown = Simulation.Run(game, Setting.Optimal, DrawnStart.Of(game, 1, 0), 10, 1, 1);
        var rules = Enumerable.Range(0, 6).Select(_ => new DiagonalInvariant.RunsOfRule(separated, 0.75));
        Reports.Contradicts(new DiagonalInvariant(), new([.. rules], shown));
    }

    [Fact]
    public void The_optimal_discriminator_shows_none_of_the_failures_of_first_order_steps()
    {
        var game = Setting.Game();
        var runs = Enumerable.Range(0, 40)
            .Select(run => Simulation.Run(
                game, Setting.Optimal, DrawnStart.Of(game, 1, run), Setting.Steps, 5, 1))
            .ToList();
        Func<Trajectory, bool>[] signs =
        [
            FailureSigns.HasMergedMeans,
            run => FailureSigns.HasStoppedOpen(game, run),
            FailureSigns.Oscillates,
            run => FailureSigns.HasCollapsed(game, run),
        ];
        Assert.Equal([0, 0, 0, 0], signs.Select(shows => runs.Count(shows)));

        // Nothing is then drawn.
        var shown = signs.Select(shows => new FailureModes.Shown(runs.Count(shows), runs.FirstOrDefault(shows)));
        Assert.Equal(Outcome.Contradicted, new FailureModes().Report(new([.. shown]), Reports.Quick).Outcome);
    }
}
