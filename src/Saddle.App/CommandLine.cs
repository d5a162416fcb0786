using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;
using Saddle.Catalog;

namespace Saddle.App;

/// <summary>The command line: finds the commands, reads the arguments, runs one.</summary>
public static class CommandLine
{
    private const string Unmarked = "is a command without [Command], so nobody can call it";
    private const string HowToMark = """mark it with [Command("name", "what it does", "a working example")]""";

    // An argument that begins with @ is what it says: no file is read for it, whoever wrote it.
    private static readonly ParserConfiguration NoFilesOfArguments = new() { ResponseFileTokenReplacer = null };

    private static readonly IReadOnlyList<(Type Type, CommandAttribute Command)> Known =
        [.. FindCommands(typeof(CommandLine).Assembly.GetTypes())];

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellation">Asks the command to stop and keep what it has.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="SettingsException">The arguments are wrong; the message is one line for the user.</exception>
    public static int Run(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(args);
        var root = new Command("saddle", "a laboratory for the training dynamics of GANs")
        {
            new HelpOption(),
            new VersionOption(),
        };
        var asked = Known.Where(known => args.Contains(known.Command.Name, StringComparer.Ordinal)).ToList();

        // The list of all commands shows the arguments of each; otherwise only what is asked for declares its options.
        var isList = asked.Count == 0 && !args.Contains("--version", StringComparer.Ordinal);
        foreach (var known in Known)
        {
            root.Add(isList || asked.Contains(known)
                ? ((AppCommand)Activator.CreateInstance(known.Type)!).Build(withExample: !isList, cancellation)
                : new Command(known.Command.Name, known.Command.Description));
        }

        var parsed = root.Parse(args, NoFilesOfArguments);
        if (parsed.Errors.Count > 0 || OptionTakenForArgument(parsed) is not null)
        {
            throw Explain(parsed, root);
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Whether there is a command of a name, with an option of a name.</summary>
    internal static bool Declares(string command, string option) =>
        Known.FirstOrDefault(known => known.Command.Name == command) is { Type: { } type }
        && ((AppCommand)Activator.CreateInstance(type)!).Declares(option);

    /// <summary>
    /// The commands among types, by their types' names. One that says nothing of itself is told and left out.
    /// </summary>
    internal static IEnumerable<(Type Type, CommandAttribute Command)> FindCommands(IEnumerable<Type> types)
    {
        var commands = types.Where(type => type.IsSubclassOf(typeof(AppCommand)) && !type.IsAbstract);
        foreach (var type in commands.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            if (type.GetCustomAttribute<CommandAttribute>() is { } command)
            {
                yield return (type, command);
            }
            else
            {
                Declarations.Reporter?.Invoke(new(
                    Path.GetFileName(type.Assembly.Location), type.FullName, null, new(Unmarked, HowToMark)));
            }
        }
    }

    private static SettingsException Explain(ParseResult parsed, Command root)
    {
        var command = parsed.CommandResult.Command;
        if (OptionTakenForArgument(parsed) is { } option)
        {
            return UnknownOption(command, option);
        }

        if (parsed.UnmatchedTokens is [var token, ..])
        {
            if (command == root)
            {
                return SettingsException.Unknown("a command", token, root.Subcommands.Select(c => c.Name));
            }

            return token.StartsWith("--", StringComparison.Ordinal)
                ? UnknownOption(command, token)
                : new($"'{token}' is one argument too many for {command.Name}; see 'saddle {command.Name} --help'");
        }

        return command == root
            ? new("a command is missing; see 'saddle --help'")
            : new($"{parsed.Errors[0].Message.ReplaceLineEndings(" ")} See 'saddle {command.Name} --help'.");
    }

    private static SettingsException UnknownOption(Command command, string option) =>
        SettingsException.Unknown($"an option of {command.Name}", option, command.Options.Select(o => o.Name));

    /// <summary>
    /// An option that does not exist is read as an argument where one is still missing; no argument begins like one.
    /// </summary>
    private static string? OptionTakenForArgument(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null // what follows it is another command's
            : parsed.CommandResult.Children
                .OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));
}
