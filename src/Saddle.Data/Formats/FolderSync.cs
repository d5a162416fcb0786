using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>Brings a folder's list of names to the disk, as only the system's own functions can.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;
    private const int NotSupported = 22; // EINVAL: file systems without it order the names themselves

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a rename there is in the journal of the file system already
        }

        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            return; // a folder that may be written to and not read cannot be opened
        }

        var failed = Sync(folder) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(folder);
        if (failed is not (0 or NotSupported))
        {
            throw new IOException($"{path}: cannot be brought to the disk ({Marshal.GetPInvokeErrorMessage(failed)})");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
