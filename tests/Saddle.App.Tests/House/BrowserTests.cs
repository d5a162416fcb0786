using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Tests.House;

/// <summary>What the browser side does not know by itself.</summary>
public sealed class BrowserTests
{
    // A name in quotes, alone or as the value of a setting: "adam", 'game=dirac-gan', `rule=adam;...`.
    private const string Quoted = """["'`](?:[a-z]+=)?{0}["'`;&|]""";

    [Fact]
    public void Names_no_game_and_no_rule()
    {
        var names = Catalog<Game>.Entries.Select(e => e.Name).Concat(Catalog<Rule>.Entries.Select(e => e.Name));
        var known = new Regex(
            Quoted.Replace("{0}", $"(?:{string.Join('|', names)})", StringComparison.Ordinal),
            RegexOptions.None,
            TimeSpan.FromSeconds(1));
        var sources = Directory.EnumerateFiles(
            Path.Combine(Repository.Folder, "ui", "src"),
            "*.ts",
            SearchOption.AllDirectories).ToList();
        Assert.True(sources.Count > 20);
        Assert.Empty(
            from file in sources
            from line in File.ReadLines(file)
            where known.IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}");
        Assert.Matches(known, "entry.name === \"kernel-gan\""); // the test sees what it is there to see
    }
}
