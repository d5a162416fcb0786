using System.Text;

namespace Saddle.App.Output;

/// <summary>
/// Text from files for a terminal. A control character in it could begin a line that looks like Saddle's own, change
/// what is on the screen already, or make the terminal send keys.
/// </summary>
internal static class Printable
{
    private const char Instead = '\ufffd';
    private const int Longest = 2000;

    /// <summary>A text as one line: line ends are spaces, other control characters are replaced.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => Clean(text.ReplaceLineEndings(" "));

    /// <summary>A text as one line that somebody may read: a file can make a message as long as itself.</summary>
    /// <param name="text">The text.</param>
    public static string Message(string text) =>
        Line(text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)} ...");

    /// <summary>A text without control characters.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
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
