namespace Saddle.Torch;

/// <summary>What a tensor's elements are. The values are libtorch's own numbers.</summary>
public enum DType
{
    /// <summary>8 bits without sign.</summary>
    UInt8 = 0,

    /// <summary>8 bits with sign.</summary>
    Int8 = 1,

    /// <summary>16 bits with sign.</summary>
    Int16 = 2,

    /// <summary>32 bits with sign.</summary>
    Int32 = 3,

    /// <summary>64 bits with sign.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision.</summary>
    Float16 = 5,

    /// <summary>IEEE single precision.</summary>
    Float32 = 6,

    /// <summary>IEEE double precision.</summary>
    Float64 = 7,

    /// <summary>True or false, one byte.</summary>
    Bool = 11,

    /// <summary>The upper half of a single.</summary>
    BFloat16 = 15,
}
