using System.Text.RegularExpressions;
using Saddle.Catalog;

namespace Saddle.Metrics;

/// <summary>An entry of a catalogue in one word: its name, then <c>:setting=value</c> for each setting, such as <c>cifar10:split=test</c>.</summary>
public static partial class Spec
{
    /// <summary>Reads such a word.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="text">The word.</param>
    /// <exception cref="SettingsException">The name or a setting is unknown, or a value wrong.</exception>
    public static TBase Parse<TBase>(string text)
        where TBase : class
    {
        var parts = Separator().Split(text);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            settings[part[..at]] = part[(at + 1)..];
        }

        return Catalog<TBase>.Get(parts[0]).Create(settings);
    }

    /// <summary>Whether a word begins with the name of an entry.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="text">The word.</param>
    public static bool Is<TBase>(string text)
        where TBase : class => Catalog<TBase>.Entries.Any(entry => entry.Name == Separator().Split(text)[0]);

    // Values may have colons of their own, such as those of paths.
    [GeneratedRegex(":(?=[a-z0-9-]+=)", RegexOptions.None, 1000)]
    private static partial Regex Separator();
}
