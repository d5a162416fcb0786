using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

/// <summary>Basins: the same bytes however they are computed, and what is counted in them.</summary>
public sealed class BasinTests
{
    [Theory]
    [InlineData("two-gaussians", "alternating eta=0.3")]
    [InlineData("two-gaussians crossing=drop", "unrolled mode=differentiate k=2 eta=0.3")]
    [InlineData("two-gaussians", "optimal-discriminator eta=0.3")]
    [InlineData("dirac-gan penalty=r1", "simultaneous eta-g=0.3*n^-0.2 eta-d=0.1")]
    public void Any_number_of_threads_gives_the_bytes_of_each_run_alone(string gameText, string ruleText)
    {
        // 53 runs: three packs of lanes and a part of a fourth.
        var basin = new Basin(Cases.Game(gameText), Cases.Rule(ruleText), 53, 90, Seed: 8);
        foreach (var threads in (int[])[1, 2, 3, 0])
        {
            var result = basin.Run(threads);
            Assert.True(result.Complete);
            Assert.Equal(53, result.Runs.Count);
            for (var run = 0; run < 53; run++)
            {
                var (made, alone) = (result.Runs[run], Simulation.Run(basin.Game, basin.Rule, basin.StartOf(run), 90));
                Assert.Equal(run, made.Run);
                Numbers.AssertSameBits(basin.StartOf(run), made.Start, $"start {run}");
                Numbers.AssertSameBits(alone.Final, made.Final, $"run {run}, {threads} threads");
                Numbers.AssertSameBits(alone.Points[81].State, made.Earlier, $"run {run} after nine tenths");
            }
        }
    }

    [Fact]
    public void A_start_is_a_pure_function_of_the_seed_and_the_run()
    {
        var game = Cases.Game("two-gaussians");
        var (small, large, other) = (Make(3, 1), Make(300, 1), Make(3, 2));
        for (var run = 0; run < 3; run++)
        {
            Assert.Equal(small.StartOf(run), large.StartOf(run));
            Assert.NotEqual(small.StartOf(run), other.StartOf(run));
            Assert.NotEqual(small.StartOf(run), small.StartOf((run + 1) % 3));
        }

        Basin Make(int starts, ulong seed) => new(game, Cases.Rule("alternating"), starts, 1, seed);
    }

    [Fact]
    public void The_grid_covers_the_start_range_with_the_first_coordinate_along_a_row()
    {
        var basin = new Basin(Cases.Game("two-gaussians start-means=-1,3"), Cases.Rule("alternating"), 2, 1, Grid: 4);
        Assert.Equal(32, basin.Runs);
        var free = basin with { Grid = 0, Starts = 32 };
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                for (var i = 0; i < 2; i++)
                {
                    var run = (((row * 4) + column) * 2) + i;
                    var start = basin.StartOf(run);
                    Assert.Equal([-0.5 + column, -0.5 + row], start.Take(2));
                    Assert.Equal(free.StartOf(run).Skip(2), start.Skip(2)); // the other coordinates are drawn as ever
                    Assert.Equal((-0.5 + column, -0.5 + row), (basin.Centre(0, column), basin.Centre(1, row)));
                }
            }
        }
    }

    [Fact]
    public void Success_by_cell_counts_the_runs_of_the_cell()
    {
        var basin = new Basin(
            Cases.Game("two-gaussians"),
            Cases.Rule("alternating eta=0.3"),
            20,
            400,
            Seed: 4,
            Grid: 3);
        var result = basin.Run(2);
        var rule = basin.Game.SuccessRules[1];
        var cells = result.SuccessByCell(rule);
        Assert.Equal(3, cells.Length);
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var mine = result.Runs
                    .Where(r => r.Start[0] == basin.Centre(0, column) && r.Start[1] == basin.Centre(1, row))
                    .ToList();
                Assert.Equal(20, mine.Count);
                Assert.Equal(new Proportion(mine.Count(r => rule.Holds(r.Final)), 20), cells[row][column]);
            }
        }

        var total = result.Success(rule);
        Assert.Equal((cells.Sum(row => row.Sum(c => c.Successes)), 180), (total.Successes, total.Trials));
        Assert.InRange(total.Successes, 1, 179); // else the comparison above says little
        Assert.True(cells.SelectMany(row => row).Select(c => c.Successes).Distinct().Count() > 1);
    }

    [Fact]
    public void Every_failure_is_counted_once_the_most_frequent_class_first()
    {
        var result = new Basin(
            Cases.Game("two-gaussians"),
            Cases.Rule("alternating eta=0.3"),
            200,
            1000,
            Seed: 4).Run(2);
        foreach (var rule in result.Basin.Game.SuccessRules)
        {
            var failures = result.Failures(rule);
            Assert.Equal(200 - result.Success(rule).Successes, failures.Values.Sum());
            Assert.Equal(failures.Values.OrderDescending(), failures.Values);
            foreach (var (name, count) in failures)
            {
                Assert.Equal(
                    count,
                    result.Runs.Count(r =>
                        !rule.Holds(r.Final) && result.Basin.Game.ClassifyFailure(r.Final, r.Earlier) == name));
            }
        }

        Assert.True(result.Failures(result.Basin.Game.SuccessRules[0]).Count > 1);
    }

    [Fact]
    public void Cancelling_keeps_the_runs_that_were_complete()
    {
        var basin = new Basin(Cases.Game("dirac-gan"), Cases.Rule("alternating eta=0.1"), 70, 5000, Seed: 2, Grid: 2);
        using var cancellation = new CancellationTokenSource();
        var stopped = basin.Run(1, new Now(_ => cancellation.Cancel()), cancellation: cancellation.Token);
        Assert.False(stopped.Complete);
        Assert.Equal(Enumerable.Range(0, 16), stopped.Runs.Select(r => r.Run));
        Assert.Throws<InvalidOperationException>(() => stopped.SuccessByCell(basin.Game.SuccessRules[0]));
        var whole = basin.Run(1);
        foreach (var run in stopped.Runs)
        {
            Numbers.AssertSameBits(whole.Runs[run.Run].Final, run.Final, $"run {run.Run}");
        }

        // Cancelled before it began: nothing is complete, and nothing is thrown.
        Assert.Empty(basin.Run(2, cancellation: cancellation.Token).Runs);
        Assert.Throws<InvalidOperationException>(() =>
            (basin with { Grid = 0 }).Run(1).SuccessByCell(basin.Game.SuccessRules[0]));
    }

    [Fact]
    public void Progress_is_told_once_a_pack_and_ends_at_one()
    {
        var shares = new List<double>();
        new Basin(Cases.Game("dirac-gan"), Cases.Rule("alternating"), 64, 10).Run(1, new Now(shares.Add));
        Assert.Equal([0.25, 0.5, 0.75, 1], shares);
    }

    [Fact]
    public void What_the_game_declines_is_said_whatever_the_number_of_threads()
    {
        var basin = new Basin(Cases.Game("dirac-gan"), Cases.Rule("optimal-discriminator"), 100, 10);
        foreach (var threads in (int[])[1, 3])
        {
            Assert.Equal(
                basin.Game.WhyNoBestResponse,
                Assert.Throws<NotSupportedException>(() => basin.Run(threads)).Message);
        }
    }

    [Fact]
    public void More_runs_than_fit_a_number_are_refused()
    {
        Assert.Throws<OverflowException>(() =>
            new Basin(Cases.Game("dirac-gan"), Cases.Rule("alternating"), 100000, 1, Grid: 1000).Runs);
    }

    [Theory]
    [InlineData(0, 70)]
    [InlineData(5, 40)]
    [InlineData(69, 1)]
    [InlineData(20, 0)]
    public void Parts_and_known_runs_make_the_whole(int first, int count)
    {
        var basin = new Basin(Cases.Game("two-gaussians"), Cases.Rule("alternating eta=0.3"), 70, 50, Seed: 4);
        var whole = basin.Run(1);
        var part = basin.Run(2, part: (first, count));
        AssertSame(whole.Runs.Skip(first).Take(count), part.Runs);
        Assert.Equal(count, part.Fresh);

        var kept = new List<BasinRun>();
        var rest = basin.Run(1, known: part.Runs, keep: kept.AddRange);
        AssertSame(whole.Runs, rest.Runs);
        Assert.Equal(70 - count, rest.Fresh);
        Assert.Equal(rest.Fresh > 0, rest.StepsPerSecond > 0);
        AssertSame(whole.Runs.Where(r => r.Run < first || r.Run >= first + count), kept.OrderBy(r => r.Run));

        static void AssertSame(IEnumerable<BasinRun> expected, IEnumerable<BasinRun> found) => Assert.Equal(
            expected.Select(Text), found.Select(Text), StringComparer.Ordinal);

        static string Text(BasinRun r) => string.Join(
            ' ', ((double[])[r.Run, .. r.Start, .. r.Earlier, .. r.Final]).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(68, 3)]
    public void A_part_that_is_not_there_is_refused(int first, int count)
    {
        var basin = new Basin(Cases.Game("dirac-gan"), Cases.Rule("alternating"), 70, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => basin.Run(1, part: (first, count)));
    }

    [Fact]
    public void Seconds_and_steps_per_second_fit_together()
    {
        var result = new Basin(Cases.Game("dirac-gan"), Cases.Rule("alternating"), 16, 100).Run(1);
        Assert.True(result.Seconds > 0);
        Assert.Equal(1600, result.StepsPerSecond!.Value * result.Seconds, 1e-6);
    }
}
