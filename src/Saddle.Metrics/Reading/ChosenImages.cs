using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>Some of the images, drawn at random without replacement.</summary>
internal sealed class ChosenImages(IImages images, ulong seed, long count) : IImages
{
    private readonly Shuffle _order = new(seed, images.Count);

    public long Count => count;

    public Image Read(long index) => images.Read(_order.At(0, index));

    public void Dispose()
    {
        // The images are another's.
    }
}
