using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>A run's folder between two files, and when two want it.</summary>
public sealed class RunFolderTests : IDisposable
{
    private const string Text = """
        data: ring
        network: {name: mlp, latent: 2, width: 12, depth: 1, slope: 0.2}
        rule: {name: adam, order: d-first, eta-g: 0.02, eta-d: 0.002, beta1: 0.5}
        batch: 8
        threads: 1
        steps: 40
        log-every: 2
        checkpoint-every: 10
        evaluate-every: 1
        metrics: [{name: sliced-wasserstein, directions: 20}]
        metric-samples: 64
        """;

    private static readonly DataFolder Data = new(".");

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-run").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchTheory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    public void A_run_that_ends_between_a_checkpoint_and_the_state_goes_on_to_the_same_files(long at)
    {
        var whole = Create("whole");
        Run(whole);
        var ended = Create("ended");
        var obstacle = Path.Combine(
            ended.Path, string.Create(CultureInfo.InvariantCulture, $"run.json.saddle-{Environment.ProcessId}.tmp"));
        var progress = new Watch(step => _ = step == at - 1 ? Directory.CreateDirectory(obstacle) : null);
        Assert.ThrowsAny<UnauthorizedAccessException>(
            () => new Trainer(ended, ended.Configuration, Data, TimeProvider.System).Run(progress, default));
        Assert.True(File.Exists(ended.Checkpoint(at)));
        Assert.True(ended.State.Step < at);
        Directory.Delete(obstacle);

        var resumed = RunFolder.Open(ended.Path);
        Run(resumed);
        Assert.Equal(File.ReadAllBytes(whole.Checkpoint(40)), File.ReadAllBytes(resumed.Checkpoint(40)));
        Assert.Equal(File.ReadAllBytes(whole.BestCheckpoint), File.ReadAllBytes(resumed.BestCheckpoint));
        Assert.Equal(whole.State.Best, resumed.State.Best);
        Assert.Equal(MetricsLog.Read(whole), MetricsLog.Read(resumed));
        Assert.All(RunCheck.Of(resumed), finding => Assert.True(finding.Whole, finding.Finding));
    }

    [TorchFact]
    public void Data_that_do_not_fill_a_batch_are_told()
    {
        var points = Path.Combine(_folder, "points.npy");
        File.WriteAllBytes(points, Npy.Write([3, 2], [0, 1, 1, 0, 0, 0]));
        var (data, said) = ($"{{name: points, path: \"{points}\"}}", new List<string>());
        var text = Text.Replace("data: ring", $"data: {data}", StringComparison.Ordinal);
        foreach (var (name, batch) in new[] { ("small", 3), ("large", 8) })
        {
            var asked = text.Replace("steps: 40", "steps: 2", StringComparison.Ordinal)
                .Replace("batch: 8", $"batch: {batch}", StringComparison.Ordinal);
            Run(RunFolder.Create(Path.Combine(_folder, name), Configuration.Read(asked, "test"), said.Add));
        }

        Assert.Equal(
            "the data hold fewer items (3) than a batch (8), which holds some of them repeatedly",
            Assert.Single(said));
    }

    // Such as one whose data were not there: who has got them calls the same command again.
    [Fact]
    public void A_run_that_was_refused_before_its_first_update_is_in_no_other_run_s_way()
    {
        var refused = Create("run");
        Assert.Throws<SettingsException>(() => Create("run"));
        refused.State = refused.State with { Status = "failed", Reason = "no data" };
        var run = Create("run");
        Assert.Equal(("running", null), (run.State.Status, run.State.Reason));
        run.State = run.State with { Status = "failed", Step = 1 };
        Assert.Throws<SettingsException>(() => Create("run"));
        run.State = run.State with { Step = 0, Imported = 0 };
        Assert.Throws<SettingsException>(() => Create("run"));
        run.State = run.State with { Imported = null };
        File.WriteAllText(Path.Combine(run.Checkpoints, "step-000000000.safetensors"), string.Empty);
        Assert.Throws<SettingsException>(() => Create("run"));
    }

    [Fact]
    public void A_run_that_nobody_trains_any_more_is_interrupted_whatever_its_file_says()
    {
        var run = Create("run");
        using (run.Hold())
        {
            Assert.Equal("running", run.StateOrTrouble.Status);
            Assert.Equal("running", Assert.Single(RunFolder.All(_folder)).StateOrTrouble.Status);
        }

        var left = Assert.Single(RunFolder.All(_folder)).StateOrTrouble;
        Assert.Equal("interrupted", left.Status);
        Assert.Contains("ended without a word", left.Reason, StringComparison.Ordinal);
        Assert.Equal("running", run.State.Status); // the file is as it was
        run.State = run.State with { Status = "finished" };
        Assert.Equal("finished", run.StateOrTrouble.Status);
    }

    [TorchFact]
    public void A_best_checkpoint_of_an_earlier_version_keeps_its_figure()
    {
        var run = Create("run");
        Run(run);
        var best = run.State.Best!;
        var bytes = File.ReadAllBytes(run.BestCheckpoint);
        Replace(bytes, "best-metric", "best_metric"); // no checksum, no figure: what earlier versions wrote
        Replace(bytes, "sha256\":\"", "sha_56\":\"");
        Replace(bytes, "checksum\":", "check_um\":");
        File.WriteAllBytes(run.BestCheckpoint, bytes);
        Assert.Equal(best, run.Best());
        Assert.All(RunCheck.Of(run), finding => Assert.True(finding.Whole, finding.Finding));
    }

    [TorchFact]
    public void Every_bit_of_a_checkpoint_counts()
    {
        var run = Create("run");
        Run(run);
        var file = run.Checkpoint(40);
        var whole = File.ReadAllBytes(file);
        for (var i = 0; i < whole.Length; i += i < 2000 ? 1 : 97)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(file, damaged);
            Assert.Equal(run.Checkpoint(30), RunFolder.Open(run.Path).LastCheckpoint());
        }

        File.WriteAllBytes(file, whole);
        Assert.Equal(file, run.LastCheckpoint());
    }

    [Theory]
    [InlineData("-7")]
    [InlineData("+7")]
    [InlineData("1e3")]
    [InlineData("9223372036854775807")]
    [InlineData("")]
    [InlineData("NaN")]
    public void The_step_that_a_checkpoint_states_is_judged(string step)
    {
        var file = Path.Combine(_folder, "stated.safetensors");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["step"] = step };
        Safetensors.Write(file, [], metadata);
        var refused = Assert.Throws<DataException>(() => Checkpoint.Step(file));
        Assert.Contains($"step={step};", refused.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Whoever_holds_a_run_keeps_others_from_it()
    {
        var run = Create("run");
        using (run.Hold())
        {
            using var again = run.Hold();
            var other = RunFolder.Open(run.Path);
            Assert.True(other.IsHeld);
            var refused = Assert.Throws<SettingsException>(() => Run(other));
            Assert.Contains("another process is training this run", refused.Message, StringComparison.Ordinal);
            Assert.Contains(
                "is being trained", Assert.Throws<SettingsException>(() => RunCheck.Of(other)).Message,
                StringComparison.Ordinal);
        }

        Assert.False(run.IsHeld);
        Run(RunFolder.Open(run.Path));
    }

    [Fact]
    public void A_lock_that_is_a_link_is_refused()
    {
        var run = Create("run");
        File.Delete(Path.Combine(run.Path, ".lock"));
        var elsewhere = Path.Combine(_folder, "elsewhere");
        File.CreateSymbolicLink(Path.Combine(run.Path, ".lock"), elsewhere);
        Assert.Contains("a link", Assert.Throws<DataException>(() => run.Hold()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere));
    }

    private static void Replace(byte[] bytes, string old, string now)
    {
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(old));
        Assert.True(at > 0 && old.Length == now.Length);
        System.Text.Encoding.ASCII.GetBytes(now).CopyTo(bytes, at);
    }

    private static void Run(RunFolder run) => Assert.Equal(
        "finished", new Trainer(run, run.Configuration, Data, TimeProvider.System).Run(null, default).Status);

    private RunFolder Create(string name) =>
        RunFolder.Create(Path.Combine(_folder, name), Configuration.Read(Text, "test"));

    private sealed class Watch(Action<long> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen(value.Step);
    }
}
