using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Data.Sets;

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

    /// <summary>The images that are read, in the order of what becomes of them; null where it is of none.</summary>
    /// <param name="how">How it is read.</param>
    public virtual IImages? Taken(Extraction how) => null;

    /// <summary>What its features are, where no extractor makes them; null where one does.</summary>
    public virtual string? Features => null;

    /// <summary>Reads a side.</summary>
    /// <param name="how">What is needed, and how it is made.</param>
    /// <exception cref="DataException">A sample is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public abstract Side Read(Extraction how);

    /// <summary>The same samples, spoilt.</summary>
    /// <param name="by">What spoils them.</param>
    /// <param name="where">Where data sets lie.</param>
    /// <param name="seed">The seed of what is drawn at random.</param>
    /// <exception cref="SettingsException">They are no images.</exception>
    public virtual Source Disturbed(Disturbance by, DataFolder where, ulong seed) =>
        throw new SettingsException($"--disturb: {name} is not of images, and only images can be disturbed");

    /// <summary>The items of a data set or of a generator.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="items">The items; the source owns them.</param>
    public static Source From(string name, IItems items) => items switch
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
        var isArray = FeatureFile.Is(path) && !Directory.Exists(path);
        if (isArray && !FeatureFile.IsOfImages(path))
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

    /// <summary>What is closed with it; null for nothing.</summary>
    protected IDisposable? Owned => owned;

    /// <summary>Closes what it has open.</summary>
    /// <param name="disposing">Whether this is not a finaliser's call.</param>
    protected virtual void Dispose(bool disposing) => owned?.Dispose();
}
