using System.Diagnostics;
using System.Text.Json;

namespace Saddle.App.Shards;

/// <summary>
/// A process of this program that computes one shard after another, so that only the first of them pays for a start.
/// </summary>
/// <remarks>
/// It is told on standard input, a line a shard: the command's arguments as a JSON array. What the command says on
/// standard error comes back, then one line of its own. Where the process ends without that line, the shard is what its
/// state says, lost or interrupted, and the next one gets a new process.
/// </remarks>
/// <param name="threads">The most threads that it may use; 0 for what the system says.</param>
internal sealed class ShardWorker(int threads) : IDisposable
{
    /// <summary>The program's only argument where it is one.</summary>
    public const string Argument = "--shard-worker";

    private const string Ended = "saddle: that was the shard";

    private Process? _process;

    /// <summary>The worker's own side: computes what it is told until nothing more comes.</summary>
    /// <param name="commands">The lines.</param>
    /// <param name="cancellation">Asks it to stop and keep what it has.</param>
    /// <returns>The exit status.</returns>
    public static int Serve(TextReader commands, CancellationToken cancellation)
    {
        Console.SetOut(TextWriter.Null); // what a shard has computed is in its folder
        while (commands.ReadLine() is { } line)
        {
            var args = JsonSerializer.Deserialize<string[]>(line)!;
            Boundary.Run(args, () => CommandLine.Run(args, cancellation), Console.Error, cancellation);
            if (cancellation.IsCancellationRequested)
            {
                return ExitStatus.Interrupted; // whoever stopped this process alone did not stop the others' shards
            }

            Console.Error.WriteLine(Ended);
        }

        return ExitStatus.Done;
    }

    /// <summary>Has a shard computed, and waits for its end or the process's.</summary>
    /// <param name="arguments">The arguments of the call that computes it.</param>
    /// <param name="log">Gets what it says.</param>
    /// <param name="cancellation">Asks it to stop and keep what it has.</param>
    public void Compute(IReadOnlyList<string> arguments, TextWriter log, CancellationToken cancellation)
    {
        var process = _process ??= Begin();
        using var stop = cancellation.Register(() => OwnProgram.Stop(process));
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(arguments));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended since its last shard; what it said of that follows, and then its end.
        }

        while (process.StandardError.ReadLine() is { } said)
        {
            if (said == Ended)
            {
                return;
            }

            log.WriteLine(said);
        }

        End();
    }

    /// <summary>Lets the process end.</summary>
    public void Dispose()
    {
        _process?.StandardInput.Close();
        End();
    }

    private void End()
    {
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    private Process Begin()
    {
        var process = Process.Start(OwnProgram.Start([Argument], threads))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
