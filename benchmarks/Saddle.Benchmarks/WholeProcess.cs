using System.Diagnostics;
using System.Globalization;

namespace Saddle.Benchmarks;

/// <summary>A process as a user runs it, from its start to its end, or to the first page that it serves.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Input">What it reads from standard input, a line; null for nothing.</param>
/// <param name="Serves">Whether it serves pages, at the address that its first line ends with.</param>
internal sealed record WholeProcess(IReadOnlyList<string> Command, string? Input = null, bool Serves = false)
{
    private static readonly string[] Threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"];

    /// <summary>Runs it.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="environment">Environment variables of its own.</param>
    /// <param name="pinned">Whether it has the first core alone.</param>
    /// <returns>The seconds by the clock, and those of processor time with all that it started.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is its last line.</exception>
    public (double Seconds, double Processor) Run(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        bool pinned)
    {
        string[] all = pinned ? ["taskset", "-c", "0", .. Command] : [.. Command];
        var information = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        information.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var one = pinned ? Threads.Select(name => KeyValuePair.Create(name, "1")) : [];
        foreach (var (name, value) in environment.Concat(one))
        {
            information.Environment[name] = value;
        }

        var (clock, before) = (Stopwatch.StartNew(), ProcessorOfChildren());
        using var process = Process.Start(information)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine(Input);
        process.StandardInput.Close();
        var seconds = Serves ? Visit(process, clock) : 0;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        seconds = Serves ? seconds : clock.Elapsed.TotalSeconds;
        return Serves || process.ExitCode == 0
            ? (seconds, ProcessorOfChildren() - before)
            : throw new InvalidOperationException(
                errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("no word of why"));
    }

    // The seconds until its first page is here; then it is ended.
    private static double Visit(Process process, Stopwatch clock)
    {
        using var client = new HttpClient();
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("it serves nothing");
        var address = line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal));
        _ = client.GetStringAsync(new Uri(address)).GetAwaiter().GetResult();
        var seconds = clock.Elapsed.TotalSeconds;
        process.Kill(entireProcessTree: true);
        return seconds;
    }

    // Of those that have ended and were waited for, in hundredths of a second.
    private static double ProcessorOfChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[13..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / 100.0;
    }
}
