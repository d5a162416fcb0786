using System.Text.Json;
using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Reports;

/// <summary>reproduce: the fields of its JSON, its files and its text.</summary>
[Collection(ReproducedReportGroup.Name)]
public sealed partial class ReproduceCommandTests(ReproducedReport reproduced)
{
    [ReportFact]
    public void Gives_the_agreed_fields()
    {
        var document = reproduced.Result.QuietJson();
        Assert.Equal(2, document.GetProperty("passed").GetInt32());
        Assert.Equal(0, document.GetProperty("failed").GetInt32());
        Assert.Equal(0, document.GetProperty("skipped").GetInt32());
        var claims = document.GetProperty("claims").EnumerateArray().ToList();
        Assert.Equal(["tv-trap", "collapse-freezes"], claims.Select(c => c.GetProperty("id").GetString()));
        foreach (var claim in claims)
        {
            Assert.Equal("li2018", claim.GetProperty("paper").GetString());
            Assert.Equal("holds", claim.GetProperty("outcome").GetString());
            Assert.Equal("holds", claim.GetProperty("expected").GetString());
            Assert.True(claim.GetProperty("passed").GetBoolean());
            Assert.All(
                ["statement", "reason", "figure"],
                name => Assert.NotEqual(string.Empty, claim.GetProperty(name).GetString()));
            Assert.All(
                ["where", "how_known"],
                name => Assert.NotEqual(string.Empty, claim.GetProperty("published").GetProperty(name).GetString()));
            Assert.Equal(4000, claim.GetProperty("seeds").GetInt32());
            Assert.True(claim.GetProperty("seconds").GetDouble() > 0);
            Assert.True(claim.TryGetProperty("interval", out _));
        }

        Assert.Equal(JsonValueKind.Number, claims[0].GetProperty("published").GetProperty("value").ValueKind);
        Assert.Equal(0.058, claims[0].GetProperty("measured").GetDouble(), 3);
        Assert.Equal("report/report.html#li2018-tv-trap", claims[0].GetProperty("figure").GetString());
    }

    [ReportFact]
    public void Keeps_the_result_beside_the_page()
    {
        Assert.Equal(reproduced.Result.Output.Trim(), File.ReadAllText(reproduced.At("result.json")).Trim());
        Assert.Equal(
            ["report.html", "reproduction.sqlite", "result.json"],
            Directory.EnumerateFiles(reproduced.At(".")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [ReportFact]
    public void The_page_shows_every_claim_setting_and_version()
    {
        var page = File.ReadAllText(reproduced.Page);
        foreach (var claim in reproduced.Result.Json().GetProperty("claims").EnumerateArray())
        {
            Assert.Contains($"id=\"li2018-{claim.GetProperty("id").GetString()}\"", page, StringComparison.Ordinal);
            foreach (var setting in claim.GetProperty("settings").EnumerateObject())
            {
                Assert.Contains($"<dt>{setting.Name}</dt>", page, StringComparison.Ordinal);
            }
        }

        Assert.All(
            ["Saddle", "form", "seed", "runtime", "system", "vectors", "command"],
            name => Assert.Contains($"<dt>{name}</dt>", page, StringComparison.Ordinal));
    }

    [ReportFact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        var page = File.ReadAllText(reproduced.Page);
        Assert.DoesNotMatch(ForeignAsset(), page[..page.IndexOf("<script>", StringComparison.Ordinal)]);
    }

    [ReportFact]
    public void Reads_well_as_text_and_numbers_its_folders()
    {
        using var folder = new TemporaryFolder();
        foreach (var number in (string[])["001", "002"])
        {
            var result = SaddleProcess.Run(folder.Path, ["reproduce", "li2018/tv-trap"]);
            Assert.Equal(ExitStatus.Done, result.Status);
            Assert.Equal(string.Empty, result.Error);
            Assert.Contains("1 of 1 claims have the recorded outcome", result.Output, StringComparison.Ordinal);
            Assert.Contains(
                $"report: runs/reproduce-li2018-tv-trap-{number}/report.html",
                result.Output,
                StringComparison.Ordinal);
            Assert.True(File.Exists(folder.At("runs", $"reproduce-li2018-tv-trap-{number}", "report.html")));
        }
    }

    [ReportFact]
    public void Goes_on_in_the_folder_that_it_is_given()
    {
        using var folder = new TemporaryFolder();
        string[] first = ["reproduce", "li2018/tv-trap", "--out", "kept", "--json"];
        var one = SaddleProcess.Run(folder.Path, first).QuietJson().GetProperty("claims")[0];
        var more = SaddleProcess.Run(folder.Path, [.. first, "becker2023/regimes-simultaneous"]);
        Assert.Equal(ExitStatus.Done, more.Status);
        Assert.Equal("saddle: 1 of 2 claims were measured before and are kept in kept", Assert.Single(more.ErrorLines));
        Assert.Equal(one.GetRawText(), more.Json().GetProperty("claims")[0].GetRawText());

        var (report, document) = (
            File.ReadAllText(folder.At("kept", "report.html")),
            File.ReadAllText(folder.At("kept", "result.json")));
        Assert.Equal(
            ExitStatus.Done,
            SaddleProcess.Run(folder.Path, [.. first, "becker2023/regimes-simultaneous"]).Status);
        Assert.Equal(report, File.ReadAllText(folder.At("kept", "report.html")));
        Assert.Equal(
            ProcessResult.WithoutTimes(document),
            ProcessResult.WithoutTimes(File.ReadAllText(folder.At("kept", "result.json"))));

        var other = SaddleProcess.Run(folder.Path, [.. first, "--seed", "2"]);
        Assert.Equal(ExitStatus.BadInput, other.Status);
        Assert.Contains(
            "its seed is not 2; give another --out",
            Assert.Single(other.ErrorLines),
            StringComparison.Ordinal);
        Assert.Equal(report, File.ReadAllText(folder.At("kept", "report.html")));
    }

    [GeneratedRegex("<(link|script|img|iframe)[^>]+(src|href)=\"(?!data:)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ForeignAsset();
}
