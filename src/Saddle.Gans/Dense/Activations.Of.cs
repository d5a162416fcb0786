using System.Numerics;
using System.Runtime.InteropServices;

namespace Saddle.Gans.Dense;

/// <summary>The activations of one kind of unit.</summary>
/// <typeparam name="TActivation">The kind.</typeparam>
/// <param name="activation">The function.</param>
internal sealed class Activations<TActivation>(TActivation activation) : Activations
    where TActivation : struct, IActivation
{
    public override void Forward(Span<float> values, ReadOnlySpan<float> biases)
    {
        var f = activation;
        for (var rest = values; rest.Length > 0; rest = rest[biases.Length..])
        {
            ref var row = ref MemoryMarshal.GetReference(rest);
            ref var bias = ref MemoryMarshal.GetReference(biases);
            nuint i = 0, length = (nuint)biases.Length;
            for (; i + (nuint)Vector<float>.Count <= length; i += (nuint)Vector<float>.Count)
            {
                f.Of(Vector.LoadUnsafe(ref row, i) + Vector.LoadUnsafe(ref bias, i)).StoreUnsafe(ref row, i);
            }

            for (; i < length; i++)
            {
                rest[(int)i] = f.Of(new(rest[(int)i] + biases[(int)i]))[0];
            }
        }
    }

    public override void Backward(Span<float> slopes, ReadOnlySpan<float> outputs, Span<float> biases)
    {
        var f = activation;
        biases.Clear();
        for (var rest = slopes; rest.Length > 0; rest = rest[biases.Length..], outputs = outputs[biases.Length..])
        {
            ref var row = ref MemoryMarshal.GetReference(rest);
            ref var output = ref MemoryMarshal.GetReference(outputs);
            ref var sum = ref MemoryMarshal.GetReference(biases);
            nuint i = 0, length = (nuint)biases.Length;
            for (; i + (nuint)Vector<float>.Count <= length; i += (nuint)Vector<float>.Count)
            {
                var slope = Vector.LoadUnsafe(ref row, i) * f.Slope(Vector.LoadUnsafe(ref output, i));
                slope.StoreUnsafe(ref row, i);
                (Vector.LoadUnsafe(ref sum, i) + slope).StoreUnsafe(ref sum, i);
            }

            for (; i < length; i++)
            {
                rest[(int)i] *= f.Slope(new(outputs[(int)i]))[0];
                biases[(int)i] += rest[(int)i];
            }
        }
    }
}
