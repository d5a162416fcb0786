using System.Text;

namespace Saddle.Torch;

/// <summary>
/// Processes that work together, on one machine or several: what each gives, all get (c10d, by Gloo, through main
/// memory).
/// </summary>
public sealed unsafe class ProcessGroup : IDisposable
{
    private nint _pointer;

    internal ProcessGroup(nint pointer, int rank, int size) => (_pointer, Rank, Size) = (pointer, rank, size);

    /// <summary>This process's number, from 0.</summary>
    public int Rank { get; }

    /// <summary>The number of processes.</summary>
    public int Size { get; }

    /// <summary>Gives bytes, and gets those of all; all processes must call it, in the same order.</summary>
    /// <param name="own">This process's; in every process as many.</param>
    /// <param name="all">Room for those of all, in the order of their ranks.</param>
    /// <exception cref="LostProcessException">A process is gone.</exception>
    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        ObjectDisposedException.ThrowIf(_pointer == 0, this);
        if (all.Length != (long)own.Length * Size)
        {
            throw new ArgumentException($"expected room for {Size} times {own.Length} bytes", nameof(all));
        }

        fixed (byte* given = own, taken = all)
        {
            if (Native.saddle_group_gather(_pointer, given, own.Length, taken) != 0)
            {
                throw new LostProcessException(Size, new TorchException(Native.Text(Native.saddle_error())));
            }
        }
    }

    /// <summary>Gives bytes, and gets those of all in an array of its own.</summary>
    /// <param name="own">This process's; in every process as many.</param>
    /// <returns>Those of all, in the order of their ranks.</returns>
    /// <exception cref="LostProcessException">A process is gone.</exception>
    public byte[] Gather(ReadOnlySpan<byte> own)
    {
        var all = new byte[checked(own.Length * Size)];
        Gather(own, all);
        return all;
    }

    /// <summary>What the process of rank 0 says, in all of them.</summary>
    /// <param name="text">What it says; of no account in the others.</param>
    /// <exception cref="LostProcessException">A process is gone.</exception>
    public string Tell(string text = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = Encoding.UTF8.GetBytes(text);
        var length = BitConverter.ToInt32(Gather(BitConverter.GetBytes(said.Length)));
        Array.Resize(ref said, length);
        return Encoding.UTF8.GetString(Gather(said).AsSpan(0, length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pointer != 0)
        {
            Native.saddle_group_close(_pointer);
            _pointer = 0;
        }
    }
}
