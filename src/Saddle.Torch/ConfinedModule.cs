using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Saddle.Torch;

/// <summary>
/// A TorchScript program that nobody vouches for, in evaluation mode, in a process of its own that can write nothing,
/// reach no network, start nothing and, on a processor, open nothing (<c>native/confinement.cpp</c>): from one tensor
/// of singles to tensors of singles. What it gives is what <see cref="ScriptModule"/> gives, to the byte.
/// </summary>
/// <remarks>Its process ends with it, and with the program. One thread at a time may ask it.</remarks>
public sealed class ConfinedModule : IDisposable
{
    private const int MaxTensors = 2; // native/saddle_confined.cpp gives no more
    private const int MaxRank = 16;
    private const int MaxText = 1 << 16;
    private const long MaxElements = 1 << 26;
    private const int Done = 0, Failed = 1, NotConfined = 2; // likewise
    private const int Signalled = 128, SystemCall = 31; // SIGSYS

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // Until it is confined it does nothing but start libtorch.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    // A process that takes no time waits for something. On a machine that is very busy it may wait its turn.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<Action> _exchanges = [];
    private readonly string _program;
    private readonly string[] _arguments;
    private Process? _process;
    private string? _end;
    private bool _isOutOfTime;

    /// <summary>Starts the process and loads the program.</summary>
    /// <param name="path">The file that <c>torch.jit.save</c> wrote.</param>
    /// <param name="device">Where it runs: cpu, cuda or cuda:N.</param>
    /// <param name="memory">The most memory that it may take, in bytes.</param>
    /// <param name="time">The most processor time that the loading may take.</param>
    /// <exception cref="TorchException">It could not be loaded within these limits.</exception>
    /// <exception cref="MissingComponentException">
    /// libtorch is not there, or this machine cannot confine a process.
    /// </exception>
    public ConfinedModule(string path, string device, long memory, TimeSpan time)
    {
        _program = Native.BesideLibrary("saddle_confined")
            ?? throw TorchRuntime.Missing("what runs programs of others (saddle_confined) is missing");
        var threads = TorchRuntime.Threads;
        _arguments =
        [
            Path.GetFullPath(path),
            device,
            .. new[] { threads, TorchRuntime.BlasThreads, memory }
                .Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        new Thread(Serve) { IsBackground = true, Name = "confined module" }.Start();
        try
        {
            Ask(Start, LongestStart);
            Ask(Answer, time);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs the program: at most its first two tensors, features and logits say, are given.</summary>
    /// <param name="input">What it runs on.</param>
    /// <param name="time">The most processor time that it may take.</param>
    /// <exception cref="TorchException">
    /// It failed, gave no tensor, crashed, or went beyond a limit; after the last two it is of no use any more.
    /// </exception>
    public Tensor[] Forward(Tensor input, TimeSpan time)
    {
        var (shape, elements) = (input.Shape, input.ToArray<float>());
        return [.. Ask(Exchange, time).Select(given => Tensor.From<float>(given.Elements, given.Shape))];

        IReadOnlyList<(long[] Shape, float[] Elements)> Exchange()
        {
            var requests = _process!.StandardInput.BaseStream;
            requests.Write(BitConverter.GetBytes(shape.Length));
            requests.Write(MemoryMarshal.AsBytes<long>(shape));
            requests.Write(MemoryMarshal.AsBytes<float>(elements));
            requests.Flush();
            return Answer();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End("it was ended");
        _exchanges.CompleteAdding();
    }

    // The kernel ends the process with the thread that started it: so one thread does, and stays.
    private void Serve()
    {
        foreach (var exchange in _exchanges.GetConsumingEnumerable())
        {
            exchange();
        }

        _process?.Dispose();
        _exchanges.Dispose();
    }

    private IReadOnlyList<(long[] Shape, float[] Elements)> Start()
    {
        var how = new ProcessStartInfo(_program, _arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            _process = Process.Start(how)!;
        }
        catch (Win32Exception failure)
        {
            throw new MissingComponentException($"{_program}: cannot be started ({failure.Message})");
        }

        return Answer();
    }

    private TAnswer Ask<TAnswer>(Func<TAnswer> exchange, TimeSpan most)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _exchanges.Add(() =>
        {
            try
            {
                answer.SetResult(exchange());
            }
            catch (IOException)
            {
                answer.SetException(new TorchException(Ended()) { IsOutOfTime = _isOutOfTime });
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        });
        Watch(answer.Task, most);
        return answer.Task.GetAwaiter().GetResult();
    }

    private void Watch(Task answer, TimeSpan most)
    {
        var (start, last) = (TimeTaken(), TimeTaken());
        var still = Stopwatch.StartNew();
        while (Task.WaitAny([answer], Glance) < 0)
        {
            if (TimeTaken() is var now && now != last)
            {
                last = now;
                still.Restart();
            }

            if (now - start > most)
            {
                _isOutOfTime = true;
                End(string.Create(
                    CultureInfo.InvariantCulture,
                    $"it was ended after {most.TotalSeconds:0.#} s of processor time"));
            }
            else if (still.Elapsed > LongestWait)
            {
                End(string.Create(
                    CultureInfo.InvariantCulture,
                    $"it was ended after {LongestWait.TotalSeconds} s in which it did nothing"));
            }
        }
    }

    private TimeSpan TimeTaken()
    {
        try
        {
            return _process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return TimeSpan.Zero; // it has ended, which whoever reads its answer learns
        }
    }

    private void End(string reason)
    {
        _end ??= reason;
        try
        {
            _process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private string Ended()
    {
        _process!.WaitForExit();
        return _end ?? _process.ExitCode switch
        {
            Signalled + SystemCall => "it was ended as it tried to write a file, reach the network or start something",
            > Signalled and var code => string.Create(
                CultureInfo.InvariantCulture, $"it crashed, by signal {code - Signalled}"),
            _ => "it ended before it had answered",
        };
    }

    // The process may say anything: nothing of it is believed that would cost more than an answer may.
    private List<(long[] Shape, float[] Elements)> Answer()
    {
        var status = Read<int>(1)[0];
        if (status != Done)
        {
            var text = Encoding.UTF8.GetString(Read<byte>(Within(Read<int>(1)[0], MaxText, "bytes of a message")));
            throw status == NotConfined
                ? new MissingComponentException(
                    $"programs of others are run only where they can be confined, and this machine cannot: {text}")
                : new TorchException(status == Failed ? text : "it answers nonsense");
        }

        var tensors = new List<(long[] Shape, float[] Elements)>();
        for (var rest = Within(Read<int>(1)[0], MaxTensors, "tensors"); rest > 0; rest--)
        {
            var shape = Read<long>(Within(Read<int>(1)[0], MaxRank, "dimensions"));
            var count = shape.Aggregate(
                1L, (all, length) => Within(all * Within(length, MaxElements, "rows"), MaxElements, "numbers"));
            tensors.Add((shape, Read<float>(count)));
        }

        return tensors;
    }

    private TValue[] Read<TValue>(long count)
        where TValue : unmanaged
    {
        var values = new TValue[count];
        _process!.StandardOutput.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static long Within(long number, long most, string what) => number >= 0 && number <= most
        ? number
        : throw new TorchException(string.Create(
            CultureInfo.InvariantCulture, $"it gives {number} {what}; expected at most {most}"));
}
