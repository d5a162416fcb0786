using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;

namespace Saddle.App.Commands;

/// <summary>One command of the command line, in one file. To add one, derive from this; it is found by itself.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="example">A working example, shown by its help.</param>
public abstract class AppCommand(string name, string description, string example)
{
    private readonly List<Action<Command>> _parts = [];

    /// <summary>The command's name.</summary>
    public string Name => name;

    /// <summary>One JSON document on standard output instead of text.</summary>
    protected Option<bool> Json { get; } = new("--json") { Description = "one JSON document on standard output, nothing else there" };

    /// <summary>The command with its arguments, options and action.</summary>
    /// <param name="withExample">Whether the description ends with the example: in the command's own help, not in the list.</param>
    /// <param name="cancellation">Asks the command to stop and keep what it has.</param>
    public Command Build(bool withExample, CancellationToken cancellation)
    {
        var command = new Command(name, withExample ? $"{description}\n\nExample:\n  saddle {example}" : description);
        foreach (var part in _parts)
        {
            part(command);
        }

        command.Add(Json);
        command.SetAction(parsed => Run(new Invocation(parsed, new Terminal(parsed.GetValue(Json)), cancellation)));
        return command;
    }

    /// <summary>Runs the command.</summary>
    /// <param name="call">The arguments, the output and the wish to stop.</param>
    /// <returns>The exit status.</returns>
    protected abstract int Run(Invocation call);

    /// <summary>Declares an option.</summary>
    /// <typeparam name="TOption">The option's type.</typeparam>
    /// <param name="option">The option.</param>
    protected TOption Declare<TOption>(TOption option)
        where TOption : Option
    {
        _parts.Add(command => command.Add(option));
        return option;
    }

    /// <summary>Declares an argument.</summary>
    /// <typeparam name="TValue">The argument's type.</typeparam>
    /// <param name="argument">The argument.</param>
    protected Argument<TValue> DeclareArgument<TValue>(Argument<TValue> argument)
    {
        _parts.Add(command => command.Add(argument));
        return argument;
    }

    /// <summary>Declares an option that takes a whole number within a range.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="initial">The default.</param>
    /// <param name="min">The least value allowed.</param>
    /// <param name="max">The greatest value allowed.</param>
    protected Option<long> DeclareCount(string optionName, string doc, long initial, long min = 1, long max = long.MaxValue) => Declare(new Option<long>(optionName)
    {
        Description = doc,
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            {
                return value;
            }

            var upTo = max == long.MaxValue ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" and at most {max}");
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"{optionName} {text}: expected a whole number of at least {min}{upTo}"));
        },
    });
}

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
