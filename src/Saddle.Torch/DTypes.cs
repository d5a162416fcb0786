namespace Saddle.Torch;

/// <summary>What follows from a type of elements.</summary>
public static class DTypes
{
    /// <summary>The bytes of one element.</summary>
    /// <param name="type">The type.</param>
    public static int ElementSize(this DType type) => type switch
    {
        DType.UInt8 or DType.Int8 or DType.Bool => 1,
        DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        DType.Int64 or DType.Float64 => 8,
        _ => throw new NotSupportedException($"The size of {type} is not known."),
    };

    /// <summary>Whether the elements are numbers with a point.</summary>
    /// <param name="type">The type.</param>
    public static bool IsReal(this DType type) =>
        type is DType.Float16 or DType.BFloat16 or DType.Float32 or DType.Float64;
}
