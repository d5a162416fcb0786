using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>What images are, as one short text: the same images give the same, wherever they lie.</summary>
internal static class ContentHash
{
    /// <summary>The hash of images: of their files' bytes where they have files, else of sizes and pixels.</summary>
    /// <param name="images">The images.</param>
    /// <param name="progress">Is told the share done.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static string Of(IImages images, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (images is IFingerprinted printed)
        {
            return printed.Fingerprint;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0L; i < images.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (images is IImageFiles files)
            {
                Add(hash, files.ReadBytes(i), 0, 0);
            }
            else
            {
                var image = images.Read(i);
                Add(hash, image.Pixels, image.Width, image.Height);
            }

            progress?.Report((i + 1.0) / images.Count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash of labels.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="count">How many.</param>
    public static string Of(ILabelled labels, long count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', labels.Classes)));
        for (var i = 0L; i < count; i++)
        {
            hash.AppendData(BitConverter.GetBytes(labels.Label(i)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, byte[] bytes, int width, int height)
    {
        Span<byte> sizes = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(sizes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[4..], width);
        BinaryPrimitives.WriteInt32LittleEndian(sizes[8..], height);
        hash.AppendData(sizes);
        hash.AppendData(bytes);
    }
}
