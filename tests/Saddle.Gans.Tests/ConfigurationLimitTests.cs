using System.Text;
using Saddle.Catalog;
using Saddle.Gans.Training;

namespace Saddle.Gans.Tests;

/// <summary>A configuration may come from anywhere: it is read, or refused with one line, and quickly.</summary>
public sealed class ConfigurationLimitTests
{
    private const string Good = """
        name: test
        data: {name: ring, modes: 4}
        generator: &net {name: mlp, width: 16}
        discriminator: *net
        regularisers:
        - {name: gradient-penalty, weight: 0.1}
        rule: {name: adam, eta: 0.001}
        steps: 20
        """;

    [Fact]
    public void An_alias_of_another_node_is_read() =>
        Assert.Equal(
            Configuration.Read(Good, "c").ToYaml(),
            Configuration.Read(Good.Replace("*net", "{name: mlp, width: 16}", StringComparison.Ordinal), "c").ToYaml());

    [Theory]
    [InlineData("x: &x [*x]", "c:1: the alias *x stands before its anchor, or inside what it names")]
    [InlineData("x: &x {y: *x}", "c:1: the alias *x")]
    [InlineData("? &x {? *x : 1}\n: 1", "c:1: the alias *x")]
    [InlineData("&x {y: [1, *x]}", "c:1: the alias *x")]
    [InlineData("x: *y", "c:1: the alias *y")]
    [InlineData("%YAML 99999999999.1\n---\na: b", "c")]
    [InlineData("a: \"\\U00110000\"", "c")]
    [InlineData("a: \"\\ud800\"", "c")]
    [InlineData("a: !<tag:a b> c", "c")]
    [InlineData("\u0000", "c")]
    [InlineData("a: |9999999999\n b", "c")]
    [InlineData("a: b\na: c", "c:2")]
    [InlineData("<<: 3", "c")]
    [InlineData("[a, b]: c", "c")]
    [InlineData("!!tr+n\nregulde", "c: not YAML")]
    [InlineData("!!!!in] in] in] ", "c: not YAML")]
    [InlineData("regularisers:\n- : >", "c: not YAML")]
    [InlineData("        : >", "c: not YAML")]
    [InlineData("a : ci", "c")]
    public void What_is_no_configuration_costs_one_line(string text, string expected)
    {
        var error = Assert.Throws<SettingsException>(() => Configuration.Read(text, "c"));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[[{a: ")]
    [InlineData("a: ")]
    [InlineData("&a [")]
    [InlineData("!t ")]
    [InlineData("'")]
    [InlineData("a: b\n")]
    [InlineData("- a\n")]
    [InlineData("# c\n")]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData("--- 1\n")]
    public void Long_texts_are_refused(string part)
    {
        foreach (var count in (int[])[20_000, 1_000_000])
        {
            var text = new StringBuilder().Insert(0, part, count / part.Length * (count < 100_000 ? part.Length : 1));
            Assert.Throws<SettingsException>(() => Configuration.Read(text.ToString(), "c"));
        }
    }

    [Fact]
    public void An_override_has_the_same_limits()
    {
        var error = Assert.Throws<SettingsException>(
            () => Configuration.Read(Good, "c", [KeyValuePair.Create("metrics", new string('[', 20_000))]));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_change_of_a_configuration_is_an_error_or_a_result()
    {
        var random = new Random(11);
        const string Signs = "[]{}:,-?&*!|>'\"%@`#\n \t~<=.0a\\\u00e9\u0085";
        for (var trial = 0; trial < 3000; trial++)
        {
            var text = new StringBuilder(Good);
            for (var change = 0; change < 1 + (trial % 6); change++)
            {
                var place = random.Next(text.Length);
                var sign = Signs[random.Next(Signs.Length)];
                _ = (trial % 3) switch
                {
                    0 => text.Insert(place, sign),
                    1 => text.Remove(place, 1),
                    _ => text.Replace(text[place], sign, place, 1),
                };
            }

            try
            {
                Configuration.Read(text.ToString(), "c");
            }
            catch (SettingsException error)
            {
                Assert.False(string.IsNullOrEmpty(error.Message));
            }
        }
    }
}
