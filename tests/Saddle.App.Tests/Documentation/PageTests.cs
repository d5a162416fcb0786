using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Documentation;

/// <summary>What the pages show is what the program prints, and the code they give is code that runs.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string, int> ConsoleBlocks => Blocks(withReport: false);

    public static TheoryData<string, int> ConsoleBlocksWithReport => Blocks(withReport: true);

    public static TheoryData<string, string> Examples => new()
    {
        { "docs/how-to/add-a-game.md", "AlmostBilinear.cs" },
        { "docs/how-to/add-a-rule.md", "Anchored.cs" },
        { "docs/how-to/add-a-claim.md", "R1Converges.cs" },
        { "docs/how-to/add-a-data-set.md", "Moon.cs" },
        { "docs/how-to/add-an-objective.md", "SquaredHinge.cs" },
        { "docs/how-to/add-a-regulariser.md", "Drift.cs" },
        { "docs/how-to/add-a-conditioning.md", "ClassOffset.cs" },
        { "docs/how-to/add-a-network.md", "OneHidden.cs" },
        { "docs/how-to/add-a-probe.md", "ScoreGapProbe.cs" },
        { "docs/how-to/add-an-ailment.md", "FrozenLoss.cs" },
        { "docs/how-to/add-a-closed-form.md", "AlmostBilinearRadius.cs" },
        { "docs/how-to/add-a-disturbance.md", "MissingRows.cs" },
        { "docs/how-to/add-a-metric.md", "MeanGap.cs" },
        { "docs/how-to/add-a-command.md", "VerdictCommand.cs" },
        { "docs/how-to/add-an-extractor.md", "ChannelMeans.cs" },
    };

    private static IEnumerable<string> HowTos =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, "docs", "how-to"), "*.md")
            .Select(file => "docs/how-to/" + Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(ConsoleBlocks))]
    public void Output_is_as_printed(string page, int line) => Check(page, line);

    [ReportTheory]
    [MemberData(nameof(ConsoleBlocksWithReport))]
    public void Output_of_a_reproduction_is_as_printed(string page, int line) => Check(page, line);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_compiles(string page, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var code = string.Join(
            '\n',
            Repository.Lines(page).SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```"));
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Folder, "tests", "Saddle.App.Tests", "Examples", file)).Trim(),
            code.Trim(),
            ignoreLineEndingDifferences: true);
    }

    // Of the notes on claims those count that stand in the pages which are written from them.
    [Fact]
    public void Links_lead_somewhere()
    {
        var docs = Directory
            .EnumerateFiles(Path.Combine(Repository.Folder, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Folder, file))
            .Where(file => Path.GetDirectoryName(file) != Path.Combine("docs", "claims", "notes"));
        foreach (var page in (string[])["README.md", "CHANGELOG.md", "CONTRIBUTING.md", .. docs])
        {
            foreach (Match link in Link().Matches(string.Join('\n', Repository.Lines(page))))
            {
                var target = Path.Combine(Repository.Folder, Path.GetDirectoryName(page)!, link.Groups["target"].Value);
                Assert.True(Path.Exists(target), $"{page} links to {link.Groups["target"].Value}");
            }
        }
    }

    // Whose file is only shown there is complete on the page.
    [Fact]
    public void Files_that_pages_name_are_there() => Assert.Empty(
        from page in (string[])["README.md", "CONTRIBUTING.md", "docs/architecture.md", .. HowTos]
        from line in Repository.Lines(page)
        where !line.EndsWith(", complete:", StringComparison.Ordinal)
        from Match file in NamedFile().Matches(line)
        where !File.Exists(Path.Combine(Repository.Folder, file.Groups["path"].Value))
        select $"{page} names {file.Groups["path"].Value}");

    private static TheoryData<string, int> Blocks(bool withReport)
    {
        var blocks = new TheoryData<string, int>();
        foreach (var page in (string[])["README.md", "docs/tutorial.md", .. HowTos])
        {
            var wanted = ConsoleBlock.Of(page)
                .Where(block => block.Commands.Any(c => c.Arguments[0] == "reproduce") == withReport);
            foreach (var block in wanted)
            {
                blocks.Add(page, block.Line);
            }
        }

        return blocks;
    }

    private static void Check(string page, int line)
    {
        using var folder = new TemporaryFolder();
        foreach (var command in ConsoleBlock.Of(page).Single(block => block.Line == line).Commands)
        {
            // The pages on adding something show it at work.
            var result = page.Contains("/add-", StringComparison.Ordinal)
                ? SaddleProcess.RunWithExamples(folder.Path, command.Arguments)
                : SaddleProcess.Run(folder.Path, command.Arguments);
            Assert.True(
                command.Matches(result.Output + result.Error),
                $"{page}:{line}: ./saddle {string.Join(' ', command.Arguments)} "
                + $"printed\n{result.Output}{result.Error}");
        }
    }

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"`(?<path>(src|tests|benchmarks|docs|recipes|eng)/[A-Za-z0-9_./-]+\.[a-z]+)`",
        RegexOptions.ExplicitCapture,
        10_000)]
    private static partial Regex NamedFile();
}
