namespace Saddle.Data.Formats;

/// <summary>Files that are there only while they are read: what is packed as a stream and wanted anywhere.</summary>
internal static class ScratchFile
{
    private const int Block = 1 << 20;

    /// <summary>Copies a stream into a file of its own, which is deleted when it is closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <param name="format">Its format, for the message.</param>
    /// <returns>The file, at its beginning.</returns>
    /// <exception cref="DataException">The stream is damaged, or the disk is full.</exception>
    public static FileStream Of(Stream stream, string name, string format)
    {
        var file = Empty();
        try
        {
            return Damage.Guard(name, format, () =>
            {
                stream.CopyTo(file, Block);
                file.Position = 0;
                return file;
            });
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A file with nothing in it yet, which is deleted when it is closed.</summary>
    public static FileStream Empty() =>
        new(Path.Combine(Path.GetTempPath(), $"saddle-{Guid.NewGuid():N}.tmp"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
            BufferSize = 0,
        });
}
