namespace Saddle.Torch;

/// <summary>A random generator of libtorch, whose state can be saved and restored.</summary>
public sealed unsafe class Generator : IDisposable
{
    private nint _pointer;

    /// <summary>Makes a generator.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="TorchException">There is no such device.</exception>
    public Generator(ulong seed, string device = "cpu")
    {
        nint pointer;
        Native.Check(Native.saddle_generator_create(device, seed, &pointer));
        _pointer = pointer;
    }

    /// <summary>The state: bytes, as libtorch packs them.</summary>
    public Tensor State
    {
        get
        {
            nint tensor;
            Native.Check(Native.saddle_generator_state(Pointer, &tensor));
            return new Tensor(new TensorHandle(tensor));
        }

        set
        {
            Native.Check(Native.saddle_generator_restore(Pointer, value.Materialized.Pointer));
            GC.KeepAlive(value.Handle);
        }
    }

    internal nint Pointer => _pointer != 0 ? _pointer : throw new ObjectDisposedException(nameof(Generator));

    /// <inheritdoc/>
    public void Dispose()
    {
        Native.saddle_generator_free(_pointer);
        _pointer = 0;
    }
}
