using System.CommandLine;
using Saddle.App.Output;
using Saddle.App.Reports;
using Saddle.Catalog;
using Saddle.Papers;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle claims [PAPER]</c>: the statements that <c>reproduce</c> checks; with <c>--pages</c>, a page a paper of
/// what it found.
/// </summary>
[Command("claims", "the statements that reproduce checks", "claims li2018")]
public sealed class ClaimsCommand : AppCommand
{
    private readonly Argument<string[]> _what;
    private readonly Option<string?> _pages;
    private readonly Option<string?> _record;
    private readonly Option<bool> _full;

    /// <summary>Declares the arguments.</summary>
    public ClaimsCommand()
    {
        _what = DeclareArgument<string[]>("paper", "papers or claims (default: all)", ArgumentArity.ZeroOrMore);
        _pages = DeclareText(
            "--pages",
            $"a folder that keeps what was measured ({ClaimBook.QuickName}, {ClaimBook.FullName}): writes a page a "
                + "paper there, and FOLDER.md with all of them");
        _record = DeclareText("--record", "with --pages: a result.json of 'saddle reproduce', taken over first");
        _full = DeclareFlag("--full", "with --record: it was measured in the published form");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Get(_pages) is { } folder)
        {
            return Write(call, folder);
        }

        if (call.Get(_record) is not null || call.Get(_full))
        {
            throw new SettingsException("--record and --full: expected --pages FOLDER with them");
        }

        var claims = Claims.Named(call.Get(_what) ?? []);
        call.Out.Result(
            new
            {
                Claims = claims.Select(c => new
                {
                    Paper = Claim.PaperOf(c.Entry),
                    c.Entry.Name,
                    Statement = c.Entry.Summary,
                    c.Entry.Equations,
                    c.Entry.Source,
                    c.Claim.Published,
                    c.Claim.Condition,
                    c.Claim.Expected,
                }).ToList(),
            },
            console =>
            {
                var table = Terminal.Table("claim", "statement", "recorded outcome");
                foreach (var (entry, claim) in claims)
                {
                    table.AddRow(
                        entry.Name.EscapeMarkup(),
                        entry.Summary.EscapeMarkup(),
                        claim.Expected.ToString().ToLowerInvariant());
                }

                console.Write(table);
            });
        return ExitStatus.Done;
    }

    private int Write(Invocation call, string folder)
    {
        if (call.Get(_what) is { Length: > 0 })
        {
            throw new SettingsException("--pages: every paper has its page; expected no paper or claim beside it");
        }

        if (call.Get(_full) && call.Get(_record) is null)
        {
            throw new SettingsException("--full: expected --record RESULT with it");
        }

        var book = ClaimBook.Open(folder);
        if (call.Get(_record) is { } result)
        {
            book.Take(result, call.Get(_full));
        }

        var pages = book.Write();
        call.Out.Result(
            new { Quick = book.Quick.Count, Full = book.Full.Count, Pages = pages },
            console => Terminal.Line(
                console,
                $"{pages.Count} pages in {folder}, of {book.Quick.Count} claims in the quick form and "
                + $"{book.Full.Count} in full"));
        return ExitStatus.Done;
    }
}
