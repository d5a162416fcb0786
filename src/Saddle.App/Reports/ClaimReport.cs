using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Saddle.Papers;

namespace Saddle.App.Reports;

/// <summary>The report of a reproduction: one HTML page that opens offline.</summary>
internal static class ClaimReport
{
    private static string Vectors => Vector512.IsHardwareAccelerated ? "512 bits"
        : Vector256.IsHardwareAccelerated ? "256 bits"
        : "portable";

    /// <summary>Writes the page.</summary>
    /// <param name="results">What became of each claim, in order.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="full">Whether claims were measured in their published form.</param>
    public static string Write(IReadOnlyList<ClaimResult> results, ulong seed, bool full)
    {
        var page = new Html();
        var papers = string.Join(", ", results.Select(r => Claim.PaperOf(r.Entry)).Distinct(StringComparer.Ordinal));
        page.Element("h1", $"Reproduction: {papers}")
            .Element("p", Summary(results))
            .Element(
                "p",
                "An outcome is what we measured: the statement holds, or is contradicted, or the measurement is "
                + "undecided between them, under a pass condition that was fixed before. A claim passes if the "
                + "outcome is the one on record in docs/claims.md.",
                "note");
        Contents(page, results);
        foreach (var result in results)
        {
            Section(page, result);
        }

        page.Element("h2", "How this was made").Definitions(Making(results, seed, full), "settings");
        return page.Page($"Saddle: reproduction of {papers}");
    }

    private static (string Name, string Value)[] Making(IReadOnlyList<ClaimResult> results, ulong seed, bool full)
    {
        var claims = string.Join(' ', results.Select(r => r.Entry.Name));
        var system = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
        return
        [
            ("Saddle", Product.Version),
            ("form", full ? "full: as published" : "quick"),
            ("seed", seed.ToString(CultureInfo.InvariantCulture)),
            ("runtime", RuntimeInformation.FrameworkDescription),
            ("system", $"{system}, {Environment.ProcessorCount} cores"),
            ("vectors", Vectors),
            ("MathNet.Numerics", typeof(MathNet.Numerics.Complex32).Assembly.GetName().Version!.ToString(3)),
            ("command", $"./saddle reproduce {claims}{(full ? " --full" : string.Empty)} --seed {seed}"),
        ];
    }

    private static string Summary(IReadOnlyList<ClaimResult> results)
    {
        var passed = results.Count(r => r.Passed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count} claims: {results.Count(r => r.Outcome == Outcome.Holds)} hold, "
            + $"{results.Count(r => r.Outcome == Outcome.Contradicted)} are contradicted, "
            + $"{results.Count(r => r.Outcome == Outcome.Undecided)} are undecided, "
            + $"{results.Count(r => r.Outcome == Outcome.Skipped)} were skipped; {passed} have the recorded outcome, "
            + $"{results.Count - passed} do not.");
    }

    private static void Contents(Html page, IReadOnlyList<ClaimResult> results)
    {
        page.Raw(
            "<nav class=\"summary\" tabindex=\"0\" aria-label=\"claims\"><table><thead><tr><th "
            + "scope=\"col\">claim</th><th scope=\"col\">outcome</th><th scope=\"col\">recorded</th><th "
            + "scope=\"col\" class=\"number\">measured</th><th scope=\"col\">published</th></tr></thead><tbody>");
        foreach (var result in results)
        {
            page.Raw($"<tr><td><a href=\"#{Anchor(result)}\">")
                .Element("span", result.Entry.Summary)
                .Raw("</a></td><td>")
                .Element("span", Word(result.Outcome), $"badge {Word(result.Outcome)}")
                .Raw("</td><td>")
                .Element("span", result.Passed ? "passed" : "failed", $"badge {(result.Passed ? "passed" : "failed")}")
                .Raw("</td>")
                .Element(
                    "td",
                    result.Finding is { } f ? f.Measured.ToString("G4", CultureInfo.InvariantCulture) : "-",
                    "number")
                .Element("td", result.Claim.Published.Value)
                .Raw("</tr>");
        }

        page.Raw("</tbody></table></nav>");
    }

    private static void Section(Html page, ClaimResult result)
    {
        page.Raw($"<section class=\"claim\" id=\"{Anchor(result)}\">")
            .Element("h2", result.Entry.Summary)
            .Raw("<p>")
            .Element("span", Word(result.Outcome), $"badge {Word(result.Outcome)}")
            .Element("span", result.Passed ? "passed" : "failed", $"badge {(result.Passed ? "passed" : "failed")}")
            .Raw("</p>");
        if (result.Finding is not { } finding)
        {
            page.Element("p", $"Skipped: {result.SkippedBecause}").Raw("</section>");
            return;
        }

        page.Element("p", finding.Reason)
            .Figure(result.Entry.Name.Replace('/', '-'), finding.Figure);
        page.Definitions(Facts(result, finding), "settings");
        if (finding.Table is { } table)
        {
            page.Table(table, $"results of {result.Id}");
        }

        page.Raw("<details><summary>Every setting</summary>")
            .Definitions(finding.Settings, "settings")
            .Raw("</details></section>");
    }

    private static (string Name, string Value)[] Facts(ClaimResult result, Finding finding)
    {
        var published = result.Claim.Published;
        var interval = finding.Interval is { } i
            ? string.Create(CultureInfo.InvariantCulture, $", 95 % interval {i.Low:G4} to {i.High:G4}")
            : string.Empty;
        var measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{finding.Measured:G6} ({finding.Unit}){interval}; {finding.Seeds} independent starts or seeds");
        return
        [
            ("measured", measured),
            ("published", $"{published.Value} ({published.Where}); {published.HowKnown}"),
            ("asked by", result.Claim.IsOurs ? "us, of the paper's model" : "the paper"),
            ("holds if", result.Claim.Condition),
            ("recorded outcome", Word(result.Expected)),
            ("source", result.Entry.Source),
            ("time", string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:F1} s")),
        ];
    }

    private static string Anchor(ClaimResult result) => result.Entry.Name.Replace('/', '-');

    private static string Word(Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
