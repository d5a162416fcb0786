using System.Globalization;
using System.Text;
using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>A paper's page in Markdown: what was found, then claim by claim.</summary>
internal static class ClaimPage
{
    private static readonly string[] Words = ["hold", "contradicted", "undecided"];
    private static readonly Outcome[] Outcomes = [Outcome.Holds, Outcome.Contradicted, Outcome.Undecided];

    /// <summary>Writes the page.</summary>
    /// <param name="paper">The paper's name.</param>
    /// <param name="claims">Its claims, each in its place.</param>
    /// <param name="book">What was measured of them.</param>
    public static string Write(
        string paper, IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> claims, ClaimBook book)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# What was found about {paper}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Written by `saddle claims --pages` from [{ClaimBook.QuickName}]")
            .Append(CultureInfo.InvariantCulture, $"({ClaimBook.QuickName}) and [{ClaimBook.FullName}]")
            .Append(CultureInfo.InvariantCulture, $"({ClaimBook.FullName}), which `saddle reproduce` measured with ")
            .Append("seed 1. Why an outcome is what it is, which conditions were revised and which wrong ")
            .Append("implementations were planted: [claims](../claims.md).\n\n");
        foreach (var line in Summary(claims, book))
        {
            page.Append("- ").Append(line).Append('\n');
        }

        foreach (var (entry, claim) in claims)
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
        }

        return page.ToString();
    }

    private static IEnumerable<string> Summary(
        IReadOnlyList<(Entry<Claim> Entry, Claim Claim)> claims, ClaimBook book)
    {
        var quick = claims.Select(c => book.Quick.GetValueOrDefault(c.Entry.Name)).OfType<ClaimRecord>().ToList();
        var full = claims.Select(c => book.Full.GetValueOrDefault(c.Entry.Name)).OfType<ClaimRecord>().ToList();
        var counts = Outcomes.Select((outcome, i) => $"{Count(quick.Count(r => r.Outcome == outcome))} {Words[i]}");
        yield return $"{Count(quick.Count)} claims: {string.Join(", ", counts)}.";
        foreach (var outcome in Outcomes.Skip(1))
        {
            var such = quick.Where(r => r.Outcome == outcome).Select(Link).ToList();
            if (such.Count > 0)
            {
                yield return $"{outcome}: {string.Join(", ", such)}.";
            }
        }

        if (full.Count > 0)
        {
            var other = full.Where(r => book.Quick.GetValueOrDefault(r.Claim)?.Outcome != r.Outcome)
                .Select(r => $"{Link(r)} ({r.Outcome.ToString().ToLowerInvariant()})")
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
        return $"- *{form}*: **{record.Outcome.ToString().ToLowerInvariant()}**, "
            + $"{(record.Measured is { } measured ? Number(measured) : "no number")}{interval}; "
            + $"{Count(record.Seeds)} {(record.Seeds == 1 ? "run" : "runs, starts or seeds")}, "
            + $"{Seconds(record.Seconds)}. {Plain(record.Reason)}\n";
    }

    private static string Link(ClaimRecord record)
    {
        var name = record.Claim;
        return $"[`{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}`]"
            + $"(#{name.Replace("/", string.Empty, StringComparison.Ordinal)})";
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
