using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>
/// One category of LSUN: an LMDB file whose values are the bytes of WebP (as published) or JPEG images.
/// </summary>
[Entry(
    "lsun",
    "scenes of one category, from LSUN's LMDB files",
    @"x \in [-1, 1]^{3 \times s \times s}",
    "Yu, Seff, Zhang, Song, Funkhouser, Xiao 2015 (arXiv:1506.03365); https://github.com/fyu/lsun")]
public sealed record Lsun() : FittedSet
{
    /// <inheritdoc/>
    public override string HowToGet =>
        "download and unzip a category from http://dl.yf.io/lsun/scenes (bedroom_train_lmdb.zip: 43 GB), "
        + "then say path=bedroom_train_lmdb";

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => Find(where, "data.mdb") is not null;

    /// <inheritdoc/>
    public override IImages OpenOriginals(DataFolder where) =>
        new LmdbImages(Find(where, "data.mdb") ?? throw NotFound(where, "data.mdb"));

    private sealed class LmdbImages(string path) : IImages
    {
        private readonly Lmdb _lmdb = Lmdb.Open(path);

        public long Count => _lmdb.Count;

        public Image Read(long index) =>
            ImageDecoder.Decode(
                _lmdb.Read(index, NamedImages.MaxLength), FormattableString.Invariant($"{path} value {index}"));

        public void Dispose() => _lmdb.Dispose();
    }
}
