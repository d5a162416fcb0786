using System.Text.RegularExpressions;

namespace Saddle.Data.Logs;

/// <summary>What logs that are text have in common.</summary>
internal static partial class LogText
{
    private static readonly HashSet<string> Figures = new(
        ("loss losses err error cost gan critic disc discrim discriminator dis gen generator adv adversarial score "
            + "scores real fake hinge wasserstein emd gp prob netd netg lossd lossg dloss gloss errd errg dcost "
            + "gcost d1 d2 g1 g2 c1 c2").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> Words = new(
        ["na", "n/a", "none", "null", "#n/a", "-", "--", "nil", "undefined", "?"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A line without the codes that colour it and move the cursor.</summary>
    /// <param name="line">The line.</param>
    public static string Plain(string line) =>
        line.Contains('\u001b', StringComparison.Ordinal) ? Codes().Replace(line, string.Empty) : line;

    /// <summary>The whole lines of the beginning of a text that are not blank.</summary>
    /// <param name="head">The text's first characters.</param>
    /// <param name="isWhole">Whether that is all of it: else the last line may go on.</param>
    public static List<string> Lines(string head, bool isWhole)
    {
        var lines = head.Split(['\n', '\r', '\b']).ToList();
        if (!isWhole && lines.Count > 1)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return [.. lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(Plain)];
    }

    /// <summary>Whether a text is one of those that programs write where there is no number.</summary>
    /// <param name="cell">The text.</param>
    public static bool IsMissing(string cell) => Words.Contains(cell.Trim());

    /// <summary>Whether a name has the look of a player's loss or output: D_loss, errG, D(x), critic.</summary>
    /// <param name="name">The name.</param>
    public static bool LooksLikeFigure(string name) =>
        name.Contains("loss", StringComparison.OrdinalIgnoreCase)
        || PlayerFirst().IsMatch(name)
        || NameWords().Matches(name).Any(m => Figures.Contains(m.Value.ToLowerInvariant()));

    [GeneratedRegex(@"^[dg](?:\d?$|[_(\s/])", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PlayerFirst();

    [GeneratedRegex(@"\u001b(?:\[[0-9;?]*[@-~]|\][^\u0007]*\u0007?|[@-Z\\^_])", RegexOptions.None, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+\d*|\p{Lu}+(?!\p{Ll})\d*|\p{L}\d*", RegexOptions.None, 1000)]
    private static partial Regex NameWords();
}
