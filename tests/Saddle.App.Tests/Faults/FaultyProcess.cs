using System.Diagnostics;
using System.Globalization;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Faults;

/// <summary>The program with <c>faults.c</c> between it and the disk.</summary>
internal static class FaultyProcess
{
    private static readonly Lazy<string> Library = new(Compile);

    /// <summary>Why it cannot be had; null where it can.</summary>
    public static string? Missing { get; } = !OperatingSystem.IsLinux() ? "faults are for Linux"
        : File.Exists("/usr/bin/cc") ? null : "a C compiler is missing: sudo apt-get install -y gcc";

    /// <summary>Runs a command and writes down what it changes.</summary>
    /// <param name="folder">The folder in which changes count, and the current one.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>What it said, and all its changes.</returns>
    public static (ProcessResult Result, IReadOnlyList<Change> Changes) Record(string folder, string[] arguments)
    {
        var log = $"{folder}.log";
        var result = SaddleProcess.Run(folder, arguments, Environment(folder, new(StringComparer.Ordinal)
        {
            ["FAULTS_LOG"] = log,
        }));
        return (result, Change.Read(log));
    }

    /// <summary>Runs a command until it is killed, or refused to change anything.</summary>
    /// <param name="folder">The folder in which changes count, and the current one.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="at">The number of the change at which it happens.</param>
    /// <param name="how">What happens: kill, torn, full, quota or broken.</param>
    /// <param name="refusals">How many changes are refused.</param>
    public static ProcessResult Run(
        string folder, string[] arguments, long at, string how, long refusals = long.MaxValue) =>
        SaddleProcess.Run(folder, arguments, Environment(folder, new(StringComparer.Ordinal)
        {
            ["FAULTS_AT"] = at.ToString(CultureInfo.InvariantCulture),
            ["FAULTS_HOW"] = how,
            ["FAULTS_FOR"] = refusals.ToString(CultureInfo.InvariantCulture),
        }));

    private static Dictionary<string, string> Environment(string folder, Dictionary<string, string> more) =>
        new(more, StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Library.Value,
            ["FAULTS_UNDER"] = folder,
        };

    private static string Compile()
    {
        var source = Path.Combine(Repository.Folder, "tests", "Saddle.App.Tests", "Faults", "faults.c");
        var library = Path.Combine(Path.GetDirectoryName(typeof(FaultyProcess).Assembly.Location)!, "faults.so");
        using var compiler = Process.Start(
            "/usr/bin/cc",
            ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }
}
