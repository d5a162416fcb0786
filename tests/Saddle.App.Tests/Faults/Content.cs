using System.Security.Cryptography;
using System.Text;

namespace Saddle.App.Tests.Faults;

/// <summary>What lies in a folder: the bytes of each file and the folders, by path from it.</summary>
/// <param name="Files">The files.</param>
/// <param name="Folders">The folders.</param>
internal sealed record Content(IReadOnlyDictionary<string, byte[]> Files, IReadOnlySet<string> Folders)
{
    /// <summary>A short name of all that is in it.</summary>
    public string Hash
    {
        get
        {
            var lines = Files.Select(f => $"{f.Key} {Convert.ToHexString(SHA256.HashData(f.Value))}").Concat(Folders);
            var text = string.Join('\n', lines.Order(StringComparer.Ordinal));
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static Content Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllBytes, StringComparer.Ordinal),
        Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f))
            .ToHashSet(StringComparer.Ordinal));

    /// <summary>Makes a folder hold this and nothing else; it stays the same, as it may be the current one.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        foreach (var name in Folders)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        foreach (var (name, bytes) in Files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }
}
