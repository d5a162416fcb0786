using Saddle.App.Reports;
using Saddle.App.Tests.Support;
using Saddle.Papers;

namespace Saddle.App.Tests.Papers;

/// <summary>What was measured of claims, as docs/claims keeps it, and the pages that are written from it.</summary>
public sealed class ClaimBookTests
{
    private static readonly string Kept = Path.Combine(Repository.Folder, "docs", "claims");

    [Fact]
    public void The_pages_are_those_of_what_is_kept()
    {
        using var folder = new TemporaryFolder();
        var (notes, figures) = (Path.Combine(Kept, ClaimNotes.FolderName), Path.Combine(Kept, "figures"));
        foreach (var file in (string[])[
            Path.Combine(Kept, ClaimBook.QuickName), Path.Combine(Kept, ClaimBook.FullName),
            .. Directory.EnumerateFiles(notes), .. Directory.EnumerateFiles(figures)])
        {
            var copy = folder.At("claims", Path.GetRelativePath(Kept, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var pages = ClaimBook.Open(folder.At("claims")).Write();
        Assert.Equal(folder.At("claims.md"), pages[^1]);
        Assert.Equal(
            Directory.EnumerateFiles(Kept).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder.At("claims")).Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Equal(
            File.ReadAllText(Path.Combine(Kept, "..", Path.GetRelativePath(folder.Path, page))),
            File.ReadAllText(page)));

        // Words of a page that nobody writes would be lost.
        Assert.Equal(
            pages.SkipLast(1).Select(page => Path.GetFileName(page)!).Append("index.md").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(notes).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

        // Nor is a figure kept that no page shows.
        var text = string.Concat(pages.Select(File.ReadAllText));
        Assert.All(
            Directory.EnumerateFiles(figures),
            file => Assert.Contains($"](figures/{Path.GetFileName(file)})", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_paper_s_seed_sentences_lead_to_claims()
    {
        var table = Repository.Lines("docs/claims.md")
            .SkipWhile(line => !line.StartsWith("## What the seed papers say", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .ToList();
        Assert.True(table.Count >= 17, $"{table.Count} sentences");
        Assert.All(table, line => Assert.Contains("](claims/", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("li2018.md", "## `li2018/nothing`\n\nIt is so.")]
    [InlineData("li2018.md", "## `li2018/unrolling`")]
    [InlineData("li2018.md", "## `li2018/unrolling`\n\nA.\n\n## `li2018/unrolling`\n\nB.")]
    [InlineData("index.md", "## `li2018/unrolling`\n\nIts own page says it.")]
    public void Words_of_no_claim_of_the_page_are_refused(string page, string words)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("book", ClaimNotes.FolderName));
        File.Copy(Path.Combine(Kept, ClaimBook.QuickName), folder.At("book", ClaimBook.QuickName));
        File.WriteAllText(folder.At("book", ClaimNotes.FolderName, page), words);
        var refused = SaddleHere.Run("claims", "--pages", folder.At("book"));
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains(
            $"{page}: '## `li2018/", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("book", "li2018.md")));
    }

    [Theory]
    [InlineData("book.md")]
    [InlineData("book/li2018.md")]
    public void A_page_of_somebody_else_s_is_not_written_over(string page)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("book"));
        File.Copy(Path.Combine(Kept, ClaimBook.QuickName), folder.At("book", ClaimBook.QuickName));
        File.WriteAllText(folder.At(page), "Mine.");
        var refused = SaddleHere.Run("claims", "--pages", folder.At("book"));
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains(
            $"{page}: is no page 'Written by", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("Mine.", File.ReadAllText(folder.At(page)));
        Assert.False(File.Exists(folder.At("book", ClaimBook.FullName)));
    }

    [Fact]
    public void What_is_said_of_a_claim_stands_with_it_and_what_is_said_besides_behind_all()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("book", ClaimNotes.FolderName));
        File.Copy(Path.Combine(Kept, ClaimBook.QuickName), folder.At("book", ClaimBook.QuickName));
        File.WriteAllText(
            folder.At("book", ClaimNotes.FolderName, "li2018.md"),
            "# Li and others\n\nFirst.\n\n## More\n\nLast.\n\n## `li2018/tv-trap`\n\nSo it is.\n");
        Assert.Equal(ExitStatus.Done, SaddleHere.Run("claims", "--pages", folder.At("book")).Status);
        var page = File.ReadAllText(folder.At("book", "li2018.md"));
        Assert.StartsWith("# Li and others\n", page, StringComparison.Ordinal);
        string[] order =
        [
            "First.", "## `li2018/tv-trap`", "So it is.", "## `li2018/steps-polynomial`", "## More", "Last.",
        ];
        var places = order.Select(text => page.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains(
            "### [Li and others](book/li2018.md)", File.ReadAllText(folder.At("book.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_claim_is_kept_with_the_outcome_on_record()
    {
        var quick = ClaimBook.Open(Kept).Quick;
        Assert.All(
            Claim.All.Where(c => c.Claim.GetType().Assembly == typeof(Claim).Assembly),
            c => Assert.Equal((c.Entry.Name, c.Claim.Expected), (c.Entry.Name, quick[c.Entry.Name].Outcome)));
    }

    [Fact]
    public void A_result_is_taken_over_claim_by_claim_and_form_by_form()
    {
        using var folder = new TemporaryFolder();
        string Result(string id, string outcome, string measured) => $$"""
            {"claims": [{"paper": "li2018", "id": "{{id}}", "outcome": "{{outcome}}", "measured": {{measured}},
            "interval": [0.25, 1], "seeds": 7, "reason": "It is *so* in |7| runs.", "seconds": 150}]}
            """;
        ProcessResult Record(string result, params string[] more)
        {
            File.WriteAllText(folder.At("r.json"), result);
            return SaddleHere.Run(
                ["claims", "--pages", folder.At("book"), "--record", folder.At("r.json"), "--json", .. more]);
        }

        Assert.Equal(1, Record(Result("tv-trap", "holds", "0.5")).Json().GetProperty("quick").GetInt32());
        Record(Result("tv-trap", "skipped", "null")); // changes nothing
        Record(Result("unrolling", "contradicted", "3e-9"));
        var last = Record(Result("unrolling", "holds", "0.75"), "--full").Json();
        Assert.Equal((2, 1), (last.GetProperty("quick").GetInt32(), last.GetProperty("full").GetInt32()));
        var page = File.ReadAllText(folder.At("book", "li2018.md"));
        Assert.Contains("- 2 claims: 1 hold, 1 contradicted, 0 undecided.\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "- Kept in full: 1; otherwise than in the quick form: [`unrolling`](#li2018unrolling) (holds).\n",
            page,
            StringComparison.Ordinal);
        Assert.Contains(
            "- *Quick*: **contradicted**, 3E-09 (0.25 to 1); 7 runs, starts or seeds, 2 minutes. It is \\*so\\* in "
            + "\\|7\\| runs.\n",
            page,
            StringComparison.Ordinal);

        var before = File.ReadAllText(folder.At("book", ClaimBook.QuickName));
        Refused("'li2018/nothing', which is no claim", Result("nothing", "holds", "1"));
        Refused("expected what 'saddle reproduce' measured", Result("unrolling", "maybe", "1"));
        Refused("expected what 'saddle reproduce' measured", "{}");
        Refused("expected what 'saddle reproduce' measured", "[");
        Assert.Equal(before, File.ReadAllText(folder.At("book", ClaimBook.QuickName)));

        void Refused(string expected, string result)
        {
            var refused = Record(result);
            Assert.Equal(ExitStatus.BadInput, refused.Status);
            Assert.Contains(expected, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--record r.json", "expected --pages FOLDER")]
    [InlineData("--full", "expected --pages FOLDER")]
    [InlineData("--pages book --full", "expected --record RESULT")]
    [InlineData("li2018 --pages book", "expected no paper or claim")]
    [InlineData("--pages book --record missing.json", "missing.json")]
    public void What_does_not_go_together_is_refused(string options, string expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        var refused = SaddleProcess.Run(["claims", .. options.Split(' ')]);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains(expected, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }
}
