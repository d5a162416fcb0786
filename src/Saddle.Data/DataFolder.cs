namespace Saddle.Data;

/// <summary>The folder that holds a folder for each stored data set.</summary>
/// <param name="Root">The folder.</param>
public sealed record DataFolder(string Root)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SADDLE_DATA";

    /// <summary>The folder that the environment names; else ~/.cache/saddle/data (or that of XDG_CACHE_HOME).</summary>
    public static DataFolder FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return new(named);
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new(Path.Combine(cache, "saddle", "data"));
    }

    /// <summary>The folder of one data set.</summary>
    /// <param name="name">The data set's catalogue name.</param>
    public string Of(string name) => Path.Combine(Root, name);
}
