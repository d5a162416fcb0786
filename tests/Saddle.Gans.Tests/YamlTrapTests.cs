using Saddle.Catalog;
using Saddle.Gans.Training;

namespace Saddle.Gans.Tests;

/// <summary>
/// What YAML reads otherwise than people mean it (after pyyaml#165, yacs#46 and models#3268): read as it is meant, or
/// one line that says what to write.
/// </summary>
public sealed class YamlTrapTests
{
    private const string Good = """
        name: y
        data: {name: ring, modes: 4}
        network: {name: mlp, width: 16}
        rule: {name: adam, eta: 0.001}
        batch: 8
        steps: 20
        """;

    [Theory]
    [InlineData("1e-4", "0.0001")]
    [InlineData("1.e-4", "0.0001")]
    [InlineData("1E-4", "0.0001")]
    [InlineData(".001", "0.001")]
    [InlineData("+1e-4", "0.0001")]
    [InlineData("'1e-4'", "0.0001")]
    [InlineData("0", "0")] // a player that does not move
    public void A_learning_rate_is_read_as_it_is_meant(string rate, string value)
    {
        var rule = Read("eta: 0.001", $"eta: {rate}").ToYaml();
        Assert.Contains($"eta-g: {value}\n", rule, StringComparison.Ordinal);
        Assert.Contains($"eta-d: {value}\n", rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,001", "c:4: eta: 0,001: a comma ends the value here; expected a decimal point, 0.001, or no comma")]
    [InlineData("0,5e-3", "c:4: eta: 0,5e-3: a comma ends the value here; expected a decimal point, 0.5e-3")]
    [InlineData("0,001, beta1: 0.5", "c:4: eta: 0,001: ")]
    [InlineData("-0,1", "c:4: eta: -0,1: ")]
    [InlineData("'0,001'", "c:4: eta=0,001: expected a learning rate such as 0.1, or ")]
    [InlineData("010", "c:4: eta=010: expected a learning rate")]
    [InlineData("1_0e-4", "c:4: eta=1_0e-4: expected a learning rate")]
    [InlineData(".inf", "c:4: eta=.inf: expected a learning rate")]
    [InlineData(".nan", "c:4: eta=.nan: expected a learning rate")]
    [InlineData("nan", "c:4: eta=nan: expected a learning rate")]
    [InlineData("0x1", "c:4: eta=0x1: expected a learning rate")]
    [InlineData("-1e-4", "c:4: eta=-1e-4: expected a learning rate")]
    [InlineData("1%", "c:4: eta=1%: expected a learning rate")]
    [InlineData("null", "c:4: eta=null: expected a learning rate")]
    [InlineData("~", "c:4: eta=~: expected a learning rate")]
    [InlineData("", "c:4: eta=: expected a learning rate")]
    [InlineData("0.001, eta: 0.1", "c:4: not YAML (Duplicate key eta)")]
    public void Another_one_costs_one_line(string rate, string expected) =>
        Refused("eta: 0.001", $"eta: {rate}", expected);

    [Fact]
    public void Two_decimal_commas_are_no_key_given_twice() =>
        Refused("eta: 0.001", "eta-g: 0,001, eta-d: 0,001", "c:4: eta-g: 0,001: a comma ends the value here");

    [Theory]
    [InlineData("eta: 0.001", "eta: 0.001, 001")]
    [InlineData("batch: 8", "metrics: [0,001]")]
    public void Other_commas_are_left_alone(string part, string other) =>
        Assert.DoesNotContain(
            "decimal point",
            Assert.Throws<SettingsException>(() => Read(part, other)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("020", "c: steps=020: expected a whole number from 1 to 2147483647, without zeros in")]
    [InlineData("020", "(020 is 20 in YAML 1.2, and 16 in YAML 1.1)")]
    [InlineData("08", ", without zeros in front")]
    [InlineData("1,000", ", without a comma")]
    [InlineData("2_0", "c: steps=2_0: expected a whole number")]
    [InlineData("2e1", "c: steps=2e1: expected a whole number")]
    [InlineData("20.0", "c: steps=20.0: expected a whole number")]
    [InlineData("5000000000", "c: steps=5000000000: expected a whole number from 1 to 2147483647")]
    public void A_count_that_others_read_otherwise_is_refused(string steps, string expected) =>
        Refused("steps: 20", $"steps: {steps}", expected);

    [Theory]
    [InlineData("07", 7)]
    [InlineData("00012", null)]
    [InlineData("'20'", 20)]
    public void Zeros_in_front_that_change_nothing_are_read(string steps, int? value)
    {
        if (value is null)
        {
            Refused("steps: 20", $"steps: {steps}", "without zeros in front");
        }
        else
        {
            Assert.Equal(value, Read("steps: 20", $"steps: {steps}").Settings.Steps);
        }
    }

    [Theory]
    [InlineData("network: {name: mlp, width: 16}", "network:\n\tname: mlp", 4)]
    [InlineData("network: {name: mlp, width: 16}", "network:\n  name: mlp\n\twidth: 16", 5)]
    [InlineData("batch: 8", "\tbatch: 8", 5)]
    [InlineData("batch: 8", "\t# eight\nbatch: 8", 5)]
    public void A_tab_is_named_by_its_line(string part, string other, int line) =>
        Refused(part, other, $"c:{line}: not YAML (a tab begins the line; expected spaces");

    [Theory]
    [InlineData("network: {name: mlp, width: 16}", "network: {name: mlp,\n\twidth: 16}")]
    [InlineData("network: {name: mlp, width: 16}", "network:\n \tname: mlp")]
    public void Tabs_that_harm_nobody_are_read(string part, string other) =>
        Assert.Equal(20, Read(part, other).Settings.Steps);

    [Fact]
    public void A_tab_is_not_blamed_for_something_else() =>
        Assert.DoesNotContain(
            "tab",
            Assert.Throws<SettingsException>(() => Read("batch: 8", "batch: {a: 1,\n\tb: 2}\nbatch: 8")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("name: y", "name: no", "no")]
    [InlineData("name: y", "name: 007", "007")]
    [InlineData("name: y", "name: 2024-01-01 12:00:00", "2024-01-01 12:00:00")]
    [InlineData("name: y", "name: \u732b", "\u732b")]
    public void A_name_is_a_text_whatever_it_looks_like(string part, string other, string name) =>
        Assert.Equal(name, Read(part, other).Settings.Name);

    [Theory]
    [InlineData("name: y", "name: a/b", "c: name=a/b: expected a name without slashes")]
    [InlineData("name: y", "name: ../../up", "c: name=../../up: expected a name that does not begin with a dot")]
    [InlineData("name: y", "name: ''", "c: name='': expected a name of 1 to 100 characters")]
    [InlineData("batch: 8", "batch: 0", "c: batch=0: expected a whole number from 1")]
    [InlineData("batch: 8", "Batch: 8", "c: 'Batch' is not a key of a configuration; did you mean 'batch'?")]
    [InlineData("batch: 8", "batch: 8\nbatch: 16", "c:6: not YAML (Duplicate key batch)")]
    [InlineData("batch: 8", "batch:\n  size: 8", "c:6: batch: expected a value, not a mapping")]
    [InlineData("steps: 20", "steps: 20\n---\nsteps: 20", "c: holds 2 documents; expected one")]
    [InlineData("rule: {name: adam, eta: 0.001}", "rule: {name: adam", "c:")]
    [InlineData("rule: {name: adam, eta: 0.001}", "rule:\n- name: adam", "c:5: rule: expected a name, or a mapping")]
    [InlineData("ring, modes: 4", "images, path: ., grey: yes", "c:2: grey=yes: expected true or false")]
    [InlineData("ring, modes: 4", "images, path: ., grey: on", "c:2: grey=on: expected true or false")]
    [InlineData("steps: 20", "seed: 18446744073709551615", "c: seed=18446744073709551615: expected a whole number")]
    [InlineData("steps: 20", "device: gpu", "c: device=gpu: expected cpu, cuda or cuda:N")]
    public void What_is_wrong_is_told_with_its_place(string part, string other, string expected) =>
        Refused(part, other, expected);

    private static Configuration Read(string part, string other)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        return Configuration.Read(Good.Replace(part, other, StringComparison.Ordinal), "c");
    }

    private static void Refused(string part, string other, string expected)
    {
        var message = Assert.Throws<SettingsException>(() => Read(part, other)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
