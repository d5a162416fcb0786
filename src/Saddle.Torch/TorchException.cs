namespace Saddle.Torch;

/// <summary>What libtorch said when a call failed.</summary>
/// <param name="message">Its text.</param>
public sealed class TorchException(string message) : Exception(message)
{
    private static readonly string[] OfMemory =
    [
        "can't allocate memory",
        "not enough memory",
        "out of memory",
        "bad_alloc",
        "Storage size calculation overflowed",
    ];

    /// <summary>Its first line, which says what is wrong; the others say where in libtorch.</summary>
    public string Reason => Message.Split('\n')[0].Trim();

    /// <summary>Whether a number was beyond the range of the tensors' type.</summary>
    public bool IsOutOfRange => Message.Contains("without overflow", StringComparison.Ordinal);

    /// <summary>Whether the memory did not suffice: of the machine, or of the device.</summary>
    public bool IsOutOfMemory => OfMemory.Any(part => Message.Contains(part, StringComparison.OrdinalIgnoreCase));
}
