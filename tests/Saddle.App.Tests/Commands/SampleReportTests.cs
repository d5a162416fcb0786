using System.Text.Json;
using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Images;

namespace Saddle.App.Tests.Commands;

/// <summary>The page of metrics --report.</summary>
public sealed partial class SampleReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ReportTorchFact]
    public void A_page_shows_copies_beside_what_they_copy_by_class_and_escapes_names()
    {
        // Two classes of the reference; the judged ones copy five of the first, under a name that is markup.
        Fill("real/bright", 24, i => Picture(i, 200));
        Fill("real/dark", 24, i => Picture(i + 100, 40));
        Fill("made", 5, i => Picture(i, 200), "<script>alert(1)</script>");
        Fill("made", 20, i => Picture(i + 300, 190));

        var result = Run(
            "metrics", "real", "made", "--prdc", "--k", "3", "--extractor", "pixels:size=8", "--report", "page.html",
            "--json");
        Assert.Equal(0, result.Status);
        var page = File.ReadAllText(_folder.At("page.html"));
        Assert.Contains("5 of 25 samples are the same as one of the reference", page, StringComparison.Ordinal);
        Assert.Contains("<h2>What is missing</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<td>dark</td><td>50.0 %</td><td>0.0 %</td><td>-</td>", Flat(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">floor</th>", page, StringComparison.Ordinal);
        Assert.Contains("./saddle metrics real made", page, StringComparison.Ordinal);

        // Pictures are our own PNGs, and nothing else is asked for.
        var pictures = Source().Matches(page).Select(match => match.Groups["source"].Value).ToList();
        Assert.InRange(pictures.Count, 24, 100);
        Assert.All(
            pictures, source => Assert.StartsWith("data:image/png;base64,iVBOR", source, StringComparison.Ordinal));
        Assert.InRange(page.Length, 1, 8 << 20);
    }

    [TorchFact]
    public void A_page_that_cannot_be_written_is_refused_before_anything_is_read()
    {
        Refused("expected a name that ends in .html", "metrics", "ring", "ring", "--mmd", "--report", "page.pdf");
        Refused("there is no folder", "metrics", "ring", "ring", "--mmd", "--report", "none/page.html");
        Refused(
            "--report and --log are of one candidate",
            "compare", "ring", "ring", "ring", "--mmd", "--report", "page.html");
    }

    [ReportTorchFact]
    public void Points_have_a_page_without_pictures()
    {
        var result = Run("metrics", "ring", "ring:radius=1.5", "--mmd", "-n", "200", "--report", "page.html");
        Assert.Equal(0, result.Status);
        var page = File.ReadAllText(_folder.At("page.html"));
        Assert.Contains("The samples are no images, so there are no pictures.", page, StringComparison.Ordinal);
        Assert.Contains("<h2>What they mean</h2>", page, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Figures_go_to_a_line_of_JSON_and_to_TensorBoard()
    {
        string[] call = ["metrics", "ring", "ring:radius=1.5", "--mmd", "--prdc", "-n", "60", "--step"];
        Directory.CreateDirectory(_folder.At("board"));
        Assert.Equal(0, Run([.. call, "7", "--log", "log.jsonl"]).Status);
        Assert.Equal(0, Run([.. call, "8", "--log", "log.jsonl"]).Status);
        Assert.Equal(0, Run([.. call, "7", "--log", "board"]).Status);
        var lines = File.ReadAllLines(_folder.At("log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal([7, 8], lines.Select(line => line.GetProperty("step").GetInt32()));
        Assert.Equal(lines[0].GetProperty("mmd").GetDouble(), lines[1].GetProperty("mmd").GetDouble());
        Assert.InRange(lines[0].GetProperty("prdc/precision").GetDouble(), 0, 1);
        Assert.Single(Directory.GetFiles(_folder.At("board"), "events.out.tfevents.*"));
        Refused("expected a name that ends in .jsonl", "metrics", "ring", "ring", "--mmd", "--log", "log.csv");
    }

    private static string Flat(string page) => page.Replace("\n", string.Empty, StringComparison.Ordinal);

    private static Image Picture(int seed, int level) => new(
        16,
        16,
        3,
        [.. Enumerable.Range(0, 768).Select(i => (byte)(level + ((((i * 7) + (seed * seed * 13)) >> 2) % 50)))],
        "picture");

    private void Fill(string folder, int count, Func<int, Image> picture, string name = "picture")
    {
        Directory.CreateDirectory(_folder.At(folder));
        for (var i = 0; i < count; i++)
        {
            // A slash cannot be part of a file's name.
            var file = $"{name.Replace('/', '|')}{i}.png";
            File.WriteAllBytes(_folder.At(folder, file), PngWriter.Write(picture(i)));
        }
    }

    private void Refused(string why, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal(2, result.Status);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    private ProcessResult Run(params string[] arguments) => SaddleProcess.Run(
        _folder.Path,
        arguments,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["SADDLE_CACHE"] = _folder.At("cache") });

    [GeneratedRegex("<img [^>]*src=\"(?<source>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Source();
}
