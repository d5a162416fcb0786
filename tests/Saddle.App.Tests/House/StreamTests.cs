using System.Text.RegularExpressions;

namespace Saddle.App.Tests.House;

/// <summary>What a probe draws, no other draws: each keeps to streams of its own.</summary>
public sealed partial class StreamTests
{
    [Fact]
    public void A_probe_draws_from_no_stream_of_anothers()
    {
        var probes = Sources.Parsed("src/Saddle.Gans/Probes").ToDictionary(
            file => Path.GetFileName(file.Path), file => file.Root.ToFullString(), StringComparer.Ordinal);
        Assert.True(probes.Count(p => Drawn().IsMatch(p.Value)) >= 8);
        Assert.Empty(Shared(probes));

        probes.Add("One.cs", "[Entry(\"one\", ...)] at.Key(\"two\", i); at.Generate(\"one\", 9); at.Key(\"one\", 1)");
        probes.Add("Other.cs", "[Entry(\n    \"other\", ...)] at.Key(StreamName.Modes, 0)");
        Assert.Equal(
            ["\"two\" in One.cs", "StreamName.Modes in ModesProbe.cs, Other.cs"],
            Shared(probes).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    // A name is its own where the file's entry has it; a stream of the table, where one file alone draws from it.
    private static IEnumerable<string> Shared(IReadOnlyDictionary<string, string> probes) =>
        from probe in probes
        from stream in Drawn().Matches(probe.Value).Select(match => match.Groups["stream"].Value).Distinct()
        where stream != Own().Match(probe.Value).Groups["name"].Value
        group probe.Key by stream into drawing
        where drawing.Key[0] == '"' || drawing.Count() > 1
        select $"{drawing.Key} in {string.Join(", ", drawing.Order(StringComparer.Ordinal))}";

    [GeneratedRegex(
        @"\.(Key|Generate)\(\s*(?<stream>""[^""]*""|StreamName\.\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Drawn();

    [GeneratedRegex(@"\[Entry\(\s*(?<name>""[^""]*"")", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Own();
}
