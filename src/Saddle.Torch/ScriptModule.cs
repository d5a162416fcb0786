using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Torch;

/// <summary>
/// A TorchScript module, in evaluation mode at first. It is a program: loading it and calling it run what is in it,
/// with all rights of this process.
/// </summary>
public sealed unsafe class ScriptModule : IDisposable
{
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

    /// <summary>
    /// Whether it was in training mode as it was saved: of a traced module, the mode in which it was traced.
    /// </summary>
    public bool WasTraining => Native.saddle_module_was_training(Pointer) != 0;

    /// <summary>Switches between training and evaluation.</summary>
    /// <param name="training">Whether it trains from here on.</param>
    public void Train(bool training) => Native.Check(Native.saddle_module_train(Pointer, training ? 1 : 0));

    /// <summary>What its forward pass takes, in order, as its code declares it.</summary>
    public IReadOnlyList<ScriptInput> Inputs() =>
        Gather<ScriptInput>(context => Native.saddle_module_inputs(Pointer, &VisitInput, context));

    /// <summary>
    /// The tensors that it and its parts hold, always in the same order; one that goes by several names comes several
    /// times, as the very same tensor.
    /// </summary>
    public IReadOnlyList<ScriptTensor> State()
    {
        var state = Gather<ScriptTensor>(context => Native.saddle_module_state(Pointer, &VisitState, context));
        var first = new Dictionary<nint, Tensor>();
        return
        [
            .. state.Select(held =>
            {
                first.TryAdd(held.Value.Handle!.Pointer, held.Value);
                return held with { Value = first[held.Value.Handle.Pointer] };
            }),
        ];
    }

    /// <summary>Puts tensors in the place of those it holds.</summary>
    /// <param name="tensors">One for each of <see cref="State"/>, in its order.</param>
    public void Assign(ReadOnlySpan<Tensor> tensors)
    {
        var pointers = stackalloc nint[tensors.Length];
        Autograd.Pointers(tensors, pointers);
        Native.Check(Native.saddle_module_assign(Pointer, pointers, tensors.Length));
        Autograd.KeepAlive(tensors);
    }

    /// <summary>The tensors it holds now, in the order of <see cref="State"/>.</summary>
    /// <param name="tensors">The result.</param>
    public void Held(Span<Tensor> tensors)
    {
        var pointers = stackalloc nint[tensors.Length];
        Native.Check(Native.saddle_module_held(Pointer, pointers, tensors.Length));
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(new TensorHandle(pointers[i]));
        }
    }

    /// <summary>Runs the module as it is written, without the optimisations of TorchScript's executor.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>
    /// The tensors that it gives, each with its key in a dictionary or its number in a tuple or list, with dots between
    /// levels; what is None is left out.
    /// </returns>
    /// <exception cref="TorchException">The module failed, or gave something else than tensors.</exception>
    public IReadOnlyList<(string Name, Tensor Value)> Run(params ReadOnlySpan<Tensor> inputs)
    {
        var pointers = stackalloc nint[inputs.Length];
        Autograd.Pointers(inputs, pointers);
        var (count, at) = (inputs.Length, (nint)pointers);
        var given = Gather<(string, Tensor)>(context =>
            Native.saddle_module_forward(Pointer, (nint*)at, count, &VisitOutput, context));
        Autograd.KeepAlive(inputs);
        return given;
    }

    /// <summary>Runs the module, and takes what it gives without names.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <exception cref="TorchException">The module failed, or gave something else than tensors.</exception>
    public Tensor[] Forward(params ReadOnlySpan<Tensor> inputs) => [.. Run(inputs).Select(output => output.Value)];

    // The net below Dispose: a player's layer that holds a module is freed by nobody.
#pragma warning disable MA0055
    /// <summary>Frees the module that nobody holds any more.</summary>
    ~ScriptModule() => Native.saddle_module_free(_pointer);
#pragma warning restore MA0055

    /// <inheritdoc/>
    public void Dispose()
    {
        Native.saddle_module_free(_pointer);
        _pointer = 0;
        GC.SuppressFinalize(this);
    }

    // Calls with a list that the call's visits fill.
    private static List<TItem> Gather<TItem>(Func<nint, int> call)
    {
        var items = new List<TItem>();
        var handle = GCHandle.Alloc(items);
        try
        {
            Native.Check(call(GCHandle.ToIntPtr(handle)));
        }
        finally
        {
            handle.Free();
        }

        return items;
    }

    private static List<TItem> Gathered<TItem>(nint context) => (List<TItem>)GCHandle.FromIntPtr(context).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void VisitInput(nint context, byte* name, byte* type, int hasDefault) =>
        Gathered<ScriptInput>(context).Add(new(Native.Text(name), Native.Text(type), hasDefault != 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void VisitState(nint context, byte* name, int isParameter, nint tensor) =>
        Gathered<ScriptTensor>(context)
            .Add(new(Native.Text(name), isParameter != 0, new Tensor(new TensorHandle(tensor))));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void VisitOutput(nint context, byte* name, nint tensor) =>
        Gathered<(string, Tensor)>(context).Add((Native.Text(name), new Tensor(new TensorHandle(tensor))));
}
