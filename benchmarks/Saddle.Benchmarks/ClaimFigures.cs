using System.CommandLine;
using System.Globalization;
using Microsoft.Playwright;

namespace Saddle.Benchmarks;

/// <summary>
/// The figures of a reproduction's report as files for the pages of claims: drawn by Chromium, as the report's own
/// button saves them.
/// </summary>
internal sealed class ClaimFigures : Benchmark
{
    public override string Name => "claim-figures";

    public override string Summary => "saves the figures of a report: claim-figures REPORT.html FOLDER";

    public override Command ToCommand()
    {
        var command = new Command(Name, Summary);
        var report = new Argument<FileInfo>("report") { Description = "report.html of 'saddle reproduce'" };
        var folder = new Argument<DirectoryInfo>("folder") { Description = "such as docs/claims/figures" };
        command.Arguments.Add(report.AcceptExistingOnly());
        command.Arguments.Add(folder);
        command.SetAction((parsed, cancellation) =>
            Save(parsed.GetRequiredValue(report), parsed.GetRequiredValue(folder), cancellation));
        return command;
    }

    private static async Task<int> Save(FileInfo report, DirectoryInfo folder, CancellationToken cancellation)
    {
        using var playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Browser(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        }).ConfigureAwait(false);
        await using var closing = browser.ConfigureAwait(false);
        var page = await browser.NewPageAsync(new() { AcceptDownloads = true }).ConfigureAwait(false);
        await page.GotoAsync(new Uri(report.FullName).AbsoluteUri).ConfigureAwait(false);
        folder.Create();
        foreach (var figure in await page.Locator(".figure").AllAsync().ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            await figure.ScrollIntoViewIfNeededAsync().ConfigureAwait(false);
            await Assertions.Expect(figure)
                .ToHaveAttributeAsync("data-drawn", "true", new() { Timeout = 60_000 })
                .ConfigureAwait(false);

            // An SVG has each of its points, and may be the longer one.
            var (drawing, pixels) = (
                await Saved(page, figure, "SVG").ConfigureAwait(false),
                await Saved(page, figure, "PNG").ConfigureAwait(false));
            var saved = Bytes(drawing.Path) <= Bytes(pixels.Path) ? drawing : pixels;

            var target = Path.Combine(folder.FullName, saved.Name);
            File.Copy(saved.Path, target, overwrite: true);
            File.Delete(Path.Combine(folder.FullName, saved == drawing ? pixels.Name : drawing.Name));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{saved.Name}\t{Bytes(target)} bytes"));
        }

        return 0;
    }

    private static async Task<(string Name, string Path)> Saved(IPage page, ILocator figure, string format)
    {
        var button = figure.GetByRole(AriaRole.Button, new() { Name = format, Exact = true });
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync()).ConfigureAwait(false);
        return (download.SuggestedFilename, await download.PathAsync().ConfigureAwait(false));
    }

    private static long Bytes(string file) => new FileInfo(file).Length;

    private static string Browser() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "chromium"))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is missing: sudo apt-get install -y chromium.");
}
