using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.App.Shards;

/// <summary>
/// The processes that train one run together: started here, or by what started this one (torchrun, srun), which says by
/// the environment who it is: RANK and WORLD_SIZE, or else SLURM_PROCID and SLURM_NTASKS; MASTER_ADDR and MASTER_PORT.
/// </summary>
internal sealed class TrainingProcesses : IDisposable
{
    private const string Address = "MASTER_ADDR";
    private const string PortName = "MASTER_PORT";
    private const string Rank = "RANK";
    private const string Size = "WORLD_SIZE";
    private const int UsualPort = 29500; // torchrun's

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ProcessMeeting _meeting;
    private readonly List<Process> _started = [];
    private readonly ConcurrentDictionary<Process, string> _said = [];

    private TrainingProcesses(ProcessMeeting meeting) => _meeting = meeting;

    /// <summary>The processes.</summary>
    public ProcessGroup Group { get; private set; } = null!;

    /// <summary>Whether the environment says that this process is one of several, and not the first.</summary>
    /// <exception cref="SettingsException">What it says is no number, or out of range.</exception>
    public static bool IsHelper => Told() is { Rank: > 0 };

    /// <summary>Meets the processes that were started together with this one, or starts them.</summary>
    /// <param name="count">How many are asked for; 0 for what the environment says.</param>
    /// <param name="arguments">The arguments of those that are started.</param>
    /// <returns>Null where this process is to train alone.</returns>
    /// <exception cref="SettingsException">The environment says otherwise, or they do not come.</exception>
    /// <exception cref="MissingComponentException">libtorch cannot join processes here.</exception>
    public static TrainingProcesses? Meet(int count, IReadOnlyList<string> arguments)
    {
        if (Told() is not { } told)
        {
            return count > 1 ? Start(count, arguments) : null;
        }

        if (count > 0 && count != told.Size)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"--processes {count}: {Size} says that there are {told.Size}; leave --processes out"));
        }

        return told.Size == 1 ? null : Come(told);
    }

    /// <summary>What is known of a process that is gone, in a sentence.</summary>
    /// <param name="lost">What was said of it.</param>
    public string WhoIsGone(LostProcessException lost)
    {
        var gone = _started.FindIndex(process => process.HasExited || process.WaitForExit(TimeSpan.FromSeconds(1)));
        return gone < 0
            ? lost.Message
            : End(gone);
    }

    /// <summary>Waits for those that were started, which end with this one's part of the work or for want of it.
    /// </summary>
    public void Dispose()
    {
        Group?.Dispose();
        _meeting.Dispose();
        foreach (var process in _started)
        {
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private static TrainingProcesses Start(int count, IReadOnlyList<string> arguments)
    {
        const string Own = "127.0.0.1";
        var all = new TrainingProcesses(ProcessMeeting.Hold(Own, 0));
        try
        {
            for (var rank = 1; rank < count; rank++)
            {
                var start = OwnProgram.Start(arguments);
                start.Environment[Rank] = rank.ToString(CultureInfo.InvariantCulture);
                start.Environment[Size] = count.ToString(CultureInfo.InvariantCulture);
                start.Environment[Address] = Own;
                start.Environment[PortName] = all._meeting.Port.ToString(CultureInfo.InvariantCulture);
                var process = Process.Start(start)!;
                process.StandardInput.Close();
                process.OutputDataReceived += (_, _) => { };
                process.ErrorDataReceived += (_, line) => all.Note(process, line.Data);
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                all._started.Add(process);
            }

            all.Group = all.Join(0, count);
            return all;
        }
        catch
        {
            all._started.ForEach(process => process.Kill());
            all.Dispose();
            throw;
        }
    }

    private static TrainingProcesses Come(in Place told)
    {
        try
        {
            var all = new TrainingProcesses(told.Rank == 0
                ? ProcessMeeting.Hold(told.Host, told.Port)
                : ProcessMeeting.Visit(told.Host, told.Port, Patience));
            all.Group = all.Join(told.Rank, told.Size);
            return all;
        }
        catch (TorchException refused)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"process {told.Rank} of {told.Size} met nobody at {told.Host}:{told.Port} ({refused.Reason}); ")
                + $"expected in {Address} and {PortName} where process 0 can be reached");
        }
    }

    // The wait is libtorch's, and cannot be broken off; who ended meanwhile will not come.
    private ProcessGroup Join(int rank, int size)
    {
        var joining = Task.Run(() => _meeting.Join(rank, size, Patience));
        while (!joining.Wait(TimeSpan.FromMilliseconds(100)))
        {
            if (_started.FindIndex(process => process.HasExited) is >= 0 and var gone)
            {
                throw new LostProcessException(End(gone));
            }
        }

        return joining.GetAwaiter().GetResult();
    }

    private void Note(Process process, string? line)
    {
        if (line is not null)
        {
            _said[process] = line;
        }
    }

    // Which one it was, and the last that it said.
    private string End(int index)
    {
        var process = _started[index];
        process.WaitForExit(); // and for what it said
        return string.Create(
            CultureInfo.InvariantCulture,
            $"process {index + 1} of {_started.Count + 1} ended with status {process.ExitCode}")
            + (_said.TryGetValue(process, out var said) ? $" ({said})" : string.Empty);
    }

    private static Place? Told()
    {
        if (Variable(Address) is not { } host)
        {
            return null;
        }

        var size = Number(Size, "SLURM_NTASKS", 1, int.MaxValue, 1);
        var rank = Number(Rank, "SLURM_PROCID", 0, size - 1, 0);
        return new(rank, size, host, Number(PortName, PortName, 1, ushort.MaxValue, UsualPort));
    }

    private static int Number(string name, string otherwise, int least, int most, int missing)
    {
        var (from, text) = Variable(name) is { } own ? (name, own) : (otherwise, Variable(otherwise));
        if (text is null)
        {
            return missing;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"{from}={Shell.Quoted(text)} in the environment: expected a number from {least} to {most}"));
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Who a process is among those that work together.</summary>
    private readonly record struct Place(int Rank, int Size, string Host, int Port);
}
