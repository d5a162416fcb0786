using System.Globalization;
using System.Text.Json;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Sweeps: each run is the one that <c>saddle train</c> makes, and shards make the same.</summary>
public sealed class SweepTests
{
    private const string Small = """
        data: {name: ring, modes: 8}
        network: {name: mlp, width: 16}
        rule: {name: adam, eta: 0.001}
        batch: 16
        steps: 40
        log-every: 5
        evaluate-every: 20
        sample-every: 0
        checkpoint-every: 10
        """;

    [Theory]
    [InlineData("5 6 7", "4 4.9 6.1", true)] // differences 1, 1.1, 0.9
    [InlineData("4 4.9 6.1", "5 6 7", true)]
    [InlineData("5 6 7", "6 5 7", false)]
    [InlineData("5 5 5", "5 5 5", false)]
    [InlineData("6 6 6", "5 5 5", true)]
    [InlineData("6", "5", false)]
    public void Settings_are_compared_seed_by_seed(string own, string other, bool isTold)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        Assert.Equal(isTold, Of(own).IsToldFrom(Of(other), "f"));

        static SweepPoint Of(string figures) => Point(
            [.. figures.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))], failed: 0);
    }

    private static readonly string[] Grid = ["--grid", "rule.eta-g=1e-3,1e30", "--grid", "rule.eta-d=1e-3,2e-3"];

    [ReportTorchFact]
    public void Runs_are_those_that_train_makes_and_those_that_diverge_stop()
    {
        using var folder = Folder();
        var document = Sweep(folder, "whole", [.. Grid, "--seeds", "1:2"]);
        var cells = document.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal(8, cells.Count);
        Assert.Equal(
            ["1e-3 1e-3 1", "1e-3 1e-3 2", "1e-3 2e-3 1", "1e-3 2e-3 2", "1e30 1e-3 1"],
            cells.Take(5).Select(c =>
                $"{Setting(c, "rule.eta-g")} {Setting(c, "rule.eta-d")} {c.GetProperty("seed")}"));
        Assert.All(cells.Take(4), c => Assert.Equal("finished", c.GetProperty("status").GetString()));
        Assert.All(cells.Skip(4), c =>
        {
            Assert.Equal("failed", c.GetProperty("status").GetString());
            Assert.True(c.GetProperty("step").GetInt32() < 40);
            Assert.Equal("divergence", c.GetProperty("diagnosis").GetString());
        });

        // The run of cell 3 by itself.
        var alone = SaddleHere.Run(
            "train", folder.At("c.yaml"), "--set", "rule.eta-g=1e-3", "--set", "rule.eta-d=2e-3", "--seed", "2",
            "--out", folder.At("alone"), "--json").Json();
        Assert.Equal(
            alone.GetProperty("metrics").GetProperty("loss/generator").GetDouble(),
            cells[3].GetProperty("metrics").GetProperty("loss/generator").GetDouble());
        Assert.Equal(
            File.ReadAllBytes(folder.At("alone", "checkpoints", "step-000000040.safetensors")),
            File.ReadAllBytes(folder.At("whole", "runs", "000003", "checkpoints", "step-000000040.safetensors")));

        // The best of the two settings without a failure, by the mean over both seeds.
        var best = document.GetProperty("best");
        Assert.Equal("modes/score", best.GetProperty("metric").GetString());
        double[] means = [.. cells.Take(4).Select(c => c.GetProperty("metrics").GetProperty("modes/score").GetDouble())
            .Chunk(2).Select(pair => pair.Average())];
        Assert.Equal(means.Max(), best.GetProperty("value").GetDouble(), 1e-12);
        Assert.True(best.GetProperty("ties").GetArrayLength() <= means.Length - 1);
        Assert.True(File.Exists(folder.At("whole", "report.html")));
    }

    [ReportTorchFact]
    public void Shards_merge_into_the_sweep_of_one_machine()
    {
        using var folder = Folder();
        string[] options = ["--grid", "rule.eta=1e-3,3e-3", "--case", "wide=network.width=20", "--case", "plain="];
        Sweep(folder, "whole", options);
        foreach (var k in (int[])[2, 0, 1])
        {
            var shard = SaddleHere.Run(
                ["sweep", folder.At("c.yaml"), .. options, "--out", folder.At("cut"), "--shard", $"{k}/3"]);
            Assert.Equal(ExitStatus.Done, shard.Status);
        }

        Assert.Equal(ExitStatus.Done, SaddleHere.Run("merge", folder.At("cut")).Status);
        Assert.All(["sweep.sqlite", "report.html"], file => Assert.Equal(
            File.ReadAllBytes(folder.At("whole", file)), File.ReadAllBytes(folder.At("cut", file))));
        Assert.Equal(
            ProcessResult.WithoutTimes(File.ReadAllText(folder.At("whole", "result.json"))),
            ProcessResult.WithoutTimes(File.ReadAllText(folder.At("cut", "result.json"))));
    }

    // A linear critic with R1 and a linear generator, simultaneously: the edge is at eta_g s^2 = gamma.
    [ReportTorchFact]
    public void The_edge_that_the_spectrum_predicts_is_drawn_on_the_maps()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), SettingsCommandTests.Config);
        string[] options =
        [
            "--grid", "regularisers.0.gamma=0.5,1,2", "--grid", "rule.eta-g=0.1,0.3,1.2,3", "--predict",
        ];
        var document = Sweep(folder, "whole", options);
        var prediction = Assert.Single(document.GetProperty("predictions").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, prediction.GetProperty("why_not").ValueKind);
        Assert.All(
            prediction.GetProperty("edges").EnumerateArray().Zip((double[])[0.5, 1, 2]),
            edge => Assert.InRange(edge.First.GetProperty("at").GetDouble() / edge.Second, 0.98, 1.02));
        Assert.Equal(
            [false, false, true, true, false, false, true, true, false, false, false, true],
            document.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("leaves").GetBoolean()));
        Assert.Contains(
            "predicted edge", File.ReadAllText(folder.At("whole", "report.html")), StringComparison.Ordinal);

        for (var k = 0; k < 2; k++)
        {
            SaddleHere.Run(["sweep", folder.At("c.yaml"), .. options, "--out", folder.At("cut"), "--shard", $"{k}/2"]);
        }

        Assert.Equal(ExitStatus.Done, SaddleHere.Run("merge", folder.At("cut")).Status);
        Assert.All([SweepPrediction.Name, "sweep.sqlite", "report.html"], file => Assert.Equal(
            File.ReadAllBytes(folder.At("whole", file)), File.ReadAllBytes(folder.At("cut", file))));

        // In words, and by columns.
        var told = SaddleHere.Run(
            "sweep", folder.At("c.yaml"), "--grid", "rule.eta-g=0.3,1.2", "--grid", "regularisers.0.gamma=0.5,2",
            "--predict", "--out", folder.At("columns"));
        Assert.Contains("predicted to leave", told.Output, StringComparison.Ordinal);
        Assert.Contains("of 1 settings that leave, 1 have", told.Output, StringComparison.Ordinal);
    }

    [ReportTorchFact]
    public void Where_nothing_is_predicted_it_says_why()
    {
        (string Expected, string Options)[] cases =
        [
            ("learning rates and penalties' weights alone", "--grid batch=8,16"),
            ("the map is one setting", "--grid rule.eta=0.1"),
            ("expected from 2 to 200 values that rise", "--grid rule.eta=0.2,0.1"),
            ("not near rest", "--grid rule.eta=0.1,0.2 --set regularisers=[]"),
        ];
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), SettingsCommandTests.Config);
        foreach (var (i, (expected, options)) in cases.Index())
        {
            var document = Sweep(folder, $"{i}", [.. options.Split(' '), "--steps", "20", "--predict"]);
            var prediction = Assert.Single(document.GetProperty("predictions").EnumerateArray());
            Assert.Contains(expected, prediction.GetProperty("why_not").GetString(), StringComparison.Ordinal);
            Assert.All(document.GetProperty("points").EnumerateArray(), point =>
                Assert.Equal(JsonValueKind.Null, point.GetProperty("leaves").ValueKind));
        }
    }

    [ReportTorchFact]
    public async Task A_sweep_that_was_stopped_goes_on()
    {
        using var folder = Folder();
        string[] command =
            ["sweep", "c.yaml", "--grid", "rule.eta=1e-3,2e-3", "--steps", "800", "--out", "cut", "--json"];
        using var first = SaddleProcess.Start(folder.Path, command);
        await first.Until(_ => Directory.Exists(folder.At("cut", "runs", "000000", "checkpoints"))
            && Directory.EnumerateFiles(folder.At("cut", "runs", "000000", "checkpoints"), "step-*").Any());
        var stopped = first.Interrupt();
        Assert.Equal(ExitStatus.Interrupted, stopped.Status);
        Assert.InRange(stopped.Json().GetProperty("cells").GetArrayLength(), 0, 1);
        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, command).Status);
        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(folder.Path, [.. command[..^2], "whole"]).Status);
        Assert.Equal(
            File.ReadAllBytes(folder.At("whole", "sweep.sqlite")), File.ReadAllBytes(folder.At("cut", "sweep.sqlite")));
    }

    // The networks are so large that predicting takes minutes, of which the test waits for none.
    [ReportTorchFact]
    public async Task One_that_was_stopped_while_it_predicts_shows_what_it_measured_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.At("c.yaml"),
            Small.Replace("width: 16", "width: 256", StringComparison.Ordinal)
                .Replace("batch: 16", "batch: 256", StringComparison.Ordinal)
                .Replace("steps: 40", "steps: 10", StringComparison.Ordinal));
        string[] command = ["sweep", "c.yaml", "--grid", "rule.eta=1e-3,2e-3", "--out", "cut", "--json"];
        using var first = SaddleProcess.Start(folder.Path, [.. command, "--predict"]);
        await first.Until(_ => // the last run's figures are kept, and nothing is left but to predict
            Directory.Exists(folder.At("cut", "runs", "000001"))
            && SweepStore.Look(folder.At("cut", SweepStore.Name)).Outcomes.Count == 2);
        var stopped = first.Interrupt();
        Assert.Equal(ExitStatus.Interrupted, stopped.Status);
        Assert.Contains(
            "interrupted: 2 of 2 runs are done, and no edge is predicted; the same command with --out cut goes on",
            stopped.Error,
            StringComparison.Ordinal);
        Assert.Equal(2, stopped.Json().GetProperty("cells").GetArrayLength());
        Assert.Equal(0, stopped.Json().GetProperty("predictions").GetArrayLength());
        Assert.True(File.Exists(folder.At("cut", "report.html")));
        Assert.False(File.Exists(folder.At("cut", SweepPrediction.Name)));

        var table = File.ReadAllBytes(folder.At("cut", "sweep.sqlite"));
        var again = SaddleProcess.Run(folder.Path, command);
        Assert.Equal(ExitStatus.Done, again.Status);
        Assert.Equal(2, again.Json().GetProperty("cells").GetArrayLength());
        Assert.Equal(table, File.ReadAllBytes(folder.At("cut", "sweep.sqlite")));
    }

    [ReportTorchFact]
    public void Halving_trains_few_settings_long()
    {
        using var folder = Folder();
        var document = Sweep(
            folder, "whole", "--grid", "rule.eta=1e-4,1e-3,3e-3", "--halving", "--metric", "loss/discriminator");
        Assert.Equal(
            [13, 13, 40],
            document.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("steps").GetInt32()).Order());
        var longest = document.GetProperty("cells").EnumerateArray()
            .Single(c => c.GetProperty("steps").GetInt32() == 40);
        Assert.Equal(
            Setting(longest, "rule.eta"), Setting(document.GetProperty("best"), "rule.eta"));

        // Stopped after 13 updates and gone on with, it is the run that was never stopped.
        SaddleHere.Run(
            "train", folder.At("c.yaml"), "--set", $"rule.eta={Setting(longest, "rule.eta")}", "--seed", "1", "--out",
            folder.At("alone"));
        Assert.Equal(
            File.ReadAllBytes(folder.At("alone", "checkpoints", "step-000000040.safetensors")),
            File.ReadAllBytes(folder.At(
                "whole", longest.GetProperty("run").GetString()!, "checkpoints", "step-000000040.safetensors")));
    }

    [Fact]
    public void Drawn_settings_are_log_uniform_and_functions_of_their_number()
    {
        var axis = SweepAxis.Parse("rule.eta=1e-6:1e-2");
        var sweep = new Sweep(Small, "c.yaml", [], [axis], [1, 2], 4000, 7);
        var drawn = Enumerable.Range(0, 4000)
            .Select(p => double.Parse(sweep.ChoicesOf(p)[0].Label, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(drawn[17], double.Parse(
            sweep.At(35).Choices[0].Label, System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(drawn, value => Assert.InRange(value, 1e-6, 1e-2));

        // A quarter of them in each decade, within four standard errors.
        Assert.All([1e-5, 1e-4, 1e-3], (edge, i) =>
            Assert.Equal((i + 1) / 4.0, drawn.Count(v => v < edge) / 4000.0, 4 * Math.Sqrt(0.25 / 4000)));
    }

    [Fact]
    public void The_mean_and_its_interval_are_Students()
    {
        // Five figures, t with 4 degrees of freedom at 97.5 %: 2.776445 (any table).
        double[] figures = [1, 2, 3, 4, 10];
        var mean = Point(figures, failed: 0).Mean("f")!.Value;
        Assert.Equal(4, mean.Value, 1e-12);
        var error = Math.Sqrt(((9 + 4 + 1 + 0 + 36) / 4.0) / 5);
        Assert.Equal(4 - (2.776445 * error), mean.Low!.Value, 1e-5);
        Assert.Equal(4 + (2.776445 * error), mean.High!.Value, 1e-5);
        Assert.Equal((1.0, null, null), Point([1.0], failed: 0).Mean("f"));
        Assert.Null(Point(figures, failed: 1).Mean("f")); // what failed is not averaged away
        Assert.Null(Point([], failed: 0).Mean("f"));
    }

    [Theory]
    [InlineData("", "nothing is varied")]
    [InlineData("--grid rule.eta", "--grid rule.eta: expected PATH=VALUE,VALUE")]
    [InlineData("--grid rule.eta=", "--grid rule.eta=: expected PATH=VALUE,VALUE")]
    [InlineData("--grid rule.eta=1,1", "1 is there twice")]
    [InlineData("--grid rule.eta=1 --grid rule.eta=2", "--grid rule.eta: is there twice")]
    [InlineData("--grid rule.eta=1e-3:1e-2", "a range needs --random N")]
    [InlineData("--grid rule.eta=0:1 --random 3", "two positive numbers")]
    [InlineData("--grid rule.eta=much", "--set rule.eta=much: expected a ")]
    [InlineData("--grid rule.etta=1", "etta")]
    [InlineData("--case x", "--case x: expected LABEL=PATH=VALUE")]
    [InlineData("--case x= --case x=", "--case x: there are two of this label")]
    [InlineData("--grid rule.eta=1 --seeds 3:1", "--seeds 3:1: expected A:B")]
    [InlineData("--grid rule.eta=1 --seeds 0:2", "--seeds 0:2: expected A:B")]
    [InlineData("--grid rule.eta=1e-3:1e-2 --random 9999999", "expected at most 1000000")]
    [InlineData("--grid rule.eta=1e-3:1e-2 --random 2 --predict", "--predict: with --random there are no maps")]
    [InlineData("--grid rule.eta=1,2 --halving --shard 0/2", "expected one of the two")]
    public void What_makes_no_sense_is_one_line(string options, string told)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var folder = Folder();
        var result = SaddleHere.Run(
        [
            "sweep", folder.At("c.yaml"), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--out",
            folder.At("out"),
        ]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(told, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("out", "runs")));
    }

    private static SweepPoint Point(double[] figures, int failed) => new(
        0,
        [],
        [
            .. figures.Select((f, i) => Outcome(i, "finished", f)),
            .. Enumerable.Range(0, failed).Select(i => Outcome(figures.Length + i, "failed", 1)),
        ],
        figures.Length + failed);

    private static SweepOutcome Outcome(int cell, string status, double figure) => new(
        cell,
        1,
        1,
        status,
        null,
        "healthy",
        string.Empty,
        new Dictionary<string, double>(StringComparer.Ordinal) { ["f"] = figure });

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), Small);
        return folder;
    }

    private static JsonElement Sweep(TemporaryFolder folder, string name, params string[] options)
    {
        var result = SaddleHere.Run(["sweep", folder.At("c.yaml"), .. options, "--out", folder.At(name), "--json"]);
        Assert.True(result.Status == ExitStatus.Done, result.Error);
        return result.Json();
    }

    private static string Setting(JsonElement cell, string name) =>
        cell.GetProperty("settings").GetProperty(name).GetString()!;
}
