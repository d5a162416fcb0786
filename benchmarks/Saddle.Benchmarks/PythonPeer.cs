using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Saddle.Benchmarks;

/// <summary>
/// A script of benchmarks/peers at work in its own process, on one thread; peers/peer.py is the other end.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;
    private readonly string _starts = Path.GetTempFileName();
    private readonly string _final = Path.GetTempFileName();
    private readonly int _size;

    /// <summary>Starts a script and waits until it is ready, with everything compiled.</summary>
    /// <param name="script">The script's name without its ending.</param>
    /// <param name="starts">The starts, one state each.</param>
    /// <param name="environment">Environment variables of its own.</param>
    /// <exception cref="InvalidOperationException">
    /// Python or one of its modules is missing; the message says which.
    /// </exception>
    public PythonPeer(string script, double[][] starts, IReadOnlyDictionary<string, string>? environment = null)
    {
        _size = starts[0].Length;
        File.WriteAllBytes(_starts, MemoryMarshal.AsBytes<double>(starts.SelectMany(s => s).ToArray()).ToArray());
        var path = Path.Combine(Peers(), script + ".py");
        var information = new ProcessStartInfo(
            Interpreter(),
            [path, _starts, _size.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] variables =
            ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "PYTHONDONTWRITEBYTECODE"];
        foreach (var variable in variables)
        {
            information.Environment[variable] = "1";
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            information.Environment[name] = value;
        }

        _process = Process.Start(information)!;
        try
        {
            Versions = Answer("versions").GetString()!;
        }
        catch (InvalidOperationException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The versions of what runs.</summary>
    public string Versions { get; }

    /// <summary>The seconds of processor time that so many steps of all starts take.</summary>
    public double Seconds(long steps)
    {
        _process.StandardInput.WriteLine(steps);
        return Answer("seconds").GetDouble();
    }

    /// <summary>The final states after so many steps.</summary>
    public double[][] Finals(long steps)
    {
        _process.StandardInput.WriteLine(FormattableString.Invariant($"{steps} {_final}"));
        Answer("seconds");
        return [.. MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(_final)).ToArray().Chunk(_size)];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_starts);
        File.Delete(_final);
    }

    /// <summary>The system's Python, for which the peers' modules are packaged; SADDLE_PYTHON names another.</summary>
    public static string Interpreter() =>
        Environment.GetEnvironmentVariable("SADDLE_PYTHON") is { Length: > 0 } named ? named
        : File.Exists("/usr/bin/python3") ? "/usr/bin/python3"
        : "python3";

    /// <summary>The folder of the peers.</summary>
    public static string Peers()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            var peers = Path.Combine(at, "benchmarks", "peers");
            if (Directory.Exists(peers))
            {
                return peers;
            }
        }

        throw new InvalidOperationException("the folder benchmarks/peers is not above the program");
    }

    private JsonElement Answer(string name)
    {
        if (_process.StandardOutput.ReadLine() is { } line)
        {
            return JsonDocument.Parse(line).RootElement.GetProperty(name);
        }

        var errors = _process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        throw new InvalidOperationException(errors.Length > 0 ? errors[^1] : "no answer");
    }
}
