namespace Saddle.Data.Logs;

/// <summary>
/// Which folders of event files are one run. TensorBoard shows each folder as a run of its own; but some folders hold
/// curves of the run above them.
/// </summary>
/// <remarks>
/// They are known by four signs. (1) <c>add_scalars</c> puts each curve into a folder named after its one tag and a key
/// of the caller's: <c>Loss_D</c> of PyTorch, <c>losses/discriminator</c> of tensorboardX. (2) <c>add_hparams</c>
/// writes one value a tag, in a folder beneath the run's. (3) A folder without scalars adds none. (4) Neighbouring
/// folders of which each has one tag only are curves of one run: a run of a GAN has more than one. So are those that
/// are named after the two players, whatever they hold.
/// </remarks>
internal static class EventRuns
{
    private static readonly string[] Players =
        ["d", "g", "dis", "gen", "disc", "netd", "netg", "critic", "discriminator", "generator"];

    /// <summary>The runs.</summary>
    /// <param name="top">The folder that was looked through, from the root of the file system.</param>
    /// <param name="folders">It and folders beneath it, with event files.</param>
    public static IReadOnlyList<LoggedRun> Of(string top, IReadOnlyList<EventFolder> folders)
    {
        var home = Slashed(top);
        var parents = folders.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var neighbours = folders
            .Where(f => f.Tags.Count > 0 && f.Path != home)
            .GroupBy(f => Above(f.Path), StringComparer.Ordinal)
            .Where(g => g.Count() > 1 && (g.All(f => f.Tags.Count == 1) || g.All(IsNamedAsPlayer)))
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. folders
                .Where(f => f.Tags.Count > 0)
                .Select(f => (Folder: f, Home: HomeOf(f, home, parents, neighbours)))
                .GroupBy(f => f.Home.Length < home.Length ? home : f.Home, StringComparer.Ordinal)
                .Select(run => Run(home, run.Key, [.. run])),
        ];
    }

    private static bool IsNamedAsPlayer(EventFolder folder) =>
        Players.Contains(Path.GetFileName(folder.Path), StringComparer.OrdinalIgnoreCase);

    private static LoggedRun Run(string top, string home, List<(EventFolder Folder, string Home)> parts) =>
        new(
            home == top ? home[(home.LastIndexOf('/') + 1)..] : home[(top.Length + 1)..],
            [.. parts.SelectMany(p => p.Folder.Tags.Select(t => new Curve(Name(p.Folder, p.Home, t), p.Folder[t])))])
        {
            Source = home,
            Remarks = [.. parts.SelectMany(p => p.Folder.Remarks).Distinct(StringComparer.Ordinal)],
        };

    private static string Name(EventFolder folder, string home, string tag) =>
        folder.Path == home ? tag : $"{tag} in {folder.Path[(home.Length + 1)..]}/";

    private static string HomeOf(
        EventFolder folder, string top, HashSet<string> parents, HashSet<string> neighbours)
    {
        if (folder.Tags is [var tag] && AddedTo(folder.Path, tag) is { } added)
        {
            return added;
        }

        if (folder.Path == top)
        {
            return top;
        }

        for (var above = Above(folder.Path); folder.IsSummary && above.Length >= top.Length; above = Above(above))
        {
            if (parents.Contains(above))
            {
                return above;
            }
        }

        return neighbours.Contains(Above(folder.Path)) ? Above(folder.Path) : folder.Path;
    }

    // The run's folder, where a folder beneath it is named as add_scalars of PyTorch or tensorboardX name theirs.
    private static string? AddedTo(string path, string tag)
    {
        for (var at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
        {
            var name = path[(at + 1)..];
            if (BeginsWith(name, $"{tag.Replace('/', '_')}_") || BeginsWith(name, $"{tag}/"))
            {
                return path[..at];
            }
        }

        return null;
    }

    private static bool BeginsWith(string name, string start) =>
        name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal);

    private static string Above(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : string.Empty;

    private static string Slashed(string path) => System.IO.Path.TrimEndingDirectorySeparator(path).Replace('\\', '/');
}
