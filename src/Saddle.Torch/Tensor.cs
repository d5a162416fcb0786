using System.Globalization;

namespace Saddle.Torch;

/// <summary>
/// A tensor of libtorch, or a plain number that stands for a tensor of any shape filled with it. The update rules run
/// on it as on any <see cref="Scalars.IScalar{T}"/>: one coordinate of a game is then a whole block of a network's
/// parameters.
/// </summary>
/// <remarks>
/// A value, like a number: operators make new tensors and never change their operands. Who frees them:
/// <see cref="TensorScope"/>. Shapes that differ are broadcast as in libtorch.
/// </remarks>
public readonly unsafe partial struct Tensor
{
    private const int MaxRank = 16;

    [ThreadStatic]
    private static long _copiesOut;

    /// <summary>How often this thread has copied elements out, which on a device waits for all that is under way.
    /// </summary>
    public static long CopiesOut => _copiesOut;

    internal Tensor(TensorHandle handle) => Handle = handle;

    private Tensor(double number) => Number = number;

    /// <summary>Whether it is a plain number, without storage of its own.</summary>
    public bool IsNumber => Handle is null;

    /// <summary>The number, where <see cref="IsNumber"/>.</summary>
    public double Number { get; }

    /// <summary>The lengths of its dimensions; empty for a number.</summary>
    public long[] Shape
    {
        get
        {
            if (IsNumber)
            {
                return [];
            }

            var shape = stackalloc long[MaxRank];
            int rank;
            Native.Check(Native.saddle_shape(Handle!.Pointer, shape, MaxRank, &rank));
            GC.KeepAlive(Handle);
            return new ReadOnlySpan<long>(shape, rank).ToArray();
        }
    }

    /// <summary>The number of elements; 1 for a number.</summary>
    public long Count
    {
        get
        {
            var count = 1L;
            foreach (var length in Shape)
            {
                count *= length;
            }

            return count;
        }
    }

    /// <summary>The type of its elements; a number is a double.</summary>
    public DType DType
    {
        get
        {
            if (IsNumber)
            {
                return DType.Float64;
            }

            int type;
            Native.Check(Native.saddle_type(Handle!.Pointer, &type));
            GC.KeepAlive(Handle);
            return (DType)type;
        }
    }

    /// <summary>Where it lies: cpu, or cuda:N.</summary>
    public string Device
    {
        get
        {
            if (IsNumber)
            {
                return "cpu";
            }

            int isCuda, index;
            Native.Check(Native.saddle_device_of(Handle!.Pointer, &isCuda, &index));
            GC.KeepAlive(Handle);
            return isCuda != 0 ? $"cuda:{index}" : "cpu";
        }
    }

    /// <summary>Whether gradients by it can be asked for.</summary>
    public bool RequiresGradient
    {
        get
        {
            if (IsNumber)
            {
                return false;
            }

            int requires;
            Native.Check(Native.saddle_requires_grad(Handle!.Pointer, &requires));
            GC.KeepAlive(Handle);
            return requires != 0;
        }
    }

    internal TensorHandle? Handle { get; }

    /// <summary>Whether it is the very same tensor, not one of equal elements; false for plain numbers.</summary>
    /// <param name="other">The other one.</param>
    public bool Is(Tensor other) => Handle is not null && ReferenceEquals(Handle, other.Handle);

    /// <summary>The handle of the tensor, or of a new one that holds the number.</summary>
    internal TensorHandle Materialized => Handle ?? From([Number], []).Handle!;

    /// <summary>Makes a tensor of given elements.</summary>
    /// <typeparam name="TElement">byte, int, long, float or double: the tensor's type follows.</typeparam>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="shape">The lengths of the dimensions.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit the shape.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static Tensor From<TElement>(
        ReadOnlySpan<TElement> elements, ReadOnlySpan<long> shape, string device = "cpu")
        where TElement : unmanaged
    {
        var count = 1L;
        foreach (var length in shape)
        {
            count *= length;
        }

        if (count != elements.Length)
        {
            throw new ArgumentException(
                $"{elements.Length} elements do not fill the shape [{string.Join(", ", shape.ToArray())}].",
                nameof(elements));
        }

        fixed (TElement* data = elements)
        {
            return Create(TypeOf<TElement>(), shape, device, data);
        }
    }

    /// <summary>Makes a tensor of elements of any type.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="elements">Their bytes, row by row.</param>
    /// <param name="shape">The lengths of the dimensions.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the shape.</exception>
    public static Tensor FromBytes(
        DType type, ReadOnlySpan<byte> elements, ReadOnlySpan<long> shape, string device = "cpu")
    {
        var bytes = (long)type.ElementSize();
        foreach (var length in shape)
        {
            bytes = checked(bytes * length);
        }

        if (bytes != elements.Length)
        {
            throw new ArgumentException(
                $"{elements.Length} bytes do not fill {type}[{string.Join(", ", shape.ToArray())}].", nameof(elements));
        }

        fixed (byte* data = elements)
        {
            return Create(type, shape, device, data);
        }
    }

    /// <summary>Makes a tensor of doubles.</summary>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="shape">The lengths of the dimensions.</param>
    public static Tensor From(ReadOnlySpan<double> elements, ReadOnlySpan<long> shape) => From<double>(elements, shape);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="device">The device.</param>
    public static Tensor Zeros(ReadOnlySpan<long> shape, DType type = DType.Float32, string device = "cpu") =>
        Full(shape, 0, type, device);

    /// <summary>A tensor of one number.</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    /// <param name="value">The number.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="device">The device.</param>
    public static Tensor Full(
        ReadOnlySpan<long> shape, double value, DType type = DType.Float32, string device = "cpu") =>
        FullOperator.Call(shape.ToArray(), value, type, Argument.None, Argument.Device(device));

    /// <summary>The elements, row by row.</summary>
    /// <typeparam name="TElement">The type that the tensor has.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor's elements are of another type.</exception>
    public TElement[] ToArray<TElement>()
        where TElement : unmanaged
    {
        var source = Materialized;
        if (DType is var type
            && type != TypeOf<TElement>()
            && !(type == DType.Bool && typeof(TElement) == typeof(byte)))
        {
            throw new InvalidOperationException($"The tensor's elements are {type}, not {typeof(TElement).Name}.");
        }

        _copiesOut++;
        var elements = new TElement[Count];
        fixed (TElement* data = elements)
        {
            Native.Check(Native.saddle_read(source.Pointer, data, (long)elements.Length * sizeof(TElement)));
        }

        GC.KeepAlive(source);
        return elements;
    }

    /// <summary>The elements' bytes, row by row, of any type: what <see cref="FromBytes"/> makes a tensor of.</summary>
    public byte[] ToBytes()
    {
        var source = Materialized;
        _copiesOut++;
        var bytes = new byte[Count * DType.ElementSize()];
        fixed (byte* data = bytes)
        {
            Native.Check(Native.saddle_read(source.Pointer, data, bytes.Length));
        }

        GC.KeepAlive(source);
        return bytes;
    }

    /// <summary>
    /// The elements where they lie, row by row: of a tensor in main memory whose elements follow one another. They are
    /// there for as long as the tensor is, so hold on to it.
    /// </summary>
    /// <typeparam name="TElement">The type that the tensor has.</typeparam>
    /// <exception cref="InvalidOperationException">
    /// The tensor is a plain number, or its elements are of another type.
    /// </exception>
    /// <exception cref="TorchException">They lie elsewhere, or apart.</exception>
    public ReadOnlySpan<TElement> Elements<TElement>()
        where TElement : unmanaged
    {
        if (IsNumber || DType != TypeOf<TElement>())
        {
            throw new InvalidOperationException($"There are no elements {typeof(TElement).Name} in {this}.");
        }

        return Storage<TElement>();
    }

    /// <summary>Copies the <see cref="Elements"/>, for which it holds on to the tensor.</summary>
    /// <typeparam name="TElement">The type that the tensor has.</typeparam>
    /// <param name="elements">As many as there are, or more.</param>
    /// <exception cref="InvalidOperationException">
    /// The tensor is a plain number, or its elements are of another type.
    /// </exception>
    /// <exception cref="TorchException">They lie elsewhere, or apart.</exception>
    public void CopyTo<TElement>(Span<TElement> elements)
        where TElement : unmanaged
    {
        Elements<TElement>().CopyTo(elements);
        GC.KeepAlive(Handle);
    }

    /// <summary>The elements as doubles, row by row.</summary>
    public double[] ToDoubles() => IsNumber ? [Number] : Cast(DType.Float64).ToArray<double>();

    /// <summary>The one element.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public double Item() =>
        ToDoubles() is [var value]
            ? value
            : throw new InvalidOperationException($"A tensor of {Count} elements is not one number.");

    /// <summary>The same tensor, cut off from what it was computed from, and differentiable by.</summary>
    /// <param name="requiresGradient">Whether gradients by it will be asked for.</param>
    public Tensor AsLeaf(bool requiresGradient = true)
    {
        var leaf = Detach();
        if (requiresGradient)
        {
            Native.Check(Native.saddle_set_requires_grad(leaf.Handle!.Pointer, 1));
        }

        return leaf;
    }

    /// <summary>The shape and type, or the number.</summary>
    public override string ToString() => IsNumber
        ? Number.ToString("R", CultureInfo.InvariantCulture)
        : $"{DType}[{string.Join(", ", Shape)}] on {Device}";

    private static Tensor Create(DType type, ReadOnlySpan<long> shape, string device, void* data)
    {
        nint tensor;
        fixed (long* lengths = shape)
        {
            Native.Check(Native.saddle_create((int)type, device, lengths, shape.Length, data, &tensor));
        }

        return new Tensor(new TensorHandle(tensor));
    }

    /// <summary>A new tensor in main memory whose elements are yet to be set.</summary>
    private static Tensor Empty(Tensor like) => Create(like.DType, like.Shape, "cpu", null);

    /// <summary>Whether there are <see cref="Elements"/>.</summary>
    private bool HasElements<TElement>()
        where TElement : unmanaged
    {
        void* data;
        return !IsNumber
            && !RequiresGradient
            && DType == TypeOf<TElement>()
            && Native.saddle_data(Handle!.Pointer, &data) == 0;
    }

    private Span<TElement> Storage<TElement>()
        where TElement : unmanaged
    {
        void* data;
        Native.Check(Native.saddle_data(Handle!.Pointer, &data));
        return new(data, checked((int)Count));
    }

    private static DType TypeOf<TElement>() => Type.GetTypeCode(typeof(TElement)) switch
    {
        TypeCode.Byte => DType.UInt8,
        TypeCode.Int32 => DType.Int32,
        TypeCode.Int64 => DType.Int64,
        TypeCode.Single => DType.Float32,
        TypeCode.Double => DType.Float64,
        TypeCode.Boolean => DType.Bool,
        _ => throw new NotSupportedException($"There is no tensor of {typeof(TElement).Name}."),
    };
}
