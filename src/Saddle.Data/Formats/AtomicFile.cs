using System.Globalization;

namespace Saddle.Data.Formats;

/// <summary>Files that appear whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name, brings it to the disk, then gives it its own name; nothing is left of one
    /// that could not be written.
    /// </summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.tmp");
        File.Delete(temporary); // what is left of a process of this number; a new file is never behind a link
        using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                File.Delete(temporary); // the disk may be full of it
                throw;
            }
        }

        Move(temporary, path);
    }

    /// <summary>Gives a finished file its own name, and brings the name to the disk too.</summary>
    /// <param name="temporary">The file, whose content is on the disk.</param>
    /// <param name="path">Its own name, in the same folder; a file that has it is replaced.</param>
    public static void Move(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        SyncNames(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <param name="folder">The folder.</param>
    public static void SyncNames(string folder) => FolderSync.Flush(folder);

    /// <summary>Writes a file under a temporary name, then gives it its own.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="bytes">The content.</param>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes a text in UTF-8 under a temporary name, then gives it its own.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="text">The content.</param>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));
}
