using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App;

/// <summary>
/// A folder that results are written to; each file appears whole or not at all. Where nothing was written by the end,
/// the folders that were made for it are taken away again.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private readonly IReadOnlyList<string> _made;

    private OutputFolder(string path, IReadOnlyList<string> made)
    {
        (Path, _made) = (path, made);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes sure, before anything is computed, that the folder exists and can be written to.</summary>
    /// <param name="path">The folder; null for none.</param>
    /// <param name="option">The option that names it, for the message.</param>
    /// <exception cref="SettingsException">It cannot be made, or not written to.</exception>
    public static OutputFolder? Open(string? path, string option = "--out") => path is null ? null : Open(
        path,
        option,
        made =>
        {
            AtomicFile.MakeFolder(made);
            return true;
        });

    /// <summary>Opens the given folder, or else makes the next <c>runs/COMMAND-NAME-NNN</c>.</summary>
    /// <param name="path">The folder; null for the next one.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="name">What it was run on.</param>
    /// <exception cref="SettingsException">It cannot be made, or the name would lead elsewhere.</exception>
    public static OutputFolder OpenOrNumber(string? path, string command, string name) =>
        Open(path) ?? Numbered(command, name);

    /// <summary>
    /// Makes the next <c>runs/COMMAND-NAME-NNN</c>: no two processes get the same one, even if they begin at the same
    /// moment.
    /// </summary>
    /// <param name="command">The command's name.</param>
    /// <param name="name">What it is run on.</param>
    /// <exception cref="SettingsException">
    /// The name would lead elsewhere, or is none of a folder; or the folder cannot be made.
    /// </exception>
    public static OutputFolder Numbered(string command, string name)
    {
        if (FileName.Refusal(name) is { } expected)
        {
            throw new SettingsException($"{Shell.Quoted(name)} cannot be part of a folder's name; expected {expected}");
        }

        return Enumerable.Range(1, int.MaxValue)
            .Select(number => System.IO.Path.Combine(
                "runs", string.Create(CultureInfo.InvariantCulture, $"{command}-{name}-{number:D3}")))
            .Where(path => !System.IO.Path.Exists(path))
            .Select(path => Open(path, "--out", NewFolder.TryMake))
            .First(folder => folder is not null)!;
    }

    /// <summary>Writes a file under a temporary name, then gives it its own.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">Its content.</param>
    /// <returns>The file's path.</returns>
    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file under a temporary name, then gives it its own.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Its content.</param>
    /// <returns>The file's path.</returns>
    public string Write(string name, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, name);
        AtomicFile.Write(file, bytes);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _made.TakeWhile(IsEmpty))
        {
            Directory.Delete(folder);
        }
    }

    // Null where the folder is not to be had.
    private static OutputFolder? Open(string path, string option, Func<string, bool> make)
    {
        OutputFolder? folder = null;
        try
        {
            folder = new(path, [.. Missing(path)]);
            if (!make(path))
            {
                return null;
            }

            AtomicFile.Tidy(path);
            Try(path);
            return folder;
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            folder?.Dispose();
            throw new SettingsException(
                $"{option} {path}: cannot write there ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    // Whether the disk takes a file there; it is gone again whatever of this fails.
    private static void Try(string folder)
    {
        var file = System.IO.Path.Combine(folder, $".saddle-{Environment.ProcessId}.tmp");
        File.Delete(file); // what is left of a process of this number; a new file is never behind a link
        using var probe = new FileStream(
            file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        probe.WriteByte(0);
        probe.Flush(flushToDisk: true);
    }

    private static bool IsEmpty(string folder) =>
        Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>The folders of a path that do not exist yet, the innermost first.</summary>
    private static IEnumerable<string> Missing(string path)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        while (folder is not null && !Directory.Exists(folder))
        {
            yield return folder;
            folder = System.IO.Path.GetDirectoryName(folder);
        }
    }
}
