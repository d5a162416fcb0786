using System.CommandLine;
using Saddle.App.Output;
using Saddle.Papers;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary><c>saddle claims [PAPER]</c>: the statements that <c>reproduce</c> checks.</summary>
[Command("claims", "the statements that reproduce checks", "claims li2018")]
public sealed class ClaimsCommand : AppCommand
{
    private readonly Argument<string[]> _what;

    /// <summary>Declares the argument.</summary>
    public ClaimsCommand()
    {
        _what = DeclareArgument<string[]>("paper", "papers or claims (default: all)", ArgumentArity.ZeroOrMore);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
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
}
