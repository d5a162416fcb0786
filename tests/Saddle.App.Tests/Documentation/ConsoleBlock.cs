using System.Text;
using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Documentation;

/// <summary>A fenced block of a page whose first line says console: commands, each with the output it must have.</summary>
/// <param name="Line">The block's line in the page.</param>
/// <param name="Commands">The commands, in order.</param>
internal sealed record ConsoleBlock(int Line, IReadOnlyList<ConsoleCommand> Commands)
{
    private const string Prompt = "$ ./saddle ";

    /// <summary>The blocks of a page.</summary>
    /// <param name="page">The page's path from the repository's folder.</param>
    public static IReadOnlyList<ConsoleBlock> Of(string page)
    {
        var blocks = new List<ConsoleBlock>();
        List<ConsoleCommand>? open = null;
        foreach (var (index, line) in Repository.Lines(page).Index())
        {
            if (line.TrimStart() == "```console")
            {
                open = [];
                blocks.Add(new(index + 1, open));
            }
            else if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                open = null;
            }
            else if (open is not null && line.StartsWith('$'))
            {
                Assert.True(line.StartsWith(Prompt, StringComparison.Ordinal), $"{page}:{index + 1}: a console block runs ./saddle and nothing else");
                open.Add(new(line[Prompt.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries), []));
            }
            else
            {
                open?[^1].Expected.Add(line);
            }
        }

        return blocks;
    }
}

/// <summary>A command and its output, in which "..." stands for anything, on a line of its own for any lines.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Expected">The lines.</param>
internal sealed record ConsoleCommand(IReadOnlyList<string> Arguments, List<string> Expected)
{
    /// <summary>Whether the command printed what the page shows; spaces at line ends, between columns and empty lines do not count.</summary>
    /// <param name="printed">What it printed.</param>
    public bool Matches(string printed)
    {
        var pattern = new StringBuilder("^");
        foreach (var line in Expected.Select(Squeeze).Where(line => line.Length > 0))
        {
            pattern.Append(line == "..." ? "(.*\n)*" : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "\n");
        }

        var lines = printed.Split('\n').Select(Squeeze).Where(line => line.Length > 0);
        return Regex.IsMatch(string.Concat(lines.Select(line => line + "\n")), pattern.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    /// <summary>A line without the widths of a table's columns and its rules.</summary>
    private static string Squeeze(string line) => string.Join(' ', line.Replace('─', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
