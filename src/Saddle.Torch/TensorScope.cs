namespace Saddle.Torch;

/// <summary>
/// Frees tensors at a known moment: every tensor made on this thread while the scope is the innermost one belongs to
/// it. Scopes nest; a training loop holds one and sweeps it after each update, so that its memory does not grow.
/// </summary>
/// <example><code>
/// using var scope = new TensorScope();
/// while (training)
/// {
/// update.Step(state, memory, sample);
/// scope.Sweep(state, memory);   // all but the new state and memory are freed
/// }
/// </code></example>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? _current;

    private readonly TensorScope? _outer;
    private List<TensorHandle> _handles = [];
    private List<TensorHandle> _swept = [];

    /// <summary>Opens a scope within the current one.</summary>
    public TensorScope()
    {
        _outer = _current;
        _current = this;
    }

    /// <summary>The innermost scope open on this thread.</summary>
    internal static TensorScope? Current => _current;

    /// <summary>How many tensors the scope holds.</summary>
    public int Count => _handles.Count;

    /// <summary>
    /// Frees a tensor at once, whoever owns it: the collector knows nothing of its size, and may come late.
    /// </summary>
    /// <param name="tensor">The tensor; it cannot be used any more.</param>
    public static void Free(Tensor tensor) => tensor.Handle?.Free();

    /// <summary>Frees all tensors of the scope but those given, which stay in it.</summary>
    /// <param name="first">Tensors to keep.</param>
    /// <param name="second">More tensors to keep.</param>
    public void Sweep(ReadOnlySpan<Tensor> first, ReadOnlySpan<Tensor> second = default)
    {
        Mark(first, true);
        Mark(second, true);
        foreach (var handle in _handles)
        {
            if (handle.Kept)
            {
                _swept.Add(handle);
            }
            else
            {
                handle.Free();
            }
        }

        (_handles, _swept) = (_swept, _handles);
        _swept.Clear();
        Mark(first, false);
        Mark(second, false);
    }

    /// <summary>Hands a tensor over to the enclosing scope, or to the collector where there is none.</summary>
    /// <param name="tensor">A tensor of this scope.</param>
    /// <returns>The same tensor.</returns>
    public Tensor Keep(Tensor tensor)
    {
        Move(tensor, _outer);
        return tensor;
    }

    /// <summary>Hands a tensor over to a scope that need not be the enclosing one.</summary>
    /// <param name="tensor">A tensor of this scope.</param>
    /// <param name="other">The scope that it belongs to from now on.</param>
    public void Give(Tensor tensor, TensorScope other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Move(tensor, other);
    }

    /// <summary>
    /// Takes a tensor out of the innermost scope: the collector frees it when nothing holds it any more.
    /// </summary>
    /// <param name="tensor">A tensor.</param>
    /// <returns>The same tensor.</returns>
    public static Tensor Release(Tensor tensor)
    {
        if (tensor.Handle is { } handle)
        {
            _current?._handles.Remove(handle);
        }

        return tensor;
    }

    /// <summary>Frees the scope's tensors and returns to the enclosing scope.</summary>
    public void Dispose()
    {
        if (_current != this)
        {
            throw new InvalidOperationException(
                "Tensor scopes must be closed in the reverse order of opening, on the thread that opened them.");
        }

        _handles.ForEach(handle => handle.Free());
        _handles.Clear();
        _current = _outer;
    }

    internal void Add(TensorHandle handle) => _handles.Add(handle);

    private void Move(Tensor tensor, TensorScope? to)
    {
        if (tensor.Handle is { } handle && _handles.Remove(handle))
        {
            to?.Add(handle);
        }
    }

    private static void Mark(ReadOnlySpan<Tensor> tensors, bool kept)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Handle is { } handle)
            {
                handle.Kept = kept;
            }
        }
    }
}
