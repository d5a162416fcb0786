using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>The types of a pass: what the file computes in one precision may be run in another.</summary>
/// <param name="InFile">The precision of the file: single or double.</param>
/// <param name="InRun">That of the tensors that were handed in.</param>
internal readonly record struct Precision(DType InFile, DType InRun)
{
    /// <summary>Whether it is another one than the file's.</summary>
    public bool IsOther => InFile != InRun;

    /// <summary>What a type that the file names is in the pass; half precision counts as single.</summary>
    public DType Of(DType type) => Widened(type) switch
    {
        var real when real == InFile => InRun,
        DType.Float32 when InRun == DType.Float64 => DType.Float64,
        var other => other,
    };

    /// <summary>The type, of half precision single.</summary>
    public static DType Widened(DType type) =>
        type is DType.Float16 or DType.BFloat16 ? DType.Float32 : type;
}
