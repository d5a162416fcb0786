using System.CommandLine;
using Saddle.App.Output;

namespace Saddle.App;

/// <summary>One call of a command.</summary>
/// <param name="Parsed">The arguments.</param>
/// <param name="Out">Where results and messages go.</param>
/// <param name="Cancellation">Asks the command to stop and keep what it has.</param>
public sealed record Invocation(ParseResult Parsed, Terminal Out, CancellationToken Cancellation)
{
    /// <summary>The value of an option.</summary>
    public TValue Get<TValue>(Option<TValue> option) => Parsed.GetValue(option)!;

    /// <summary>The value of an argument.</summary>
    public TValue Get<TValue>(Argument<TValue> argument) => Parsed.GetValue(argument)!;
}
