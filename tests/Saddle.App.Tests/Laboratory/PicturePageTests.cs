using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.App.Tests.Laboratory;

/// <summary>
/// Painting and colouring with a run in the laboratory: what the command line makes, and nothing left.
/// </summary>
public sealed class PicturePageTests
{
    private const string Captioned = """
        data: {name: captions, size: 16, items: 100}
        network: {name: text, width: 2, latent: 2}
        conditioning: matching-aware
        rule: adam
        batch: 4
        steps: 2
        """;

    private const string Coloured = """
        data: {name: colour-scenes, size: 8, items: 100}
        network: {name: u-net, width: 2, latent: 2, dropout: 0, patch: 16}
        conditioning: concatenation
        rule: adam
        batch: 4
        steps: 2
        """;

    [LaboratoryTorchFact]
    public async Task What_is_painted_is_what_the_command_line_paints()
    {
        await using var laboratory = await OpenLaboratory.Open();
        Train(laboratory, Captioned);
        using var response = await laboratory.Post(
            "api/runs/run/paint", """{"sentences":["it is red","--out=elsewhere"],"draws":2,"seed":7}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode); // a sentence is never an option
        Assert.Contains("'out' is not a word", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var answer = await Asked(
            laboratory, "api/runs/run/paint", """{"sentences":["it is red"],"draws":2,"seed":7}""");
        var told = SaddleProcess.Run(
            laboratory.Runs, ["paint", "run", "it is red", "--draws", "2", "--seed", "7", "--each", "--json"])
            .QuietJson();
        Assert.Equal(
            told.GetProperty("files").EnumerateArray()
                .Select(file => File.ReadAllBytes(Path.Combine(laboratory.Runs, file.GetString()!))),
            answer.GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("png").GetBytesFromBase64()));
        Assert.Equal(3, answer.GetProperty("reads").GetInt32());

        var like = await Asked(laboratory, "api/runs/run/paint", """{"sentences":[],"like":5,"draws":1}""");
        Assert.Equal(3, like.GetProperty("sentences").GetArrayLength());
        using var beyond = await laboratory.Post("api/runs/run/paint", """{"sentences":[],"like":100}""");
        Assert.Contains(
            "expected one from 0 to 99", await beyond.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [LaboratoryTorchFact]
    public async Task What_is_coloured_has_the_photographs_size_and_what_is_no_image_is_refused()
    {
        await using var laboratory = await OpenLaboratory.Open();
        Train(laboratory, Coloured);
        var photo = new Image(12, 10, 3, [.. Enumerable.Range(0, 360).Select(i => (byte)(i % 200))], "photo");
        var sent = Convert.ToBase64String(PngWriter.Write(photo));
        var answer = await Asked(
            laboratory, "api/runs/run/colourise", $$"""{"photograph":"{{sent}}","draws":2}""");
        Assert.Equal(8, answer.GetProperty("side").GetInt32());
        Assert.All(answer.GetProperty("pictures").EnumerateArray(), picture =>
        {
            var made = ImageDecoder.Decode(picture.GetProperty("png").GetBytesFromBase64(), "draw");
            Assert.Equal((12, 10), (made.Width, made.Height));
        });
        foreach (var (text, expected) in ((string, string)[])
            [("not base64!", "expected the bytes of an image file as base64"), ("AAAA", "none of the kinds of images")])
        {
            using var refused = await laboratory.Post("api/runs/run/colourise", $$"""{"photograph":"{{text}}"}""");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(expected, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [LaboratoryTorchFact]
    public async Task A_page_paints_sentence_by_sentence()
    {
        await using var visit = await Visit.Begin();
        Train(visit.Laboratory, Captioned);
        await visit.Go("#/runs?runs=run");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sentences of the data" }).ClickAsync();
        await Assertions.Expect(page.Locator(".drawing img")).ToHaveCountAsync(8, new() { Timeout = 60_000 });
        Assert.Equal(3, await page.Locator(".sentences input").CountAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add a sentence" })).ToBeDisabledAsync();
        await page.GetByLabel("draws").FillAsync("2");
        await page.GetByLabel("sentence by sentence").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Paint", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".draws")).ToHaveCountAsync(4, new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".drawing img")).ToHaveCountAsync(14, new() { Timeout = 60_000 });
        await visit.Becomes("document.querySelector('.drawing img').naturalWidth === 16");
        await visit.EndsWell();
    }

    [LaboratoryTorchFact]
    public async Task A_page_colours_a_photograph()
    {
        await using var visit = await Visit.Begin(400);
        Train(visit.Laboratory, Coloured);
        await visit.Go("#/runs?runs=run");
        var page = visit.Page;
        var photo = new Image(40, 30, 3, [.. Enumerable.Range(0, 3600).Select(i => (byte)(i % 250))], "photo");
        await page.GetByLabel("photograph", new() { Exact = true }).First.SetInputFilesAsync(
            new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = PngWriter.Write(photo) });
        await page.GetByLabel("draws").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Colour", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".drawing img")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await visit.Becomes(
            "[...document.querySelectorAll('.drawing img')]"
            + ".every(i => i.naturalWidth === 40 && i.naturalHeight === 30)");
        await visit.EndsWell();
    }

    private static void Train(OpenLaboratory laboratory, string recipe)
    {
        var config = Path.Combine(laboratory.Runs, "recipe.yaml");
        Directory.CreateDirectory(laboratory.Runs);
        AtomicFile.Write(config, recipe);
        var trained = SaddleProcess.Run("train", config, "--out", Path.Combine(laboratory.Runs, "run"));
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
    }

    private static async Task<JsonElement> Asked(OpenLaboratory laboratory, string path, string body)
    {
        using var response = await laboratory.Post(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
