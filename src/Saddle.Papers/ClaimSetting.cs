namespace Saddle.Papers;

/// <summary>How a claim is measured.</summary>
/// <param name="Full">In its published form, however long that takes, rather than the quick one.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Cancellation">Stops the measurement with an <see cref="OperationCanceledException"/>.</param>
public sealed record ClaimSetting(bool Full, ulong Seed, CancellationToken Cancellation)
{
    /// <summary>
    /// Ten images of 28 x 28 pixels, the digits 0 to 9, each as 784 numbers from 0 to 1; null for drawn ones.
    /// </summary>
    public IReadOnlyList<double[]>? Digits { get; init; }

    /// <summary>What has been measured already.</summary>
    public IKept Kept { get; init; } = new KeptInMemory();

    /// <summary>
    /// Where a claim trains networks: only the runs whose number leaves this remainder when divided by this count are
    /// made and kept, and the claim then ends with a <see cref="PartDoneException"/>. Null for all.
    /// </summary>
    public (int Remainder, int Count)? Part { get; init; }

    /// <summary>
    /// Where a claim trains networks: is told the share that is done of the runs that are due, one set of runs after
    /// the other.
    /// </summary>
    public IProgress<double>? Progress { get; init; }
}
