namespace Saddle.Data.Sets;

/// <summary>The parts of SVHN.</summary>
public enum SvhnSplit
{
    /// <summary>73,257 digits.</summary>
    Train,

    /// <summary>26,032 digits.</summary>
    Test,

    /// <summary>531,131 easier digits.</summary>
    Extra,
}
