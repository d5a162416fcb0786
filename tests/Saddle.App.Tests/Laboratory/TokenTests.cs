using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using Saddle.App.Laboratory;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Nobody asks the laboratory anything without its token, wherever it listens.</summary>
public sealed class TokenTests
{
    private const string Secret = OpenLaboratory.Secret;

    [LaboratoryTheory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Nothing_is_answered_or_done_without_a_token(string host)
    {
        await using var laboratory = await Guarded(IPAddress.Parse(host));
        var endpoints = laboratory.Server.Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 15, $"only {endpoints.Count} endpoints");
        var asked = endpoints.Select(e => (Path: e.RoutePattern.RawText!, e)).SelectMany(e =>
            (e.e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "PUT"]).Select(m => (m, e.Path)));
        foreach (var (method, path) in asked.Concat([("GET", "/"), ("GET", "/index.html"), ("HEAD", "/assets/x.js")]))
        {
            var filled = path.Replace("{**rest}", "x", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new(method), filled)
            {
                Content = method == "POST" ? Json("""{"recipe":"ring-of-eight"}""") : null,
            };
            using var response = await laboratory.Client.SendAsync(request);
            Assert.Equal((method, path, HttpStatusCode.Unauthorized), (method, path, response.StatusCode));
        }

        Assert.Empty(laboratory.Server.Jobs.Running);
        Assert.Empty(laboratory.Left);
    }

    [LaboratoryFact]
    public async Task It_is_taken_from_address_cookie_or_header()
    {
        await using var laboratory = await Guarded();
        using var first = await laboratory.Client.GetAsync($"?token={Secret}");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"saddle-token-{laboratory.Server.Address.Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Ask(laboratory, "Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, await Ask(laboratory, "Authorization", $"Bearer {Secret}"));
        Assert.Equal(HttpStatusCode.OK, await Ask(laboratory, "Authorization", $"token {Secret}"));
    }

    [LaboratoryFact]
    public async Task What_is_not_it_is_refused()
    {
        await using var laboratory = await Guarded();
        foreach (var wrong in (string[])[Secret[1..], Secret + "x", Secret.ToUpperInvariant(), "", "x", "%00"])
        {
            using var response = await laboratory.Client.GetAsync($"api/status?token={wrong}");
            Assert.Equal((wrong, HttpStatusCode.Unauthorized), (wrong, response.StatusCode));
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.Equal(HttpStatusCode.Unauthorized, await Ask(laboratory, "Authorization", $"Bearer {wrong}"));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(laboratory, "Authorization", Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(laboratory, "Cookie", $"saddle-token-1={Secret}"));
    }

    [LaboratoryFact]
    public async Task Everybody_may_ask_where_the_user_chose_so_by_names_that_are_not_other_sites()
    {
        await using var laboratory = await OpenLaboratory.Open(IPAddress.Any, token: null);
        Assert.Equal(HttpStatusCode.OK, await Ask(laboratory, "Accept", "*/*"));
        Assert.Empty(laboratory.Server.Address.Query);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(laboratory, "Host", "attacker.example"));
    }

    [Fact]
    public void One_that_is_drawn_is_new_each_time()
    {
        var drawn = Enumerable.Range(0, 100).Select(_ => Token.ChosenOrDrawn()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(100, drawn.Count);
        Assert.All(drawn, token => Assert.Matches("^[0-9a-f]{32}$", token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789abcdef&x=1")]
    public void One_that_is_chosen_badly_is_bad_input(string chosen)
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [Token.Variable] = chosen };
        var result = SaddleProcess.Run(folder.Path, ["serve", "--port", "0"], environment);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains("SADDLE_TOKEN: expected 16 to 200", result.Error, StringComparison.Ordinal);
        Assert.True(chosen.Length == 0 || !result.Error.Contains(chosen, StringComparison.Ordinal));
    }

    [LaboratoryFact]
    public async Task A_browser_keeps_it_and_the_address_is_rid_of_it()
    {
        await using var visit = await Visit.Begin(address: "#/games?game=dirac-gan&steps=50");
        await Assertions.Expect(visit.Page.Locator(".verdict").First).ToBeVisibleAsync();
        Assert.DoesNotContain("token", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("steps=50", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".verdict").First).ToBeVisibleAsync();
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task A_browser_without_it_is_asked_for_it_and_then_shows_the_page_that_was_meant()
    {
        await using var visit = await Visit.Begin();
        await visit.Page.Context.ClearCookiesAsync();
        var own = visit.Laboratory.Server.Address.GetLeftPart(UriPartial.Authority);
        var page = await visit.Page.Context.NewPageAsync();
        await page.GotoAsync($"{own}/#/games?game=dirac-gan&steps=50");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("A token is needed");
        foreach (var (given, expected) in ((string, string)[])[("wrong", "h1"), (Secret, ".verdict")])
        {
            await page.GetByLabel("Token").FillAsync(given);
            await page.GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(page.Locator(expected).First).ToBeVisibleAsync();
        }

        Assert.StartsWith($"{own}/#/games?game=dirac-gan&", page.Url, StringComparison.Ordinal);
    }

    private static async Task<OpenLaboratory> Guarded(IPAddress? host = null)
    {
        var laboratory = await OpenLaboratory.Open(host);
        laboratory.Client.DefaultRequestHeaders.Authorization = null;
        return laboratory;
    }

    private static async Task<HttpStatusCode> Ask(OpenLaboratory laboratory, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/status");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await laboratory.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
