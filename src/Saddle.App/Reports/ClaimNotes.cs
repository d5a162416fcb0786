using System.Text;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App.Reports;

/// <summary>
/// The words of a page that no measurement says, in a Markdown file of their own: its title, what stands before all
/// else, what is said of single claims (sections whose heading is a claim's name in backticks), and further sections.
/// </summary>
/// <param name="Title">The title; null where there is none.</param>
/// <param name="Introduction">What stands before the first section; empty where there is nothing.</param>
/// <param name="Remarks">What is said of a claim, by its name.</param>
/// <param name="Sections">The further sections, with their headings.</param>
/// <example><code><![CDATA[
/// # Li et al. 2018
///
/// The game is `two-gaussians`.
///
/// ## `li2018/unrolling`
///
/// The three readings apart: see below.
///
/// ## Five unrolled steps
/// ]]></code></example>
internal sealed record ClaimNotes(
    string? Title, string Introduction, IReadOnlyDictionary<string, string> Remarks, IReadOnlyList<string> Sections)
{
    /// <summary>The folder of such files, within that of what was measured.</summary>
    public const string FolderName = "notes";

    private const long MostBytes = 1 << 20;

    /// <summary>Reads a file; one that is not there says nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="claims">The names of the claims that it may speak of.</param>
    /// <exception cref="DataException">It is too long, or speaks of another claim.</exception>
    public static ClaimNotes Read(string file, IReadOnlySet<string> claims)
    {
        var (title, parts) = ((string?)null, new List<StringBuilder> { new() });
        foreach (var line in File.Exists(file) ? SmallText.Read(file, MostBytes).Split('\n') : [])
        {
            if (line.StartsWith("# ", StringComparison.Ordinal) && title is null)
            {
                title = line[2..].Trim();
                continue;
            }

            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                parts.Add(new());
            }

            parts[^1].Append(line).Append('\n');
        }

        var texts = parts.Select(part => $"{part}".Trim()).ToList();
        var named = texts.Skip(1).ToLookup(text => text.StartsWith("## `", StringComparison.Ordinal));
        var remarks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in named[true])
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var name = text[3..(end < 0 ? text.Length : end)].Trim().Trim('`');
            if (end < 0 || !claims.Contains(name) || !remarks.TryAdd(name, text[end..].Trim()))
            {
                throw new DataException(
                    file, $"'## `{name}`': expected the name of a claim of the page, once, and something said of it");
            }
        }

        return new(title, texts[0], remarks, [.. named[false]]);
    }
}
