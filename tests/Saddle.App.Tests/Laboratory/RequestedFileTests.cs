using System.Net;
using System.Text.Json;
using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Laboratory;

/// <summary>
/// No request opens, makes or finds out about a file of its choice, and what a run's folder links to is not served.
/// </summary>
public sealed class RequestedFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [LaboratoryTheory]
    [InlineData("points", """{"path":"FILE"}""")]
    [InlineData("points", """{"path":"/no/such/file"}""")]
    [InlineData("points", "{}")]
    [InlineData("cifar10", """{"path":"FILE"}""")]
    [InlineData("text-lines", """{"path":"FILE"}""")]
    [InlineData("ring", """{"path":"FILE"}""")]
    public async Task The_playground_takes_no_path(string data, string settings)
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var folder = new TemporaryFolder();
        var file = folder.At("points.npy");
        File.WriteAllBytes(file, Npy.Write([2, 2], [1, 2, 3, 4]));
        var chosen = settings.Replace("FILE", file, StringComparison.Ordinal);
        using var response = await laboratory.Post(
            "api/playground",
            Playground($$$"""{"name":"{{{data}}}","settings":{{{chosen}}}}"""));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await Error(response);
        Assert.DoesNotContain(folder.Path, error, StringComparison.Ordinal);
        Assert.DoesNotContain("/no/such", error, StringComparison.Ordinal);
    }

    [LaboratoryFact]
    public async Task A_pipe_holds_no_job_up()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var folder = new TemporaryFolder();
        using var made = System.Diagnostics.Process.Start("mkfifo", [folder.At("pipe")]);
        await made.WaitForExitAsync();
        using var response = await laboratory.Post(
            "api/playground",
            Playground($$$"""{"name":"points","settings":{"path":"{{{folder.At("pipe")}}}"}}""")).WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await laboratory.Rest();
    }

    [LaboratoryFact]
    public async Task No_entry_that_a_page_offers_has_a_path()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var catalogue = JsonDocument.Parse(await laboratory.Client.GetStringAsync("api/catalogue"));
        var kinds = catalogue.RootElement.EnumerateObject()
            .Where(list => list.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(list => list.Value.EnumerateArray())
            .Where(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("parameters", out _))
            .SelectMany(entry => entry.GetProperty("parameters").EnumerateArray())
            .Select(parameter => parameter.GetProperty("kind").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("number", kinds);
        Assert.DoesNotContain("path", kinds);
    }

    [Fact]
    public void Every_stored_data_set_says_that_its_place_is_a_path() =>
        Assert.All(
            Saddle.Catalog.Catalog<DataSet>.Entries,
            entry => Assert.Equal(
                entry.Parameters.Any(p => p.Name == "path"),
                entry.Parameters.Any(p => p is { Name: "path", Kind: "path" })));

    [LaboratoryTheory]
    [InlineData("""{"name":"unrolled","settings":{"k":"1000"}}""", 512)]
    [InlineData("""{"name":"alternating","settings":{"k":"1000"}}""", 512)]
    public async Task An_update_of_the_playground_is_bounded(string rule, int width)
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var response = await laboratory.Post(
            "api/playground",
            Playground("""{"name":"ring","settings":{}}""", rule, width));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("hidden units", await Error(response), StringComparison.Ordinal);
    }

    [LaboratoryTheory]
    [InlineData("kernel-gan", "simultaneous", """{"points":"0,1e9","sigma":"1e-9,1e9"}""", 400)]
    [InlineData("kernel-gan", "simultaneous", """{"points":"ZEROS","dimension":"1000","sigma":"ONES"}""", 400)]
    [InlineData("quadratic", "implicit", """{"size":"1000","iterations":"100"}""", 422)]
    [InlineData("bilinear", "competitive", """{"size":"1000"}""", 422)]
    [InlineData("bilinear", "simultaneous", """{"size":"1000000"}""", 422)]
    public async Task A_game_beyond_all_bounds_is_refused_at_once(string game, string rule, string settings, int status)
    {
        await using var laboratory = await OpenLaboratory.Open();
        var chosen = settings
            .Replace("ZEROS", string.Join(',', Enumerable.Repeat("0", 1000)), StringComparison.Ordinal)
            .Replace("ONES", string.Join(',', Enumerable.Repeat("1", 5000)), StringComparison.Ordinal);
        using var response = await laboratory.Post(
            "api/games/run",
            $$$"""{"game":"{{{game}}}","rules":[{"rule":"{{{rule}}}","settings":{{{chosen}}}}],"steps":10}""")
            .WaitAsync(Patience);
        Assert.Equal(status, (int)response.StatusCode);
        await laboratory.Rest();
    }

    [LaboratoryTorchFact]
    public async Task Nothing_behind_a_link_in_a_run_is_served_or_written()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var run = Path.Combine(laboratory.Runs, "ring");
        var trained = SaddleProcess.Run("train", "ring-of-eight", "--steps", "50", "--out", run);
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(run, "samples", "step-000000001.png"), "/etc/passwd");
        using var sample = await laboratory.Client.GetAsync("api/runs/ring/samples/step-000000001.png");
        Assert.Equal(HttpStatusCode.NotFound, sample.StatusCode);

        Directory.CreateSymbolicLink(Path.Combine(run, "answers"), elsewhere.Path);
        using var asked = await laboratory.Post("api/runs/ring/doctor", "{}");
        Assert.Contains("is a link", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Left);

        Directory.Delete(Path.Combine(run, "samples"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(run, "samples"), elsewhere.Path);
        File.WriteAllText(elsewhere.At("step-000000002.txt"), "secret");
        using var behind = await laboratory.Client.GetAsync("api/runs/ring/samples/step-000000002.txt");
        Assert.InRange((int)behind.StatusCode, 400, 499);
        Assert.DoesNotContain("secret", await behind.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [LaboratoryFact]
    public async Task A_report_that_is_a_link_is_not_served()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var elsewhere = new TemporaryFolder();
        File.WriteAllText(elsewhere.At("secret"), "secret");
        var report = Directory.CreateDirectory(Path.Combine(laboratory.Runs, "reproduce-all-001")).FullName;
        File.CreateSymbolicLink(Path.Combine(report, "report.html"), elsewhere.At("secret"));
        File.WriteAllText(Path.Combine(report, "result.json"), """{"claims":[]}""");
        using var served = await laboratory.Client.GetAsync("api/reports/reproduce-all-001");
        Assert.InRange((int)served.StatusCode, 400, 499);
        Assert.DoesNotContain("secret\"", await served.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Playground(
        string data,
        string rule = """{"name":"adam","settings":{}}""",
        int width = 16) =>
        $$$"""
        {"data":{{{data}}},"objective":{"name":"wasserstein","settings":{}},"regularisers":[],
        "rule":{{{rule}}},"width":{{{width}}}}
        """;

    private static async Task<string> Error(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.GetProperty("error").GetString()!;
    }
}
