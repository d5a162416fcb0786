namespace Saddle.Data;

/// <summary>The folder that holds a folder for each stored data set.</summary>
/// <param name="Root">The folder.</param>
public sealed record DataFolder(string Root)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SADDLE_DATA";

    /// <summary>The folder that the environment names; else ~/.cache/saddle/data (or that of XDG_CACHE_HOME).</summary>
    public static DataFolder FromEnvironment() => new(CacheFolder.Find(Variable, "data"));

    /// <summary>The folder of one data set.</summary>
    /// <param name="name">The data set's catalogue name.</param>
    public string FolderOf(string name) => Path.Combine(Root, name);
}
