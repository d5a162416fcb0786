using Microsoft.Playwright;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Reports;

/// <summary>
/// The report in a real browser: every figure is drawn, nothing is asked of the network, nothing sticks out.
/// </summary>
[Collection(ReproducedReportGroup.Name)]
public sealed class ReportPageTests(ReproducedReport reproduced)
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [ChromiumTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Opens_offline(int width, ColorScheme colours)
    {
        var address = new Uri(reproduced.Page).AbsoluteUri;
        await using var context = await Chromium.Context(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = colours,
            AcceptDownloads = true,
        });
        var page = await context.NewPageAsync();
        var (complaints, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) =>
            complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(address);
        var figures = page.Locator(".figure");
        Assert.Equal(2, await figures.CountAsync());
        foreach (var figure in await figures.AllAsync())
        {
            await figure.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(figure).ToHaveAttributeAsync("data-drawn", "true");
            Assert.True(await figure.Locator(".panel svg").First.IsVisibleAsync());
        }

        // The table of claims scrolls by itself; the page must not.
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        Assert.InRange(
            await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"),
            1,
            width);

        var background = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(colours == ColorScheme.Dark, Brightness(background) < 128);

        Assert.StartsWith(
            "<svg",
            System.Text.Encoding.UTF8.GetString(await Save(page, "SVG")).TrimStart('\uFEFF'),
            StringComparison.Ordinal);
        Assert.Equal(PngSignature, (await Save(page, "PNG"))[..PngSignature.Length]);

        // What the page makes itself (data:, blob:) asks nobody.
        Assert.Equal(
            [address],
            requests.Where(url =>
                !url.StartsWith("data:", StringComparison.Ordinal)
                    && !url.StartsWith("blob:", StringComparison.Ordinal)));
        Assert.Empty(complaints);
    }

    private static async Task<byte[]> Save(IPage page, string format)
    {
        var button = page.Locator(".figure").First.GetByRole(AriaRole.Button, new() { Name = format, Exact = true });
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        Assert.Equal($"li2018-tv-trap.{format.ToLowerInvariant()}", download.SuggestedFilename);
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>The mean of the channels of a colour such as "rgb(21, 25, 29)".</summary>
    private static double Brightness(string colour) =>
        colour[(colour.IndexOf('(', StringComparison.Ordinal) + 1)..^1]
            .Split(',')
            .Take(3)
            .Average(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
}
