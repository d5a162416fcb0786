using System.Globalization;
using System.Text;
using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>
/// Claims in Markdown: a page a paper, with what was found, claim by claim, and the table of all.
/// </summary>
internal static class ClaimPage
{
    /// <summary>What each page says of itself, by which it is known for one that may be written anew.</summary>
    public const string Origin = "Written by `saddle claims --pages` from";

    private static readonly string[] Words = ["hold", "contradicted", "undecided"];
    private static readonly Outcome[] Outcomes = [Outcome.Holds, Outcome.Contradicted, Outcome.Undecided];

    /// <summary>Writes the page of a paper.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="book">What was measured of its claims.</param>
    public static string Write(ClaimedPaper paper, ClaimBook book)
    {
        var (page, notes) = (new StringBuilder(), paper.Notes);
        page.Append(CultureInfo.InvariantCulture, $"# {paper.Title}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{From(string.Empty)}, which `saddle reproduce {paper.Name}` ")
            .Append("measured with seed 1. Which conditions were revised and which wrong implementations were ")
            .Append("planted: [claims](../claims.md).\n\n");
        AppendSummary(page, paper.Claims, book);
        Append(page, notes.Introduction);
        foreach (var (entry, claim) in paper.Claims)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## `{entry.Name}`\n\n{Plain(entry.Summary)}\n\n");
            if (claim.IsOurs)
            {
                page.Append("*Our question*: the paper does not state it.\n\n");
            }

            var published = claim.Published;
            page.Append(CultureInfo.InvariantCulture, $"- *Published*: {Plain(published.Value)} ")
                .Append(CultureInfo.InvariantCulture, $"({Plain(published.Where)}; {Plain(published.HowKnown)})\n")
                .Append(CultureInfo.InvariantCulture, $"- *Condition*: {Plain(claim.Condition)}\n")
                .Append(Told("Quick", book.Quick.GetValueOrDefault(entry.Name)))
                .Append(Told("In full", book.Full.GetValueOrDefault(entry.Name)));
            if (book.FigureOf(entry.Name) is { } figure)
            {
                Append(page, $"![{Plain(entry.Summary)}]({figure})");
            }

            Append(page, notes.Remarks.GetValueOrDefault(entry.Name, string.Empty));
        }

        Append(page, [.. notes.Sections]);
        return page.ToString();
    }

    /// <summary>Writes the page that lists all claims.</summary>
    /// <param name="papers">The papers.</param>
    /// <param name="book">What was measured.</param>
    /// <param name="folder">The name of the folder of the papers' pages, beside this page.</param>
    /// <param name="notes">What else is said: its first section stands before the table.</param>
    public static string Index(
        IReadOnlyList<ClaimedPaper> papers, ClaimBook book, string folder, ClaimNotes notes)
    {
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {notes.Title ?? "Claims"}\n");
        Append(page, [$"{From(folder + "/")}.", notes.Introduction, .. notes.Sections.Take(1)]);
        page.Append("\n## All claims\n\n");
        AppendSummary(page, [.. papers.SelectMany(p => p.Claims)], book, $"{folder}/");
        foreach (var paper in papers)
        {
            Table(page, paper, book, folder);
        }

        Append(page, [.. notes.Sections.Skip(1)]);
        return page.ToString();
    }

    private static void Table(StringBuilder page, ClaimedPaper paper, ClaimBook book, string folder)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### [{paper.Title}]({folder}/{paper.Name}.md)\n\n")
            .Append("| claim | it says | quick | in full |\n|---|---|---|---|\n");
        foreach (var (entry, claim) in paper.Claims)
        {
            var ours = claim.IsOurs ? "*Our question.* " : string.Empty;
            page.Append(CultureInfo.InvariantCulture, $"| {Link(entry.Name, folder + "/")} ")
                .Append(CultureInfo.InvariantCulture, $"| {ours}{Plain(entry.Summary)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Word(book.Quick.GetValueOrDefault(entry.Name))} ")
                .Append(CultureInfo.InvariantCulture, $"| {Word(book.Full.GetValueOrDefault(entry.Name))} |\n");
        }
    }

    private static string From(string folder) =>
        $"{Origin} [{ClaimBook.QuickName}]({folder}{ClaimBook.QuickName}) and "
        + $"[{ClaimBook.FullName}]({folder}{ClaimBook.FullName})";

    private static void Append(StringBuilder page, params IReadOnlyList<string> texts)
    {
        foreach (var text in texts.Where(text => text.Length > 0))
        {
            page.Append('\n').Append(text).Append('\n');
        }
    }

    private static void AppendSummary(
        StringBuilder page,
        IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> claims,
        ClaimBook book,
        string folder = "")
    {
        foreach (var line in Summary(claims, book, folder))
        {
            page.Append("- ").Append(line).Append('\n');
        }
    }

    private static string Word(ClaimRecord? record) =>
        record is null ? string.Empty : $"{Plain(record.Outcome)}, {Seconds(record.Seconds)}";

    private static string Plain(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static IEnumerable<string> Summary(
        IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> claims, ClaimBook book, string folder)
    {
        var quick = claims.Select(c => book.Quick.GetValueOrDefault(c.Entry.Name)).OfType<ClaimRecord>().ToList();
        var full = claims.Select(c => book.Full.GetValueOrDefault(c.Entry.Name)).OfType<ClaimRecord>().ToList();
        var counts = Outcomes.Select((outcome, i) => $"{Count(quick.Count(r => r.Outcome == outcome))} {Words[i]}");
        yield return $"{Count(quick.Count)} claims: {string.Join(", ", counts)}.";
        foreach (var outcome in Outcomes.Skip(1))
        {
            var such = quick.Where(r => r.Outcome == outcome).Select(r => Link(r.Claim, folder)).ToList();
            if (such.Count > 0)
            {
                yield return $"{outcome}: {string.Join(", ", such)}.";
            }
        }

        if (full.Count > 0)
        {
            var other = full.Where(r => book.Quick.GetValueOrDefault(r.Claim)?.Outcome != r.Outcome)
                .Select(r => $"{Link(r.Claim, folder)} ({Plain(r.Outcome)})")
                .ToList();
            yield return $"Kept in full: {Count(full.Count)}"
                + (other.Count > 0 ? $"; otherwise than in the quick form: {string.Join(", ", other)}." : ".");
        }

        yield return $"Time: {Seconds(quick.Sum(r => r.Seconds))} in the quick form"
            + (full.Count > 0 ? $", {Seconds(full.Sum(r => r.Seconds))} for what is kept in full." : ".");
    }

    private static string Told(string form, ClaimRecord? record)
    {
        if (record is null)
        {
            return string.Empty;
        }

        var interval = record.Interval is [var low, var high] ? $" ({Number(low)} to {Number(high)})" : string.Empty;
        return $"- *{form}*: **{Plain(record.Outcome)}**, "
            + $"{(record.Measured is { } measured ? Number(measured) : "no number")}{interval}; "
            + $"{Count(record.Seeds)} {(record.Seeds == 1 ? "run" : "runs, starts or seeds")}, "
            + $"{Seconds(record.Seconds)}. {Plain(record.Reason)}\n";
    }

    // To a claim's section, of this page or of its paper's page in a folder.
    private static string Link(string claim, string folder)
    {
        var slash = claim.IndexOf('/', StringComparison.Ordinal);
        var page = folder.Length == 0 ? string.Empty : $"{folder}{claim[..slash]}.md";
        return $"[`{claim[(slash + 1)..]}`]({page}#{claim.Replace("/", string.Empty, StringComparison.Ordinal)})";
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} minutes");

    // What Markdown would take for marks.
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text)
        {
            plain.Append(c is '*' or '_' or '<' or '|' or '`' or '[' or ']' or '\\' ? $"\\{c}" : $"{c}");
        }

        return plain.ToString();
    }
}
