using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>Zip archives of which each byte is of one entry at most.</summary>
public static class Zip
{
    private const int LocalHeader = 30;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is no regular file, no zip, or its entries lie over one another.</exception>
    public static ZipArchive Open(string path) => Open(path, InputFile.Open(path));

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">What it lies in; closed with it.</param>
    /// <exception cref="DataException">It is no zip, or its entries lie over one another.</exception>
    public static ZipArchive Open(string path, Stream stream)
    {
        try
        {
            var bytes = new byte[8];
            var beginning = bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            stream.Position = 0;
            return Guard(
                path, beginning, () => Checked(path, stream.Length, new(stream, ZipArchiveMode.Read)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of an entry, whose length was checked.</summary>
    /// <param name="entry">The entry.</param>
    public static byte[] Read(ZipArchiveEntry entry)
    {
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    // Something else is not called a damaged zip. A zip may begin with something else, so the beginning is only asked
    // of what cannot be read.
    private static ZipArchive Guard(string path, ReadOnlyMemory<byte> beginning, Func<ZipArchive> open)
    {
        try
        {
            return Damage.Guard(path, "zip", open);
        }
        catch (DataException) when (!beginning.Span.StartsWith("PK"u8))
        {
            throw new DataException(
                path,
                beginning.IsEmpty
                    ? "is empty; expected a zip"
                    : $"it begins with {Convert.ToHexString(beginning.Span)}, and a zip with 504B");
        }
    }

    // Entries that share bytes make a small file unpack to any size: they claim more together than there is.
    private static ZipArchive Checked(string path, long length, ZipArchive zip)
    {
        var claimed = (Int128)0;
        foreach (var entry in zip.Entries)
        {
            claimed += (Int128)entry.CompressedLength + LocalHeader + entry.FullName.Length;
            if (entry.CompressedLength < 0 || entry.Length < 0 || claimed > length)
            {
                throw new DataException(
                    path,
                    FormattableString.Invariant($"the entries of the zip claim {claimed} bytes and more of {length}: ")
                    + "they lie over one another");
            }
        }

        return zip;
    }
}
