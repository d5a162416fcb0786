using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>Some of the images, drawn at random without replacement.</summary>
public class ChosenImages : IImages
{
    private readonly IImages _images;
    private readonly Shuffle _order;
    private readonly long _first;

    private ChosenImages(IImages images, ulong seed, long count, long first)
    {
        (_images, _order, _first, Count) = (images, new(seed, images.Count), first, count);
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <summary>Chooses; with their classes where they have some.</summary>
    /// <param name="images">The images, which stay another's.</param>
    /// <param name="seed">The seed of their order.</param>
    /// <param name="count">How many are taken.</param>
    /// <param name="first">Where of that order: others of one seed are others.</param>
    public static ChosenImages Of(IImages images, ulong seed, long count, long first = 0) =>
        images is ILabelled labels
            ? new Labelled(images, labels, seed, count, first)
            : new ChosenImages(images, seed, count, first);

    /// <inheritdoc/>
    public Image Read(long index) => _images.Read(Place(index));

    /// <inheritdoc/>
    public void Dispose()
    {
        // The images are another's.
        GC.SuppressFinalize(this);
    }

    private long Place(long index) => _order.At(0, _first + index);

    private sealed class Labelled(IImages images, ILabelled labels, ulong seed, long count, long first)
        : ChosenImages(images, seed, count, first), ILabelled
    {
        public IReadOnlyList<string> Classes => labels.Classes;

        public int Stacked => labels.Stacked;

        public int Label(long index) => labels.Label(Place(index));
    }
}
