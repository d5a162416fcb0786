using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Saddle.Data.Formats;

/// <summary>
/// Opens the files that somebody names, for reading: regular files that the disk really holds. A device has no end, a
/// pipe holds whoever opens it, and a file that is nearly all hole takes memory and time that it cost nobody to make.
/// </summary>
/// <remarks>
/// What lies at the path is looked at before it is opened: this holds against what lies there, not against a process of
/// the same user that changes it meanwhile.
/// </remarks>
public static partial class InputFile
{
    private const int MostIslands = 10_000;
    private const long FreeHole = 16L << 20;
    private const SeekOrigin NextData = (SeekOrigin)3; // SEEK_DATA and SEEK_HOLE of Linux
    private const SeekOrigin NextHole = (SeekOrigin)4;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// It is missing, empty, no regular file, nearly all hole, or cannot be read.
    /// </exception>
    public static FileStream Open(string path)
    {
        var file = OpenHandle(path, FileOptions.None, mayHaveHoles: false);
        if (RandomAccess.GetLength(file) > 0)
        {
            return new(file, FileAccess.Read);
        }

        file.Dispose();
        throw new DataException(path, "is empty");
    }

    /// <summary>Opens a file to read it at any place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it will be read.</param>
    /// <param name="mayHaveHoles">Whether the reader goes nowhere but where the file says that something is.</param>
    /// <exception cref="DataException">
    /// It is missing, no regular file, nearly all hole, or cannot be read.
    /// </exception>
    internal static SafeFileHandle OpenHandle(string path, FileOptions options, bool mayHaveHoles)
    {
        if (Refusal(FileKinds.Of(path, follow: true)) is { } refusal)
        {
            throw new DataException(path, refusal);
        }

        try
        {
            var file = File.OpenHandle(path, options: options);
            if (mayHaveHoles || HolesOf(file) is not { } problem)
            {
                return file;
            }

            file.Dispose();
            throw new DataException(path, problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"cannot be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="DataException">It is missing, empty, too long, no regular file, or cannot be read.</exception>
    public static byte[] ReadAll(string path, long most)
    {
        using var file = Open(path);
        if (file.Length > Math.Min(most, Array.MaxLength))
        {
            throw new DataException(
                path, FormattableString.Invariant($"has {file.Length} bytes; expected at most {most}"));
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file's SHA-256, in hexadecimal.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, empty, no regular file, or cannot be read.</exception>
    public static string Sha256Of(string path)
    {
        using var file = Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Opens a log, of which one part after the other is read: a regular file or a pipe.</summary>
    /// <param name="path">
    /// The file; or <c>-</c>, <c>/dev/stdin</c> and what a shell makes of <c>&lt;(...)</c>, which are pipes that
    /// somebody writes to.
    /// </param>
    /// <exception cref="DataException">It is missing, empty, a device or a folder, or cannot be read.</exception>
    public static Stream OpenLog(string path) =>
        IsPiped(path) ? new BoundedStream(OpenPipe(path), Compression.Free, path) : Open(path);

    /// <summary>Whether a path is a pipe that this process was handed, and not a name that may lead to one.</summary>
    /// <param name="path">The path.</param>
    public static bool IsPiped(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path == "-"
            || (OperatingSystem.IsLinux()
                && (path == "/dev/stdin"
                    || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
                    || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal))
                && FileKinds.Of(path, follow: true) == FileKind.Pipe);
    }

    private static Stream OpenPipe(string path) =>
        path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read);

    private static string? Refusal(FileKind kind) => kind switch
    {
        FileKind.Regular => null,
        FileKind.None => "there is no such file",
        FileKind.Folder => "is a folder; expected a file",
        FileKind.Pipe => "is a pipe, and its parts are wanted in another order; expected a regular file",
        FileKind.Device => "is a device; expected a regular file",
        _ => "is neither a file nor a folder; expected a regular file",
    };

    private static string? HolesOf(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        return length > FreeHole
            && OperatingSystem.IsLinux()
            && Held(file, length) is var held
            && IsHole(length, held)
                ? FormattableString.Invariant($"it claims {length} bytes, of which the disk holds {held} ")
                    + "and the rest is a hole; expected a file that was written whole"
                : null;
    }

    private static bool IsHole(long length, long held) => length - FreeHole > Compression.Most(held) - Compression.Free;

    // How many bytes are no hole, as far as that decides.
    private static long Held(SafeFileHandle file, long length)
    {
        var (held, at) = (0L, 0L);
        for (var island = 0; island < MostIslands && IsHole(length, held); island++)
        {
            var start = Seek(file, at, NextData);
            at = start < 0 ? start : Seek(file, start, NextHole);
            if (at < 0)
            {
                break;
            }

            held += at - start;
        }

        Seek(file, 0, SeekOrigin.Begin);
        return held;
    }

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial long Seek(SafeFileHandle file, long offset, SeekOrigin from);
}
