namespace Saddle.Metrics;

/// <summary>How a metric is measured, beside its own settings.</summary>
/// <param name="Seed">The seed of what is drawn at random.</param>
/// <param name="Ddof">What covariances subtract from the count.</param>
/// <param name="Progress">Is told the share done.</param>
/// <param name="Cancellation">Asks to stop.</param>
public sealed record MeasuringSettings(
    ulong Seed = 1, int Ddof = 1, IProgress<double>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Real samples that nothing was trained on, for metrics that need them; null for none.</summary>
    public Side? Test { get; init; }

    /// <summary>Whether intervals are wanted, which can take longer than the figures themselves.</summary>
    public bool Intervals { get; init; } = true;

    /// <summary>Tells the share done, and stops where that is asked for.</summary>
    /// <param name="share">The share, from 0 to 1.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public void Done(double share)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Report(share);
    }

    /// <summary>Counts the parts of a whole: each call says that one more is done.</summary>
    /// <param name="all">How many there are.</param>
    public Action Parts(long all)
    {
        var done = 0L;
        return () => Done(++done / (double)all);
    }
}
