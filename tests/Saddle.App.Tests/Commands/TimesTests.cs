using System.Diagnostics;
using Saddle.App.Output;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>What may take long tells the time by the user's clock, in parts that add up.</summary>
public sealed class TimesTests
{
    [Theory]
    [InlineData("start measuring predicting writing", "simulate dirac-gan --steps 100")]
    [InlineData("start predicting", "spectrum dirac-gan")]
    [InlineData("start measuring writing", "basin two-gaussians --starts 5 --steps 10")]
    [InlineData(
        "start predicting measuring examining writing",
        "phase dirac-gan --x eta=0.1:1:2 --y gamma=0.01:1:2 --steps 10")]
    public void A_theory_command_tells_its_time(string parts, string command) => AssertTimes(parts, command);

    [TorchTheory]
    [InlineData("start reading measuring", "metrics ring ring:radius=1.5 --modes --mmd -n 50")]
    [InlineData("start reading measuring", "fid shapes:items=20 shapes:items=30 --extractor pixels:size=4")]
    [InlineData("start reading writing", "stats shapes:items=20 -o s.npz --extractor pixels:size=4")]
    public void A_metric_tells_its_time(string parts, string command) => AssertTimes(parts, command);

    [ReportFact]
    public void A_page_tells_its_time() =>
        AssertTimes("start drawing writing", "portrait dirac-gan --steps 10");

    [TorchFact]
    public void What_works_on_a_run_tells_its_time()
    {
        using var folder = new TemporaryFolder();
        var trained = AssertTimes(folder, "start training writing", "train ring-of-eight --steps 50 --out run");
        var whole = trained.GetProperty("seconds").GetDouble();
        Assert.InRange(trained.GetProperty("trained_seconds").GetDouble(), 0, whole);
        foreach (var (parts, command) in ((string, string)[])
        [
            ("start reading measuring", "probe run modes"),
            ("start reading examining", "doctor run --seconds 1"),
            ("start reading sampling", "sample run -n 2"),
            ("start checking", "runs check run"),
        ])
        {
            AssertTimes(folder, parts, command);
        }
    }

    [Fact]
    public void The_line_says_what_took_long()
    {
        var (start, brief) = (("start", 0.19), ("reading", 0.04));
        Assert.Equal("took 4.7 s: start 0.2, measuring 4.5", Of(4.69, start, brief, ("measuring", 4.46)));
        Assert.Equal("took 0.0 s", Of(0.04, brief));
        var result = SaddleProcess.Run("basin", "two-gaussians", "--starts", "5", "--steps", "10");
        Assert.Matches(@"^took \d+\.\d s", result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

        static string Of(double seconds, params (string Name, double Seconds)[] parts)
        {
            var named = parts.Select(p => KeyValuePair.Create(p.Name, p.Seconds));
            return new Times(seconds, new OrderedDictionary<string, double>(named)).ToString();
        }
    }

    private static void AssertTimes(string parts, string command)
    {
        using var folder = new TemporaryFolder();
        AssertTimes(folder, parts, command);
    }

    private static System.Text.Json.JsonElement AssertTimes(TemporaryFolder folder, string parts, string command)
    {
        var clock = Stopwatch.StartNew();
        var result = SaddleProcess.Run(folder.Path, [.. command.Split(' '), "--json"]);
        var (outside, document) = (clock.Elapsed.TotalSeconds, result.Json());
        var seconds = document.GetProperty("seconds").GetDouble();
        var told = document.GetProperty("parts").EnumerateObject().ToList();
        Assert.Equal(parts, string.Join(' ', told.Select(part => part.Name)), StringComparer.Ordinal);
        Assert.All(told, part => Assert.True(part.Value.GetDouble() >= 0, part.Name));
        Assert.Equal(seconds, told.Sum(part => part.Value.GetDouble()), 0.01);

        // The system tells the start of a process to a hundredth of a second.
        Assert.InRange(seconds, 0.01, outside + 0.05);
        return document;
    }
}
