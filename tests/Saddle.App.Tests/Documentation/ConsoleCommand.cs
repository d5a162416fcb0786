using System.Text;
using System.Text.RegularExpressions;

namespace Saddle.App.Tests.Documentation;

/// <summary>A command and its output, in which "..." stands for anything, on a line of its own for any lines.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Expected">The lines.</param>
internal sealed record ConsoleCommand(IReadOnlyList<string> Arguments, List<string> Expected)
{
    /// <summary>
    /// Whether the command printed what the page shows; spaces at line ends, between columns and empty lines do not
    /// count.
    /// </summary>
    /// <param name="printed">What it printed.</param>
    public bool Matches(string printed)
    {
        var pattern = new StringBuilder("^");
        foreach (var line in Expected.Select(Squeeze).Where(line => line.Length > 0))
        {
            pattern.Append(
                line == "..."
                    ? "(.*\n)*"
                    : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "\n");
        }

        var lines = printed.Split('\n').Select(Squeeze).Where(line => line.Length > 0);
        return Regex.IsMatch(
            string.Concat(lines.Select(line => line + "\n")),
            pattern.Append('$').ToString(),
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10));
    }

    /// <summary>A line without the widths of a table's columns and its rules.</summary>
    private static string Squeeze(string line) =>
        string.Join(' ', line.Replace('─', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
