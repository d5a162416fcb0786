using System.Text.Json.Nodes;
using Saddle.App.Tests.Support;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Commands;

/// <summary>What is asked for is done or refused: nothing that was said is lost without a word.</summary>
public sealed class LostOptionTests : IDisposable
{
    private const string Tiny = "name: tiny\ndata: ring\nnetwork: {name: mlp, width: 4}\nrule: adam\nsteps: 2";

    private static readonly string[] Seeds = ["1", "2"];
    private static readonly string[] Halves = ["0/2", "1/2"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sweep tiny.yaml --grid seed=1,2", "--grid seed: a sweep's seeds are those of --seeds A:B")]
    [InlineData("sweep tiny.yaml --grid batch=4,8 --set seed=9", "--set seed: a sweep's seeds are those of --seeds")]
    [InlineData("sweep tiny.yaml --case A=batch=4;batch=8", "--case A: batch is there twice")]
    [InlineData("sweep tiny.yaml --case A=batch=4 --grid batch=8,16", "--case and --grid: both set batch")]
    [InlineData("sweep tiny.yaml --set batch=4 --grid batch=8,16", "--set and --grid: both set batch")]
    [InlineData("sweep tiny.yaml --grid steps=1,2 --halving", "--halving: shares out the updates itself")]
    [InlineData("sweep tiny.yaml --grid steps=1:9 --random 2 --halving", "--halving: shares out the updates itself")]
    [InlineData("sweep tiny.yaml --grid batch=4,8 --steps 2 --set steps=3", "--steps 2: --set steps is there, too")]
    [InlineData("train tiny.yaml --seed 3 --set seed=4", "--seed 3: --set seed is there, too; expected one of them")]
    [InlineData("train tiny.yaml --set batch=4 --set batch=8", "--set batch: is there twice (4 and 8)")]
    [InlineData("train .", ".: is a folder; expected a YAML file, or a recipe's name")]
    [InlineData("phase dirac-gan --x eta-g=0.1:1:2 --y rule.eta-g=0.1:1:2", "--x and --y are both eta-g")]
    [InlineData("phase dirac-gan --x eta-g=0.1:1:2 --y eta-d=1:2:2 --set eta-g=5", "--set eta-g=5: --x varies it")]
    [InlineData("spectrum dirac-gan --at Infinity,0", "'Infinity' is not finite")]
    [InlineData("simulate dirac-gan --start 1e400,0", "'1e400' is not finite")]
    [InlineData("kid a.npy a.npy --set subset-size=3 --subset-size 2", "--set subset-size=3: --subset-size 2 is there")]
    [InlineData("metrics a.npy a.npy --mmd --step 7", "--step: is the step of what --log appends")]
    [InlineData("compare a.npy a.npy a.npy --mmd --floor", "--floor: candidates are held against one another")]
    [InlineData("features a.npy -o a.npy -n 2", "-o a.npy: is what is read; expected another name")]
    [InlineData("features a.npy -o a.npy/under/b.npy", "-o ")]
    [InlineData("weights list extra", "weights list: takes no file")]
    [InlineData("weights verify a.npy --from .", "weights verify: takes no --from")]
    [InlineData("doctor log.csv --lr-g -1 --lr-d 0.5", "--lr-g -1: expected a learning rate such as 0.0002")]
    [InlineData("doctor log.csv --lr-g 0,001", "--lr-g 0,001: expected a learning rate such as 0.0002")]
    [InlineData("runs nowhere", "nowhere: is no folder; expected the one that runs lie in")]
    public void A_command_that_would_lose_something_is_refused(string command, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "tiny.yaml"), Tiny);
        File.WriteAllText(Path.Combine(_folder.Path, "log.csv"), "step,loss_d,loss_g\n1,1,1\n2,1,1\n");
        File.WriteAllBytes(Path.Combine(_folder.Path, "a.npy"), Npy.Write([4, 2], [1, 2, 3, 4, 5, 7, 6, 8]));
        var before = Everything();
        Refused(expected, command.Split(' '));
        Assert.Equal(before, Everything(), StringComparer.Ordinal);
    }

    [TorchFact]
    public void A_run_is_gone_on_with_where_it_is_and_says_itself_what_a_log_does_not()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "tiny.yaml"), Tiny);
        Assert.Equal(0, Saddle("train", "tiny.yaml", "--out", "run").Status);
        Refused(
            "--resume run: goes on in that folder; expected no --out", "train", "--resume", "run", "--out", "other");
        Refused("--objective: is for another program's log", "doctor", "run", "--objective", "hinge");
        Refused("--set samples: is there twice", "probe", "run", "modes", "--set", "samples=9", "--set", "samples=8");
        Refused(
            "--x and --y are both eta-g", "settings", "run", "--x", "eta-g=0.001:0.01:2:log", "--y", "eta-g=0.1:1:2");
        Assert.Contains("saddle train --resume run --steps", Saddle("doctor", "run").Output, StringComparison.Ordinal);

        // a folder of runs, and a run; a run of days says so
        var state = Path.Combine(_folder.Path, "run", "run.json");
        var node = JsonNode.Parse(File.ReadAllText(state))!;
        node["seconds"] = 108_000;
        File.WriteAllText(state, node.ToJsonString());
        Assert.Contains("1.06:00:00", Saddle("runs", "run").Output, StringComparison.Ordinal);
        Assert.Contains("1.06:00:00", Saddle("runs", ".").Output, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Other_samples_have_another_name()
    {
        File.WriteAllText(
            Path.Combine(_folder.Path, "tiny.yaml"),
            "name: tiny\ndata: {name: shapes, size: 8}\nnetwork: {name: mlp, width: 4}\nrule: adam\nsteps: 2");
        Assert.Equal(0, Saddle("train", "tiny.yaml", "--out", "run").Status);
        var files = Seeds
            .SelectMany(seed => Saddle("sample", "run", "-n", "2", "--seed", seed, "--out", "s", "--json").QuietJson()
                .GetProperty("files").EnumerateArray().Select(f => f.GetString()))
            .ToList();
        Assert.Equal(4, files.Distinct(StringComparer.Ordinal).Count());
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(_folder.Path, file!))));
    }

    [Fact]
    public void Another_basin_does_not_take_the_place_of_one()
    {
        string[] basin = ["basin", "two-gaussians", "--steps", "20", "--out", "b", "--starts"];
        Assert.Equal(0, Saddle([.. basin, "5"]).Status);
        var before = File.ReadAllBytes(Path.Combine(_folder.Path, "b", "basin.sqlite"));
        Refused("holds another basin", [.. basin, "6"]);
        Assert.Equal(0, Saddle([.. basin, "5"]).Status);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder.Path, "b", "basin.sqlite")));
    }

    [TorchFact]
    public void Shards_are_merged_from_wherever()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "tiny.yaml"), Tiny);
        string[] sweep = ["sweep", "tiny.yaml", "--grid", "batch=4,8", "--out"];
        foreach (var shard in Halves)
        {
            Assert.Equal(0, Saddle([.. sweep, "parts", "--shard", shard]).Status);
        }

        Assert.Equal(0, SaddleProcess.Run(Path.GetTempPath(), ["merge", Path.Combine(_folder.Path, "parts")]).Status);
    }

    private ProcessResult Saddle(params string[] command) => SaddleProcess.Run(_folder.Path, command);

    private void Refused(string expected, params string[] command)
    {
        var refused = Saddle(command);
        Assert.Equal(2, refused.Status);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    private List<string> Everything() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order()];
}
