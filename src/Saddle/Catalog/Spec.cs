using System.Text;
using System.Text.RegularExpressions;

namespace Saddle.Catalog;

/// <summary>
/// An entry of a catalogue in one word: its name, then <c>:setting=value</c> for each setting, such as
/// <c>cifar10:split=test</c>. Colons within values may stand as they are, but for those that would begin a setting:
/// these have a backslash before them, and so have backslashes that stand before a colon which begins a setting.
/// </summary>
public static partial class Spec
{
    /// <summary>Reads such a word.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="text">The word.</param>
    /// <exception cref="SettingsException">The name or a setting is unknown, or a value wrong.</exception>
    public static TBase Parse<TBase>(string text)
        where TBase : class
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = Split(text);
        var (name, rest) = (parts[0].Split(':')[0], parts[0]);
        if (rest != name && Has<TBase>(name))
        {
            throw new SettingsException(
                $"{text}: expected :setting=value after {name}, but there stands '{rest[name.Length..]}'");
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            settings[part[..at]] = part[(at + 1)..];
        }

        return Catalog<TBase>.Get(rest).Create(settings);
    }

    /// <summary>
    /// An entry in one word, which <see cref="Parse"/> reads: its name, and the settings that are not at their default.
    /// </summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="entry">The entry.</param>
    public static string Write<TBase>(TBase entry)
        where TBase : class
    {
        var declared = Catalog<TBase>.EntryOf(entry);
        var settings = declared.SettingsOf(entry).Where(setting => declared.Defaults[setting.Key] != setting.Value);
        return Join(declared.Name, settings);
    }

    /// <summary>An entry's name and all its settings, with spaces between them, as messages name it.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="entry">The entry.</param>
    public static string Describe<TBase>(TBase entry)
        where TBase : class
    {
        var declared = Catalog<TBase>.EntryOf(entry);
        var settings = declared.SettingsOf(entry).Select(setting => $"{setting.Key}={setting.Value}");
        return $"{declared.Name} {string.Join(' ', settings)}".TrimEnd();
    }

    /// <summary>Whether a word begins with the name of an entry.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="text">The word.</param>
    public static bool Is<TBase>(string text)
        where TBase : class => Has<TBase>(Split(text)[0]);

    /// <summary>A name and settings in one word.</summary>
    /// <param name="name">The name.</param>
    /// <param name="settings">The settings.</param>
    internal static string Join(string name, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var text = new StringBuilder(name);
        foreach (var (setting, value) in settings)
        {
            // What stands at the end of one value stands before the colon of the next setting.
            var last = text.Length;
            while (text[last - 1] == '\\')
            {
                last--;
            }

            text.Append('\\', text.Length - last).Append(':').Append(setting).Append('=');
            text.Append(Separator().Replace(value, at => $"{at.Groups["slashes"]}{at.Groups["slashes"]}\\:"));
        }

        return text.ToString();
    }

    /// <summary>The parts of a word: the name, then each setting as <c>setting=value</c>.</summary>
    /// <param name="text">The word.</param>
    internal static IReadOnlyList<string> Split(string text)
    {
        List<string> parts = [];
        var (part, from) = (new StringBuilder(), 0);
        foreach (Match at in Separator().Matches(text))
        {
            var slashes = at.Groups["slashes"].Length;
            part.Append(text, from, at.Index - from).Append('\\', slashes / 2);
            from = at.Index + at.Length;
            if (slashes % 2 == 1)
            {
                part.Append(':');
                continue;
            }

            parts.Add(part.ToString());
            part.Clear();
        }

        return [.. parts, part.Append(text, from, text.Length - from).ToString()];
    }

    private static bool Has<TBase>(string name)
        where TBase : class => Catalog<TBase>.Entries.Any(entry => entry.Name == name);

    // A colon that begins a setting, and the backslashes before it.
    [GeneratedRegex(@"(?<slashes>\\*):(?=[a-z0-9-]+=)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Separator();
}
