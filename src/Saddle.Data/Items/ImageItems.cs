namespace Saddle.Data;

/// <summary>Images of one size as items: channels first, 0 to 255 becoming -1 to 1.</summary>
public class ImageItems : IItems, IPictured
{
    private readonly Image _first;

    private ImageItems(IImages images)
    {
        Images = images;
        _first = images.Read(0);
        Shape = [_first.Channels, _first.Height, _first.Width];
    }

    /// <inheritdoc/>
    public IImages Images { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; }

    /// <inheritdoc/>
    public long? Count => Images.Count;

    /// <summary>
    /// The items of images, with their sentences or else their labels if they have any. The size is that of the first.
    /// </summary>
    /// <param name="images">The images; the items own them.</param>
    public static ImageItems From(IImages images)
    {
        try
        {
            return images is ICaptioned captions ? new Captioned(images, captions)
                : images is ILabelled labels ? new Labelled(images, labels)
                : new ImageItems(images);
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(long index, Span<float> item)
    {
        Request.Check<float>(index, Count, item, _first.Pixels.Length);
        var image = Images.Read(index);
        if ((image.Width, image.Height, image.Channels) != (_first.Width, _first.Height, _first.Channels))
        {
            throw new DataException(image.Name, $"{Describe(image)}, where the first image has {Describe(_first)}");
        }

        var size = image.Width * image.Height;
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var plane = item.Slice(channel * size, size);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = (image.Pixels[(i * image.Channels) + channel] / 127.5f) - 1;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the images.</summary>
    /// <param name="disposing">Whether this is not a finaliser's call.</param>
    protected virtual void Dispose(bool disposing) => Images.Dispose();

    private static string Describe(Image image) =>
        FormattableString.Invariant($"{image.Width} x {image.Height} x {image.Channels} values");

    private sealed class Labelled(IImages images, ILabelled labels) : ImageItems(images), ILabelled
    {
        public IReadOnlyList<string> Classes => labels.Classes;

        public int Stacked => labels.Stacked;

        public int Label(long index) => labels.Label(index);
    }

    private sealed class Captioned(IImages images, ICaptioned captions) : ImageItems(images), ICaptioned
    {
        public Words Words => captions.Words;

        public int SentenceCount => captions.SentenceCount;

        public int WordCount => captions.WordCount;

        public IReadOnlyList<string> Sentences(long index) => captions.Sentences(index);

        public long Meaning(long index) => captions.Meaning(index);

        public long Meaning(long index, int sentence) => captions.Meaning(index, sentence);
    }
}
