using Saddle.App.Commands;

namespace Saddle.App.Tests.Commands;

/// <summary>How commands are found.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void A_command_that_says_nothing_of_itself_is_left_out_and_takes_no_other_down()
    {
        var found = CommandLine.FindCommands([typeof(Unmarked), typeof(BasinCommand), typeof(string)]);
        Assert.Equal(["basin"], found.Select(c => c.Command.Name));
    }

    [Fact]
    public void Every_command_has_a_name_of_its_own_a_line_and_an_example_that_calls_it()
    {
        var commands = CommandLine.FindCommands(typeof(CommandLine).Assembly.GetTypes())
            .Select(c => c.Command)
            .ToList();
        Assert.True(commands.Count > 20);
        Assert.Equal(commands.Count, commands.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(commands, c => Assert.NotEmpty(c.Description));
        Assert.All(commands, c => Assert.StartsWith(c.Name, c.Example, StringComparison.Ordinal));
    }

    private sealed class Unmarked : AppCommand
    {
        protected override int Run(Invocation call) => ExitStatus.Done;
    }
}
