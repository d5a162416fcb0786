namespace Saddle.Data.Tests.Storage;

/// <summary>Where files are kept that can be had again.</summary>
public sealed class CacheFolderTests
{
    [Fact]
    public void A_variable_names_the_folder_and_an_empty_one_names_none()
    {
        // A name that no other test asks for: the environment is the whole process's.
        const string Variable = "SADDLE_TEST_OF_CACHE_FOLDERS";
        var usual = CacheFolder.Find(Variable, "figures");
        Assert.EndsWith(Path.Combine("saddle", "figures"), usual, StringComparison.Ordinal);
        Assert.True(Path.IsPathRooted(usual));
        Environment.SetEnvironmentVariable(Variable, string.Empty);
        Assert.Equal(usual, CacheFolder.Find(Variable, "figures"));
        Environment.SetEnvironmentVariable(Variable, "/elsewhere");
        Assert.Equal("/elsewhere", CacheFolder.Find(Variable, "figures"));
        Environment.SetEnvironmentVariable(Variable, null);
    }

    [Fact]
    public void A_data_set_lies_in_the_folder_of_its_name() =>
        Assert.Equal(Path.Combine("root", "mnist"), new DataFolder("root").FolderOf("mnist"));
}
