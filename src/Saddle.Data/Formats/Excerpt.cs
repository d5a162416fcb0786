using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Text of a file within a message, which is for somebody to read: not all of it, and on one line.</summary>
public static class Excerpt
{
    private const char Instead = '\ufffd';
    private const int MostCharacters = 100;
    private const int MostParts = 12;

    /// <summary>The beginning of a text, without control characters.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MostCharacters ? Clean(text) : $"{Clean(text[..MostCharacters])}...";
    }

    /// <summary>The first of several texts, after commas.</summary>
    /// <param name="parts">The texts.</param>
    public static string Of<TPart>(IReadOnlyCollection<TPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var first = string.Join(
            ", ", parts.Take(MostParts).Select(part => Of(FormattableString.Invariant($"{part}"))));
        return parts.Count <= MostParts
            ? first
            : FormattableString.Invariant($"{first} and {parts.Count - MostParts} more");
    }

    /// <summary>
    /// A text without control characters: one could begin a line that looks like Saddle's own, change what is on the
    /// screen already, or make a terminal send keys.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text);
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = IsControl(clean[i]) ? Instead : clean[i];
        }

        return clean.ToString();
    }

    // Also what turns the direction of writing round: it shows another text than the one that is there.
    private static bool IsControl(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e')
        or (>= '\u2066' and <= '\u2069');
}
