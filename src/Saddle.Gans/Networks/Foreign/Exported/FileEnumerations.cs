using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// The numbers that archives of <c>torch.export</c> have for types and layouts, which are not libtorch's.
/// </summary>
/// <remarks>torch/_export/serde/schema.py of PyTorch.</remarks>
internal static class FileEnumerations
{
    /// <summary>A type of elements.</summary>
    /// <exception cref="InvalidDataException">It is none that Saddle knows.</exception>
    public static DType Type(long number) => number switch
    {
        1 => DType.UInt8,
        2 => DType.Int8,
        3 => DType.Int16,
        4 => DType.Int32,
        5 => DType.Int64,
        6 => DType.Float16,
        7 => DType.Float32,
        8 => DType.Float64,
        9 or 10 or 11 => throw new InvalidDataException("complex numbers are not supported"),
        12 => DType.Bool,
        13 => DType.BFloat16,
        _ => throw new InvalidDataException(
            FormattableString.Invariant($"the type of elements {number} of torch.export is not supported")),
    };

    /// <summary>A type of elements; null for one that Saddle does not know, which libtorch may know.</summary>
    public static DType? Known(long number) => number is >= 1 and <= 8 or 12 or 13 ? Type(number) : null;

    /// <summary>A layout, as libtorch numbers it: there is one alone.</summary>
    /// <exception cref="InvalidDataException">It is another one.</exception>
    public static long Layout(long number) => number == 7
        ? 0
        : throw new InvalidDataException(
            FormattableString.Invariant($"the layout {number} of torch.export is not supported; only strided (7) is"));

    /// <summary>A memory format, as libtorch numbers it.</summary>
    /// <exception cref="InvalidDataException">It is none that Saddle knows.</exception>
    public static long MemoryFormat(long number) => number switch
    {
        1 => 0,
        2 => 2,
        3 => 3,
        4 => 1,
        _ => throw new InvalidDataException(
            FormattableString.Invariant($"the memory format {number} of torch.export is not supported")),
    };
}
