using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>Images that must be of one size.</summary>
internal sealed class OneSize(IImages images, (int Width, int Height) size) : IImages
{
    public long Count => images.Count;

    public Image Read(long index) => images.Read(index) is var image && (image.Width, image.Height) == size
        ? image
        : throw new DataException(
            image.Name,
            $"is {image.Width} x {image.Height} pixels; expected {size.Width} x {size.Height} as the first image, "
            + "of the real side if there is one: resized, sides would differ by more than what was learnt");

    public void Dispose()
    {
        // The images are another's.
    }
}
