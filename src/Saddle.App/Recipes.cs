using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App;

/// <summary>Configurations that come with Saddle, one file each in <c>recipes/</c>.</summary>
internal static class Recipes
{
    private const int Most = 4 << 20; // bytes
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "recipes");

    /// <summary>The recipes' names.</summary>
    public static IEnumerable<string> Names => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.yaml")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)!
        : [];

    /// <summary>Reads a configuration.</summary>
    /// <param name="given">A file, or a recipe's name.</param>
    /// <returns>The text, and the file's name for complaints.</returns>
    /// <exception cref="SettingsException">There is neither, or the file cannot be read.</exception>
    public static (string Text, string Name) Read(string given)
    {
        var recipe = Path.Combine(Folder, $"{given}.yaml");
        var file = File.Exists(given) ? given : File.Exists(recipe) ? recipe : null;
        if (file is null)
        {
            throw given.Contains('.', StringComparison.Ordinal) || given.Contains('/', StringComparison.Ordinal)
                ? new SettingsException(Directory.Exists(given)
                    ? $"{given}: is a folder; expected a YAML file, or a recipe's name"
                    : $"{given}: there is no such file")
                : SettingsException.Unknown("a file or a recipe", given, Names);
        }

        try
        {
            return (SmallText.Read(file, Most), given);
        }
        catch (DataException bad)
        {
            throw new SettingsException(bad.Message);
        }
    }
}
