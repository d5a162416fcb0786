namespace Saddle.Torch;

/// <summary>
/// One reference to a tensor of libtorch. The scope that was open when it was made frees it; without one, or once kept
/// out of it, the collector does.
/// </summary>
internal sealed class TensorHandle
{
    private nint _pointer;

    public TensorHandle(nint pointer)
    {
        _pointer = pointer;
        TensorScope.Current?.Add(this);
    }

    // Not IDisposable, so that a value type can share it: scopes free it, and the collector is the net below them.
#pragma warning disable MA0055, CA1816
    ~TensorHandle() => Native.saddle_free(_pointer);

    /// <summary>Whether a scope is to leave it alone at its next sweep.</summary>
    public bool Kept { get; set; }

    /// <summary>The tensor.</summary>
    /// <exception cref="ObjectDisposedException">Its scope has freed it.</exception>
    public nint Pointer => _pointer != 0
        ? _pointer
        : throw new ObjectDisposedException(
            nameof(Tensor), "The tensor's scope has freed it; keep what must outlive the scope.");

    public void Free()
    {
        Native.saddle_free(_pointer);
        _pointer = 0;
        GC.SuppressFinalize(this);
    }
#pragma warning restore MA0055, CA1816
}
