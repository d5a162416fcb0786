using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Tests.Laboratory;

/// <summary>
/// Whatever is sent to any endpoint is answered with what was asked for or with one line that says what is wrong: with
/// no status of a defect, no trace, and no half answer.
/// </summary>
public sealed class HostileRequestTests
{
    private const string Mark = "@@@";

    // A good body for every endpoint that takes one; each value of it is replaced by each of the others below.
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["/api/games/run"] = """
            {"game":"dirac-gan","rules":[{"rule":"simultaneous","settings":{"eta-g":"0.1","gamma":"0.1"}}],"steps":5,
            "seed":1,"start":[1,0]}
            """,
        ["/api/games/steps"] = """{"game":"dirac-gan","rule":"simultaneous","settings":{"gamma":"0.1"}}""",
        ["/api/phase"] = """
            {"game":"dirac-gan","rule":"simultaneous","settings":{"penalty":"r1"},"x":"eta=0.1:1:2","y":"gamma=0:1:2",
            "steps":5,"seed":1}
            """,
        ["/api/playground"] = """
            {"data":{"name":"ring","settings":{"modes":"8"}},"objective":{"name":"wasserstein","settings":{}},
            "regularisers":[{"name":"r1","settings":{"gamma":"1"}}],"rule":{"name":"adam","settings":{"eta":"0.01"}},
            "width":4,"depth":1,"batch":4,"seed":1,"pace":1,"conditioning":[{"name":"concatenation",
            "settings":{"size":"2"}}],"shown":1}
            """,
        ["/api/claims/measure"] = """{"claim":"li2018/tv-trap","seed":1}""",
        ["/api/runs"] = """{"recipe":"ring-of-eight","steps":5,"seed":1}""",
        ["/api/runs/{name}/resume"] = """{"steps":5}""",
        ["/api/runs/{name}/paint"] = """{"sentences":["it is red"],"like":null,"draws":1,"seed":1}""",
        ["/api/runs/{name}/colourise"] = """{"photograph":"AAAA","draws":1,"seed":1,"side":8}""",
        ["/api/runs/{name}/doctor"] = """{"seconds":1,"seed":1}""",
        ["/api/runs/{name}/settings"] = """{"x":"eta=0.1:1:2","y":"","updates":10,"lines":1,"seconds":1,"seed":1}""",
        ["/api/runs/{name}/probes/{probe}"] = """{"settings":{"samples":"10"},"seconds":1,"seed":1}""",
    };

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e308", "-1e308", "1e999", "2147483648", "9223372036854775807",
        "18446744073709551616", "NaN", "[]", "[null]", "[[1]]", "[1,2,3]", "{}", "{\"\":null}", "{\"eta\":null}",
        "\"\"", "\"x\"", "\"0\"", "\"1e308\"", "\"nan\"", "\"-inf\"", "\"1,1e308\"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\u001b[2J\\n\"", Repeated("["), $"\"{new string('(', 20_000)}\"", $"\"{new string('9', 20_000)}\"",
        $"\"{new string('-', 20_000)}\"", $"\"{string.Concat(Enumerable.Repeat("a:b=", 5_000))}\"",
    ];

    private static readonly string[] Names =
    [
        "good", "nobody", "%00", "..", "%2e%2e%2f%2e%2e", "%ff%fe", "%0a", "%f0%9f%98%80", new string('n', 5_000), ".",
    ];

    private static readonly string[] Settings =
    [
        "", "0", "-1", "1e308", "-1e308", "1e-308", "nan", "inf", "1,1e308", "2147483648", "0.1*n^-1e308", "MIN", "MAX",
        new('9', 400), new('(', 5_000), "a:b=c:d=e",
    ];

    [LaboratoryFact]
    public async Task Every_endpoint_takes_anything_in_the_place_of_every_value()
    {
        await using var laboratory = await Opened();
        var taking = laboratory.Server.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
            .Select(e => e.RoutePattern.RawText!)
            .ToList();
        Assert.Equal(Bodies.Keys.Order(StringComparer.Ordinal), taking.Order(StringComparer.Ordinal));
        foreach (var path in taking)
        {
            foreach (var body in Mutated(Bodies[path]))
            {
                await Ask(laboratory, HttpMethod.Post, Filled(path, "good", "modes"), body);
            }
        }
    }

    [LaboratoryFact]
    public async Task Every_endpoint_takes_any_name()
    {
        await using var laboratory = await Opened();
        foreach (var endpoint in laboratory.Server.Endpoints.OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!;
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var (first, last) = (path.IndexOf('{', StringComparison.Ordinal), path.LastIndexOf('{'));
            foreach (var name in first >= 0 ? Names : [Names[0]])
            {
                foreach (var other in last > first ? Names : [name])
                {
                    await Ask(
                        laboratory, new(methods[0]), Filled(path, name, other), Bodies.GetValueOrDefault(path, "{}"));
                }
            }
        }
    }

    [LaboratoryFact]
    public async Task Every_game_and_rule_takes_any_value_of_every_setting()
    {
        await using var laboratory = await Opened();
        var games = Catalog<Game>.Entries.SelectMany(e => e.Parameters.Select(p => (e.Name, Rule: (string?)null, p)));
        var rules = Catalog<Rule>.Entries.SelectMany(e => e.Parameters.Select(p => ("dirac-gan", (string?)e.Name, p)));
        foreach (var (game, rule, parameter) in games.Concat(rules))
        {
            foreach (var value in Settings)
            {
                var given = value switch
                {
                    "MIN" => parameter.Min.ToString("R", CultureInfo.InvariantCulture),
                    "MAX" => parameter.Max.ToString("R", CultureInfo.InvariantCulture),
                    _ => value,
                };
                var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [parameter.Name] = given };
                await Ask(
                    laboratory,
                    HttpMethod.Post,
                    "/api/games/run",
                    JsonSerializer.Serialize(new { game, rules = new[] { new { rule, settings } }, steps = 3 }));
            }
        }
    }

    private static async Task<OpenLaboratory> Opened()
    {
        // Nothing is trained here, nor asked of a run: there is no such program.
        var laboratory = await OpenLaboratory.Open(program: "/no/such/program.dll");
        HostileRun.Good(Path.Combine(laboratory.Runs, "good"));
        return laboratory;
    }

    private static IEnumerable<string> Mutated(string body)
    {
        yield return body;
        yield return string.Empty;
        yield return body[..^2];
        yield return Repeated("{\"a\":");
        foreach (var path in Paths(JsonNode.Parse(body)!))
        {
            foreach (var value in Values)
            {
                yield return With(body, path, value);
            }

            if (path is [.., string name])
            {
                yield return With(body, path, $"1,\"{name}\":1"); // twice
                yield return With(body, path, $"1,\"{name.ToUpperInvariant()}\":1");
                yield return Without(body, path, name);
            }
        }
    }

    // The places of all values, each as names and numbers from the root on.
    private static IEnumerable<object[]> Paths(JsonNode? node)
    {
        IEnumerable<(object Key, JsonNode? Value)> inner = node switch
        {
            JsonObject table => table.Select(p => ((object)p.Key, p.Value)),
            JsonArray list => list.Select((value, i) => ((object)i, value)),
            _ => [],
        };
        return inner.SelectMany(p => Paths(p.Value).Select(path => (object[])[p.Key, .. path])).Prepend([]);
    }

    private static JsonNode Parent(JsonNode root, object[] path) =>
        path[..^1].Aggregate(root, (at, key) => key is string name ? at[name]! : at[(int)key]!);

    private static string Without(string body, object[] path, string name)
    {
        var root = JsonNode.Parse(body)!;
        Parent(root, path).AsObject().Remove(name);
        return root.ToJsonString();
    }

    private static string With(string body, object[] path, string raw)
    {
        if (path.Length == 0)
        {
            return raw;
        }

        var root = JsonNode.Parse(body)!;
        var node = Parent(root, path);
        if (path[^1] is string last)
        {
            node[last] = Mark;
        }
        else
        {
            node[(int)path[^1]] = Mark;
        }

        return root.ToJsonString().Replace($"\"{Mark}\"", raw, StringComparison.Ordinal);
    }

    private static async Task Ask(OpenLaboratory laboratory, HttpMethod method, string path, string body)
    {
        var shown = $"{method} {Short(path)} {Short(body)}";
        using var request = new HttpRequestMessage(method, path)
        {
            Content = method == HttpMethod.Post ? new StringContent(body, Encoding.UTF8, "application/json") : null,
        };
        using var response = await laboratory.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = isStream ? await FirstOf(response) : await response.Content.ReadAsStringAsync();
        var isLacking = response.StatusCode == HttpStatusCode.ServiceUnavailable
            && text.Contains("libtorch", StringComparison.Ordinal);
        Assert.True((int)response.StatusCode < 500 || isLacking, $"{shown} got {response.StatusCode}: {Short(text)}");
        Assert.False(
            text.Contains("unexpected: ", StringComparison.Ordinal)
                || text.Contains("   at ", StringComparison.Ordinal),
            $"{shown} got {Short(text)}");
        if ((int)response.StatusCode >= 400 && text.Length > 0)
        {
            var error = JsonDocument.Parse(text).RootElement.GetProperty("error").GetString()!;
            Assert.True(error.Length is > 0 and <= 2100 && !error.Any(char.IsControl), $"{shown} got {Short(error)}");
        }

        response.Dispose();
        await laboratory.Rest();
    }

    // As many events as come first: the rest is not waited for, since some streams have no end.
    private static async Task<string> FirstOf(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        var (part, text) = (new byte[1 << 16], new StringBuilder());
        for (var i = 0; i < 4 && await stream.ReadAsync(part) is var count and > 0; i++)
        {
            text.Append(Encoding.UTF8.GetString(part, 0, count));
        }

        return text.ToString();
    }

    private static string Filled(string path, string name, string other) => path
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{file}", other, StringComparison.Ordinal)
        .Replace("{probe}", other, StringComparison.Ordinal)
        .Replace("{**rest}", name, StringComparison.Ordinal);

    private static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, 20_000));

    private static string Short(string text) => text.Length > 300 ? $"{text[..300]} ..." : text;
}
