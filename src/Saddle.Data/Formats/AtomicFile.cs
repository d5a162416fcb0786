using System.Globalization;
using System.IO.Enumeration;

namespace Saddle.Data.Formats;

/// <summary>Files that appear whole or not at all.</summary>
/// <remarks>
/// Until it is whole a file has a temporary name, which says that it is Saddle's and of which process, and is locked.
/// What a process that was killed leaves is locked by nobody: <see cref="Tidy"/> takes it away.
/// </remarks>
public static class AtomicFile
{
    private const string Left = "*.saddle-*.tmp";
    private const string Journal = "-journal";
    private const int Tries = 20;

    /// <summary>
    /// Writes a file under a temporary name, brings it to the disk, then gives it its own name; nothing is left of one
    /// that could not be written.
    /// </summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.saddle-{Environment.ProcessId}.tmp");
        File.Delete(temporary); // what is left of a process of this number; a new file is never behind a link
        using (var stream = Create(temporary))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                File.Move(temporary, path, overwrite: true); // while it is locked
            }
            catch
            {
                File.Delete(temporary); // the disk may be full of it
                throw;
            }
        }

        SyncNames(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes a file as above, by its temporary name: for what opens files itself.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="write">Writes the content to the file of the name, which is there and empty.</param>
    public static void WriteByName(string path, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream => write(((FileStream)stream).Name));
    }

    /// <summary>Makes a folder, with those on its way, and brings their names to the disk.</summary>
    /// <param name="path">The folder, which may be there.</param>
    public static void MakeFolder(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        MakeFolder(parent);
        Directory.CreateDirectory(folder);
        SyncNames(parent);
    }

    /// <summary>
    /// Takes away what processes that were killed while they wrote left in a folder; what is still written stays.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static void Tidy(string folder)
    {
        TakeAway(Directory.EnumerateFiles(folder, Left, OwnFolder.NoLinks));
        foreach (var journal in Directory.EnumerateFiles(folder, Left + Journal, OwnFolder.NoLinks))
        {
            if (!File.Exists(journal[..^Journal.Length]))
            {
                File.Delete(journal); // SQLite's, of a file that is gone
            }
        }
    }

    /// <summary>Takes away those of some files that nobody writes.</summary>
    /// <param name="files">The files.</param>
    public static void TakeAway(IEnumerable<string> files)
    {
        foreach (var left in files)
        {
            try
            {
                using var free = new FileStream(
                    left, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
            {
                // Somebody writes it still, or it is another user's: it harms nobody.
            }
        }
    }

    /// <summary>Whether a name is that of a file which is not whole yet.</summary>
    /// <param name="name">The name.</param>
    public static bool IsTemporary(string name) => FileSystemName.MatchesSimpleExpression(Left, name);

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

    // Shared, so that it can be renamed, and opened by name too; whoever tidies wants it alone, and one who does just
    // when it is made takes it away.
    private static FileStream Create(string temporary)
    {
        const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(temporary, FileMode.CreateNew, FileAccess.Write, Shared, 1 << 20);
            }
            catch (IOException failure) when (tries < Tries && FileLock.IsTaken(failure))
            {
                Thread.Sleep(1);
            }
        }
    }
}
