using System.Runtime.ExceptionServices;

namespace Saddle.Dynamics;

/// <summary>
/// Pieces of work that do not depend on each other, spread over cores. Where some fail, what one of them said is thrown
/// as if it had been alone.
/// </summary>
/// <example>
/// <code>
/// var squares = new int[100];
/// Pieces.Each(squares.Length, i => squares[i] = i * i);
/// </code>
/// </example>
public static class Pieces
{
    /// <summary>Does every piece, until it is stopped.</summary>
    /// <typeparam name="TTools">What a worker makes once and uses for one piece after the other.</typeparam>
    /// <param name="count">How many pieces.</param>
    /// <param name="tools">Makes what a worker works with.</param>
    /// <param name="work">Does a piece, by its number.</param>
    /// <param name="threads">How many workers at once; 0 for one a core.</param>
    /// <param name="progress">Told the share done, from 0 to 1, from any thread.</param>
    /// <param name="cancellation">Stops: no further piece is begun, and no exception thrown.</param>
    public static void Each<TTools>(
        int count,
        Func<TTools> tools,
        Action<int, TTools> work,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        };
        try
        {
            Parallel.For(0, count, options, tools, Do, _ => { });
        }
        catch (AggregateException several)
        {
            // One is enough to say what is wrong, and it is told by its own kind; that others stopped is none of it.
            ExceptionDispatchInfo.Throw(
                several.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException)
                    ?? several.InnerExceptions[0]);
        }

        TTools Do(int piece, ParallelLoopState loop, TTools made)
        {
            if (cancellation.IsCancellationRequested)
            {
                loop.Stop();
                return made;
            }

            work(piece, made);
            progress?.Report((double)Interlocked.Increment(ref done) / count);
            return made;
        }
    }

    /// <summary>Does every piece, until it is stopped.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="work">Does a piece, by its number.</param>
    /// <param name="threads">How many workers at once; 0 for one a core.</param>
    /// <param name="progress">Told the share done, from 0 to 1, from any thread.</param>
    /// <param name="cancellation">Stops: no further piece is begun, and no exception thrown.</param>
    public static void Each(
        int count,
        Action<int> work,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        Each(count, () => true, (piece, _) => work(piece), threads, progress, cancellation);
    }
}
