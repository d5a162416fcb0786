using System.Globalization;
using System.Net;
using Saddle.App.Tests.Laboratory;
using Saddle.App.Tests.Support;
using Saddle.Gans.Training;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// What may happen to a run from outside: a second process that trains it, a kill between two files, bytes of a
/// checkpoint that changed on the disk.
/// </summary>
public sealed class RunReliabilityTests
{
    private const string Config = """
        name: test
        data: ring
        network: {name: mlp, width: 16, depth: 2}
        rule: {name: adam, order: d-first, eta-g: 0.001, eta-d: 0.002, beta1: 0.5}
        batch: 16
        steps: 40
        log-every: 5
        evaluate-every: 5
        metrics: [{name: sliced-wasserstein, directions: 20}]
        metric-samples: 100
        checkpoint-every: 10
        threads: 1
        """;

    [TorchFact]
    public async Task A_run_that_is_being_trained_is_not_trained_by_another_process()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        string[] endless = ["train", "config.yaml", "--out", "run", "--steps", "1000000"];
        using var first = SaddleProcess.Start(folder.Path, endless);
        await first.Until(_ => Last(folder.At("run")) > 0);
        var second = SaddleProcess.Run(folder.Path, ["train", "--resume", "run", "--steps", "2000000"]);
        Assert.Equal(ExitStatus.BadInput, second.Status);
        Assert.Contains(
            "run: another process is training this run", Assert.Single(second.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("steps: 1000000", File.ReadAllText(folder.At("run", "config.yaml")), StringComparison.Ordinal);
        var interrupted = first.Interrupt();
        Assert.True(interrupted.Status == ExitStatus.Interrupted, interrupted.Error);
        var state = RunFolder.Open(folder.At("run")).State;
        var logged = MetricsLog.Read(RunFolder.Open(folder.At("run"))).Values.First();
        Assert.Equal(
            Enumerable.Range(1, (int)(state.Step / 5)).Select(i => 5L * i), logged.Select(v => v.Step));
    }

    [TorchFact]
    public void A_run_that_goes_on_with_other_arithmetic_says_so_once_and_writes_it_down()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done, SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run"]).Status);
        string[] more = ["train", "--resume", "run", "--steps", "60"];
        var other = SaddleProcess.Run(
            folder.Path, more, new Dictionary<string, string> { ["ATEN_CPU_CAPABILITY"] = "default" });
        Assert.Equal(ExitStatus.Done, other.Status);
        var run = RunFolder.Open(folder.At("run"));
        if (run.State.Versions["vector_level"] is not ("NO AVX" or "DEFAULT"))
        {
            return; // a libtorch or a processor without levels
        }

        var line = Assert.Single(other.ErrorLines);
        Assert.Contains("the run goes on with vector level ", line, StringComparison.Ordinal);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={folder.At("run", "metrics.sqlite")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT step || ' ' || text FROM event";
        Assert.Equal($"40 {line["saddle: ".Length..]}", select.ExecuteScalar());
    }

    [TorchFact]
    public async Task A_run_whose_process_was_killed_is_free_at_once()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        string[] endless = ["train", "config.yaml", "--out", "run", "--steps", "100000"];
        using (var first = SaddleProcess.Start(folder.Path, endless))
        {
            await first.Until(_ => Last(folder.At("run")) > 0);
            first.Kill();
        }

        var last = Last(folder.At("run"));
        var second = SaddleProcess.Run(
            folder.Path, ["train", "--resume", "run", "--steps", Text(last + 20)]);
        Assert.True(second.Status == ExitStatus.Done, second.Error);
        Assert.Equal(last + 20, RunFolder.Open(folder.At("run")).State.Step);
    }

    [LaboratoryTorchFact]
    public async Task The_laboratory_goes_by_the_lock_and_not_by_a_files_age()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        var run = Path.Combine(laboratory.Runs, "ring");
        using var first = SaddleProcess.Start(folder.Path, "train", "config.yaml", "--out", run, "--steps", "1000000");
        await first.Until(_ => Last(run) > 0);
        File.SetLastWriteTimeUtc(Path.Combine(run, "metrics.sqlite"), DateTime.UnixEpoch); // as if it were slow
        using (var refused = await laboratory.Post("api/runs/ring/resume", "{}"))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        first.Kill(); // leaves figures of this moment behind
        using var resumed = await laboratory.Post(
            "api/runs/ring/resume", $$"""{"steps":{{Text(Last(run) + 10)}}}""");
        Assert.True(resumed.IsSuccessStatusCode, await resumed.Content.ReadAsStringAsync());
    }

    [TorchFact]
    public void A_kill_between_the_checkpoint_and_the_state_does_not_change_what_is_best()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);

        // a run that is at its best before the first checkpoint
        string[] fast = ["--set", "rule.eta-g=0.02", "--set", "evaluate-every=2", "--seed", "2"];
        Train(folder, ["--out", "whole", .. fast]);
        Train(folder, ["--out", "killed", "--steps", "10", .. fast]);
        RunFolder.Open(folder.At("killed")).State = RunState.AtStart(10); // it was not written after the checkpoint
        Train(folder, "--resume", "killed", "--steps", "40");
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", "checkpoints/best.safetensors")),
            File.ReadAllBytes(folder.At("killed", "checkpoints/best.safetensors")));
        var best = RunFolder.Open(folder.At("whole")).State.Best;
        Assert.True(best!.Step < 10);
        Assert.Equal(best, RunFolder.Open(folder.At("killed")).State.Best);
    }

    [TorchTheory]
    [InlineData(0, "flipped in the header")]
    [InlineData(1, "flipped in a tensor")]
    [InlineData(2, "flipped in the last byte")]
    [InlineData(3, "cut off")]
    [InlineData(4, "empty")]
    public void A_damaged_last_checkpoint_falls_back_to_the_one_before(int damage, string what)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Train(folder, "--out", "run");
        var (file, best) = (folder.At("run", "checkpoints/step-000000040.safetensors"), "checkpoints/best.safetensors");
        var (whole, bestBefore) = (File.ReadAllBytes(file), File.ReadAllBytes(folder.At("run", best)));
        File.WriteAllBytes(file, Damaged(whole, damage));

        var check = SaddleProcess.Run(folder.Path, ["runs", "check", "run"]);
        Assert.True(check.Status == ExitStatus.Failed, $"{what}: {check.Error}");
        Assert.Contains("step-000000040.safetensors", check.Output, StringComparison.Ordinal);

        var resumed = SaddleProcess.Run(folder.Path, ["train", "--resume", "run"]);
        Assert.True(resumed.Status == ExitStatus.Done, $"{what}: {resumed.Error}");
        Assert.Contains("step-000000040.safetensors", resumed.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("falling back to step-000000030.safetensors", resumed.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(file));
        Assert.Equal(bestBefore, File.ReadAllBytes(folder.At("run", best)));
        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, ["runs", "check", "run"]).Status);
    }

    [TorchFact]
    public void Samples_of_a_run_with_a_damaged_last_checkpoint_come_from_the_one_before_and_say_so()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Train(folder, "--out", "run");
        var file = folder.At("run", "checkpoints/step-000000040.safetensors");
        File.WriteAllBytes(file, Damaged(File.ReadAllBytes(file), 1));
        var result = SaddleProcess.Run(folder.Path, ["sample", "run", "-n", "5", "--json"]);
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Contains("falling back", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(30, result.Json().GetProperty("step").GetInt64());

        var named = SaddleProcess.Run(folder.Path, ["sample", "run", "-n", "5", "--checkpoint", file]);
        Assert.Equal(ExitStatus.BadInput, named.Status);
        Assert.Contains("checksum", Assert.Single(named.ErrorLines), StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_check_says_what_is_wrong_with_a_run()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Train(folder, "--out", "run");
        var whole = SaddleProcess.Run(folder.Path, ["runs", "check", "run", "--json"]).QuietJson();
        Assert.True(whole.GetProperty("whole").GetBoolean());

        void Expect(string file, Func<byte[], byte[]> harm, string expected)
        {
            var path = folder.At("run", file);
            var kept = File.ReadAllBytes(path);
            File.WriteAllBytes(path, harm(kept));
            var result = SaddleProcess.Run(folder.Path, ["runs", "check", "run"]);
            Assert.True(result.Status == ExitStatus.Failed, $"{file}: {result.Status} {result.Output} {result.Error}");
            Assert.Contains(expected, result.Output, StringComparison.Ordinal);
            File.WriteAllBytes(path, kept);
        }

        Expect("checkpoints/best.safetensors", b => Damaged(b, 1), "best.safetensors");
        Expect("checkpoints/step-000000030.safetensors", _ => [], "step-000000030.safetensors");
        Expect("metrics.sqlite", b => [.. b[..5000], .. new byte[b.Length - 5000]], "metrics.sqlite");
        Expect("metrics.sqlite", _ => "not a database"u8.ToArray(), "metrics.sqlite");
        Expect("config.yaml", _ => "rule: ["u8.ToArray(), "config.yaml");
        Expect("run.json", b => b[..20], "run.json");
        Expect("checkpoints/step-000000040.safetensors", _ => File.ReadAllBytes(
            folder.At("run", "checkpoints/step-000000030.safetensors")), "step 30");
        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, ["runs", "check", "run"]).Status);

        var nowhere = SaddleProcess.Run(folder.Path, ["runs", "check", "nowhere"]);
        Assert.Equal(ExitStatus.BadInput, nowhere.Status);
        Assert.Contains("not a run", Assert.Single(nowhere.ErrorLines), StringComparison.Ordinal);
    }

    private static byte[] Damaged(byte[] whole, int damage)
    {
        byte[] bytes = [.. whole];
        switch (damage)
        {
            case 0: // the number of updates, 40, becomes 44
                var at = bytes.AsSpan().IndexOf("\"step\":\"40\""u8);
                Assert.True(at > 0);
                bytes[at + 9] ^= 4;
                return bytes;
            case 1:
                bytes[bytes.Length * 3 / 4] ^= 1;
                return bytes;
            case 2:
                bytes[^1] ^= 128;
                return bytes;
            case 3:
                return bytes[..^100];
            default:
                return [];
        }
    }

    private static void Train(TemporaryFolder folder, params string[] arguments)
    {
        string[] config = arguments.Contains("--resume") ? [] : ["config.yaml"];
        var result = SaddleProcess.Run(folder.Path, ["train", .. config, .. arguments]);
        Assert.True(result.Status == ExitStatus.Done, result.Error);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Last(string run) => Directory.Exists(Path.Combine(run, "checkpoints"))
        ? Directory.EnumerateFiles(Path.Combine(run, "checkpoints"), "step-*.safetensors")
            .Select(f => long.Parse(Path.GetFileNameWithoutExtension(f)[5..], CultureInfo.InvariantCulture))
            .DefaultIfEmpty()
            .Max()
        : 0;
}
