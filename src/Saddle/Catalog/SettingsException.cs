namespace Saddle.Catalog;

/// <summary>
/// Bad input: a setting that does not exist, cannot be read or is out of range. The message is one line for the user.
/// </summary>
/// <param name="message">What is wrong, where, and what was expected.</param>
public sealed class SettingsException(string message) : Exception(message)
{
    /// <summary>Says that something is not known, and what is nearest to it.</summary>
    /// <param name="what">What kind of thing was looked for, with its article: "a game".</param>
    /// <param name="name">The name that was given.</param>
    /// <param name="known">The names there are.</param>
    public static SettingsException Unknown(string what, string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        var names = known.Order(StringComparer.Ordinal).ToList();
        var nearest = Nearest(name, names);
        var offer = nearest is not null && Distance(name, nearest) <= Math.Max(2, name.Length / 3)
            ? $"did you mean '{nearest}'?"
            : $"there are: {string.Join(", ", names)}";
        return new($"'{name}' is not {what}; {offer}");
    }

    /// <summary>The name that one is likeliest meant for; null where there is none.</summary>
    /// <param name="name">The name that was given.</param>
    /// <param name="known">The names there are.</param>
    public static string? Nearest(string name, IEnumerable<string> known) => known.MinBy(k => Distance(name, k));

    /// <summary>Edit distance: insertions, deletions and replacements, and neighbours swapped (Damerau).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
