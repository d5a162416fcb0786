using Saddle.Catalog;

namespace Saddle.App.Laboratory;

/// <summary>
/// What a request may choose: entries of a catalogue by name, and of their settings those that are no paths, so that no
/// request opens, makes or finds out about a file.
/// </summary>
internal static class Requested
{
    /// <summary>Whether an entry can be chosen whole: none of its settings is a path.</summary>
    /// <param name="entry">The entry.</param>
    public static bool IsFree<TBase>(Entry<TBase> entry)
        where TBase : class => !entry.Parameters.Any(p => p.IsPath);

    /// <summary>Refuses settings that are paths; names that an entry has not are for others to refuse.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="names">The names of the settings that were asked for.</param>
    /// <exception cref="SettingsException">One is a path.</exception>
    public static void Check<TBase>(Entry<TBase> entry, IEnumerable<string> names)
        where TBase : class
    {
        var paths = entry.Parameters.Where(p => p.IsPath).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (paths.Overlaps(entry.Shorthands.GetValueOrDefault(name) ?? [name]))
            {
                throw new SettingsException(
                    $"{entry.Name}'s '{name}' is a path: the laboratory takes none from a request; expected another "
                    + "setting");
            }
        }
    }

    /// <summary>Makes what a request chose.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="settings">Values as text, by name.</param>
    /// <exception cref="SettingsException">There is no such entry, a value is wrong, or one is a path.</exception>
    public static TBase Create<TBase>(string name, IReadOnlyDictionary<string, string> settings)
        where TBase : class
    {
        var entry = Catalog<TBase>.Get(name);
        Check(entry, settings.Keys);
        return entry.Create(settings);
    }
}
