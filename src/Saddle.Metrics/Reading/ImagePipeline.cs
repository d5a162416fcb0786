using System.Buffers;
using System.Threading.Channels;
using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>
/// Images, decoded and resized ahead of the network that wants them, by all cores and in order. Only a few batches wait
/// at any time, however many images there are.
/// </summary>
internal static class ImagePipeline
{
    /// <summary>
    /// The images of a batch. What a network makes of an image may depend on it in the last digit, so it is always the
    /// same.
    /// </summary>
    public const int Batch = 32;

    /// <summary>The batches, in order. A batch's pixels are the caller's until it asks for the next.</summary>
    /// <param name="images">The images.</param>
    /// <param name="side">The rows and columns that they are brought to.</param>
    /// <param name="how">How.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static IEnumerable<PreparedBatch> Prepare(
        IImages images, int side, Preparation how, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = Channel.CreateBounded<Task<PreparedBatch>>(Environment.ProcessorCount);
        var feeding = Task.Run(() => Feed(images, side, how, waiting.Writer, stop.Token), CancellationToken.None);
        try
        {
            while (waiting.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
                while (waiting.Reader.TryRead(out var next))
                {
                    var batch = next.GetAwaiter().GetResult();
                    cancellation.ThrowIfCancellationRequested();
                    yield return batch;
                    ArrayPool<float>.Shared.Return(batch.Pixels);
                }
            }

            cancellation.ThrowIfCancellationRequested(); // else what was cut short would pass for the whole
        }
        finally
        {
            stop.Cancel();
            feeding.GetAwaiter().GetResult();
            Drain(waiting.Reader);
        }
    }

    private static async Task Feed(
        IImages images, int side, Preparation how, ChannelWriter<Task<PreparedBatch>> waiting, CancellationToken stop)
    {
        try
        {
            for (var first = 0L; first < images.Count && !stop.IsCancellationRequested; first += Batch)
            {
                var start = first;
                await waiting.WriteAsync(
                    Task.Run(() => Prepared(images, start, side, how), CancellationToken.None), stop)
                    .ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader has gone away.
        }
        finally
        {
            waiting.Complete();
        }
    }

    private static PreparedBatch Prepared(IImages images, long first, int side, Preparation how)
    {
        var count = (int)Math.Min(Batch, images.Count - first);
        var size = 3 * side * side;
        var pixels = ArrayPool<float>.Shared.Rent(count * size);
        for (var i = 0; i < count; i++)
        {
            how.Apply(images.Read(first + i).ToRgb(), side, pixels.AsSpan(i * size, size));
        }

        return new(first, count, pixels);
    }

    // What was under way may use the images, which are closed next; its failures no longer matter.
    private static void Drain(ChannelReader<Task<PreparedBatch>> waiting)
    {
        while (waiting.TryRead(out var left))
        {
            ((IAsyncResult)left).AsyncWaitHandle.WaitOne();
        }
    }
}
