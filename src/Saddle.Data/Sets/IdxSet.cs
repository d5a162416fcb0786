using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>A data set published as the four IDX files of MNIST, plain or compressed.</summary>
public abstract record IdxSet : ImageSet
{
    /// <summary>The part of the data set.</summary>
    [Parameter("the part of the data set")]
    public Split Split { get; init; }

    /// <summary>The names of the classes, by label.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == Split.Test ? null : this with { Split = Split.Test };

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [1, 28, 28];

    /// <inheritdoc/>
    public override long? Count => Split == Split.Train ? 60_000 : 10_000;

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => FindFile(where, "images-idx3") is not null;

    /// <inheritdoc/>
    public override IImages OpenImages(DataFolder where, ulong seed) => OpenIdx(where);

    /// <summary>The four files, published in one folder.</summary>
    /// <param name="folder">The folder's address, with its slash.</param>
    /// <param name="files">
    /// The SHA-256 and the length of the training images and labels and the test images and labels.
    /// </param>
    protected static IReadOnlyList<Download> Published(
        string folder, IReadOnlyList<(string Sha256, long Length)> files) =>
    [
        .. ((string[])["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"])
            .Select(name => $"{name}-ubyte.gz")
            .Zip(files, (name, file) => new Download(name, new Uri(folder + name), file.Sha256, file.Length)),
    ];

    /// <summary>Opens the images and their labels.</summary>
    /// <param name="where">Where they lie.</param>
    private protected IdxImages OpenIdx(DataFolder where)
    {
        var images = FindFile(where, "images-idx3")
            ?? throw NotFound(where, $"{Prefix}-images-idx3-ubyte or {Prefix}-images-idx3-ubyte.gz");
        var labels = File.Exists(Location(where)) ? null : FindFile(where, "labels-idx1");
        return IdxImages.Open(images, labels, Classes);
    }

    private string Prefix => Split == Split.Train ? "train" : "t10k";

    // As published, as 7-Zip and Windows name it, in a folder of its own name, and where torchvision puts it.
    private string? FindFile(DataFolder where, string part)
    {
        var dotted = part.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [$"{Prefix}-{part}-ubyte", $"{Prefix}-{dotted}-ubyte", $"{Prefix}-{part}.ubyte"];
        string[] folders = ["", "raw/", "MNIST/raw/", "FashionMNIST/raw/"];
        return Find(where, folders.SelectMany(folder => names.SelectMany(name =>
            (string[])[$"{folder}{name}", $"{folder}{name}.gz", $"{folder}{name}/{name}"])));
    }
}
