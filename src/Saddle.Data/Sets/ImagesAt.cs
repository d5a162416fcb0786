using System.IO.Compression;
using Saddle.Data.Formats;
using Saddle.Data.Images;

namespace Saddle.Data.Sets;

/// <summary>
/// Opens images from any place that holds them, told apart by what is there: for metrics, which compare two such
/// places.
/// </summary>
public static class ImagesAt
{
    /// <summary>
    /// Opens images as they are stored: of a folder, a zip or a tar, plain or compressed, or of those that a text lists
    /// (<see cref="ImageDecoder.Kinds"/>), a Parquet file with a column of images, an array of bytes (.npy, .npz), an
    /// LMDB (its folder or data.mdb), an IDX file, plain or compressed, or a CIFAR-10 batch of either version.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <exception cref="DataException">There is nothing, it is of no known format, or it is damaged.</exception>
    public static IImages Open(string path)
    {
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, "data.mdb"))
                ? new Lsun { Path = path }.OpenOriginals(new(path))
                : FolderImages.Open(path);
        }

        if (!File.Exists(path))
        {
            throw new DataException(path, "there is no such file or folder of images");
        }

        if (Path.GetExtension(path).ToLowerInvariant() is ".npy" or ".npz")
        {
            return ArrayImages.Open(path);
        }

        RefuseImage(path);
        return Beginning(path) switch
        {
            var plain when TarImages.Is(plain) => TarImages.Open(path, isCompressed: false),
            [0x1F, 0x8B, ..] when TarImages.Is(Unpacked(path)) => TarImages.Open(path, isCompressed: true),
            [(byte)'P', (byte)'K', ..] => ZipImages.Open(path),
            var table when ParquetImages.Is(table) => ParquetImages.Open(path),
            [0x1F, 0x8B, ..] or [0, 0, 8, ..] => IdxImages.Open(path, null, []),
            [0x80, ..] => Cifar10.OpenBatch(path, isBinary: false),
            _ when path.EndsWith(".mdb", StringComparison.OrdinalIgnoreCase) =>
                new Lsun { Path = path }.OpenOriginals(new(path)),
            _ when path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) => Cifar10.OpenBatch(path, isBinary: true),
            _ when Path.GetExtension(path).ToLowerInvariant() is ".txt" or ".lst" => ListedImages.Open(path),
            _ => throw new DataException(
                path,
                "it is neither a zip, a tar, a Parquet file, an IDX file, a CIFAR-10 batch, an LMDB file "
                + "nor a list of paths (.txt)"),
        };
    }

    /// <summary>Whether a .npy or .npz is of images, and not of features.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    public static bool IsArray(string path) => ArrayImages.AreIn(path);

    // A place that holds images is wanted.
    private static void RefuseImage(string path)
    {
        if (ImageDecoder.Is(Beginning(path)))
        {
            throw new DataException(path, "it is a single image; expected a folder or a zip of images");
        }
    }

    private static byte[] Beginning(string path)
    {
        using var file = InputFile.Open(path);
        return Beginning(file);
    }

    private static byte[] Unpacked(string path)
    {
        using var file = InputFile.Open(path);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            return Beginning(unpacked);
        }
        catch (InvalidDataException)
        {
            return []; // damaged: what reads it as what its name says names the damage
        }
    }

    private static byte[] Beginning(Stream stream)
    {
        var bytes = new byte[512];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
