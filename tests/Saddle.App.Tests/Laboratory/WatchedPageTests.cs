using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Scripts that are watched, while they run: in the list, on their page, as requests ask for them.</summary>
public sealed class WatchedPageTests
{
    private const string Fault = """
        [{"name": "double-sigmoid", "player": "discriminator", "kind": "fault", "evidence": "Sigmoid of Sigmoid",
          "remedy": "criterion = nn.BCELoss()\nloss = criterion(D(x), ones)"}]
        """;

    [LaboratoryFact]
    public async Task A_script_is_shown_while_it_runs_and_its_old_attempt_beside_the_new_one()
    {
        await using var visit = await Visit.Begin(width: 400);
        var script = new WatchedFolder(Path.Combine(visit.Laboratory.Runs, "mine"));
        script.Begin();
        script.Append(1, 150);
        script.Sample(100, 1, 8, 8);
        await visit.Go("#/runs");
        var page = visit.Page;
        var section = page.Locator("section[data-watched=mine]");
        await Assertions.Expect(section.Locator(".note").First).ToContainTextAsync("running after 150 rounds");
        await Assertions.Expect(section.Locator("[data-diagnosis=no-failure-seen]")).ToBeVisibleAsync();
        await Assertions.Expect(section.Locator("[data-drawn=true]")).ToBeVisibleAsync();
        await Assertions.Expect(section.GetByText("generator: Net, 7 parameters, Adam, rate 0.1")).ToBeVisibleAsync();
        await Assertions.Expect(section.Locator("img.sheet")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "mine" })).ToContainTextAsync("running");

        script.Append(151, 50);
        File.WriteAllText(script.At(1, "findings.json"), Fault);
        await Assertions.Expect(section.Locator(".note").First).ToContainTextAsync("after 200 rounds");
        await Assertions.Expect(section.Locator("[data-finding=double-sigmoid]")).ToContainTextAsync("nn.BCELoss()");

        script.Begin();
        script.Append(1, 30);
        await Assertions.Expect(section.Locator(".note").First).ToContainTextAsync("attempt 002: running after 30");
        await Assertions.Expect(section.Locator("[data-finding]")).ToHaveCountAsync(0);
        await Assertions.Expect(section.GetByText("attempt 002 of 2 is drawn in full lines, 001 dashed"))
            .ToBeVisibleAsync();
        await section.GetByLabel("Attempt").SelectOptionAsync("001");
        await Assertions.Expect(section.Locator("[data-finding=double-sigmoid]")).ToBeVisibleAsync();
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task Only_what_has_come_since_is_sent_and_all_of_it_where_the_file_is_another()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var script = new WatchedFolder(Path.Combine(laboratory.Runs, "mine"));
        script.Begin();
        script.Append(1, 10_000);
        var all = await Figures(laboratory, string.Empty);
        Assert.InRange(Losses(all).Count, 1000, 2001);
        Assert.Equal((1L, 10_000L), (Losses(all)[0], Losses(all)[^1]));
        File.AppendAllText(script.At(1, "steps.jsonl"), "{\"step\": 10001, \"loss_g\": 1}\n{\"step\": 10002, \"loss_g");
        var version = all.GetProperty("version").GetString();
        var more = await Figures(laboratory, $"after=10000&version={version}");
        Assert.Equal([10_001L], Losses(more));
        File.WriteAllText(script.At(1, "steps.jsonl"), "{\"step\": 1, \"loss_g\": 1}\n");
        Assert.Equal([1L], Losses(await Figures(laboratory, $"after=10001&version={version}")));
    }

    [LaboratoryFact]
    public async Task What_is_damaged_or_leads_elsewhere_is_said_in_a_line_and_hides_nothing_else()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var good = new WatchedFolder(Path.Combine(laboratory.Runs, "good"));
        good.Begin("failed", "ValueError: no");
        good.Append(1, 150);
        good.Sample(100, 2);
        File.WriteAllText(good.At(1, "findings.json"), "[");
        File.AppendAllText(good.At(1, "layers.jsonl"), new string('x', 3 << 20));
        var linked = new WatchedFolder(Path.Combine(laboratory.Runs, "linked"));
        linked.Begin();
        File.CreateSymbolicLink(linked.At(1, "steps.jsonl"), good.At(1, "steps.jsonl"));
        var outside = Path.Combine(laboratory.Runs, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(
            Path.Combine(outside, "watch.json"),
            """{"format": "saddle-watch", "version": 1, "attempts": [{"folder": "../good/attempts/001"}]}""");

        var list = Parse(await laboratory.Client.GetStringAsync("api/runs")).GetProperty("watched");
        Assert.Equal(
            ["good failed no-failure-seen", "linked running ", "outside unreadable "],
            list.EnumerateArray()
                .Select(w => $"{w.GetProperty("name")} {w.GetProperty("status")} {w.GetProperty("word")}"));
        var detail = Parse(await laboratory.Client.GetStringAsync("api/watched/good"));
        Assert.Contains("findings.json", Assert.Single(detail.GetProperty("troubles").EnumerateArray()).GetString());
        Assert.Contains("which is not within the run", await Refused(laboratory, "api/watched/outside"));
        Assert.Contains("no attempt '002'", await Refused(laboratory, "api/watched/good/002/figures"));
        Assert.Contains("there is no run", await Refused(laboratory, "api/watched/..%2Fgood"));
        Assert.Contains("has no real samples", await Refused(laboratory, "api/watched/good/001/samples/7?real=true"));
        var figures = Parse(await laboratory.Client.GetStringAsync("api/watched/linked/001/figures"));
        Assert.Contains("is a link", figures.GetProperty("troubles")[0].GetString(), StringComparison.Ordinal);
        figures = Parse(await laboratory.Client.GetStringAsync("api/watched/good/001/figures"));
        var trouble = figures.GetProperty("troubles")[0].GetString();
        Assert.Contains("bytes; expected a line", trouble, StringComparison.Ordinal);
        var picture = await laboratory.Client.GetByteArrayAsync("api/watched/good/001/samples/100");
        Assert.Equal("PNG"u8.ToArray(), picture[1..4]);
    }

    [LaboratoryTheory]
    [InlineData("null", "unreadable")]
    [InlineData("""{"folder": "attempts/001", "told": null}""", "unreadable")]
    [InlineData("""{"folder": "attempts/001", "players": {"generator": {"class": null}}}""", "unreadable")]
    [InlineData("""{"folder": "attempts/001", "status": "failed", "told": [null], "players": {"g": null}}""", "failed")]
    [InlineData("""{"folder": "attempts/001", "status": "failed", "began": NaN, "ended": -Infinity}""", "failed")]
    [InlineData("""{"folder": "attempts/001", "status": "failed", "began": -1e308, "ended": 1e308}""", "failed")]
    public async Task What_a_file_may_hold_breaks_no_list(string attempt, string status)
    {
        await using var laboratory = await OpenLaboratory.Open();
        var run = Path.Combine(laboratory.Runs, "mine");
        Directory.CreateDirectory(Path.Combine(run, "attempts", "001"));
        await File.WriteAllTextAsync(
            Path.Combine(run, "watch.json"),
            $$"""{"format": "saddle-watch", "version": 1, "attempts": [{{attempt}}]}""");
        await File.WriteAllTextAsync(Path.Combine(run, "attempts", "001", "findings.json"), "[null]");
        var list = Parse(await laboratory.Client.GetStringAsync("api/runs")).GetProperty("watched");
        Assert.Equal(status, Assert.Single(list.EnumerateArray()).GetProperty("status").GetString());
        using var detail = await laboratory.Client.GetAsync("api/watched/mine");
        Assert.Equal(status == "failed" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, detail.StatusCode);
        Assert.Equal(ExitStatus.Done, SaddleHere.Run("runs", laboratory.Runs).Status);
    }

    private static async Task<string> Refused(OpenLaboratory laboratory, string path)
    {
        using var answer = await laboratory.Client.GetAsync(path);
        Assert.InRange(answer.StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonElement> Figures(OpenLaboratory laboratory, string query) =>
        Parse(await laboratory.Client.GetStringAsync($"api/watched/mine/001/figures?{query}"));

    private static List<long> Losses(JsonElement figures) =>
    [
        .. figures.GetProperty("rounds").EnumerateArray()
            .Single(s => s.GetProperty("name").GetString() == "loss_g")
            .GetProperty("steps").EnumerateArray()
            .Select(step => step.GetInt64()),
    ];

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
