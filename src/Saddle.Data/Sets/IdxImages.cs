using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>The grey images of an IDX file, with the labels of another.</summary>
internal class IdxImages : IImages
{
    private readonly Idx _images;
    private readonly string _name;

    private IdxImages(string path, Idx images)
    {
        (_name, _images) = (path, images);
        ImageSize.Check(path, images.Sizes[2], images.Sizes[1]);
    }

    /// <inheritdoc/>
    public long Count => _images.Sizes[0];

    /// <summary>Opens images.</summary>
    /// <param name="images">The file of images.</param>
    /// <param name="labels">The file of their labels; null if there is none.</param>
    /// <param name="classes">The classes' names.</param>
    public static IdxImages Open(string images, string? labels, IReadOnlyList<string> classes)
    {
        var opened = Idx.Open(images, 3);
        try
        {
            return labels is null ? new IdxImages(images, opened) : new Labelled(images, opened, labels, classes);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Image Read(long index)
    {
        var pixels = new byte[_images.ItemLength];
        _images.Read(index, pixels);
        return new(_images.Sizes[2], _images.Sizes[1], 1, pixels, FormattableString.Invariant($"{_name} item {index}"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _images.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Labelled : IdxImages, ILabelled
    {
        private readonly byte[] _labels;

        public Labelled(string images, Idx opened, string labels, IReadOnlyList<string> classes)
            : base(images, opened)
        {
            Classes = classes;
            using var file = Idx.Open(labels, 1);
            if (file.Sizes[0] != Count)
            {
                throw new DataException(
                    labels,
                    FormattableString.Invariant($"it has {file.Sizes[0]} labels for the {Count} images of {images}"));
            }

            _labels = new byte[Count];
            for (var i = 0; i < _labels.Length; i++)
            {
                file.Read(i, _labels.AsSpan(i, 1));
            }

            if (_labels.Max() >= classes.Count)
            {
                throw new DataException(
                    labels,
                    FormattableString.Invariant(
                        $"it has a label {_labels.Max()}, where 0 to {classes.Count - 1} are expected"));
            }
        }

        public IReadOnlyList<string> Classes { get; }

        public int Label(long index) => _labels[index];
    }
}
