namespace Saddle.Metrics;

/// <summary>How a metric is measured, beside its own settings.</summary>
/// <param name="Seed">The seed of what is drawn at random.</param>
/// <param name="Ddof">What covariances subtract from the count.</param>
/// <param name="Progress">Is told the share done.</param>
/// <param name="Cancellation">Asks to stop.</param>
public sealed record MeasuringSettings(
    ulong Seed = 1, int Ddof = 1, IProgress<double>? Progress = null, CancellationToken Cancellation = default)
{
    internal void Done(double share)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Report(share);
    }

    /// <summary>Counts the parts of a whole: each call says that one more is done.</summary>
    /// <param name="all">How many there are.</param>
    internal Action Parts(long all)
    {
        var done = 0L;
        return () => Done(++done / (double)all);
    }
}
