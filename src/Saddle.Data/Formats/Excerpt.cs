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
        var beginning = string.Concat(text.Take(MostCharacters).Select(c => char.IsControl(c) ? Instead : c));
        return text.Length <= MostCharacters ? beginning : $"{beginning}...";
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
}
