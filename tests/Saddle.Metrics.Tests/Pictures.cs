using Saddle.Data;

namespace Saddle.Metrics.Tests;

/// <summary>Images in memory.</summary>
internal class Pictures(params Image[] images) : IImages
{
    public long Count => images.Length;

    public virtual Image Read(long index) => images[index];

    public void Dispose() => GC.SuppressFinalize(this);
}
