using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Saddle.App.Commands;
using Saddle.Catalog;

namespace Saddle.App;

/// <summary>The command line: finds the commands, reads the arguments, runs one.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellation">Asks the command to stop and keep what it has.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="SettingsException">The arguments are wrong; the message is one line for the user.</exception>
    public static int Run(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var root = new Command("saddle", "a laboratory for the training dynamics of GANs") { new HelpOption(), new VersionOption() };
        foreach (var type in typeof(CommandLine).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(AppCommand)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            var command = (AppCommand)Activator.CreateInstance(type)!;
            root.Add(command.Build(withExample: args.Contains(command.Name, StringComparer.Ordinal), cancellation));
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 || OptionTakenForArgument(parsed) is not null)
        {
            throw Explain(parsed, root);
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
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

    /// <summary>An option that does not exist is read as an argument where one is still missing; no argument begins like one.</summary>
    private static string? OptionTakenForArgument(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));
}
