using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.App.Tests.Support;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Sweeps in the laboratory: the numbers of the command line, and every run a press away.</summary>
public sealed class SweepPageTests
{
    private const string Recipe = """
        data: ring
        network: {name: mlp, width: 4, depth: 1}
        rule: {name: adam, eta: 0.001}
        batch: 8
        steps: 10
        evaluate-every: 10
        """;

    [LaboratoryTorchFact]
    public async Task A_mark_of_the_map_opens_its_run()
    {
        await using var visit = await Visit.Begin(400);
        var told = Swept(visit.Laboratory);
        var page = visit.Page;
        await visit.Go("#/sweeps");
        await Assertions.Expect(page.Locator("td.setting")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("td.setting a")).ToHaveCountAsync(8);
        await Assertions.Expect(page.Locator("p[data-best]")).ToContainTextAsync(
            told.GetProperty("best").GetProperty("settings").GetProperty("rule.eta-d").GetString()!);
        await page.Locator("td.setting a").Nth(5).ClickAsync();
        await Assertions.Expect(page.Locator("section.run h2")).ToHaveTextAsync("swept:000005");
        await Assertions.Expect(page.Locator("section.run pre").First).ToContainTextAsync("gamma: 0.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the doctor" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-diagnosis]").First).ToBeVisibleAsync();
        await visit.EndsWell();
    }

    [LaboratoryTorchFact]
    public async Task It_has_the_numbers_of_the_command_line()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var told = Swept(laboratory);
        using var shown = JsonDocument.Parse(await laboratory.Client.GetStringAsync("api/sweeps/swept"));
        var points = shown.RootElement.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal((8, 8), (Whole(shown, "runs"), Whole(shown, "done")));
        Assert.Equal(
            told.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()),
            points.Select(p => p.GetProperty("value").GetDouble()));
        Assert.Equal(["case", "rule.eta-d"], shown.RootElement.GetProperty("axes").EnumerateArray()
            .Select(axis => axis.GetProperty("name").GetString()));
    }

    [LaboratoryTorchFact]
    public async Task What_is_predicted_is_hatched()
    {
        await using var visit = await Visit.Begin(400);
        Swept(visit.Laboratory);
        var folder = Path.Combine(visit.Laboratory.Runs, "swept");
        SweepPrediction.Write(
            folder,
            [new(0, 1, 10, 1000, [false, true, false, true], [new(0, null, 0.0015)], null)]);
        await visit.Go("#/sweeps");
        await Assertions.Expect(visit.Page.Locator("td.setting[data-leaves]")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator("[data-predicted]")).ToContainTextAsync(
            "by the spectrum of run 000001 near rest, for 1000 updates: of 2 settings that leave, 0 have");
        await visit.EndsWell();

        foreach (var damaged in (string[])["", "{}", "[null]", """[{"first": 9}]""", """[{"first": 0, "run": -1}]"""])
        {
            File.WriteAllText(Path.Combine(folder, SweepPrediction.Name), damaged);
            using var refused = await visit.Laboratory.Client.GetAsync("api/sweeps/swept");
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }
    }

    [LaboratoryFact]
    public async Task What_is_no_sweep_gets_a_line_and_links_are_not_followed()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var elsewhere = new TemporaryFolder();
        File.WriteAllText(elsewhere.At(SweepStore.Name), "no database at all");
        foreach (var name in (string[])["linked", "damaged"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(laboratory.Runs, name)).FullName;
            var file = Path.Combine(folder, SweepStore.Name);
            if (name == "linked")
            {
                File.CreateSymbolicLink(file, elsewhere.At(SweepStore.Name));
                Directory.CreateSymbolicLink(Path.Combine(folder, SweepRuns.Folder), elsewhere.Path);
                using var run = await laboratory.Client.GetAsync("api/runs/linked:000000");
                Assert.InRange((int)run.StatusCode, 400, 499);
            }
            else
            {
                File.Copy(elsewhere.At(SweepStore.Name), file);
            }

            using var refused = await laboratory.Client.GetAsync($"api/sweeps/{name}");
            Assert.InRange((int)refused.StatusCode, 400, 499);
        }

        using var none = await laboratory.Client.GetAsync("api/sweeps/nobody");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("eta=0.1,0.2", "rate=1e-4:1e-2")]
    [InlineData("eta=0.1", "eta-d=5")]
    public void A_sweep_is_made_again_of_what_describes_it(string first, string second)
    {
        var cases = SweepAxis.Cases(["r1=regularisers=[{name: r1, gamma: 1}];rule.k=2", "a,b(c=", "plain="[..6]])!;
        var sweep = new Sweep(
            "data: ring\n",
            "name",
            [KeyValuePair.Create("steps", "3;4")],
            [cases, SweepAxis.Parse(first), SweepAxis.Parse(second)],
            [3, 4, 5],
            7,
            11);
        var again = Sweep.Of("name", sweep.Described().ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));
        Assert.Equal(sweep.Described(), again.Described());
        Assert.Equal(
            Enumerable.Range(0, 21).SelectMany(i => sweep.OverridesOf(sweep.At(i), 5)),
            Enumerable.Range(0, 21).SelectMany(i => again.OverridesOf(again.At(i), 5)));
    }

    private static int Whole(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt32();

    private static JsonElement Swept(OpenLaboratory laboratory)
    {
        Directory.CreateDirectory(laboratory.Runs);
        AtomicFile.Write(Path.Combine(laboratory.Runs, "recipe.yaml"), Recipe);
        return SaddleProcess.Run(
            laboratory.Runs,
            [
                "sweep", "recipe.yaml", "--case", "none=", "--case", "r1=regularisers=[{name: r1, gamma: 0.5}]",
                "--grid", "rule.eta-d=0.001,0.002", "--seeds", "1:2", "--out", "swept", "--json",
            ]).Json();
    }
}
