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
            using var response = await laboratory.Client.GetAsync(new Uri($"api/runs/{kind}", UriKind.Relative));
            Assert.Equal((kind, HttpStatusCode.BadRequest), (kind, response.StatusCode));
            var text = await response.Content.ReadAsStringAsync();
            Assert.Contains($"/{kind}/", Parse(text).GetProperty("error").GetString(), StringComparison.Ordinal);
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

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
