using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Saddle.App.Tests.Support;
using Saddle.Gans.Training;
using Saddle.Scalars;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// Training as a user runs it: stopped by force and resumed, stopped politely, gone wrong, and sampled from.
/// </summary>
public sealed class TrainCommandTests
{
    // Everything that a run remembers: a rule with memory, a running average, a penalty that draws random numbers.
    private const string Config = """
        name: test
        data: ring
        network: {name: mlp, width: 16, depth: 2}
        objective: wasserstein
        regularisers:
        - {name: gradient-penalty, weight: 0.1}
        - spectral-normalisation
        rule: {name: adam, order: d-first, eta-g: 0.001, eta-d: 0.002, beta1: 0.5}
        batch: 32
        steps: 600
        ema: 0.99
        log-every: 25
        evaluate-every: 100
        metrics: [{name: sliced-wasserstein, directions: 20}, mmd]
        metric-samples: 200
        sample-every: 300
        checkpoint-every: 20
        """;

    // Conditions that are images, with two stages, dropout and wrong pairs.
    private const string Colours = """
        name: test
        data: {name: colour-scenes, size: 8, items: 100}
        network: {name: u-net, width: 4, latent: 2, patch: 16}
        conditioning: [concatenation, {name: matching-aware, wrong: next}]
        regularisers: [{name: paired-error, weight: 10}]
        stages: [{name: pretraining, steps: 100}]
        rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}
        batch: 8
        ema: 0.99
        log-every: 25
        sample-every: 100
        samples: 4
        checkpoint-every: 20
        """;

    private static readonly string[] Least = ["data: ring", "network: mlp", "rule: adam"];

    [TorchTheory]
    [InlineData(Config, 1000, 5)]
    [InlineData(Colours, 120, 2)]
    public async Task A_run_killed_many_times_and_resumed_ends_with_the_same_bytes(string config, int steps, int kills)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), config);
        string[] length = ["--steps", steps.ToString(CultureInfo.InvariantCulture)];
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(
                folder.Path,
                ["train", "config.yaml", "--out", "whole", .. length, "--json"]).Status);

        var random = new Philox(3, 0, Purpose.Start);
        for (var kill = 0; kill < kills; kill++)
        {
            string[] arguments = kill == 0
                ? ["train", "config.yaml", "--out", "killed", .. length]
                : ["train", "--resume", "killed"];
            using var run = SaddleProcess.Start(folder.Path, arguments);
            var before = Last(folder.At("killed"));
            await run.Until(_ => Last(folder.At("killed")) > before);
            await Task.Delay((int)(150 * random.Uniform()));
            run.Kill();
            if (Last(folder.At("killed")) > steps - (steps / 10))
            {
                break; // too near the end to be killed once more
            }
        }

        var resumed = SaddleProcess.Run(folder.Path, ["train", "--resume", "killed", "--json"]);
        Assert.Equal(ExitStatus.Done, resumed.Status);
        var checkpoint = $"checkpoints/step-{steps.ToString("D9", CultureInfo.InvariantCulture)}.safetensors";
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", checkpoint)),
            File.ReadAllBytes(folder.At("killed", checkpoint)));
        Assert.Equal(Metrics(folder.At("whole")), Metrics(folder.At("killed")));
        Assert.Empty(Directory.EnumerateFiles(folder.At("killed"), "*.tmp", SearchOption.AllDirectories));
    }

    [TorchFact]
    public async Task Ctrl_C_writes_a_checkpoint_and_says_how_to_go_on()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        using var run = SaddleProcess.Start(folder.Path, "train", "config.yaml", "--out", "run", "--steps", "1000000");
        await run.Until(_ => Last(folder.At("run")) > 0);
        var result = run.Interrupt();
        Assert.Equal(ExitStatus.Interrupted, result.Status);
        Assert.Contains("go on with: saddle train --resume run", result.Error, StringComparison.Ordinal);
        Assert.Equal(RunFolder.Open(folder.At("run")).State.Step, Last(folder.At("run")));
    }

    [TorchFact]
    public void A_run_whose_numbers_explode_stops_with_a_sentence_and_keeps_the_last_good_checkpoint()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run", "--steps", "40"]).Status);
        var good = File.ReadAllBytes(folder.At("run", "checkpoints/step-000000040.safetensors"));
        var result = SaddleProcess.Run(
            folder.Path,
            ["train", "--resume", "run", "--steps", "100", "--set", "rule.eta-g=1e30", "--accept-changes"]);
        Assert.Equal(ExitStatus.Failed, result.Status);
        Assert.Contains(
            "the last good checkpoint is step-000000040.safetensors",
            result.ErrorLines[^1],
            StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(folder.At("run", "checkpoints/step-000000040.safetensors")));
        Assert.Equal("failed", RunFolder.Open(folder.At("run")).State.Status);
    }

    [TorchFact]
    public void A_damaged_checkpoint_costs_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run", "--steps", "20"]).Status);
        var file = folder.At("run", "checkpoints/step-000000020.safetensors");
        var whole = File.ReadAllBytes(file);

        void Expect(byte[] damaged, string complaint)
        {
            File.WriteAllBytes(file, damaged);
            var result = SaddleProcess.Run(folder.Path, ["train", "--resume", "run", "--steps", "40"]);
            Assert.Equal(ExitStatus.BadInput, result.Status);
            Assert.Contains(complaint, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }

        Expect(whole[..^100], "follow the header: it is cut off or damaged");
        Expect(whole[..50], "the header claims");
        Expect([.. whole.AsSpan(0, 8), (byte)'?', .. whole.AsSpan(9)], "the header is not that of a safetensors file");
        Expect(
            Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(whole).Replace(
                    "generator.output.weight",
                    "generator.output.wxight",
                    StringComparison.Ordinal)),
            "its checksum is wrong: the file was damaged, or changed by other means");
    }

    [TorchFact]
    public void A_changed_configuration_is_refused_unless_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run", "--steps", "20"]).Status);
        var refused = SaddleProcess.Run(
            folder.Path,
            ["train", "--resume", "run", "--steps", "40", "--set", "rule.beta1=0.9"]);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains(
            "rule.beta1: 0.9 (now); rule.beta1: 0.5 (before)",
            Assert.Single(refused.ErrorLines),
            StringComparison.Ordinal);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(
                folder.Path,
                ["train", "--resume", "run", "--steps", "40", "--set", "log-every=5"]).Status);
        var done = SaddleProcess.Run(folder.Path, ["train", "--resume", "run"]);
        Assert.Contains("all 40 updates have been made", Assert.Single(done.ErrorLines), StringComparison.Ordinal);
    }

    // After robosat#169 and EveryDream2trainer#102.
    [TorchFact]
    public void A_short_form_takes_the_place_of_what_it_stands_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        string[] set = ["--set", "rule.eta=0.1", "--set", "network={name: mlp, width: 8, depth: 1}"];
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run", "--steps", "20"]).Status);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(
                folder.Path, ["train", "run/config.yaml", "--out", "short", "--steps", "20", .. set]).Status);
        var text = File.ReadAllText(folder.At("short", "config.yaml"));
        Assert.Equal(2, text.Split("width: 8\n").Length - 1);
        Assert.Contains("eta-g: 0.1\n", text, StringComparison.Ordinal);
        Assert.Contains("eta-d: 0.1\n", text, StringComparison.Ordinal);

        string[] resume = ["train", "--resume", "run", "--steps", "40", "--set", "rule.eta=0.1"];
        var refused = SaddleProcess.Run(folder.Path, resume);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains("rule.eta-g: 0.1 (now)", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);

        // and what it stands for takes the place of a short form
        var rule = Config.Replace("eta-g: 0.001, eta-d: 0.002", "eta: 0.001", StringComparison.Ordinal);
        File.WriteAllText(folder.At("config.yaml"), rule);
        string[] both = ["--set", "rule.eta-g=0.004", "--set", "rule.eta-d=0.005"];
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(
                folder.Path, ["train", "config.yaml", "--out", "long", "--steps", "20", .. both]).Status);
        Assert.Contains("eta-d: 0.005\n", File.ReadAllText(folder.At("long", "config.yaml")), StringComparison.Ordinal);

        // what is said of one player holds beside what is said of both, in whatever order
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(
                folder.Path, [.. resume[..5], "--set", "rule.eta-g=0.3", .. resume[5..], "--accept-changes"]).Status);
        var resumed = File.ReadAllText(folder.At("run", "config.yaml"));
        Assert.Contains("eta-g: 0.3\n", resumed, StringComparison.Ordinal);
        Assert.Contains("eta-d: 0.1\n", resumed, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Samples_come_as_an_array_or_a_sheet_and_do_not_depend_on_how_many_there_are()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run", "--steps", "20"]).Status);
        var sheet = SaddleProcess.Run(folder.Path, ["sample", "run", "-n", "50", "--grid", "--json"]).QuietJson();
        Assert.EndsWith(".png", sheet.GetProperty("files")[0].GetString(), StringComparison.Ordinal);
        Assert.True(sheet.GetProperty("averaged").GetBoolean());

        byte[] Values(int count, string name) =>
            File.ReadAllBytes(folder.At(
                SaddleProcess.Run(
                    folder.Path,
                    [
                        "sample",
                        "run",
                        "-n",
                        count.ToString(CultureInfo.InvariantCulture),
                        "--out",
                        name,
                        "--json",
                    ]).QuietJson().GetProperty("files")[0].GetString()!))[128..];
        var (few, many) = (Values(3, "few"), Values(300, "many"));
        Assert.Equal(3 * 2 * sizeof(double), few.Length);
        Assert.Equal(few, many[..few.Length]);

        var runs = SaddleProcess.Run(folder.Path, ["runs", ".", "--json"]).QuietJson();
        Assert.Equal("finished", runs[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Without_libtorch_it_says_which_command_installs_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Config);
        var result = SaddleProcess.Run(
            folder.Path,
            ["train", "config.yaml", "--out", "run"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SADDLE_TORCH_LIBRARY"] = "/nowhere/libsaddle_torch.so",
            });
        Assert.Equal(ExitStatus.MissingComponent, result.Status);
        Assert.Contains("install", result.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps: many", "config.yaml: steps=many: expected a whole number from 1")]
    [InlineData("stepps: 5", "config.yaml: 'stepps' is not a key of a configuration; did you mean 'steps'?")]
    [InlineData(
        "network: {name: mlp, widht: 5}",
        "config.yaml:2: 'widht' is not a setting of mlp; did you mean 'width'?")]
    [InlineData("objective: hing", "did you mean 'hinge'?")]
    [InlineData("data: {radius: 2}", "data: the key 'name' is missing; expected one of: ")]
    [InlineData("regularisers: [[1]]", "regularisers: expected a name, or a mapping")]
    [InlineData("batch: {size: 3}", "batch: expected a value, not a mapping")]
    [InlineData("metrics: [fit]", "config.yaml:2: 'fit' is not a metric; did you mean 'fid'?")]
    [InlineData("metrics: [{name: kid, subsets: none}]", "config.yaml:2: subsets=none: expected a whole number")]
    [InlineData("extractor: pixel", "did you mean 'pixels'?")]
    [InlineData("rule: [", "config.yaml:")]
    public void A_wrong_configuration_costs_one_line(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var key = line.Split(':')[0];
        File.WriteAllText(
            folder.At("config.yaml"),
            string.Join('\n', ["name: test", line, .. Least.Where(l => l.Split(':')[0] != key)]));
        var result = SaddleProcess.Run(folder.Path, ["train", "config.yaml", "--out", "run"]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Theory]
    [InlineData("train", "a configuration is missing")]
    [InlineData("train no-such-recipe", "'no-such-recipe' is not a file or a recipe")]
    [InlineData("train nowhere.yaml", "nowhere.yaml: there is no such file")]
    [InlineData("train --resume nowhere", "nowhere: not a run")]
    [InlineData("train ring-of-eight --resume nowhere", "exclude each other")]
    [InlineData("train ring-of-eight --set rul.eta-g=1", "--set rul.eta-g=1: the configuration has no key 'rul'")]
    [InlineData("train ring-of-eight --set rule.eta=much", "--set rule.eta=much: expected a learning rate")]
    [InlineData("sample nowhere", "nowhere: not a run")]
    public void A_wrong_command_line_costs_one_line(string arguments, string expected)
    {
        var result = SaddleProcess.Run(arguments.Split(' '));
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    // Where the processor has AVX-512 libtorch leaves the products to oneDNN, which is told to do without it here;
    // where it has not, libtorch multiplies by loops of its own.
    [Fact]
    public void Products_that_oneDNN_may_not_compute_cost_one_line()
    {
        using var folder = new TemporaryFolder();
        var result = SaddleProcess.Run(
            folder.Path,
            ["train", "ring-of-eight", "--set", "precision=bfloat16", "--steps", "1", "--out", "run"],
            new Dictionary<string, string> { ["ONEDNN_MAX_CPU_ISA"] = "AVX2", ["DNNL_MAX_CPU_ISA"] = "AVX2" });
        if (Avx512BW.IsSupported)
        {
            Assert.Equal(ExitStatus.BadInput, result.Status);
            Assert.Contains("expected one with AVX-512", result.ErrorLines[^1], StringComparison.Ordinal);
        }
        else
        {
            Assert.True(result.Status == ExitStatus.Done, result.Error);
        }
    }

    private static long Last(string run) => Directory.Exists(Path.Combine(run, "checkpoints"))
        ? Directory.EnumerateFiles(Path.Combine(run, "checkpoints"), "step-*.safetensors")
            .Select(f => long.Parse(Path.GetFileNameWithoutExtension(f)[5..], CultureInfo.InvariantCulture))
            .DefaultIfEmpty()
            .Max()
        : 0;

    private static List<string> Metrics(string run) =>
        [
            .. MetricsLog.Read(RunFolder.Open(run))
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .SelectMany(
                    s =>
                        s.Value.Select(
                            v => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {v.Step} {v.Value:R}"))),
        ];
}
