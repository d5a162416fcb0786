using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// A folder or a zip of JPEG, PNG and WebP files, as CelebA is published; folders in it, if there are several, are
/// classes.
/// </summary>
[Entry(
    "images",
    "a folder or a zip of JPEG, PNG and WebP files, such as CelebA",
    @"x \in [-1, 1]^{3 \times s \times s}",
    "CelebA: Liu, Luo, Wang, Tang 2015; https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html")]
public sealed record ImageFiles() : FittedSet
{
    /// <inheritdoc/>
    public override string HowToGet =>
        "say where they lie with path=FOLDER, path=FILE.zip, .tar or .parquet "
        + "(CelebA: img_align_celeba.zip, crop=160 or 108)";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) =>
        Directory.Exists(Location(where)) || File.Exists(Location(where));

    /// <inheritdoc/>
    public override IImages OpenOriginals(DataFolder where)
    {
        var location = Location(where);
        return Directory.Exists(location) ? FolderImages.Open(location)
            : File.Exists(location) ? ImagesAt.Open(location)
            : throw NotFound(where, "a folder or a zip of images");
    }
}
