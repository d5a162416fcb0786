using Microsoft.Playwright;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>A visit to a laboratory in Chromium, that notes every complaint and every request to elsewhere.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visit(OpenLaboratory laboratory, IBrowserContext context, IPage page)
    {
        (Laboratory, _context, Page) = (laboratory, context, page);
        Watch(page);
    }

    public OpenLaboratory Laboratory { get; }

    public IPage Page { get; }

    public static async Task<Visit> Begin(int width = 1280, string address = "")
    {
        var laboratory = await OpenLaboratory.Open();
        var context = await Chromium.Context(new() { ViewportSize = new() { Width = width, Height = 900 } });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var visit = new Visit(laboratory, context, await context.NewPageAsync());
        await visit.Go(address);
        return visit;
    }

    public Task Go(string address) => Page.GotoAsync($"{Laboratory.Server.Address}{address}");

    /// <summary>Another page of the same browser.</summary>
    public async Task<IPage> Another(string address)
    {
        var page = await _context.NewPageAsync();
        Watch(page);
        await page.GotoAsync($"{Laboratory.Server.Address}{address}");
        return page;
    }

    /// <summary>
    /// Waits until an expression of the page is true: an image is in the page before its bytes are, and a canvas before
    /// its picture.
    /// </summary>
    public Task Becomes(string expression) => Page.WaitForFunctionAsync(expression);

    /// <summary>
    /// Nothing was complained about, nothing asked of anybody else, nothing sticks out to the side, nothing is left
    /// computing.
    /// </summary>
    public async Task EndsWell()
    {
        Assert.InRange(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"), -30, 0);
        Assert.Equal(0, await Page.Locator(".trouble").CountAsync());
        await Page.GotoAsync("about:blank");
        await Laboratory.Rest();
        Assert.Empty(_complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await Laboratory.DisposeAsync();
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
            _complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            string[] own = [Laboratory.Server.Address.GetLeftPart(UriPartial.Authority) + "/", "data:", "blob:"];
            if (!own.Any(address => request.Url.StartsWith(address, StringComparison.Ordinal)))
            {
                _complaints.Add($"request to {request.Url}");
            }
        };
    }
}
