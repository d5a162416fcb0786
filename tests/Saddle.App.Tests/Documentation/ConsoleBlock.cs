using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Documentation;

/// <summary>
/// A fenced block of a page whose first line says console: commands, each with the output it must have.
/// </summary>
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
                Assert.True(
                    line.StartsWith(Prompt, StringComparison.Ordinal),
                    $"{page}:{index + 1}: a console block runs ./saddle and nothing else");
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
