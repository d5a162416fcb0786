using System.Reflection;
using Microsoft.Data.Sqlite;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.App.Tests.Commands;

/// <summary>Whatever fails ends in one line and a status; a defect of the program leaves a crash report too.</summary>
public sealed class FailureTests
{
    private static readonly string[] Line = ["fid", "a folder", "it's", "--json"];

    public static TheoryData<Exception, int, string> Kinds { get; } = new()
    {
        { new SettingsException("eta=x: expected a number"), ExitStatus.BadInput, "eta=x: expected a number" },
        { new DataException("file", "is damaged"), ExitStatus.BadInput, "file: is damaged" },
        { new MissingComponentException("libtorch is missing"), ExitStatus.MissingComponent, "libtorch is missing" },
        { new IOException("No space left\non device"), ExitStatus.BadInput, "No space left on device" },
        { new UnauthorizedAccessException("denied"), ExitStatus.BadInput, "denied" },
        { new SqliteException("database or disk is full", 13), ExitStatus.BadInput, "(database or disk is full)" },
        { new SqliteException("file is not a database", 26), ExitStatus.BadInput, "(file is not a database)" },
        { new SqliteException("no such column", 1), ExitStatus.Failed, "SqliteException: no such column" },
        { new InsufficientMemoryException("too much"), ExitStatus.BadInput, "the memory does not suffice (too much)" },
        {
            new TorchException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.\nframe #0"),
            ExitStatus.BadInput,
            "the memory does not suffice (DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.)"
        },
        {
            new TorchException("value cannot be converted to type float without overflow"),
            ExitStatus.BadInput,
            "expected smaller settings, or precision float64"
        },
        { new TorchException("bad shape\nframe #0"), ExitStatus.Failed, "unexpected: libtorch: bad shape" },
        { new OverflowException("too far"), ExitStatus.Failed, "unexpected: OverflowException: too far" },
        { new AggregateException(new DataException("file", "cut")), ExitStatus.BadInput, "file: cut" },
        {
            new AggregateException(new OperationCanceledException(), new SettingsException("the cause")),
            ExitStatus.BadInput,
            "the cause"
        },
        { new TargetInvocationException(new SettingsException("inner")), ExitStatus.BadInput, "inner" },
        { new TypeInitializationException("T", new SettingsException("first")), ExitStatus.BadInput, "first" },
        { new OperationCanceledException("stop"), ExitStatus.Failed, "OperationCanceledException: stop" },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Every_kind_of_exception_has_its_line_and_its_status(Exception thrown, int status, string part)
    {
        var failure = Failure.From(thrown);
        Assert.Equal((status, status == ExitStatus.Failed), (failure.Status, failure.IsUnexpected));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_of_an_entrys_own_code_is_told_by_its_name()
    {
        var thrown = Assert.Throws<AggregateException>(() => Parallel.For(
            0, 1, _ => new Saddle.Metrics.FrechetDistance().Measure(null!, null!, null!)));
        var failure = Failure.From(thrown);
        Assert.Equal(ExitStatus.Failed, failure.Status);
        Assert.StartsWith(
            "metric fid: its code failed (ArgumentNullException in Measure: ",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_that_was_asked_for_is_an_interruption() =>
        Assert.Equal(new("interrupted", ExitStatus.Interrupted), Failure.From(new OperationCanceledException(), true));

    [Fact]
    public void A_line_holds_nothing_that_a_terminal_obeys_and_has_an_end()
    {
        Assert.Equal(
            "a \ufffd[31mb c",
            Failure.From(new SettingsException("a \u001b[31mb\r\nc\n")).Message);
        Assert.Equal(2004, Failure.From(new SettingsException(new string('x', 1_000_000))).Message.Length);
    }

    [Fact]
    public void What_is_not_a_failure_keeps_its_status_and_says_nothing()
    {
        var (status, text) = Run(() => ExitStatus.Failed);
        Assert.Equal((ExitStatus.Failed, string.Empty), (status, text));
    }

    [Fact]
    public void Bad_input_leaves_no_crash_report()
    {
        var (status, text) = Run(() => throw new SettingsException("bad"));
        Assert.Equal((ExitStatus.BadInput, $"saddle: bad{Environment.NewLine}"), (status, text));
    }

    [Fact]
    public void A_defect_costs_one_line_that_names_a_crash_report_with_trace_command_line_and_version()
    {
        var (status, text) = Run(() => throw new InvalidCastException("a defect"));
        Assert.Equal(ExitStatus.Failed, status);
        var line = Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var start = "saddle: unexpected: InvalidCastException: a defect; the crash report is ";
        Assert.StartsWith(start, line, StringComparison.Ordinal);
        var path = line[start.Length..].TrimEnd();
        var report = File.ReadAllText(path);
        var rights = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
        File.Delete(path);
        Assert.Equal(Path.GetFullPath(Path.GetTempPath()), Path.GetDirectoryName(path) + Path.DirectorySeparatorChar);
        Assert.Contains(Product.Version, report, StringComparison.Ordinal);
        Assert.Contains(@"command line: saddle fid 'a folder' 'it'\''s' --json", report, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(FailureTests)}.", report, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || rights == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    // After StudioGAN#55.
    [TorchTheory]
    [InlineData("--device", "gpu", "device=gpu: expected cpu, cuda or cuda:N")]
    [InlineData("--device", "cuda:x", "device=cuda:x: expected cpu, cuda or cuda:N")]
    [InlineData("--device", "cuda:4096", "device cuda:4096: ")]
    [InlineData("--set", "network={name: mlp, width: 100000, depth: 100}", "parameters")]
    [InlineData("--set", "rule.eta=1e300", "without overflow")]
    [InlineData("--set", "network={name: mlp, width: 40000, depth: 30}", "parameters")]
    public void A_training_that_cannot_begin_costs_one_line_and_a_run_that_was_made_says_failed(
        string option, string value, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), "data: ring\nnetwork: mlp\nrule: adam\n");
        var result = SaddleProcess.Run(folder.Path, ["train", "c.yaml", "--out", "run", option, value]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(part, result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.All(result.ErrorLines, line => Assert.StartsWith("saddle: ", line, StringComparison.Ordinal));
        Assert.InRange(result.ErrorLines.Length, 1, 2);
        if (Directory.Exists(folder.At("run")))
        {
            var state = Saddle.Gans.Training.RunFolder.Open(folder.At("run")).State;
            Assert.Equal("failed", state.Status);
            Assert.Contains(part, state.Reason, StringComparison.Ordinal);
        }
    }

    [TorchTheory]
    [InlineData("--extractor pixels:size=4 --device gpu", "--device gpu: expected cpu, cuda or cuda:N")]
    [InlineData("--extractor pixels:size=4 --device cuda:4096", "device cuda:4096: ")]
    [InlineData("--extractor pixels:size=512", "786432")]
    public void Statistics_that_cannot_be_made_cost_one_line(string options, string part)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var folder = new TemporaryFolder();
        var result = SaddleProcess.Run(
            folder.Path,
            ["stats", "shapes", "-o", "s.npz", "-n", "8", "--no-cache", .. options.Split(' ')]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(part, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(folder.Left);
    }

    private static (int Status, string Text) Run(Func<int> run)
    {
        using var errors = new StringWriter();
        return (Boundary.Run(Line, run, errors, CancellationToken.None), errors.ToString());
    }
}
