namespace Saddle.Gans.Networks.Foreign;

/// <summary>What becomes of a network's tensor in training.</summary>
public enum TensorRole
{
    /// <summary>It is trained.</summary>
    Parameter,

    /// <summary>A parameter that its owner has frozen: it keeps its value.</summary>
    Frozen,

    /// <summary>The network itself may write it: running statistics, singular vectors.</summary>
    Buffer,
}
