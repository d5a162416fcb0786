using System.Reflection;
using Saddle.Gans.Training;

namespace Saddle.Gans.Tests;

/// <summary>The recipes that come with Saddle say what can be built.</summary>
public sealed class RecipeTests
{
    private static readonly string Folder = Path.Combine(
        typeof(RecipeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryDirectory").Value!, "recipes");

    public static TheoryData<string> Recipes => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_read_and_its_networks_fit_its_data(string recipe)
    {
        var text = File.ReadAllText(Path.Combine(Folder, recipe));
        var configuration = Configuration.Read(text, recipe);
        Assert.Equal(Path.GetFileNameWithoutExtension(recipe), configuration.Settings.Name);
        Assert.StartsWith("# ", text, StringComparison.Ordinal); // where its settings are from
        IReadOnlyList<int> shape = configuration.Data.Kind == Saddle.Data.ItemKind.Text ? [.. configuration.Data.Shape, 100] : configuration.Data.Shape; // one-hot
        Assert.True(configuration.Gan.GeneratorPlayer(shape).Blueprint.Size > 0);
        Assert.True(configuration.Gan.DiscriminatorPlayer(shape).Blueprint.Size > 0);
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
        var run = Configuration.Read(Text, "run", KeyValuePair.Create("regularisers", "[{name: r1, gamma: 0.3}, instance-noise]"), KeyValuePair.Create("network", "{name: mlp, width: 7}"));
        Assert.Equal(2, run.Regularisers.Count);
        Assert.Contains("width: 7", run.ToYaml(), StringComparison.Ordinal);
        Assert.Contains("--set regularisers", Assert.Throws<Saddle.Catalog.SettingsException>(() => Configuration.Read(Text, "run", KeyValuePair.Create("regularisers", "[{name: r1"))).Message, StringComparison.Ordinal);
    }
}
