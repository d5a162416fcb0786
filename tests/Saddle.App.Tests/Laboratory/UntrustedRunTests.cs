using System.Net;
using System.Text.Json;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Runs that may come from anywhere neither stop the laboratory nor hide the others.</summary>
public sealed class UntrustedRunTests
{
    [LaboratoryFact]
    public async Task Bad_runs_are_listed_and_opened_with_a_line_and_the_others_are_shown()
    {
        await using var laboratory = await OpenLaboratory.Open();
        foreach (var kind in HostileRun.Kinds.Keys)
        {
            HostileRun.Write(Path.Combine(laboratory.Runs, kind), kind);
        }

        HostileRun.Good(Path.Combine(laboratory.Runs, "good"));
        foreach (var kind in HostileRun.Kinds.Keys)
        {
            var shown = Parse(await laboratory.Client.GetStringAsync($"api/runs/{kind}"));
            var trouble = Assert.Single(shown.GetProperty("troubles").EnumerateArray()).GetString();
            Assert.Contains($"/{kind}/", trouble, StringComparison.Ordinal);
            var figures = shown.GetProperty("series").GetArrayLength();
            Assert.True(figures == 2 || trouble!.Contains("metrics.sqlite", StringComparison.Ordinal), kind);
            var configuration = shown.GetProperty("configuration").GetString()!;
            Assert.True(configuration.Length > 0 || trouble!.Contains("config.yaml", StringComparison.Ordinal), kind);
        }

        var list = Parse(await laboratory.Client.GetStringAsync("api/runs")).GetProperty("runs");
        Assert.Equal(HostileRun.Kinds.Count + 1, list.GetArrayLength());
        var bad = list.EnumerateArray().Single(run => run.GetProperty("name").GetString() == "null-state");
        Assert.Equal("unreadable", bad.GetProperty("status").GetString());
        Assert.Contains("not null", bad.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var good = Parse(await laboratory.Client.GetStringAsync("api/runs/good"));
        Assert.Equal(2, good.GetProperty("series").GetArrayLength());
    }

    [LaboratoryTheory]
    [InlineData("null")]
    [InlineData("{\"step\": ")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"step\": 1e99, \"probes\": 3}")]
    [InlineData("")]
    [InlineData("{\"step\":1,\"diagnosis\":null,\"also\":[],\"note\":null,\"seed\":1,\"probes\":[]}")]
    public async Task A_bad_answer_is_said_in_its_place(string text)
    {
        await using var laboratory = await OpenLaboratory.Open();
        var folder = HostileRun.Good(Path.Combine(laboratory.Runs, "run")).Path;
        Directory.CreateDirectory(Path.Combine(folder, "answers"));
        File.WriteAllText(Path.Combine(folder, "answers", "doctor.json"), text);
        File.WriteAllText(Path.Combine(folder, "answers", "modes.json"), text);
        var run = Parse(await laboratory.Client.GetStringAsync("api/runs/run"));
        var diagnosis = run.GetProperty("doctor").GetProperty("diagnosis");
        Assert.Equal("unreadable", diagnosis.GetProperty("name").GetString());
        Assert.Contains("answers/doctor.json", diagnosis.GetProperty("summary").GetString(), StringComparison.Ordinal);
        var probe = Assert.Single(run.GetProperty("probes").EnumerateArray());
        Assert.Contains("answers/modes.json", probe.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, run.GetProperty("series").GetArrayLength());
    }

    [LaboratoryFact]
    public async Task Numbers_that_an_answer_cannot_hold_hide_nothing()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var folder = HostileRun.Good(Path.Combine(laboratory.Runs, "run")).Path;
        Directory.CreateDirectory(Path.Combine(folder, "answers"));
        File.WriteAllText(
            Path.Combine(folder, "answers", "doctor.json"),
            """{"step":1,"diagnosis":"healthy","summary":"","evidence":{"a":1e999},"also":[],"note":null}""");
        File.WriteAllText(
            Path.Combine(folder, "answers", "modes.json"),
            """
            {"step":1,"seed":1,"probes":[{"name":"modes","settings":{},"finding":"","figures":{"a":1e999},
             "figure":null,"note":null,"seconds":1e999}]}
            """);
        var run = Parse(await laboratory.Client.GetStringAsync("api/runs/run"));
        var evidence = run.GetProperty("doctor").GetProperty("diagnosis").GetProperty("evidence");
        Assert.Equal(JsonValueKind.Null, evidence.GetProperty("a").ValueKind);
        var probe = Assert.Single(run.GetProperty("probes").EnumerateArray());
        Assert.Contains("seconds: expected a time", probe.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [LaboratoryTheory]
    [InlineData("99999999999999999999", "1", true)]
    [InlineData("77", "1", true)]
    [InlineData("holds", "1e999", false)]
    public async Task A_bad_report_hides_no_others(string outcome, string measured, bool isRefused)
    {
        await using var laboratory = await OpenLaboratory.Open();
        var folder = Directory.CreateDirectory(Path.Combine(laboratory.Runs, "report")).FullName;
        File.WriteAllText(Path.Combine(folder, "report.html"), "<p>");
        File.WriteAllText(
            Path.Combine(folder, "result.json"),
            $$"""
            {"claims":[{"paper":"p","id":"c","outcome":"{{outcome}}","passed":true,"measured":{{measured}},
             "reason":null}]}
            """);
        var reports = Parse(await laboratory.Client.GetStringAsync("api/reports"));
        var report = Assert.Single(reports.EnumerateArray());
        Assert.Equal(isRefused ? 0 : 1, report.GetProperty("claims").GetArrayLength());
    }

    // As much of it as anybody reads, and a page that the disk holds.
    [LaboratoryFact]
    public async Task What_a_run_or_a_report_says_without_end_is_cut_or_refused()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var run = HostileRun.Good(Path.Combine(laboratory.Runs, "run"));
        run.State = run.State with { Status = "failed", Reason = new('x', 1_000_000) };
        var list = await laboratory.Client.GetStringAsync("api/runs");
        Assert.Contains("xxx ...", list, StringComparison.Ordinal);
        Assert.InRange(list.Length, 1, 10_000);

        var folder = Directory.CreateDirectory(Path.Combine(laboratory.Runs, "report")).FullName;
        File.WriteAllText(Path.Combine(folder, "result.json"), "{}");
        foreach (var (file, path) in new[]
        {
            (Path.Combine(folder, "report.html"), "api/reports/report"),
            (run.Sheet("step-000000009.txt"), "api/runs/run/samples/step-000000009.txt"),
        })
        {
            await using (var sparse = File.Create(file))
            {
                sparse.SetLength(1L << 36);
            }

            using var answer = await laboratory.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("the rest is a hole", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
