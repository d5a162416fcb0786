namespace Saddle.Metrics.Extractors;

/// <summary>Shows the progress of long computations.</summary>
public static class ProgressExtensions
{
    /// <summary>Runs a computation while its progress is shown.</summary>
    /// <typeparam name="TResult">The kind of result.</typeparam>
    /// <param name="make">
    /// Makes something that is told the share done, by the computation's name; closed at the end if it can be.
    /// </param>
    /// <param name="what">The computation's name.</param>
    /// <param name="run">The computation.</param>
    public static TResult Show<TResult>(
        this Func<string, IProgress<double>?> make, string what, Func<IProgress<double>?, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(run);
        var progress = make(what);
        using (progress as IDisposable)
        {
            return run(progress);
        }
    }
}
