using System.Text;

namespace Saddle.Torch;

/// <summary>One argument of an operator: a tensor, a number, a list, a text, or nothing.</summary>
public readonly unsafe struct Argument
{
    private readonly ValueKind _kind;
    private readonly NativePayload _payload;
    private readonly object? _reference;

    private Argument(ValueKind kind, NativePayload payload, object? reference = null) =>
        (_kind, _payload, _reference) = (kind, payload, reference);

    /// <summary>No value: what an optional argument is when not given.</summary>
    public static Argument None => default;

    /// <summary>How many 64-bit words the contents take beside the value itself.</summary>
    internal int Words => _reference switch
    {
        long[] list => list.Length,
        double[] list => list.Length,
        Tensor[] list => list.Length,
        byte[] text => (text.Length + 7) / 8,
        _ => 0,
    };

    /// <summary>A tensor; a plain number goes as a number, which operators that take a scalar accept.</summary>
    /// <param name="value">The tensor.</param>
    public static implicit operator Argument(Tensor value) =>
        value.Handle is { } handle ? new Argument(ValueKind.Tensor, default, handle) : value.Number;

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Argument(long value) => new(ValueKind.Int, new() { Integer = value });

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Argument(double value) => new(ValueKind.Double, new() { Number = value });

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Argument(bool value) => new(ValueKind.Bool, new() { Integer = value ? 1 : 0 });

    /// <summary>An element type.</summary>
    /// <param name="value">The type.</param>
    public static implicit operator Argument(DType value) => (long)value;

    /// <summary>A list of whole numbers: a shape, a stride, a padding.</summary>
    /// <param name="value">The list.</param>
    public static implicit operator Argument(long[] value) => new(ValueKind.Ints, default, value);

    /// <summary>A list of numbers.</summary>
    /// <param name="value">The list.</param>
    public static implicit operator Argument(double[] value) => new(ValueKind.Doubles, default, value);

    /// <summary>A list of tensors.</summary>
    /// <param name="value">The list.</param>
    public static implicit operator Argument(Tensor[] value) => new(ValueKind.Tensors, default, value);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator Argument(string value) =>
        new(ValueKind.String, default, Encoding.UTF8.GetBytes(value));

    /// <summary>A device: cpu, cuda or cuda:N.</summary>
    /// <param name="name">The name.</param>
    public static Argument Device(string name) => new(ValueKind.Device, default, Encoding.UTF8.GetBytes(name));

    /// <summary>A list of tensors of which some are not given.</summary>
    /// <param name="list">The list; a plain number stands for one that is not given.</param>
    public static Argument Optional(params Tensor[] list) => new(ValueKind.OptionalTensors, default, list);

    /// <summary>A random generator.</summary>
    /// <param name="generator">The generator.</param>
    public static Argument From(Generator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new(ValueKind.Generator, new() { Data = (void*)generator.Pointer }, generator);
    }

    /// <summary>The value as the native side reads it; contents go to the scratch memory, which is moved on.</summary>
    internal NativeValue Write(ref long* scratch)
    {
        var value = new NativeValue { Kind = _kind, Payload = _payload };
        if (_reference is TensorHandle handle)
        {
            value.Payload.Data = (void*)handle.Pointer;
        }
        else if (Words > 0 || _reference is Array)
        {
            value.Payload.Data = scratch;
            value.Count = Copy(new Span<long>(scratch, Words));
            scratch += Words;
        }

        return value;
    }

    internal void KeepAlive() => GC.KeepAlive(_reference);

    private int Copy(Span<long> target)
    {
        switch (_reference)
        {
            case long[] list:
                list.CopyTo(target);
                return list.Length;
            case double[] list:
                list.CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<long, double>(target));
                return list.Length;
            case Tensor[] list:
                for (var i = 0; i < list.Length; i++)
                {
                    target[i] = list[i].Handle?.Pointer ?? 0;
                }

                return list.Length;
            default:
                var text = (byte[])_reference!;
                text.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(target));
                return text.Length;
        }
    }
}
