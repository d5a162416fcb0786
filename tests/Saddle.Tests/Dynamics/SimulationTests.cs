using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>Single runs: what is recorded, and that nothing but the arguments decides it.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        foreach (var text in Cases.Games)
        {
            var game = Cases.Game(text);
            var start = Cases.Starts(game, 1)[0];
            var (first, second) = (Run(), Run());
            Assert.Equal(first.Points.Count, second.Points.Count);
            foreach (var (a, b) in first.Points.Zip(second.Points))
            {
                Assert.Equal(a.Step, b.Step);
                Numbers.AssertSameBits(a.State, b.State, text);
            }

            Assert.Equal(first.Measured, second.Measured);

            Trajectory Run() => Simulation.Run(game, Cases.Rule("alternating eta=0.2"), start, 50);
        }
    }

    [Fact]
    public void A_run_is_the_composition_of_its_updates_by_hand()
    {
        // theta' = theta - eta psi, psi' = psi + eta theta with C = 1; exact in doubles because everything is a power
        // of two.
        var run = Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous eta-g=0.5 eta-d=0.25"), [1, 2], 3);
        double[][] expected = [[1, 2], [0, 2.25], [-1.125, 2.25], [-2.25, 1.96875]];
        Assert.Equal(expected, run.Points.Select(p => p.State));

        run = Simulation.Run(
            Cases.Game("bilinear"),
            Cases.Rule("alternating order=g-first eta-g=0.5 eta-d=0.25"),
            [1, 2],
            2);
        Assert.Equal([[1, 2], [0, 2], [-1, 1.75]], run.Points.Select(p => p.State));
    }

    [Fact]
    public void A_schedule_is_taken_at_the_number_of_the_update_from_one()
    {
        // eta_g = n^-1: theta loses psi/n with psi fixed.
        var run = Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous eta-g=1*n^-1 eta-d=0"), [0, 1], 4);
        double[] expected = [0, -1, -1.5, -1.5 - (1 / 3.0), -1.5 - (1 / 3.0) - 0.25];
        foreach (var (point, theta) in run.Points.Zip(expected))
        {
            Assert.Equal(theta, point.State[0], 1e-15);
        }
    }

    [Theory]
    [InlineData(10, 1, new long[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(10, 3, new long[] { 0, 3, 6, 9, 10 })]
    [InlineData(10, 5, new long[] { 0, 5, 10 })]
    [InlineData(10, 100, new long[] { 0, 10 })]
    [InlineData(1, 1, new long[] { 0, 1 })]
    public void The_start_the_last_state_and_every_so_many_between_are_recorded(long steps, long every, long[] expected)
    {
        var run = Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous"), [1, 0], steps, every);
        Assert.Equal(expected, run.Points.Select(p => p.Step));
        Assert.True(run.Complete);
        Assert.Equal(steps, run.Steps);
        var all = Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous"), [1, 0], steps);
        Assert.All(run.Points, p => Assert.Equal(all.Points[(int)p.Step].State, p.State));
        Assert.Same(run.Points[^1].State, run.Final);
    }

    [Fact]
    public void A_cancelled_run_keeps_what_was_done()
    {
        using var cancellation = new CancellationTokenSource();
        var run = Simulation.Run(
            Cases.Game("bilinear"),
            Cases.Rule("simultaneous eta=0.001"),
            [1, 0],
            10000,
            every: 500,
            progress: new Now(_ => cancellation.Cancel()),
            cancellation: cancellation.Token);
        Assert.False(run.Complete);
        Assert.Equal(1024, run.Steps);
        Assert.Equal([0, 500, 1000, 1024], run.Points.Select(p => p.Step));
        var whole = Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous eta=0.001"), [1, 0], 1024);
        Assert.Equal(whole.Final, run.Final);
    }

    [Fact]
    public void Progress_rises_to_the_share_done()
    {
        var shares = new List<double>();
        Simulation.Run(
            Cases.Game("bilinear"),
            Cases.Rule("simultaneous eta=0.001"),
            [1, 0],
            4096,
            every: 4096,
            progress: new Now(shares.Add));
        Assert.Equal([0.25, 0.5, 0.75, 1], shares);
    }

    [Fact]
    public void Numbers_of_steps_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous"), [1, 0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Simulation.Run(Cases.Game("bilinear"), Cases.Rule("simultaneous"), [1, 0], 1, every: 0));
    }

    [Fact]
    public void What_the_game_declines_is_said()
    {
        var game = Cases.Game("bilinear");
        Assert.Equal(
            game.WhyNoBestResponse,
            Assert.Throws<NotSupportedException>(() =>
                Simulation.Run(game, Cases.Rule("optimal-discriminator"), [1, 0], 1)).Message);
    }
}
