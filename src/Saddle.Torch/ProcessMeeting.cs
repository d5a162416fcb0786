using System.Net;

namespace Saddle.Torch;

/// <summary>
/// Where processes that work together find each other: an address and a port, at which the process of rank 0 waits for
/// the others (c10d's TCP store).
/// </summary>
/// <example>
/// <code>
/// using var meeting = ProcessMeeting.Hold("127.0.0.1", 0);  // in one process; meeting.Port tells the others
/// using var group = meeting.Join(0, 2, TimeSpan.FromMinutes(1));
/// </code>
/// </example>
public sealed unsafe class ProcessMeeting : IDisposable
{
    private readonly string _host;
    private nint _pointer;

    private ProcessMeeting(string host, int port, bool holds, TimeSpan patience)
    {
        Require();
        nint pointer;
        Native.Check(Native.saddle_meeting_open(host, holds ? 1 : 0, patience.TotalSeconds, &port, &pointer));
        (_host, Port, _pointer) = (host, port, pointer);
    }

    /// <summary>Whether processes can work together here: libtorch was built with c10d and Gloo.</summary>
    public static bool IsAvailable => TorchRuntime.IsAvailable && Native.saddle_has_processes() != 0;

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Waits at an address: what the process of rank 0 does.</summary>
    /// <param name="host">The address.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <exception cref="MissingComponentException">libtorch, or its c10d, is not there.</exception>
    /// <exception cref="TorchException">The port is taken, or the address is another machine's.</exception>
    public static ProcessMeeting Hold(string host, int port) => new(host, port, true, TimeSpan.FromMinutes(1));

    /// <summary>Goes to an address where the process of rank 0 waits, or will.</summary>
    /// <param name="host">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="patience">How long it may take until somebody waits there.</param>
    /// <exception cref="MissingComponentException">libtorch, or its c10d, is not there.</exception>
    /// <exception cref="TorchException">Nobody came.</exception>
    public static ProcessMeeting Visit(string host, int port, TimeSpan patience) => new(host, port, false, patience);

    /// <summary>Waits until all processes are there.</summary>
    /// <param name="rank">This process's number, from 0.</param>
    /// <param name="size">How many there are.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="TorchException">They did not come in time.</exception>
    public ProcessGroup Join(int rank, int size, TimeSpan patience)
    {
        ObjectDisposedException.ThrowIf(_pointer == 0, this);
        nint group;
        // On one machine its loopback will do; else libtorch asks the machine for its name.
        var own = _host == "localhost" || (IPAddress.TryParse(_host, out var address) && IPAddress.IsLoopback(address))
            ? _host
            : string.Empty;
        Native.Check(Native.saddle_group_open(_pointer, own, rank, size, patience.TotalSeconds, &group));
        return new(group, rank, size);
    }

    /// <summary>Checks that processes can work together here.</summary>
    /// <exception cref="MissingComponentException">libtorch, or its c10d, is not there.</exception>
    public static void Require()
    {
        if (Native.saddle_has_processes() == 0)
        {
            throw new MissingComponentException(
                "libtorch cannot join processes here: it was built without c10d's Gloo, or Gloo's headers were missing "
                + (File.Exists("/etc/debian_version")
                    ? $"as the bridge was built; {AptGet.Install("libgloo-dev")}, then start again through ./saddle"
                    : "as the bridge was built"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pointer != 0)
        {
            Native.saddle_meeting_close(_pointer);
            _pointer = 0;
        }
    }
}
