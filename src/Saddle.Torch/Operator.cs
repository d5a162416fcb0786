namespace Saddle.Torch;

/// <summary>
/// An operator of libtorch, called by name through its dispatcher; arguments left out take the schema's defaults.
/// </summary>
/// <param name="name">The name, say <c>aten::add</c>.</param>
/// <param name="overload">The overload's name, say <c>Tensor</c>; empty where there is one only.</param>
public sealed unsafe class Operator(string name, string overload = "")
{
    private const int MaxResults = 64;
    private nint _handle;

    /// <summary>Whether this libtorch has it.</summary>
    public bool Exists
    {
        get
        {
            nint handle = _handle;
            if (handle == 0 && Native.saddle_operator(name, overload, &handle) == 0)
            {
                _handle = handle;
            }

            return _handle != 0;
        }
    }

    /// <summary>
    /// Its schema as libtorch writes it: <c>aten::relu(Tensor self) -> (Tensor)</c>, with the names of its arguments.
    /// </summary>
    /// <exception cref="TorchException">There is no such operator.</exception>
    public string Schema => Native.Text(Native.saddle_schema(Handle()));

    /// <summary>Calls an operator that gives one tensor.</summary>
    /// <param name="arguments">The arguments, in the schema's order.</param>
    /// <exception cref="TorchException">There is no such operator, or it does not accept the arguments.</exception>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor(new TensorHandle((nint)result.Payload.Data));
    }

    /// <summary>Calls an operator that gives several tensors, or a list of them.</summary>
    /// <param name="arguments">The arguments, in the schema's order.</param>
    /// <exception cref="TorchException">There is no such operator, or it does not accept the arguments.</exception>
    public Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        var given = Invoke(arguments, results, MaxResults);
        var tensors = new Tensor[given];
        for (var i = 0; i < given; i++)
        {
            tensors[i] = results[i].Kind == ValueKind.Tensor
                ? new Tensor(new TensorHandle((nint)results[i].Payload.Data))
                : default;
        }

        return tensors;
    }

    /// <summary>Calls an operator that gives tensors, numbers, or lists of them.</summary>
    /// <param name="arguments">The arguments, in the schema's order.</param>
    /// <param name="results">What it gives, lists one by one; as many as there can be at most.</param>
    /// <returns>How many it gives.</returns>
    /// <exception cref="TorchException">
    /// There is no such operator, it does not accept the arguments, or it gives more.
    /// </exception>
    public int Call(ReadOnlySpan<Argument> arguments, Span<Argument> results)
    {
        var values = stackalloc NativeValue[results.Length];
        var given = Invoke(arguments, values, results.Length);
        for (var i = 0; i < given; i++)
        {
            results[i] = Argument.Read(values[i]);
        }

        return given;
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += argument.Words;
        }

        var values = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[words];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Write(ref scratch);
        }

        int given;
        Native.Check(Native.saddle_call(Handle(), values, arguments.Length, results, capacity, &given));
        foreach (ref readonly var argument in arguments)
        {
            argument.KeepAlive();
        }

        return given;
    }

    private nint Handle()
    {
        if (_handle == 0)
        {
            nint handle;
            Native.Check(Native.saddle_operator(name, overload, &handle));
            _handle = handle;
        }

        return _handle;
    }
}
