namespace Saddle.Data.Images;

/// <summary>Large images are decoded one at a time: what several need together no machine may have.</summary>
internal sealed class LargeImage : IDisposable
{
    private const long LeastPixels = 1 << 22;

    private static readonly SemaphoreSlim Free = new(1);

    private LargeImage() => Free.Wait();

    /// <summary>Waits until an image's turn has come, and holds it while it lives; null where none is needed.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static LargeImage? Turn(long width, long height) => width * height < LeastPixels ? null : new();

    /// <inheritdoc/>
    public void Dispose() => Free.Release();
}
