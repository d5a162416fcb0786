using Saddle.Data.Formats;

namespace Saddle.App.Output;

/// <summary>Text from files for a terminal, whose control characters would steer it.</summary>
internal static class Printable
{
    private const int Longest = 2000;

    /// <summary>A text as one line: line ends are spaces, other control characters are replaced.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => Excerpt.Clean(text.ReplaceLineEndings(" "));

    /// <summary>A text as one line that somebody may read: a file can make a message as long as itself.</summary>
    /// <param name="text">The text.</param>
    public static string Message(string text) =>
        Line(text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)} ...");
}
