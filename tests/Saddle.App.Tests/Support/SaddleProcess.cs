using System.Diagnostics;
using System.Globalization;

namespace Saddle.App.Tests.Support;

/// <summary>The program as a user runs it: in a process of its own, in a folder of its own.</summary>
internal sealed class SaddleProcess : IDisposable
{
    /// <summary>The longest that any run may take; no test is about time, so this only ends what hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private SaddleProcess(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string,
        string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>
    /// The folder of the program: the one with machine code where <c>./test</c> names it by SADDLE_TESTED. The copy
    /// beside the tests would look for games in the tests too.
    /// </summary>
    public static string AppFolder { get; } = FindAppFolder();

    /// <summary>Whether the browser side has been built, without which there are no reports.</summary>
    public static bool HasBrowserSide => File.Exists(Path.Combine(AppFolder, "ui", "report.js"));

    /// <summary>Runs the program to its end.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Environment variables besides the tests' own.</param>
    public static ProcessResult Run(
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string,
        string>? environment = null) =>
        RunHost(folder, [Path.Combine(AppFolder, "Saddle.App.dll"), .. arguments], environment);

    /// <summary>Runs a copy of the program to its end.</summary>
    /// <param name="appFolder">The folder of the copy.</param>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">The arguments.</param>
    public static ProcessResult RunAt(string appFolder, string folder, IEnumerable<string> arguments) =>
        RunHost(folder, [Path.Combine(appFolder, "Saddle.App.dll"), .. arguments]);

    /// <summary>Runs the program to its end, in a folder that is gone afterwards.</summary>
    /// <param name="arguments">The arguments.</param>
    public static ProcessResult Run(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return Run(folder.Path, arguments);
    }

    /// <summary>Runs the program with the examples of docs/how-to among its games, rules and claims.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">The arguments.</param>
    public static ProcessResult RunWithExamples(string folder, IEnumerable<string> arguments)
    {
        var here = Path.GetDirectoryName(typeof(SaddleProcess).Assembly.Location)!;
        return RunHost(
            folder,
            [
                "exec",
                "--depsfile", Path.Combine(here, "Saddle.App.Tests.deps.json"),
                "--runtimeconfig", Path.Combine(here, "Saddle.App.runtimeconfig.json"),
                Path.Combine(here, "Saddle.App.dll"),
                .. arguments,
            ]);
    }

    /// <summary>
    /// Starts the program, deaf to nothing: a test runner in the background may be, and would hand it on.
    /// </summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">The arguments.</param>
    public static SaddleProcess Start(string folder, params string[] arguments) =>
        new(
            "env",
            ["--default-signal=INT,HUP,TERM", "dotnet", Path.Combine(AppFolder, "Saddle.App.dll"), .. arguments],
            folder,
            null);

    /// <summary>Waits until something holds of the running program.</summary>
    /// <param name="condition">The condition.</param>
    public async Task Until(Func<Process, bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            _process.Refresh();
            if (_process.HasExited)
            {
                Assert.Fail($"The program ended too early, with status {_process.ExitCode}: {await _error}");
            }

            if (condition(_process))
            {
                return;
            }

            Assert.True(clock.Elapsed < Patience, "What the test waits for did not come about.");
            await Task.Delay(20);
        }
    }

    /// <summary>Sends the program what Ctrl-C sends, or another signal, then waits for its end.</summary>
    /// <param name="signal">The signal's name.</param>
    public ProcessResult Interrupt(string signal = "INT")
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return End();
    }

    /// <summary>Ends the program by force, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Signals the one process that a program has started, if there is one now.</summary>
    /// <param name="process">The program.</param>
    /// <param name="signal">The signal's name; by force where none is given.</param>
    public static bool SignalsChild(Process process, string signal = "KILL")
    {
        ArgumentNullException.ThrowIfNull(process);
        var children = File.ReadAllText(string.Create(
            CultureInfo.InvariantCulture, $"/proc/{process.Id}/task/{process.Id}/children"));
        if (!int.TryParse(children, CultureInfo.InvariantCulture, out var id))
        {
            return false; // none, or several
        }

        using var kill = Process.Start("kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return true;
    }

    /// <summary>Waits for its end.</summary>
    public ProcessResult End()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not come to an end.");
        }

        return new(_process.ExitCode, _output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static ProcessResult RunHost(
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string,
        string>? environment = null)
    {
        using var process = new SaddleProcess("dotnet", arguments, folder, environment);
        return process.End();
    }

    private static string FindAppFolder()
    {
        if (Environment.GetEnvironmentVariable("SADDLE_TESTED") is { Length: > 0 } named)
        {
            return named;
        }

        // artifacts/bin/Saddle.App.Tests/release, and beside it artifacts/bin/Saddle.App/release.
        var beside = Path.GetDirectoryName(typeof(CommandLine).Assembly.Location)!;
        return Path.GetFullPath(Path.Combine(beside, "..", "..", "Saddle.App", Path.GetFileName(beside)));
    }
}
