using YamlDotNet.Core;

namespace Saddle.Gans.Training;

/// <summary>
/// Finds the tab that keeps a text from being YAML: the parser names the line where what holds it began, not the tab's.
/// </summary>
internal static class YamlTabs
{
    /// <summary>The number of the first line that a tab begins, where tabs are why a text is no YAML.</summary>
    /// <param name="text">What is no YAML.</param>
    /// <returns>The line, from 1; null where there is none, or where the same is wrong without tabs.</returns>
    public static int? Guilty(string text)
    {
        var lines = text.Split('\n');
        var tabbed = Array.FindIndex(lines, line => Indentation(line).Contains('\t', StringComparison.Ordinal));
        if (tabbed < 0 || Complaint(text) is not { } complaint)
        {
            return null;
        }

        // A space for a tab: all that follows stays where it is, so that only what the tabs did can change.
        var spaced = lines.Select(line => Indentation(line).Replace('\t', ' ') + line[Indentation(line).Length..]);
        return Complaint(string.Join('\n', spaced)) == complaint ? null : tabbed + 1;
    }

    // None of a blank line, where tabs harm nobody.
    private static string Indentation(string line)
    {
        var text = line.TrimStart(' ', '\t');
        return text.Length == 0 || text[0] == '\r' ? string.Empty : line[..^text.Length];
    }

    private static string? Complaint(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            while (parser.MoveNext())
            {
            }

            return null;
        }
        catch (YamlException error)
        {
            return $"{error.Start} {error.Message}";
        }
    }
}
