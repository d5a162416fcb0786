using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Saddle.App.Laboratory;
using Saddle.App.Tests.Support;
using Saddle.Scalars;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Who may ask the laboratory, and that what makes no sense gets one line and nothing else.</summary>
public sealed class GatekeeperTests
{
    private const string Game = """{"game":"dirac-gan","rules":[{"rule":"simultaneous","settings":{}}],"steps":10}""";
    private const string Phase = """{"game":"dirac-gan","rule":null,"settings":{},"x":"eta=0.1:1:4","y":"gamma=0:1:"""
        + """4","steps":10}""";
    private const string Playground = """{"data":{"name":"ring","settings":{}},"objective":"""
        + """{"name":"wasserstein","settings":{}},"regularisers":[],"rule":{"name":"adam","settings":{}}}""";

    private static readonly (string Path, string Body)[] Asked =
    [
        ("api/games/run", Game),
        ("api/phase", Phase),
        ("api/playground", Playground),
        ("api/claims/measure", """{"claim":"li2018/tv-trap"}"""),
        ("api/runs", """{"recipe":"ring-of-eight"}"""),
        ("api/runs/nobody/doctor", """{"seconds":10}"""),
        ("api/runs/nobody/probes/modes", """{"settings":{},"seconds":10}"""),
    ];

    // Not among the runs, however they are written.
    private static readonly string[] Outside =
    [
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5cx",
        "train%00",
        "nothing",
        "%2fetc%2fpasswd",
    ];

    public static TheoryData<string, string> Foreign => new()
    {
        { "Host", "attacker.example" },
        { "Host", "127.0.0.1:1" },
        { "Origin", "https://attacker.example" },
        { "Origin", "null" },
        { "Sec-Fetch-Site", "cross-site" },
        { "Sec-Fetch-Site", "same-site" },
    };

    [LaboratoryTheory]
    [MemberData(nameof(Foreign))]
    public async Task Foreign_pages_are_turned_away(string header, string value)
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/status");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await laboratory.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotEmpty(await Why(response));
    }

    [LaboratoryTheory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::1", "[::1]")]
    [InlineData("::1", "localhost")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("0.0.0.0", "MACHINE")]
    [InlineData("::", "[::1]")]
    public async Task Own_pages_are_let_in(string listened, string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        await using var laboratory = await OpenLaboratory.Open(IPAddress.Parse(listened));
        var own = string.Create(
            CultureInfo.InvariantCulture,
            $"{host.Replace("MACHINE", Dns.GetHostName(), StringComparison.Ordinal)}:{laboratory.Server.Address.Port}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/games/run")
        {
            Content = new StringContent(Game, Encoding.UTF8, "application/json"),
        };
        request.Headers.Host = own;
        request.Headers.Add("Origin", $"http://{own}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await laboratory.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(
            "frame-ancestors 'none'",
            string.Join(' ', response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
    }

    [LaboratoryFact]
    public async Task Five_hundred_bad_requests_get_a_line_each_and_nothing_happens()
    {
        await using var laboratory = await OpenLaboratory.Open();
        for (var i = 0; i < 504; i++)
        {
            var random = new Philox(1, i, Purpose.Start);
            using var request = Bad(random, i % 8);
            var shown = $"request {i}: {request.Method} {request.RequestUri}";
            using var response = await laboratory.Client.SendAsync(request);
            Assert.True(
                (int)response.StatusCode is >= 400 and < 500,
                $"{shown} got {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        Assert.Empty(laboratory.Server.Jobs.Running);
        Assert.Empty(laboratory.Left);
    }

    [LaboratoryTheory]
    [InlineData(
        "api/games/run",
        """{"game":"dirac-gan","rules":[{"rule":"simultaneous","settings":{}}],"steps":1000000}""",
        "1000000 updates")]
    [InlineData("api/games/run", """{"game":"dirac-gan","rules":[],"steps":10}""", "0 rules")]
    [InlineData(
        "api/games/run",
        """{"game":"bilinear","rules":[{"rule":"simultaneous","settings":{"size":"1000000"}}],"steps":10}""",
        "2000000 coordinates")]
    [InlineData(
        "api/games/run",
        """{"game":"dirac-gn","rules":[{"rule":"simultaneous","settings":{}}],"steps":10}""",
        "did you mean 'dirac-gan'?")]
    [InlineData(
        "api/phase",
        """{"game":"dirac-gan","rule":null,"settings":{},"x":"eta=0.1:1:4000","y":"gamma=0:1:4","steps":10}""",
        "4000 cells a side")]
    [InlineData(
        "api/phase",
        """{"game":"dirac-gan","rule":null,"settings":{},"x":"eta=0.1:1:200","y":"gamma=0:1:200","steps":100000}""",
        "updates of all cells")]
    public async Task Limits_are_told(string path, string body, string expected)
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var response = await laboratory.Post(path, body);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Contains(expected, await Why(response), StringComparison.Ordinal);
    }

    [LaboratoryFact]
    public async Task Too_many_jobs_are_refused()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var leases = Enumerable.Range(0, Jobs.Most)
            .Select(i => laboratory.Server.Jobs.Begin($"job {i}", CancellationToken.None))
            .ToList();
        using var refused = await laboratory.Post("api/games/run", Game);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("at once", await Why(refused), StringComparison.Ordinal);
        leases.ForEach(lease => lease.Dispose());
        using var granted = await laboratory.Post("api/games/run", Game);
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
    }

    private static async Task<string> Why(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.GetProperty("error").GetString()!;
    }

    // Each kind is bad whatever the random numbers are.
    private static HttpRequestMessage Bad(Philox random, int kind)
    {
        var (path, body) = Asked[Choice(random, Asked.Length)];
        return kind switch
        {
            5 => FromElsewhere(random, path, body),
            6 => OutsideTheRuns(random),
            _ => new(HttpMethod.Post, path) { Content = BadContent(random, kind, body) },
        };
    }

    private static ByteArrayContent BadContent(Philox random, int kind, string body) => kind switch
    {
        0 => Json(body[..(1 + Choice(random, body.Length - 1))]), // cut short
        1 => Json(FormattableString.Invariant($"{{\"x{Choice(random, 1000)}\":1,{body[1..]}")), // a name unknown
        2 => NotText(random),
        3 => Json(string.Concat(body[..^1], new string(' ', Server.MostBytes + Choice(random, 1000)), "}")), // too long
        4 => new StringContent(body, Encoding.UTF8, "text/plain"), // another kind of content
        _ => Json(OutOfRange(random, body)),
    };

    private static ByteArrayContent NotText(Philox random) =>
        new([.. Enumerable.Range(0, 200).Select(_ => (byte)(128 + Choice(random, 128)))])
        {
            Headers = { ContentType = new("application/json") },
        };

    // Numbers out of range, and entries that do not exist.
    private static string OutOfRange(Philox random, string body)
    {
        string[] bad =
        [
            body.Replace("10", "-1e30", StringComparison.Ordinal),
            body.Replace("-gan", "-nag", StringComparison.Ordinal),
            body.Replace("{}", "{\"eta-g\":\"huge\"}", StringComparison.Ordinal),
            body.Replace('"', '\''),
        ];
        var chosen = bad[Choice(random, bad.Length)];
        return chosen == body ? "[]" : chosen;
    }

    private static HttpRequestMessage FromElsewhere(Philox random, string path, string body)
    {
        var site = string.Create(CultureInfo.InvariantCulture, $"https://site{Choice(random, 1000)}.example");
        return new(HttpMethod.Post, path) { Content = Json(body), Headers = { { "Origin", site } } };
    }

    private static HttpRequestMessage OutsideTheRuns(Philox random)
    {
        var (name, other) = (Outside[Choice(random, Outside.Length)], Outside[Choice(random, Outside.Length)]);
        return Choice(random, 4) switch
        {
            0 => new(HttpMethod.Get, $"api/runs/{name}"),
            1 => new(HttpMethod.Get, $"api/runs/{name}/samples/{other}"),
            2 => new(HttpMethod.Get, $"api/reports/{name}"),
            _ => new(HttpMethod.Post, $"api/runs/{name}/probes/{other}") { Content = Json("""{"settings":{}}""") },
        };
    }

    private static int Choice(Philox random, int count) => (int)(random.Uniform() * count);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
