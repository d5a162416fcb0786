using System.Text;

namespace Saddle;

/// <summary>Commands as they are shown to be copied into a POSIX shell.</summary>
public static class Shell
{
    private const string Plain = ".-+,^/_=:@%";

    /// <summary>
    /// A word of a command: as it is where it means nothing to a shell, else quoted. Control characters, which a
    /// terminal would obey, are spelt out.
    /// </summary>
    /// <param name="word">The word.</param>
    public static string Quoted(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c)) ? word
            : word.Any(char.IsControl) ? $"$'{string.Concat(word.EnumerateRunes().Select(Spelt))}'"
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    // Within $'...', of which POSIX.1-2024 has the backslash, the quote and bytes in octal.
    private static string Spelt(Rune rune) =>
        Rune.IsControl(rune)
            ? string.Concat(
                Encoding.UTF8.GetBytes(rune.ToString())
                    .Select(b => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}"))
            : rune.Value is '\\' or '\'' ? $"\\{rune}"
            : rune.ToString();
}
