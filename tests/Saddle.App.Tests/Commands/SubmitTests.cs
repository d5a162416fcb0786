using System.Diagnostics;
using Saddle.App.Shards;
using Saddle.App.Store;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Shards computed by processes on this machine, and by a real Slurm.</summary>
[Collection(ClusterGroup.Name)]
public sealed class SubmitTests
{
    private const string Basin = "basin two-gaussians --set eta=0.3 --starts 500 --steps 300";
    private const string Long = "basin two-gaussians --set eta=0.3 --starts 60000 --steps 3000";

    [Fact]
    public void Processes_on_this_machine_make_the_result_of_one()
    {
        using var folder = new TemporaryFolder();
        var submitted = Submit(folder, "--on local --workers 2 --shards 5", Basin);
        Assert.True(submitted.Status == ExitStatus.Done, submitted.Error);
        AssertSame(folder, Basin);
        Assert.Equal(5, Jobs(folder).Json().GetProperty("counts").GetProperty("done").GetInt32());

        // A second time there is nothing to do.
        Assert.Equal(ExitStatus.Done, Submit(folder, "--on local --workers 2 --shards 5", Basin).Status);
        Assert.All(States(folder), state => Assert.Equal(1, state.Starts));
    }

    [Fact]
    public void One_that_fails_for_good_is_reported_and_tried_again()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("cut", "shards"));
        File.WriteAllText(folder.At("cut", "shards", "2-of-4"), "in the way");
        var submitted = Submit(folder, "--workers 2 --shards 4", Basin);
        Assert.Equal(ExitStatus.Failed, submitted.Status);
        Assert.Contains("1 of 4 shards are missing", submitted.Error, StringComparison.Ordinal);
        var jobs = Jobs(folder);
        Assert.Equal(ExitStatus.Failed, jobs.Status);
        var failed = jobs.Json().GetProperty("states")[2];
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Contains("cannot write there", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);

        File.Delete(folder.At("cut", "shards", "2-of-4"));
        Assert.Equal(ExitStatus.Done, Run(folder, null, "jobs", "cut", "--retry").Status);
        Assert.All(States(folder), state => Assert.Equal(1, state.Starts)); // the others were left alone
        AssertSame(folder, Basin);
    }

    [Fact]
    public async Task A_submit_that_is_stopped_goes_on()
    {
        using var folder = new TemporaryFolder();
        const string Longer = "basin two-gaussians --set eta=0.3 --starts 150000 --steps 2000";
        string[] command = ["submit", "--workers", "2", "--shards", "2", "--", .. Longer.Split(' '), "--out", "cut"];
        using (var first = SaddleProcess.Start(folder.Path, command))
        {
            await first.Until(_ => Parts(folder, 0) > 20_000 && Parts(folder, 1) > 20_000);
            var second = Run(folder, null, command);
            Assert.Equal(ExitStatus.BadInput, second.Status);
            Assert.Contains("submitted already", Assert.Single(second.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(ExitStatus.Interrupted, first.Interrupt().Status);
        }

        Assert.All(States(folder), state => Assert.Equal(ShardState.Interrupted, state.Status));
        Assert.Equal(ExitStatus.Done, Run(folder, null, command).Status);
        AssertSame(folder, Longer);
    }

    [Theory]
    [InlineData("KILL", ShardState.Lost)]
    [InlineData("TERM", ShardState.Interrupted)]
    public async Task A_worker_that_is_ended_loses_one_shard_and_another_computes_the_rest(string signal, string left)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["submit", "--workers", "1", "--shards", "3", "--", .. Long.Split(' '), "--out", "cut"];
        using (var first = SaddleProcess.Start(folder.Path, command))
        {
            // The second shard, so that the worker has one behind it.
            await first.Until(_ => Directory.Exists(folder.At("cut", "shards"))
                && States(folder) is [{ Status: ShardState.Done }, { Status: ShardState.Running }]);
            await first.Until(process => SaddleProcess.SignalsChild(process, signal));
            Assert.Equal(ExitStatus.Failed, first.End().Status);
        }

        var job = ShardedJob.Open(folder.At("cut"));
        Assert.Equal(
            [ShardState.Done, left, ShardState.Done],
            job.States(folder.At("cut")).Select(state => state.Status));
        Assert.Equal(ExitStatus.Done, Run(folder, null, "jobs", "cut", "--retry").Status);
        AssertSame(folder, Long);
    }

    [Theory]
    [InlineData("submit --on nowhere -- basin dirac-gan --out x", "'nowhere'")]
    [InlineData("submit -- basin dirac-gan", "expected --out DIR too")]
    [InlineData("submit -- simulate dirac-gan --out x", "--shard")]
    [InlineData("submit -- basin dirac-gan --starts many --out x", "--starts many: expected a whole number")]
    [InlineData("submit -- basin dirac-gan --shard 0/2 --out x", "expected -- COMMAND")]
    [InlineData("submit --time 5 -- basin dirac-gan --out x", "are a scheduler's")]
    [InlineData("submit -- basin dirac-gan --out file/x", "cannot write there")]
    [InlineData("jobs .", "has no job.json")]
    public void What_makes_no_sense_is_one_line(string line, string told)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var folder = new TemporaryFolder();
        var result = Run(folder, null, line.Split(' '));
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(told, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(folder.Left);
    }

    [Fact]
    public void Without_Slurm_it_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath!)!;
        var result = Submit(
            folder, "--on slurm", Basin, new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = dotnet });
        Assert.Equal(ExitStatus.MissingComponent, result.Status);
        Assert.Contains("slurm-client", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(folder.Left);
    }

    [SlurmFact]
    public async Task A_real_Slurm_makes_the_result_of_one_machine()
    {
        using var cluster = new Cluster();
        using var folder = new TemporaryFolder();
        const string Options = "--on slurm --shards 6 --partition main --time 5 --array-limit 2";
        var refused = Submit(folder, "--on slurm --partition mian --shards 4", Basin, cluster.Environment);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains("main", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        var many = Submit(folder, "--on slurm --shards 100000", Basin, cluster.Environment);
        Assert.Equal(ExitStatus.BadInput, many.Status);
        Assert.Contains("arrays of 1001 tasks at most", Assert.Single(many.ErrorLines), StringComparison.Ordinal);
        var dry = Submit(folder, $"{Options} --dry-run", Basin, cluster.Environment);
        Assert.Contains("#SBATCH --array=0-5%2", dry.Output, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --signal=B:USR1@30", dry.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Left);

        // One shard fails for good, and a node dies while it computes.
        Directory.CreateDirectory(folder.At("cut", "shards"));
        File.WriteAllText(folder.At("cut", "shards", "5-of-6"), "in the way");
        var submitted = Submit(folder, Options, Long, cluster.Environment);
        Assert.True(submitted.Status == ExitStatus.Done, submitted.Error);
        await Until(() => States(folder).Any(s => s is { Status: ShardState.Running, Host: "n2" }));
        var again = Submit(folder, Options, Long, cluster.Environment);
        Assert.Equal(ExitStatus.BadInput, again.Status);
        Assert.Contains("submitted already", Assert.Single(again.ErrorLines), StringComparison.Ordinal);
        cluster.Fail("n2");
        await Until(() => File.Exists(folder.At("cut", "logs", "merge.log"))
            && File.ReadAllText(folder.At("cut", "logs", "merge.log")).Contains(
                "1 of 6 shards are missing", StringComparison.Ordinal));
        var failed = Jobs(folder, cluster.Environment).Json().GetProperty("states")[5];
        Assert.Contains("cannot write there", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);

        File.Delete(folder.At("cut", "shards", "5-of-6"));
        Assert.Equal(ExitStatus.Done, Run(folder, cluster.Environment, "jobs", "cut", "--retry").Status);
        await Until(() => File.Exists(folder.At("cut", "result.json")));
        AssertSame(folder, Long);

        // A node that does not see the folder cannot even say so there.
        cluster.Fail("n1");
        cluster.Back("n2", folder.Path);
        string[] far = ["submit", "--on", "slurm", "--shards", "2", "--", .. Basin.Split(' '), "--out", "far"];
        Assert.Equal(ExitStatus.Done, Run(folder, cluster.Environment, far).Status);
        await Until(() => Run(folder, cluster.Environment, "jobs", "far", "--json").Json().GetProperty("states")
            .EnumerateArray()
            .All(shard => shard.GetProperty("reason").GetString() is { } said
                && said.Contains("expected a folder that its node sees", StringComparison.Ordinal)));
        Assert.Equal(ExitStatus.Failed, Run(folder, cluster.Environment, "jobs", "far").Status);
    }

    private static long Parts(TemporaryFolder folder, int shard) =>
        folder.Length("cut", "shards", $"{shard}-of-2", BasinParts.Name);

    private static ProcessResult Submit(
        TemporaryFolder folder, string options, string line, IReadOnlyDictionary<string, string>? environment = null) =>
        Run(folder, environment, ["submit", .. options.Split(' '), "--", .. line.Split(' '), "--out", "cut"]);

    private static ProcessResult Jobs(
        TemporaryFolder folder, IReadOnlyDictionary<string, string>? environment = null) =>
        Run(folder, environment, "jobs", "cut", "--json");

    private static ProcessResult Run(
        TemporaryFolder folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        SaddleProcess.Run(folder.Path, arguments, environment);

    private static IReadOnlyList<ShardState> States(TemporaryFolder folder) =>
        ShardedJob.Open(folder.At("cut")) is var job
            ?
            [
                .. Enumerable.Range(0, job.Shards)
                    .Select(i => ShardedJob.ReadState(ShardedJob.FolderOf(folder.At("cut"), new(i, job.Shards))))
                    .OfType<ShardState>(),
            ]
            : [];

    private static void AssertSame(TemporaryFolder folder, string line)
    {
        Assert.Equal(ExitStatus.Done, Run(folder, null, [.. line.Split(' '), "--out", "whole"]).Status);
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", "basin.sqlite")), File.ReadAllBytes(folder.At("cut", "basin.sqlite")));
        Assert.Equal(
            ProcessResult.WithoutTimes(File.ReadAllText(folder.At("whole", "result.json"))),
            ProcessResult.WithoutTimes(File.ReadAllText(folder.At("cut", "result.json"))));
    }

    private static async Task Until(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < SaddleProcess.Patience, "What the test waits for did not come about.");
            await Task.Delay(200);
        }
    }
}
