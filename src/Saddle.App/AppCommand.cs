using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Saddle.App.Output;
using Saddle.Catalog;

namespace Saddle.App;

/// <summary>
/// One command of the command line, in one file. To add one, derive from this, mark it with
/// <see cref="CommandAttribute"/>, and declare its arguments and options in its constructor; it is found by itself.
/// </summary>
public abstract class AppCommand
{
    private readonly List<Action<Command>> _parts = [];
    private readonly HashSet<string> _options = new(["--json", "--help"], StringComparer.Ordinal);
    private readonly CommandAttribute _command;

    /// <summary>Reads what the command is called.</summary>
    protected AppCommand() => _command = GetType().GetCustomAttribute<CommandAttribute>()
        ?? throw new InvalidOperationException($"{GetType().Name} has no [Command]: its name, description and example");

    /// <summary>The command's name.</summary>
    public string Name => _command.Name;

    /// <summary>One JSON document on standard output instead of text.</summary>
    protected Option<bool> Json { get; } = new("--json")
    {
        Description = "one JSON document on standard output, nothing else there",
    };

    /// <summary>The command with its arguments, options and action.</summary>
    /// <param name="withExample">
    /// Whether the description ends with the example: in the command's own help, not in the list.
    /// </param>
    /// <param name="cancellation">Asks the command to stop and keep what it has.</param>
    public Command Build(bool withExample, CancellationToken cancellation)
    {
        var example = withExample ? $"\n\nExample:\n  saddle {_command.Example}" : string.Empty;
        var command = new Command(Name, _command.Description + example);
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

    /// <summary>Whether an option of this name is declared already, here or in every command.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    internal bool Declares(string optionName) => _options.Contains(optionName);

    /// <summary>Declares an option.</summary>
    /// <typeparam name="TOption">The option's type.</typeparam>
    /// <param name="option">The option.</param>
    protected TOption Declare<TOption>(TOption option)
        where TOption : Option
    {
        ArgumentNullException.ThrowIfNull(option);
        _options.Add(option.Name);
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

    /// <summary>Declares an argument.</summary>
    /// <typeparam name="TValue">The argument's type.</typeparam>
    /// <param name="argumentName">The name.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="arity">How many there may be; one where nothing is said.</param>
    protected Argument<TValue> DeclareArgument<TValue>(string argumentName, string doc, ArgumentArity? arity = null)
    {
        var argument = new Argument<TValue>(argumentName) { Description = doc };
        argument.Arity = arity ?? argument.Arity;
        return DeclareArgument(argument);
    }

    /// <summary>Declares an option that takes a text; it is null where it is not given.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    protected Option<string?> DeclareText(string optionName, string doc) =>
        Declare(new Option<string?>(optionName) { Description = doc });

    /// <summary>Declares an option that takes a text and has a default.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="initial">The default.</param>
    protected Option<string> DeclareText(string optionName, string doc, string initial) =>
        Declare(new Option<string>(optionName) { Description = doc, DefaultValueFactory = _ => initial });

    /// <summary>Declares an option that is given or not.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    protected Option<bool> DeclareFlag(string optionName, string doc) =>
        Declare(new Option<bool>(optionName) { Description = doc });

    /// <summary>Declares an option that can be given several times, each time with one text.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="arity">How many there may be; at least one, where the option is given, if nothing is said.</param>
    protected Option<string[]> DeclareList(string optionName, string doc, ArgumentArity? arity = null) =>
        Declare(new Option<string[]>(optionName)
        {
            Description = doc,
            Arity = arity ?? ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        });

    /// <summary>Declares an option that takes a whole number within a range.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="initial">The default.</param>
    /// <param name="min">The least value allowed.</param>
    /// <param name="max">The greatest value allowed.</param>
    protected Option<long> DeclareCount(
        string optionName,
        string doc,
        long initial,
        long min = 1,
        long max = long.MaxValue) => Declare(new Option<long>(optionName)
        {
            Description = doc,
            DefaultValueFactory = _ => initial,
            CustomParser = result => ReadCount(optionName, result, min, max),
        });

    /// <summary>Declares an option that takes a whole number within a range, or is not given.</summary>
    /// <param name="optionName">The name, with its hyphens.</param>
    /// <param name="doc">What it means.</param>
    /// <param name="min">The least value allowed.</param>
    /// <param name="max">The greatest value allowed.</param>
    protected Option<long?> DeclareOptionalCount(string optionName, string doc, long min, long max = long.MaxValue) =>
        Declare(new Option<long?>(optionName)
        {
            Description = doc,
            CustomParser = result => ReadCount(optionName, result, min, max),
        });

    private static long ReadCount(string optionName, ArgumentResult result, long min, long max)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min
            && value <= max)
        {
            return value;
        }

        var upTo = max == long.MaxValue
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $" and at most {max}");
        throw new SettingsException(string.Create(
            CultureInfo.InvariantCulture,
            $"{optionName} {text}: expected a whole number of at least {min}{upTo}"));
    }
}
