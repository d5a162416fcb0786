using System.Text.Json;
using Microsoft.Data.Sqlite;
using Saddle.App.Tests.Support;
using Saddle.Gans.Training;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// Ctrl-C, a polite kill and a terminal that is closed end a command with status 130 and one line, and keep what was
/// done.
/// </summary>
public sealed class InterruptionTests
{
    private const string Endless = """
        data: ring
        network: {name: mlp, width: 16}
        rule: {name: adam, eta: 0.001}
        batch: 16
        steps: 100000000
        log-every: 5
        evaluate-every: 0
        sample-every: 0
        checkpoint-every: 200
        """;

    private const int FirstCheckpoint = 200;

    [Fact]
    public async Task Basin_keeps_the_runs_that_were_complete()
    {
        using var folder = new TemporaryFolder();
        using var basin = SaddleProcess.Start(
            folder.Path, "basin", "two-gaussians", "--starts", "10000000", "--steps", "1000", "--out", "kept",
            "--json");
        await basin.Until(HasComputed);
        var result = basin.Interrupt();
        AssertInterrupted(result);
        var (document, kept) = (result.Json(), result.Json().GetProperty("starts").GetInt32());
        Assert.InRange(kept, 1, 9_999_999);
        Assert.StartsWith(
            $"interrupted: {kept} of 10000000 runs ",
            document.GetProperty("note").GetString(),
            StringComparison.Ordinal);
        Assert.Contains($"{kept} of 10000000 runs", result.Error, StringComparison.Ordinal);
        Assert.InRange(document.GetProperty("success").GetProperty("rate").GetDouble(), 0, 1);
        Assert.True(document.GetProperty("steps_per_second").GetDouble() > 0);
        Assert.Equal(result.Output.Trim(), File.ReadAllText(folder.At("kept", "result.json")).Trim());
    }

    [TorchTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Training_writes_a_checkpoint_whoever_asks_it_to_stop(string signal)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), Endless);
        using var train = SaddleProcess.Start(folder.Path, "train", "c.yaml", "--out", "run");
        await train.Until(_ => IsTraining(folder));
        AssertInterrupted(train.Interrupt(signal), lines: 2); // the first names the run's folder
        AssertKept(folder);
    }

    [TorchFact]
    public async Task Training_writes_a_checkpoint_when_its_terminal_is_closed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), Endless);
        var app = Path.Combine(SaddleProcess.AppFolder, "Saddle.App.dll");
        var start = new System.Diagnostics.ProcessStartInfo(
            "script",
            [
                "-qfc",
                // Who runs the tests may have told all to ignore this signal, as nohup does.
                $"exec env --default-signal=HUP dotnet {Shell.Quoted(app)} train c.yaml --out run",
                "/dev/null",
            ])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var terminal = System.Diagnostics.Process.Start(start)!;
        var shown = terminal.StandardOutput.ReadToEndAsync();
        await Until(() => IsTraining(folder));
        terminal.Kill(); // whoever held the terminal is gone, and with it the terminal
        await Until(() => !RunFolder.Open(folder.At("run")).IsHeld);
        AssertKept(folder);
        _ = await shown;
    }

    [Fact]
    public async Task Simulate_keeps_the_updates_that_were_made()
    {
        using var folder = new TemporaryFolder();
        using var simulate = SaddleProcess.Start(
            folder.Path, "simulate", "dirac-gan", "--start", "1,1", "--steps", "1000000000000", "--every", "1000000",
            "--json");
        await simulate.Until(HasComputed);
        var result = simulate.Interrupt();
        AssertInterrupted(result);
        var document = result.Json();
        Assert.InRange(document.GetProperty("steps").GetInt64(), 1, 999_999_999_999);
        Assert.Equal(JsonValueKind.Null, document.GetProperty("verdict").ValueKind);
        Assert.StartsWith("interrupted", document.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phase_marks_the_cells_that_are_not_done()
    {
        using var folder = new TemporaryFolder();
        using var phase = SaddleProcess.Start(
            folder.Path, "phase", "dirac-gan", "--x", "eta=0.01:1:100", "--y", "gamma=0:1:100", "--steps", "1000000",
            "--json");
        await phase.Until(HasComputed);
        var result = phase.Interrupt();
        AssertInterrupted(result);
        var document = result.Json();
        Assert.Equal(10_000, document.GetProperty("cells").GetInt32());
        Assert.StartsWith("interrupted", document.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, document.GetProperty("agreement").ValueKind);
    }

    [ReportFact]
    public async Task Reproduce_keeps_the_claims_that_were_measured()
    {
        // The first takes a moment even in full, the others minutes.
        using var folder = new TemporaryFolder();
        using var reproduce = SaddleProcess.Start(
            folder.Path, "reproduce", "li2018/failure-modes", "li2018/first-order-fails", "li2018/unrolling",
            "--full", "--out", "kept", "--json");
        await reproduce.Until(_ => File.Exists(folder.At("kept", "result.json")));
        var result = reproduce.Interrupt();
        AssertInterrupted(result);
        Assert.Contains("1 of 3 claims", result.Error, StringComparison.Ordinal);
        var claim = Assert.Single(result.Json().GetProperty("claims").EnumerateArray());
        Assert.Equal("failure-modes", claim.GetProperty("id").GetString());
        Assert.True(claim.GetProperty("passed").GetBoolean());
        var report = File.ReadAllText(folder.At("kept", "report.html"));
        Assert.Contains("id=\"li2018-failure-modes\"", report, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"li2018-first-order-fails\"", report, StringComparison.Ordinal);
    }

    [ReportTorchFact]
    public async Task Reproduce_goes_on_with_the_runs_of_a_claim_that_are_finished()
    {
        const string Claim = "arjovsky2017/disjoint-supports";
        using var folder = new TemporaryFolder();
        string[] command = ["reproduce", Claim, "--out", "kept", "--json"];
        using var reproduce = SaddleProcess.Start(folder.Path, command);
        await reproduce.Until(_ => File.Exists(folder.At("kept", "reproduction.sqlite")) && Kept().Count > 0);
        var result = reproduce.Interrupt();
        AssertInterrupted(result);
        Assert.Contains(
            "its finished runs are kept: the same command with --out kept goes on",
            result.Error,
            StringComparison.Ordinal);
        var before = Kept();
        Assert.InRange(before.Count, 1, 4);

        var whole = SaddleProcess.Run(folder.Path, command).QuietJson().GetProperty("claims")[0];
        Assert.True(whole.GetProperty("passed").GetBoolean());
        var after = Kept();
        Assert.Equal(5 + 1, after.Count); // five seeds, and the claim
        Assert.All(before, run => Assert.Equal(run.Value, after[run.Key]));

        Dictionary<string, string> Kept()
        {
            using var connection = new SqliteConnection(
                $"Data Source={folder.At("kept", "reproduction.sqlite")};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var select = connection.CreateCommand();
            select.CommandText = "SELECT name FROM sqlite_schema WHERE name = 'kept'";
            if (select.ExecuteScalar() is null)
            {
                return [];
            }

            select.CommandText = "SELECT name, value FROM kept WHERE name NOT LIKE 'seconds %'";
            using var rows = select.ExecuteReader();
            var kept = new Dictionary<string, string>(StringComparer.Ordinal);
            while (rows.Read())
            {
                kept[rows.GetString(0)] = rows.GetString(1);
            }

            return kept;
        }
    }

    // The first checkpoint is written; stopped now, the next is due to the signal, unless no update was made since.
    private static bool IsTraining(TemporaryFolder folder) =>
        Directory.Exists(folder.At("run", "checkpoints"))
            && Directory.EnumerateFiles(folder.At("run", "checkpoints"), "step-*.safetensors").Any();

    private static void AssertKept(TemporaryFolder folder)
    {
        var run = RunFolder.Open(folder.At("run"));
        Assert.Equal(("interrupted", null), (run.State.Status, run.State.Reason));
        Assert.True(run.State.Step >= FirstCheckpoint);
        Assert.Equal(run.State.Step, run.StepDone());
    }

    private static async Task Until(Func<bool> condition)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "What the test waits for did not come about.");
            await Task.Delay(50);
        }
    }

    /// <summary>Two seconds of computing are more than starting takes anywhere, however busy the machine is.</summary>
    private static bool HasComputed(System.Diagnostics.Process process) =>
        process.TotalProcessorTime > TimeSpan.FromSeconds(2);

    private static void AssertInterrupted(ProcessResult result, int lines = 1)
    {
        Assert.True(result.Status == ExitStatus.Interrupted, result.Error);
        Assert.Equal(lines, result.ErrorLines.Length);
        Assert.StartsWith("saddle: interrupted", result.ErrorLines[^1], StringComparison.Ordinal);
    }
}
