using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// A run may come from anywhere: whatever its files hold costs one line and status 2, and neither hides the other runs
/// nor writes to the terminal what is not text.
/// </summary>
public sealed class UntrustedRunTests
{
    private const string Escapes = "loss\u001b]0;owned\u0007\u009b2J\u202e\nsaddle: fine";

    /// <summary>What may be wrong, and what the doctor says of it.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "itself", "config.yaml:1: the alias *x stands before its anchor, or inside what it names" },
        { "key-in-itself", "the alias *x stands before its anchor, or inside what it names" },
        { "brackets", "config.yaml:1: nested too deeply; expected at most 16 levels" },
        { "braces", "config.yaml:1: nested too deeply" },
        { "dashes", "config.yaml:1: nested too deeply" },
        { "laughs", "too many values, aliases counted as what they name; expected at most 10000" },
        { "long-config", "has 5000000 bytes; expected at most 4194304" },
        { "open-bracket", "config.yaml: not YAML (a bracket is never closed)" },
        { "latin1", "config.yaml: is not text in UTF-8" },
        { "long-key", "kkkk ..." },
        { "null-state", "run.json: cannot be read (expected where the run stands, not null)" },
        { "cut-state", "run.json: cannot be read" },
        { "empty-state", "run.json: is empty" },
        { "no-versions", "expected versions: some short texts by name" },
        { "list-state", "run.json: cannot be read" },
        { "deep-state", "run.json: cannot be read" },
        { "long-time", "expected seconds: a time" },
        { "endless-best", "expected best: metric, value and step" },
        { "long-best-state", "expected best: metric, value and step" },
        { "escape-state", "expected status: running, finished, interrupted, failed" },
        { "garbage", "metrics.sqlite: cannot be used as an SQLite database" },
        { "empty-metrics", "metrics.sqlite: is missing, empty" },
        { "cut-metrics", "metrics.sqlite: cannot be used as an SQLite database" },
        { "view", "metrics.sqlite: has no table 'metric' as Saddle makes it" },
        { "lying-view", "metrics.sqlite: " },
        { "other-columns", "metrics.sqlite: has no table 'metric' as Saddle makes it" },
        { "long-names", "metrics.sqlite: expected at most 10000000 figures of at most 10000 names, each of" },
        { "computed", "metrics.sqlite: has no table 'metric' as Saddle makes it" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_bad_run_costs_the_doctor_one_line(string kind, string expected)
    {
        using var folder = new TemporaryFolder();
        HostileRun.Write(folder.At("bad"), kind);
        var before = Files(folder.At("bad"));
        var result = SaddleProcess.Run(folder.Path, ["doctor", "bad"]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        var line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("saddle: bad/", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 2100);
        Assert.Equal(before, Files(folder.At("bad")));
    }

    [Fact]
    public void Bad_runs_do_not_hide_the_others()
    {
        using var folder = new TemporaryFolder();
        foreach (var kind in HostileRun.Kinds.Keys)
        {
            HostileRun.Write(folder.At("runs", kind), kind);
        }

        HostileRun.Good(folder.At("runs", "good"));
        var runs = SaddleProcess.Run(folder.Path, ["runs", "--json"]).QuietJson().EnumerateArray().ToList();
        Assert.Equal(HostileRun.Kinds.Count + 1, runs.Count);
        foreach (var run in runs)
        {
            var name = Path.GetFileName(run.GetProperty("run").GetString()!);
            var bad = name is "long-time" or "no-versions" or "endless-best"
                || name.EndsWith("-state", StringComparison.Ordinal);
            Assert.Equal(bad ? "unreadable" : "interrupted", run.GetProperty("status").GetString());
            Assert.Equal(
                !bad,
                run.GetProperty("reason").GetString()!.Contains("ended without a word", StringComparison.Ordinal));
        }

        var shown = SaddleProcess.Run(folder.Path, ["runs"]);
        Assert.Equal(ExitStatus.Done, shown.Status);
        Assert.Contains("runs/good", shown.Output, StringComparison.Ordinal);
        Assert.Contains("saddle: runs/null-state/run.json: ", shown.Error, StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData("view", "metrics.sqlite")]
    [InlineData("garbage", "metrics.sqlite")]
    [InlineData("null-state", "run.json")]
    [InlineData("itself", "config.yaml")]
    public void A_bad_run_is_not_resumed_and_stays_as_it_is(string kind, string file)
    {
        using var folder = new TemporaryFolder();
        HostileRun.Write(folder.At("bad"), kind);
        var before = File.ReadAllBytes(folder.At("bad", file));
        var result = SaddleProcess.Run(folder.Path, ["train", "--resume", "bad"]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains($"bad/{file}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.At("bad", file)));
    }

    [TorchTheory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON metric BEGIN DELETE FROM metric; END")]
    [InlineData("CREATE INDEX i ON metric(abs(step))")]
    [InlineData("CREATE VIRTUAL TABLE v USING fts5(x)")]
    public void A_run_with_a_program_in_its_figures_is_not_resumed(string statement)
    {
        using var folder = new TemporaryFolder();
        HostileRun.Good(folder.At("bad"));
        HostileRun.Change(folder.At("bad"), statement);
        var result = SaddleProcess.Run(folder.Path, ["train", "--resume", "bad"]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(
            "bad/metrics.sqlite: has a trigger or an index",
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal);
    }

    [TorchFact]
    public void Names_in_a_run_write_no_control_character_to_the_terminal()
    {
        using var folder = new TemporaryFolder();
        var run = HostileRun.Good(folder.At("runs", "odd\u001b[31m\nname"));
        run.State = run.State with { Status = "failed", Reason = Escapes, Best = new(Escapes, 1, 1) };
        HostileRun.Change(run.Path, $"INSERT INTO metric VALUES(0, '{Escapes}', 1)");
        foreach (var arguments in (string[][])
        [
            ["runs"],
            ["doctor", run.Path],
            ["train", "--resume", run.Path],
            ["probe", run.Path],
            ["sample", run.Path],
        ])
        {
            var result = SaddleProcess.Run(folder.Path, arguments);
            var all = result.Output + result.Error;
            Assert.DoesNotContain(all, c => c is not '\n' && (char.IsControl(c) || c == '\u202e'));
            Assert.DoesNotContain("saddle: fine", all.Split('\n').Select(line => line.Trim()));
        }
    }

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{file} {new FileInfo(file).Length}")
            .Order(StringComparer.Ordinal),
    ];
}
