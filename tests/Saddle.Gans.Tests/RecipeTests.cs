using Saddle.Gans.Networks;
using Saddle.Gans.Training;

namespace Saddle.Gans.Tests;

/// <summary>The recipes that come with Saddle say what can be built.</summary>
public sealed class RecipeTests
{
    private static readonly string Folder = Path.Combine(Figures.Repository, "recipes");

    public static TheoryData<string> Recipes =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_read_and_its_networks_fit_its_data(string recipe)
    {
        var text = File.ReadAllText(Path.Combine(Folder, recipe));
        var configuration = Configuration.Read(text, recipe);
        Assert.Equal(Path.GetFileNameWithoutExtension(recipe), configuration.Settings.Name);
        Assert.StartsWith("# ", text, StringComparison.Ordinal); // where its settings are from
        // one-hot
        IReadOnlyList<int> shape = configuration.Data.Kind == Saddle.Data.ItemKind.Text
            ? [.. configuration.Data.Shape, 100]
            : configuration.Data.Shape;
        var told = configuration.Data.ConditionShape is { } given ? new(given)
            : configuration.Data.HasSentences ? new([3, 6], Words: 34)
            : configuration.Conditioning.Count > 0 ? ConditionForm.Label(10)
            : null;
        Assert.True(configuration.Gan.GeneratorPlayer(shape, told).Blueprint.Size > 0);
        Assert.True(configuration.Gan.DiscriminatorPlayer(shape, told).Blueprint.Size > 0);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Spelled_out_it_is_the_same_configuration(string recipe)
    {
        var configuration = Configuration.Read(File.ReadAllText(Path.Combine(Folder, recipe)), recipe);
        var again = Configuration.Read(configuration.ToYaml(), "again");
        Assert.Equal(configuration.ToYaml(), again.ToYaml());
        Assert.Empty(configuration.Differences(again));
    }

    [Fact]
    public void A_setting_may_be_a_list_or_a_mapping()
    {
        const string Text = "data: ring\nnetwork: mlp\nrule: adam";
        var run = Configuration.Read(
            Text,
            "run",
            KeyValuePair.Create("regularisers", "[{name: r1, gamma: 0.3}, instance-noise]"),
            KeyValuePair.Create("network", "{name: mlp, width: 7}"));
        Assert.Equal(2, run.Regularisers.Count);
        Assert.Contains("width: 7", run.ToYaml(), StringComparison.Ordinal);
        Assert.Contains(
            "--set regularisers",
            Assert.Throws<Saddle.Catalog.SettingsException>(
                () => Configuration.Read(Text, "run", KeyValuePair.Create("regularisers", "[{name: r1"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rule.eta=much", "--set rule.eta=much: expected a learning rate such as 0.1")]
    [InlineData("rule.etaa=1", "--set rule.etaa=1: 'etaa' is not a setting of adam; did you mean 'eta'?")]
    [InlineData("rule=adm", "--set rule=adm: 'adm' is not a rule; did you mean 'adam'?")]
    [InlineData("batsh=3", "--set batsh=3: 'batsh' is not a key of a configuration; did you mean 'batch'?")]
    [InlineData("batch=none", "--set batch=none: expected a whole number")]
    [InlineData("regularisers.0.gamma=x", "--set regularisers.0.gamma=x: expected a number")]
    [InlineData("regularisers.7.gamma=1", "--set regularisers.7.gamma=1: there is no such place in the configuration")]
    [InlineData("nothing.eta=1", "--set nothing.eta=1: the configuration has no key 'nothing'")]
    [InlineData("rule.eta=0.1 rule.eta=much", "--set rule.eta=much: expected a learning rate")]
    [InlineData("batch=8 rule.eta=much seed=2", "--set rule.eta=much: expected a learning rate")]
    [InlineData("rule.eta=much batch=none", "--set batch=none: expected a whole number")] // what is read first
    public void What_is_set_beside_the_file_is_blamed_by_its_own_name(string settings, string expected)
    {
        var set = settings.Split(' ')
            .Select(s => KeyValuePair.Create(s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))
            .ToList();
        Assert.StartsWith(
            expected,
            Refusal("data: ring\nnetwork: mlp\nrule: {name: adam, eta-g: 0.001}\nregularisers: [r1]", set),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_the_file_itself_is_blamed_on_its_line()
    {
        const string Text = "data: ring\nnetwork: mlp\nrule: {name: adam, eta-g: much}";
        Assert.StartsWith(
            "run:3: eta-g=much: expected",
            Refusal(Text, [KeyValuePair.Create("batch", "8")]),
            StringComparison.Ordinal);
        Assert.Equal(
            "adam",
            Configuration.Read(Text, "run", KeyValuePair.Create("rule.eta-g", "0.1"))
                .ToYaml()
                .Split("rule:\n  name: ")[1][..4]);
    }

    private static string Refusal(string text, IReadOnlyList<KeyValuePair<string, string>> set) =>
        Assert.Throws<Saddle.Catalog.SettingsException>(() => Configuration.Read(text, "run", set)).Message;
}
