using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Saddle.App.Shards;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Shards, merged, are the very files that one machine writes.</summary>
public sealed partial class ShardTests
{
    private const string Phase = "phase dirac-gan --set penalty=r1 --x eta=0.01:2:7 --y gamma=0:4:5 --steps 300";
    private const string Basin = "basin two-gaussians --set eta=0.3 --starts 101 --steps 200";

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 5)]
    [InlineData(64, 64)]
    [InlineData(1003, 7)]
    [InlineData(int.MaxValue, 1_000_000)]
    public void Every_item_is_in_one_shard(int items, int shards)
    {
        var next = 0;
        for (var i = 0; i < shards; i++)
        {
            var (first, count) = new Shard(i, shards).Of(items);
            Assert.Equal(next, first);
            Assert.InRange(count, items / shards, (items / shards) + 1);
            next = first + count;
        }

        Assert.Equal(items, next);
    }

    [ReportTheory]
    [InlineData(Phase, 4, "cells.csv cells.npz figure.html phase.sqlite")]
    [InlineData($"{Phase} --predict-only", 2, "cells.csv cells.npz figure.html phase.sqlite")]
    [InlineData(Basin, 3, "basin.sqlite")]
    [InlineData("basin dirac-gan --set noise=0.1 --starts 3 --grid 4 --steps 50", 5, "basin.sqlite")]
    [InlineData(Basin, 200, "basin.sqlite")] // of which most have nothing to do
    public void Merged_files_are_those_of_one_machine(string line, int shards, string files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var folder = new TemporaryFolder();
        var whole = Run(folder.At("whole"), line, "--json");
        Assert.Equal(ExitStatus.Done, whole.Status);
        foreach (var k in Enumerable.Range(0, shards).Reverse())
        {
            Assert.Equal(ExitStatus.Done, RunShard(folder, line, k, shards).Status);
        }

        for (var again = 0; again < 2; again++)
        {
            var merged = SaddleHere.Run("merge", folder.At("cut"), "--json");
            Assert.Equal(ProcessResult.WithoutTimes(whole.Output), ProcessResult.WithoutTimes(merged.Output));
            Assert.All(files.Split(' '), file => Assert.Equal(
                File.ReadAllBytes(folder.At("whole", file)), File.ReadAllBytes(folder.At("cut", file))));
            Assert.Equal(
                ProcessResult.WithoutTimes(File.ReadAllText(folder.At("whole", "result.json"))),
                ProcessResult.WithoutTimes(File.ReadAllText(folder.At("cut", "result.json"))));
        }
    }

    [ReportTheory]
    [InlineData("mescheder2018/alternating-cycles mescheder2018/r1-converges li2018/tv-trap", 2)]
    [InlineData("mescheder2018/alternating-cycles mescheder2018/r1-converges", 5)]
    public void Merged_claims_are_those_of_one_machine(string claims, int shards) => Reproduce(claims, shards);

    [ReportTorchFact]
    public void The_runs_of_one_claim_are_shared_out()
    {
        using var folder = Reproduce("arjovsky2017/disjoint-supports", 2);
        Assert.All([0, 1], k => Assert.True(
            ShardedJob.ReadState(folder.At("cut", "shards", $"{k}-of-2"))!.Kept > 1)); // runs, and the time of them
    }

    [Fact]
    public async Task A_shard_that_was_stopped_goes_on()
    {
        const string Long = "basin two-gaussians --set eta=0.3 --starts 20000 --steps 14000 --threads 1";
        using var folder = new TemporaryFolder();
        string[] shard = [.. Long.Split(' '), "--shard", "1/2", "--out", "cut"];
        using var first = SaddleProcess.Start(folder.Path, shard);
        await first.Until(_ => folder.Length("cut", "shards", "1-of-2", "parts.sqlite") > 20_000);
        Assert.Equal(ExitStatus.Interrupted, first.Interrupt("TERM").Status);
        var stopped = ShardedJob.ReadState(folder.At("cut", "shards", "1-of-2"))!;
        Assert.Equal(ShardState.Interrupted, stopped.Status);
        Assert.InRange(stopped.Kept, 1, 9_999);

        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, shard).Status);
        Assert.Equal(ExitStatus.Done, RunShard(folder, Long, 0, 2).Status);
        Assert.Equal(ExitStatus.Done, SaddleHere.Run("merge", folder.At("cut")).Status);
        Assert.Equal(ExitStatus.Done, Run(folder.At("whole"), Long).Status);
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", "basin.sqlite")), File.ReadAllBytes(folder.At("cut", "basin.sqlite")));
        var done = ShardedJob.ReadState(folder.At("cut", "shards", "1-of-2"))!;
        Assert.Equal((2, 10_000.0), (done.Starts, done.Kept));
    }

    [Fact]
    public async Task A_basin_that_was_stopped_goes_on()
    {
        const string Long = "basin two-gaussians --set eta=0.3 --starts 20000 --steps 6000";
        using var folder = new TemporaryFolder();
        using var first = SaddleProcess.Start(folder.Path, [.. Long.Split(' '), "--threads", "1", "--out", "cut"]);
        await first.Until(_ => folder.Length("cut", "parts.sqlite-wal") > 40_000);
        Assert.Equal(ExitStatus.Interrupted, first.Interrupt().Status);
        Assert.Equal(ExitStatus.Done, Run(folder.At("cut"), Long).Status);
        Assert.Equal(ExitStatus.Done, Run(folder.At("whole"), Long).Status);
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", "basin.sqlite")), File.ReadAllBytes(folder.At("cut", "basin.sqlite")));
        Assert.False(File.Exists(folder.At("cut", "parts.sqlite")));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitStatus.Done, RunShard(folder, Basin, 1, 4).Status);
        Directory.CreateDirectory(folder.At("cut", "shards"));
        File.WriteAllText(folder.At("cut", "shards", "3-of-4"), "in the way");
        var failed = RunShard(folder, Basin, 3, 4);
        Assert.Equal(ExitStatus.BadInput, failed.Status);
        Assert.Contains("cannot write there", Assert.Single(failed.ErrorLines), StringComparison.Ordinal);

        var merged = SaddleHere.Run("merge", folder.At("cut"), "--json");
        Assert.Equal(ExitStatus.Failed, merged.Status);
        Assert.Contains("3 of 4 shards are missing", Assert.Single(merged.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(1, merged.Json().GetProperty("done").GetInt32());
        Assert.Equal(
            [0, 2, 3],
            merged.Json().GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("shard").GetInt32()));
        Assert.False(File.Exists(folder.At("cut", "basin.sqlite")));
    }

    [Fact]
    public void One_that_fails_says_why()
    {
        const string Claims = "arjovsky2017/disjoint-supports mescheder2018/r1-converges";
        using var folder = new TemporaryFolder();
        var failed = SaddleProcess.Run(
            folder.Path,
            ["reproduce", .. Claims.Split(' '), "--shard", "0/2", "--out", "cut"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SADDLE_TORCH_LIBRARY"] = "/nowhere.so" });
        Assert.Equal(ExitStatus.MissingComponent, failed.Status);
        var state = ShardedJob.ReadState(folder.At("cut", "shards", "0-of-2"))!;
        Assert.Equal(ShardState.Failed, state.Status);
        Assert.Contains(state.Reason!, failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard 4/4", "--shard 4/4: expected K/N")]
    [InlineData("--shard -1/4", "--shard -1/4: expected K/N")]
    [InlineData("--shard 1", "--shard 1: expected K/N")]
    [InlineData("--shard 0/0", "--shard 0/0: expected K/N")]
    [InlineData("--shard 1/4 --steps 7", "are of another command")]
    [InlineData("--shard 1/5", "a job of 4 shards, not 5")]
    public void A_shard_that_is_no_part_of_it_is_refused(string options, string told)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitStatus.Done, RunShard(folder, "basin dirac-gan --starts 4", 0, 4).Status);
        AssertRefused(Run(folder.At("cut"), "basin dirac-gan --starts 4", options.Split(' ')), told);
    }

    [Fact]
    public void Shards_without_a_folder_are_refused() =>
        AssertRefused(SaddleHere.Run("basin", "dirac-gan", "--shard", "0/2"), "expected --out DIR too");

    [Fact]
    public void Shards_of_two_builds_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.All([0, 1], k => Assert.Equal(ExitStatus.Done, RunShard(folder, Basin, k, 2).Status));
        var state = folder.At("cut", "shards", "1-of-2", "shard.json");
        var job = JsonNode.Parse(File.ReadAllText(state))!;
        job["job"]!["build"] = "0123";
        File.WriteAllText(state, job.ToJsonString());
        AssertRefused(SaddleHere.Run("merge", folder.At("cut")), "is a shard of another build of Saddle (0123, not ");

        var own = JsonNode.Parse(File.ReadAllText(folder.At("cut", "job.json")))!;
        own["build"] = "0123";
        File.WriteAllText(folder.At("cut", "job.json"), own.ToJsonString());
        AssertRefused(
            SaddleHere.Run("merge", folder.At("cut")), "its shards are of another build of Saddle (0123, not ");
        AssertRefused(RunShard(folder, Basin, 0, 2), "another build of Saddle (0123, not ");
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"command":[],"shards":2,"build":"x"}""", "expected a command that has --shard")]
    [InlineData("""{"command":["train"],"shards":2,"build":"x"}""", "expected a command that has --shard")]
    [InlineData("""{"command":["basin"],"shards":-2,"build":"x"}""", "expected a command that has --shard")]
    [InlineData("""{"shards":2}""", "cannot be read")]
    [InlineData(null, "has no job.json")]
    public void A_folder_that_has_no_job_is_refused(string? job, string told)
    {
        using var folder = new TemporaryFolder();
        if (job is not null)
        {
            File.WriteAllText(folder.At("job.json"), job);
        }

        AssertRefused(SaddleHere.Run("merge", folder.Path), told);
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new[] { 0, 1, 2, 7, 9, 10 }, "0-2,7,9-10")]
    public void Numbers_are_written_as_ranges(int[] numbers, string told) =>
        Assert.Equal(told, ShardTable.Ranges(numbers));

    private static TemporaryFolder Reproduce(string claims, int shards)
    {
        var folder = new TemporaryFolder();
        Assert.Equal(ExitStatus.Done, Run(folder.At("whole"), $"reproduce {claims}").Status);
        foreach (var k in Enumerable.Range(0, shards))
        {
            Assert.Equal(ExitStatus.Done, RunShard(folder, $"reproduce {claims}", k, shards).Status);
        }

        Assert.Equal(ExitStatus.Done, SaddleHere.Run("merge", folder.At("cut")).Status);
        Assert.Equal(Essence(folder.At("whole")), Essence(folder.At("cut")));
        Assert.Equal(
            Time().Replace(File.ReadAllText(folder.At("whole", "report.html")), string.Empty),
            Time().Replace(File.ReadAllText(folder.At("cut", "report.html")), string.Empty));
        return folder;
    }

    // The findings, without times and the folder's name.
    private static string Essence(string folder)
    {
        var document = JsonNode.Parse(
            ProcessResult.WithoutTimes(File.ReadAllText(Path.Combine(folder, "result.json"))))!.AsObject();
        foreach (var claim in document["claims"]!.AsArray())
        {
            Assert.True(claim!.AsObject().Remove("seconds"));
        }

        return document.ToJsonString().Replace(folder, string.Empty, StringComparison.Ordinal);
    }

    private static ProcessResult Run(string folder, string line, params string[] more) =>
        SaddleHere.Run([.. line.Split(' '), "--out", folder, .. more]);

    private static ProcessResult RunShard(TemporaryFolder folder, string line, int index, int shards) =>
        Run(folder.At("cut"), line, "--shard", string.Create(CultureInfo.InvariantCulture, $"{index}/{shards}"));

    private static void AssertRefused(ProcessResult result, string told)
    {
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(told, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<dt>time</dt>\s*<dd>[0-9.]+ s</dd>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Time();
}
