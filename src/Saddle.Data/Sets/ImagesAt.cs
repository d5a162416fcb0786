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
    /// Opens images as they are stored: of a folder or a zip (JPEG, PNG, WebP), an LMDB (its folder or data.mdb), an
    /// IDX file, plain or compressed, or a CIFAR-10 batch of either version.
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

        RefuseImage(path);
        return Beginning(path) switch
        {
            [(byte)'P', (byte)'K', ..] => ZipImages.Open(path),
            [0x1F, 0x8B, ..] or [0, 0, 8, ..] => IdxImages.Open(path, null, []),
            [0x80, ..] => Cifar10.OpenBatch(path, isBinary: false),
            _ when path.EndsWith(".mdb", StringComparison.OrdinalIgnoreCase) =>
                new Lsun { Path = path }.OpenOriginals(new(path)),
            _ when path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) => Cifar10.OpenBatch(path, isBinary: true),
            _ => throw new DataException(path, "it is neither a zip, an IDX file, a CIFAR-10 batch nor an LMDB file"),
        };
    }

    /// <summary>Refuses a file that is an image itself: a place that holds images is wanted.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is an image.</exception>
    internal static void RefuseImage(string path)
    {
        if (ImageDecoder.Is(Beginning(path)))
        {
            throw new DataException(path, "it is a single image; expected a folder or a zip of images");
        }
    }

    private static byte[] Beginning(string path)
    {
        var bytes = new byte[12];
        using var file = InputFile.Open(path);
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
