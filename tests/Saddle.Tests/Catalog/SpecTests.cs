using FsCheck;
using FsCheck.Fluent;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Tests.Catalog;

/// <summary>Entries in one word.</summary>
public sealed class SpecTests
{
    [Theory]
    [InlineData("dirac-gan", "dirac-gan")]
    [InlineData("dirac-gan:penalty=r1:gamma=0.25", "dirac-gan:penalty=r1:gamma=0.25")]
    [InlineData("dirac-gan:gamma=0.25:penalty=r1", "dirac-gan:penalty=r1:gamma=0.25")] // as declared
    [InlineData("dirac-gan:gamma=0.1:loss=vanilla", "dirac-gan")] // which are the defaults
    [InlineData("two-gaussians:target=-2,3", "two-gaussians:target=-2,3")]
    public void A_game_is_written_with_what_differs_from_the_defaults(string text, string written) =>
        Assert.Equal(written, Spec.Write(Spec.Parse<Game>(text)));

    [Fact]
    public void What_is_written_is_read_back_as_an_equal_entry()
    {
        foreach (var text in Cases.Rules)
        {
            var rule = Cases.Rule(text, "eta-g=0.123*n^-0.5");
            Assert.Equal(rule, Spec.Parse<Rule>(Spec.Write(rule)));
        }

        foreach (var game in Cases.Games.Select(text => Cases.Game(text)))
        {
            Assert.Equal(game.ToString(), Spec.Parse<Game>(Spec.Write(game)).ToString());
        }
    }

    [Theory]
    [InlineData("name", "name")]
    [InlineData("name:a=1", "name", "a=1")]
    [InlineData("name:a=1:b-c=x,y", "name", "a=1", "b-c=x,y")]
    [InlineData("name:a=", "name", "a=")]
    [InlineData("name:a=:b=2", "name", "a=", "b=2")]
    [InlineData("name:file=C:/data:size=3", "name", "file=C:/data", "size=3")]
    [InlineData("name:file=http://here:80/x", "name", "file=http://here:80/x")]
    [InlineData(@"name:file=a\:b=c", "name", "file=a:b=c")]
    [InlineData(@"name:file=C:\data\\:size=3", "name", @"file=C:\data\", "size=3")]
    [InlineData(@"name:file=a\b", "name", @"file=a\b")]
    public void A_word_has_these_parts(string word, params string[] parts)
    {
        Assert.Equal(parts, Spec.Split(word));
        var settings = parts.Skip(1).Select(part => part.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s[1]));
        Assert.Equal(word, Spec.Join(parts[0], settings));
    }

    [Fact]
    public void Any_values_are_read_back_as_they_are_written()
    {
        var value = Gen.Elements('a', 'b', ':', '=', '\\', '-', '/', ',')
            .ArrayOf()
            .Select(letters => new string(letters));
        Prop.ForAll(Arb.From(value), Arb.From(value), (first, second) =>
        {
            var word = Spec.Join("name", [KeyValuePair.Create("a", first), KeyValuePair.Create("b", second)]);
            Assert.Equal(["name", $"a={first}", $"b={second}"], Spec.Split(word));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("dirac-gan:gamma", "gamma: expected :setting=value after dirac-gan, but there stands ':gamma'")]
    [InlineData("dirac-gan:", "dirac-gan:: expected :setting=value after dirac-gan, but there stands ':'")]
    [InlineData("dirac-gan:=1", "expected :setting=value after dirac-gan, but there stands ':=1'")]
    [InlineData("dirac-gan:Gamma=1", "expected :setting=value after dirac-gan, but there stands ':Gamma=1'")]
    [InlineData("dirac-gan:gama=1", "'gama' is not a setting of dirac-gan; did you mean 'gamma'?")]
    [InlineData("dirac-gan:gamma=", "gamma=: expected a number")]
    [InlineData("", "'' is not a game")]
    [InlineData(":gamma=1", "'' is not a game")]
    [InlineData("dirac-gam:gamma=1", "'dirac-gam' is not a game; did you mean 'dirac-gan'?")]
    public void What_is_no_entry_costs_one_line(string word, string expected)
    {
        var message = Assert.Throws<SettingsException>(() => Spec.Parse<Game>(word)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_word_that_begins_with_a_name_is_told_from_others()
    {
        Assert.True(Spec.Is<Game>("dirac-gan:gamma=1"));
        Assert.True(Spec.Is<Game>("dirac-gan"));
        Assert.False(Spec.Is<Game>("dirac-gan.npz"));
        Assert.False(Spec.Is<Game>("folder/dirac-gan"));
    }

    [Fact]
    public void A_description_has_every_setting() => Assert.Equal(
        "dirac-gan loss=vanilla penalty=none gamma=0.1 sigma=1 slope=1 noise=0",
        Spec.Describe<Game>(new DiracGan()));
}
