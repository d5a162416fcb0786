using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Scalars;

/// <summary>
/// Room for a vector, from the start of a cache line on: a half of <see cref="Lanes"/> that straddles two lines is slow
/// to read back soon after it was stored, as every update does. Other kinds of number lie in a plain array, which
/// costs less to make.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
internal sealed class AlignedVector<T>
    where T : IScalar<T>
{
    private const int Line = 64;

    private readonly T[]? _plain;
    private readonly byte[] _room = [];
    private readonly int _skip;
    private readonly int _length;

    /// <summary>Makes room, filled with zeros.</summary>
    /// <param name="length">How many numbers.</param>
    public unsafe AlignedVector(int length)
    {
        if (typeof(T) != typeof(Lanes))
        {
            _plain = new T[length];
            return;
        }

        _room = GC.AllocateArray<byte>(checked((length * Unsafe.SizeOf<T>()) + Line - 1), pinned: true);
        _length = length;
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_room));
        _skip = (int)((Line - (address % Line)) % Line);
    }

    /// <summary>The numbers.</summary>
    public Span<T> Span => _plain ?? MemoryMarshal.CreateSpan(
        ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_room), _skip)),
        _length);
}
