namespace Saddle.Torch;

/// <summary>Reverse-mode differentiation of tensors.</summary>
public static unsafe class Autograd
{
    /// <summary>The gradient of a scalar by several tensors.</summary>
    /// <param name="output">A tensor of one element.</param>
    /// <param name="inputs">What to differentiate by; each must require gradients.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated again.</param>
    /// <param name="keepGraph">Whether the same output is differentiated again later.</param>
    /// <returns>One gradient an input, of its shape; the number 0 where the output does not depend on it.</returns>
    /// <exception cref="TorchException">The output has more than one element, or depends on no parameter.</exception>
    public static Tensor[] Gradient(
        Tensor output, ReadOnlySpan<Tensor> inputs, bool createGraph = false, bool keepGraph = false) =>
        Gradient([output], default, inputs, createGraph, keepGraph);

    /// <summary>The vector-Jacobian product: the gradient of the sum of output . weight.</summary>
    /// <param name="outputs">Tensors.</param>
    /// <param name="weights">One a tensor, of its shape; none where every output has one element.</param>
    /// <param name="inputs">What to differentiate by; each must require gradients.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated again.</param>
    /// <param name="keepGraph">Whether the same outputs are differentiated again later.</param>
    /// <returns>One gradient an input, of its shape; the number 0 where no output depends on it.</returns>
    /// <exception cref="TorchException">The shapes do not fit, or nothing depends on a parameter.</exception>
    public static Tensor[] Gradient(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> weights,
        ReadOnlySpan<Tensor> inputs,
        bool createGraph = false,
        bool keepGraph = false)
    {
        var pointers = stackalloc nint[outputs.Length + weights.Length + (2 * inputs.Length)];
        var weightPointers = pointers + outputs.Length;
        var inputPointers = weightPointers + weights.Length;
        var gradients = inputPointers + inputs.Length;
        Pointers(outputs, pointers);
        Pointers(weights, weightPointers);
        Pointers(inputs, inputPointers);
        Native.Check(Native.saddle_grad(
            pointers,
            weights.IsEmpty ? null : weightPointers,
            outputs.Length,
            inputPointers,
            inputs.Length,
            keepGraph || createGraph ? 1 : 0,
            createGraph ? 1 : 0,
            gradients));
        KeepAlive(outputs);
        KeepAlive(weights);
        KeepAlive(inputs);
        var result = new Tensor[inputs.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = gradients[i] == 0 ? default : new Tensor(new TensorHandle(gradients[i]));
        }

        return result;
    }

    /// <summary>Until disposed, operators on this thread record nothing for differentiation.</summary>
    public static GradientMode NoGradient() => new(enabled: false);

    /// <summary>
    /// Until disposed, operators on this thread record what differentiation needs, as they do at first.
    /// </summary>
    public static GradientMode WithGradient() => new(enabled: true);

    internal static void Pointers(ReadOnlySpan<Tensor> tensors, nint* pointers)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            pointers[i] = tensors[i].Materialized.Pointer;
        }
    }

    internal static void KeepAlive(ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            GC.KeepAlive(tensor.Handle);
        }
    }

    /// <summary>A stretch of code with recording on or off.</summary>
    public readonly ref struct GradientMode
    {
        private readonly int _before;

        internal GradientMode(bool enabled) => _before = Native.saddle_grad_enabled(enabled ? 1 : 0);

        /// <summary>Returns to what was.</summary>
        public void Dispose() => _ = Native.saddle_grad_enabled(_before);
    }
}
