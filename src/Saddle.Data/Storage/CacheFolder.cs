namespace Saddle.Data;

/// <summary>Where files are kept that can be had again.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The folder that an environment variable names; else ~/.cache/saddle/NAME (or that of XDG_CACHE_HOME).
    /// </summary>
    /// <param name="variable">The variable.</param>
    /// <param name="name">What is kept in it.</param>
    public static string Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return named;
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "saddle", name);
    }
}
