using Microsoft.Playwright;

namespace Saddle.App.Tests.Support;

/// <summary>
/// The browser of all tests that look at pages: to start one takes longer than most of them. Each has a context of its
/// own, which knows nothing of the others; the browser ends with the process.
/// </summary>
internal static class Chromium
{
    private const float Patience = 60_000; // milliseconds: what comes is waited for however slow the machine is

    private static readonly Lazy<Task<IBrowser>> Browser = new(Start);

    /// <summary>A context of a test's own, for it to dispose of.</summary>
    /// <param name="options">What the context is like.</param>
    public static async Task<IBrowserContext> Context(BrowserNewContextOptions options)
    {
        var context = await (await Browser.Value).NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    private static async Task<IBrowser> Start()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Missing.Browser,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--no-first-run",
            ],
        });
    }
}
