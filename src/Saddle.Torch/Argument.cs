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

    /// <summary>What the operator's schema says where nothing is given.</summary>
    public static Argument Default => new(ValueKind.Default, default);

    /// <summary>Whether it is no value.</summary>
    public bool IsNone => _kind == ValueKind.None;

    /// <summary>Whether it is what the schema says.</summary>
    public bool IsDefault => _kind == ValueKind.Default;

    /// <summary>Whether it is a tensor.</summary>
    public bool IsTensor => _kind == ValueKind.Tensor;

    /// <summary>The tensor; of another value the plain number 0.</summary>
    public Tensor Tensor => _reference is TensorHandle handle ? new(handle) : default;

    /// <summary>The whole number, or the part of a number before its point; true is 1.</summary>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public long Whole => _kind switch
    {
        ValueKind.Int or ValueKind.Bool => _payload.Integer,
        ValueKind.Double => checked((long)_payload.Number),
        _ => throw new InvalidOperationException($"An argument of kind {_kind} is no number."),
    };

    /// <summary>The number; true is 1.</summary>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public double Number => _kind == ValueKind.Double ? _payload.Number : Whole;

    /// <summary>Whether it is a number with a point, which may be whole all the same.</summary>
    public bool IsReal => _kind == ValueKind.Double;

    /// <summary>The whole numbers of a list; of another value none.</summary>
    public long[] Wholes => _reference as long[] ?? [];

    /// <summary>
    /// A tensor for the place of one where this is a number: beside other tensors it follows their type.
    /// </summary>
    /// <exception cref="TorchException">It is neither a tensor nor a number.</exception>
    public Argument AsTensor()
    {
        if (IsTensor)
        {
            return this;
        }

        var number = new NativeValue { Kind = _kind, Payload = _payload };
        nint tensor;
        Native.Check(Native.saddle_number(&number, &tensor));
        return new Tensor(new TensorHandle(tensor));
    }

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

    /// <summary>What a call gave out; of a tensor, the reference is taken over.</summary>
    internal static Argument Read(in NativeValue value) => value.Kind == ValueKind.Tensor
        ? new Tensor(new TensorHandle((nint)value.Payload.Data))
        : new Argument(value.Kind, value.Payload);

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
