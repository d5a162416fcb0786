using System.Text.Json;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Papers;
using Saddle.Rules;

namespace Saddle.App.Tests.Commands;

/// <summary>games, rules and claims: what there is.</summary>
public sealed class CatalogCommandTests
{
    private static readonly string[] Fields = ["name", "summary", "equations", "source", "parameters"];

    [Fact]
    public void Games_lists_every_game_with_its_players_and_settings()
    {
        var games = Json("games", "--json").GetProperty("games");
        Assert.Equal(Own(Catalog<Game>.Entries, typeof(Game)), Names(games));
        foreach (var game in games.EnumerateArray())
        {
            AssertDescribed(game);
            var size = game.GetProperty("generator_size").GetInt32()
                + game.GetProperty("discriminator_size").GetInt32();
            Assert.Equal(size, game.GetProperty("coordinates").GetArrayLength());
            Assert.Contains(game.GetProperty("default_rule").GetString(), Catalog<Rule>.Entries.Select(r => r.Name));
            Assert.NotEmpty(game.GetProperty("success_rules").EnumerateObject());
        }
    }

    [Fact]
    public void Rules_lists_every_rule_with_its_settings()
    {
        var rules = Json("rules", "--json").GetProperty("rules");
        Assert.Equal(Own(Catalog<Rule>.Entries, typeof(Rule)), Names(rules));
        foreach (var rule in rules.EnumerateArray())
        {
            AssertDescribed(rule);
            var settings = rule.GetProperty("parameters")
                .EnumerateArray()
                .Select(p => p.GetProperty("name").GetString())
                .ToList();
            Assert.Contains("eta-g", settings);
            Assert.Contains("eta-d", settings);
        }
    }

    [Fact]
    public void One_entry_is_the_same_as_in_the_list()
    {
        var listed = Json("games", "--json")
            .GetProperty("games")
            .EnumerateArray()
            .Single(g => g.GetProperty("name").GetString() == "dirac-gan");
        Assert.True(JsonElement.DeepEquals(listed, Json("games", "dirac-gan", "--json")));
    }

    [Fact]
    public void Claims_lists_every_claim()
    {
        var claims = Json("claims", "--json").GetProperty("claims");
        Assert.Equal(
            Claim.All.Where(c => c.Claim.GetType().Assembly == typeof(Claim).Assembly).Select(c => c.Entry.Name),
            Names(claims));
        foreach (var claim in claims.EnumerateArray())
        {
            Assert.StartsWith(
                claim.GetProperty("paper").GetString() + "/",
                claim.GetProperty("name").GetString(),
                StringComparison.Ordinal);
            Assert.All(
                ["statement", "source", "condition"],
                name => Assert.NotEqual(string.Empty, claim.GetProperty(name).GetString()));
            Assert.All(
                ["value", "where", "how_known"],
                name => Assert.NotEqual(string.Empty, claim.GetProperty("published").GetProperty(name).GetString()));
            Assert.Contains(
                claim.GetProperty("expected").GetString(), (string[])["holds", "contradicted", "undecided"]);
        }
    }

    [Fact]
    public void Claims_of_one_paper_or_one_claim_alone()
    {
        var names = Names(Json("claims", "li2018", "--json").GetProperty("claims"));
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.StartsWith("li2018/", name, StringComparison.Ordinal));
        Assert.Equal(["li2018/tv-trap"], Names(Json("claims", "li2018/tv-trap", "--json").GetProperty("claims")));
    }

    [Theory]
    [InlineData("games", "two-gaussians")]
    [InlineData("games dirac-gan", "penalty")]
    [InlineData("rules", "alternating")]
    [InlineData("rules unrolled", "keep | lookahead | differentiate")]
    [InlineData("claims li2018", "li2018/tv-trap")]
    [InlineData("--help", "basin")]
    [InlineData("basin --help", "Example:")]
    [InlineData("claims --help", "Example:")]
    [InlineData("games --help", "Example:")]
    [InlineData("phase --help", "Example:")]
    [InlineData("reproduce --help", "Example:")]
    [InlineData("rules --help", "Example:")]
    [InlineData("simulate --help", "Example:")]
    [InlineData("spectrum --help", "Example:")]
    public void As_text(string line, string part)
    {
        var result = SaddleProcess.Run(line.Split(' '));
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Equal(string.Empty, result.Error);
        Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basin")]
    [InlineData("claims")]
    [InlineData("games")]
    [InlineData("phase")]
    [InlineData("rules")]
    [InlineData("simulate")]
    [InlineData("spectrum")]
    public void The_example_of_the_help_works(string command)
    {
        var help = SaddleProcess.Run(command, "--help").Output.Split('\n').Select(line => line.Trim()).ToList();

        // Sixteen starts show as well as thousands that the example works.
        var example = help[help.IndexOf("Example:") + 1]
            .Replace("--starts 4000", "--starts 16", StringComparison.Ordinal)
            .Split(' ');
        Assert.Equal(["saddle", command], example[..2]);
        Assert.Equal(ExitStatus.Done, SaddleProcess.Run(example[1..]).Status);
    }

    private static JsonElement Json(params string[] arguments) => SaddleProcess.Run(arguments).QuietJson();

    private static IEnumerable<string> Own<TEntry>(IEnumerable<Entry<TEntry>> entries, Type family)
        where TEntry : class =>
        entries.Where(entry => Usual(entry).GetType().Assembly == family.Assembly).Select(entry => entry.Name);

    private static TEntry Usual<TEntry>(Entry<TEntry> entry)
        where TEntry : class => entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));

    private static List<string> Names(JsonElement entries) =>
        [.. entries.EnumerateArray().Select(e => e.GetProperty("name").GetString()!)];

    private static void AssertDescribed(JsonElement entry)
    {
        Assert.All(Fields, name => Assert.True(entry.TryGetProperty(name, out _), name));
        Assert.All(
            ["name", "summary", "equations", "source"],
            name => Assert.NotEqual(string.Empty, entry.GetProperty(name).GetString()));
        foreach (var parameter in entry.GetProperty("parameters").EnumerateArray())
        {
            Assert.NotEqual(string.Empty, parameter.GetProperty("meaning").GetString());
            Assert.True(parameter.TryGetProperty("default", out _));
            Assert.Contains(
                parameter.GetProperty("kind").GetString(),
                (string[])["number", "integer", "choice", "list", "schedule", "flag", "text"]);
        }
    }
}
