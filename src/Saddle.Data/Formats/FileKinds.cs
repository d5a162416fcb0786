using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>Tells what lies at a path without opening it, which can wait for ever, or do what devices do.</summary>
internal static partial class FileKinds
{
    // statx of Linux (2.28 of glibc): the two bytes at 28 of its answer hold the kind of a file.
    private const int AnswerBytes = 256;
    private const int ModeAt = 28;
    private const int HereFolder = -100;
    private const int NoFollow = 0x100;
    private const uint KindAndMode = 3;
    private const int KindMask = 0xF000;

    /// <summary>What lies at a path; elsewhere than on Linux, files are taken for regular ones.</summary>
    /// <param name="path">The path.</param>
    /// <param name="follow">Whether a link stands for what it leads to.</param>
    public static FileKind Of(string path, bool follow)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.None;
        }

        var answer = new byte[AnswerBytes];
        if (Look(HereFolder, path, follow ? 0 : NoFollow, KindAndMode, answer) != 0)
        {
            return FileKind.None;
        }

        return (BitConverter.ToUInt16(answer, ModeAt) & KindMask) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0x2000 or 0x6000 => FileKind.Device,
            _ => FileKind.Other,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int folder, string path, int flags, uint wanted, [Out] byte[] answer);
}
