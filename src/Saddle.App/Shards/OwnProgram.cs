using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Saddle.App.Shards;

/// <summary>This program, as a process of its own.</summary>
internal static partial class OwnProgram
{
    /// <summary>The words that start it, before its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } =
    [
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        typeof(OwnProgram).Assembly.Location,
    ];

    /// <summary>How it is started, its output in our hands.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="threads">The most threads that it may use; 0 for what the system says.</param>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, int threads = 0)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command.Skip(1), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        if (threads > 0)
        {
            foreach (var (name, value) in Threads(FormattableString.Invariant($"{threads}")))
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }

    /// <summary>The environment that limits it to some threads: the runtime's, and those of libtorch's operators.
    /// </summary>
    /// <param name="threads">How many, as text.</param>
    public static IEnumerable<(string Name, string Value)> Threads(string threads) =>
        [("DOTNET_PROCESSOR_COUNT", threads), ("OMP_NUM_THREADS", threads)];

    /// <summary>Asks a process to end when it has kept what it has.</summary>
    /// <param name="process">The process.</param>
    public static void Stop(Process process)
    {
        const int Terminate = 15; // SIGTERM
        if (!process.HasExited)
        {
            _ = Signal(process.Id, Terminate);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
