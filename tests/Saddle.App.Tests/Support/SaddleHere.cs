using System.Runtime.CompilerServices;
using System.Text;
using Spectre.Console;

namespace Saddle.App.Tests.Support;

/// <summary>
/// The program within this process, which pays for no start; the current folder is that of the tests. Several may run
/// side by side: each has its own standard output and standard error.
/// </summary>
internal static class SaddleHere
{
    private static readonly AsyncLocal<TextWriter?> Output = new();
    private static readonly AsyncLocal<TextWriter?> Error = new();

    /// <summary>
    /// Before any test: the console of tables keeps for ever the output that it finds at its first use, which may be
    /// another test's.
    /// </summary>
    [ModuleInitializer]
    internal static void Install()
    {
        Console.SetOut(new Own(Output, Console.Out));
        Console.SetError(new Own(Error, Console.Error));
        _ = AnsiConsole.Console;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">The arguments; paths are whole ones.</param>
    public static ProcessResult Run(params string[] arguments)
    {
        var run = Task.Run(() => RunNow(arguments));
        Assert.True(run.Wait(SaddleProcess.Patience), "The program did not come to an end.");
        return run.Result;
    }

    private static ProcessResult RunNow(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (Output.Value, Error.Value) = (output, error);
        var status = Boundary.Run(
            arguments, () => CommandLine.Run(arguments, CancellationToken.None), error, CancellationToken.None);
        return new(status, output.ToString(), error.ToString());
    }

    // What whoever runs now has for its own, or else the process's.
    private sealed class Own(AsyncLocal<TextWriter?> own, TextWriter shared) : TextWriter
    {
        public override Encoding Encoding => shared.Encoding;

        public override void Write(char value) => (own.Value ?? shared).Write(value);

        public override void Write(string? value) => (own.Value ?? shared).Write(value);

        public override void Write(char[] buffer, int index, int count) =>
            (own.Value ?? shared).Write(buffer, index, count);

        public override void Flush() => (own.Value ?? shared).Flush();
    }
}
