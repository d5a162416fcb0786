namespace Saddle.Torch;

/// <summary>What libtorch said when a call failed.</summary>
/// <param name="message">Its text.</param>
public sealed class TorchException(string message) : Exception(message)
{
    private const string OfProgram = "RuntimeError: ";

    private static readonly string[] OfMemory =
    [
        "can't allocate memory",
        "not enough memory",
        "out of memory",
        "bad_alloc",
        "Storage size calculation overflowed",
    ];

    /// <summary>
    /// Its first line, or that of a program's own failure within it: it says what is wrong, the others where.
    /// </summary>
    public string Reason
    {
        get
        {
            var lines = Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var failure = lines.LastOrDefault(line => line.StartsWith(OfProgram, StringComparison.Ordinal));
            return failure?[OfProgram.Length..] ?? lines.FirstOrDefault() ?? string.Empty;
        }
    }

    /// <summary>Whether a program took more processor time than it was given.</summary>
    public bool IsOutOfTime { get; init; }

    /// <summary>Whether a number was beyond the range of the tensors' type.</summary>
    public bool IsOutOfRange => Message.Contains("without overflow", StringComparison.Ordinal);

    /// <summary>Whether the memory did not suffice: of the machine, or of the device.</summary>
    public bool IsOutOfMemory => OfMemory.Any(part => Message.Contains(part, StringComparison.OrdinalIgnoreCase));
}
