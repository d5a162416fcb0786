using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Torch;

/// <summary>A TorchScript module, in evaluation mode.</summary>
public sealed unsafe class ScriptModule : IDisposable
{
    private const int MaxOutputs = 64;
    private nint _pointer;

    /// <summary>Loads a module.</summary>
    /// <param name="path">The file that <c>torch.jit.save</c> wrote.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="TorchException">The file is missing, damaged, or not TorchScript.</exception>
    public ScriptModule(string path, string device = "cpu")
    {
        nint pointer;
        Native.Check(Native.saddle_module_load(path, device, &pointer));
        _pointer = pointer;
    }

    private nint Pointer => _pointer != 0 ? _pointer : throw new ObjectDisposedException(nameof(ScriptModule));

    /// <summary>Runs the module; a tuple or list of tensors is given tensor by tensor.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <exception cref="TorchException">The module failed, or gave something else than tensors.</exception>
    public Tensor[] Forward(params ReadOnlySpan<Tensor> inputs)
    {
        var pointers = stackalloc nint[inputs.Length];
        Autograd.Pointers(inputs, pointers);
        var outputs = stackalloc nint[MaxOutputs];
        int given;
        Native.Check(Native.saddle_module_forward(Pointer, pointers, inputs.Length, outputs, MaxOutputs, &given));
        Autograd.KeepAlive(inputs);
        var tensors = new Tensor[given];
        for (var i = 0; i < given; i++)
        {
            tensors[i] = new Tensor(new TensorHandle(outputs[i]));
        }

        return tensors;
    }

    /// <summary>The parameters and buffers, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var handle = GCHandle.Alloc(state);
        try
        {
            Native.Check(Native.saddle_module_state(Pointer, &Visit, GCHandle.ToIntPtr(handle)));
        }
        finally
        {
            handle.Free();
        }

        return state;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Native.saddle_module_free(_pointer);
        _pointer = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Visit(nint context, byte* name, nint tensor)
    {
        var state = (Dictionary<string, Tensor>)GCHandle.FromIntPtr(context).Target!;
        state[Native.Text(name)] = new Tensor(new TensorHandle(tensor));
    }
}
