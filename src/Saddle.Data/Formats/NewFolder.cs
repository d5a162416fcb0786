using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>
/// Makes a folder of which one process alone can say that it was the one: .NET does not tell whether it was there.
/// </summary>
public static partial class NewFolder
{
    private const uint Everybody = 0b111_111_111; // may do what the user's mask leaves
    private const int Exists = 17; // EEXIST

    /// <summary>Makes a folder, and those above it.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>
    /// Whether it was made; not where there was something of this name, or another process was first.
    /// </returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryMake(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(folder) ?? throw new IOException($"{path}: is no folder's name");
        AtomicFile.MakeFolder(parent);
        if (OperatingSystem.IsWindows())
        {
            if (Path.Exists(folder))
            {
                return false;
            }

            AtomicFile.MakeFolder(folder);
            return true;
        }

        if (Make(folder, Everybody) == 0)
        {
            FolderSync.Flush(parent);
            return true;
        }

        var failed = Marshal.GetLastPInvokeError();
        return failed == Exists ? false : throw new IOException(Marshal.GetPInvokeErrorMessage(failed));
    }

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Make(string path, uint mode);
}
