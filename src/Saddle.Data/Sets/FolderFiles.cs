using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>
/// The files of a folder and the folders in it. A link to a folder is followed, but leads to no folder a second time
/// and not up: links that lead in a circle would stand for more files than any disk holds.
/// </summary>
internal static class FolderFiles
{
    private const int MostLinks = 1000;

    /// <summary>The files' names, with their folders, in no order.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">It has too many links to folders.</exception>
    public static IEnumerable<string> Below(string folder)
    {
        var root = Target(new DirectoryInfo(folder));
        var seen = new HashSet<string>(StringComparer.Ordinal) { root };
        var (links, followed) = (new Queue<string>(), 0);
        var waiting = new Stack<string>([string.Empty]);
        while (waiting.TryPop(out var name))
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(folder, name)).EnumerateFileSystemInfos())
            {
                var inner = name.Length == 0 ? entry.Name : $"{name}/{entry.Name}";
                if (entry is FileInfo)
                {
                    yield return inner;
                }
                else if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    links.Enqueue(inner);
                }
                else if (inner.Contains('\uFFFD', StringComparison.Ordinal) && !Directory.Exists(entry.FullName))
                {
                    throw new DataException(
                        folder, $"the name of the folder {Excerpt.Of(inner)} in it is not UTF-8; expected one that is");
                }
                else if (seen.Add(entry.FullName))
                {
                    waiting.Push(inner);
                }
            }

            // Folders of its own come first: of two names that is the one that counts.
            while (waiting.Count == 0 && links.TryDequeue(out var link))
            {
                if (++followed > MostLinks)
                {
                    throw new DataException(
                        folder, FormattableString.Invariant($"it has more than {MostLinks} links to folders"));
                }

                var target = Target(new DirectoryInfo(Path.Combine(folder, link)));
                if (!$"{root}/".StartsWith($"{target.TrimEnd('/')}/", StringComparison.Ordinal) && seen.Add(target))
                {
                    waiting.Push(link);
                }
            }
        }
    }

    private static string Target(DirectoryInfo folder) =>
        Path.TrimEndingDirectorySeparator((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName);
}
