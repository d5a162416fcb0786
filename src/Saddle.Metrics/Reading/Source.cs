using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Torch;

namespace Saddle.Metrics.Reading;

/// <summary>Where a side's samples come from: images, points, texts, or features that were made before.</summary>
/// <param name="name">What it is, for messages and protocols.</param>
/// <param name="owned">What is closed with it; null for nothing.</param>
public abstract class Source(string name, IDisposable? owned) : IDisposable
{
    /// <summary>What it is, for messages and protocols.</summary>
    public string Name => name;

    /// <summary>The images, where it is of images.</summary>
    public virtual IImages? Images => null;

    /// <summary>What its features are, where no extractor makes them; null where one does.</summary>
    public virtual string? Features => null;

    /// <summary>Reads a side.</summary>
    /// <param name="how">What is needed, and how it is made.</param>
    /// <exception cref="DataException">A sample is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public abstract Side Read(Extraction how);

    /// <summary>The items of a data set or of a generator.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="items">The items; the source owns them.</param>
    public static Source Of(string name, IItems items) => items switch
    {
        IPictured pictured => new ImageSource(name, pictured.Images, items),
        IText text => new TextSource(name, items, text.Vocabulary),
        _ => new PointSource(name, items),
    };

    /// <summary>What lies at a path: features or statistics (.npy, .npz), or images in any form.</summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="DataException">There is nothing, or it is damaged.</exception>
    public static Source At(string path)
    {
        if (FeatureFile.Is(path))
        {
            return new FileSource(path);
        }

        var images = ImagesAt.Open(path);
        return new ImageSource(path, images, images);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what it has open.</summary>
    /// <param name="disposing">Whether this is not a finaliser's call.</param>
    protected virtual void Dispose(bool disposing) => owned?.Dispose();
}

/// <summary>Features or statistics of a file.</summary>
internal sealed class FileSource(string path) : Source(path, null)
{
    public override string Features => "features as given";

    public override Side Read(Extraction how)
    {
        var side = FeatureFile.Read(Name);
        if (Origin.ReadBeside(Name) is var (origin, count, ddof))
        {
            side = side with { Origin = origin, Stored = side.Stored is null ? null : side.Stored with { Count = count, Ddof = ddof } };
        }

        return side.Features is { } all && all.Shape[0] > how.Most
            ? side.Select(Subsets.Choose(how.Seed, all.Shape[0], 0, how.Most.Value))
            : side;
    }
}

/// <summary>Images.</summary>
internal sealed class ImageSource(string name, IImages images, IDisposable owned) : Source(name, owned)
{
    public override IImages Images => images;

    public override Side Read(Extraction how)
    {
        var taken = how.Taken(images.Count);
        return how.Extract(Name, taken < images.Count ? new ChosenImages(images, how.Seed, taken) : images);
    }
}

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

/// <summary>Points, which are their own features.</summary>
internal sealed class PointSource(string name, IItems items) : Source(name, items)
{
    public override string Features => "coordinates";

    public override Side Read(Extraction how)
    {
        var (count, width) = (how.Taken(items.Count), items.Shape.Aggregate(1, (product, length) => product * length));
        var order = items.Count > count ? new Shuffle(how.Seed, items.Count.Value) : null;
        var values = new float[count * width];
        for (var i = 0; i < count; i++)
        {
            items.Read(order?.At(0, i) ?? i, values.AsSpan(i * width, width));
        }

        return Side.Of(Name, Tensor.From<float>(values, [count, width])) with { Modes = items as IModes };
    }
}

/// <summary>Texts, as the numbers of their characters: those of two vocabularies compare.</summary>
internal sealed class TextSource(string name, IItems items, Vocabulary vocabulary) : Source(name, items)
{
    public override string Features => "characters";

    public override Side Read(Extraction how)
    {
        var count = how.Taken(items.Count);
        var order = items.Count > count ? new Shuffle(how.Seed, items.Count.Value) : null;
        var item = new float[items.Shape[0]];
        var texts = new List<int[]>();
        for (var i = 0L; i < count; i++)
        {
            items.Read(order?.At(0, i) ?? i, item);
            texts.Add([.. vocabulary.Text([.. item.Select(token => (int)token)]).EnumerateRunes().Select(rune => rune.Value)]);
        }

        return new(Name) { Texts = texts };
    }
}
