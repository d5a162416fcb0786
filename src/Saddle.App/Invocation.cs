using System.CommandLine;
using Saddle.App.Output;
using Spectre.Console;

namespace Saddle.App;

/// <summary>One call of a command.</summary>
/// <param name="Parsed">The arguments.</param>
/// <param name="Out">Where results and messages go.</param>
/// <param name="Cancellation">Asks the command to stop and keep what it has.</param>
public sealed record Invocation(ParseResult Parsed, Terminal Out, CancellationToken Cancellation)
{
    /// <summary>The time by the user's clock.</summary>
    public Clock Clock { get; } = new();

    /// <summary>Writes the result of what may take long, with the time that it took.</summary>
    /// <param name="document">The document, to which the times are added.</param>
    /// <param name="text">Writes the text, which the times follow in a line.</param>
    /// <param name="folder">A folder that the document is written to, too, as result.json; null for none.</param>
    public void Result(object document, Action<IAnsiConsole> text, OutputFolder? folder = null)
    {
        var times = Clock.Read();
        var timed = times.In(document);
        folder?.Write("result.json", Terminal.Serialize(timed));
        Out.Result(timed, console =>
        {
            text(console);
            console.WriteLine(times.ToString());
        });
    }

    /// <summary>The value of an option.</summary>
    public TValue Get<TValue>(Option<TValue> option) => Parsed.GetValue(option)!;

    /// <summary>The value of an argument.</summary>
    public TValue Get<TValue>(Argument<TValue> argument) => Parsed.GetValue(argument)!;
}
