namespace Saddle.Data.Formats;

/// <summary>A lock that one process at a time holds, on a file beside what it guards.</summary>
/// <remarks>
/// It is the system's lock on the open file, not the file, that counts: it ends with the process that holds it, however
/// that ends, so that nothing stale is ever left. The file is empty and stays: were it taken away, one process could
/// lock the old file and another one a new one of the same name.
/// </remarks>
public sealed class FileLock : IDisposable
{
    private const int LinuxTaken = 11; // EWOULDBLOCK
    private const int MacTaken = 35;
    private const int WindowsTaken = unchecked((int)0x80070020); // ERROR_SHARING_VIOLATION
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Takes a lock; null where another process, or another part of this one, holds it.</summary>
    /// <param name="path">The file; made if it is not there.</param>
    /// <exception cref="DataException">The file is a link, which could lead anywhere.</exception>
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made or opened.</exception>
    public static FileLock? TryTake(string path)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite) is { } held)
            {
                return new(held);
            }

            Thread.Sleep(Pause); // somebody may only be looking whether it is held
        }

        return null;
    }

    /// <summary>Whether somebody holds a lock now.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is a link.</exception>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var free = Open(path, FileMode.Open, FileAccess.Read);
        return free is null;
    }

    /// <summary>Whether a file could not be opened because another process has locked it.</summary>
    /// <param name="failure">Why it could not be opened.</param>
    public static bool IsTaken(IOException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.HResult is LinuxTaken or MacTaken or WindowsTaken;
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static FileStream? Open(string path, FileMode mode, FileAccess access)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new DataException(path, "is a link; expected a file of its own");
        }

        try
        {
            return new(path, mode, access, FileShare.None, 1);
        }
        catch (IOException failure) when (IsTaken(failure))
        {
            return null;
        }
    }
}
