using Saddle.Data;
using Saddle.Games;

namespace Saddle.Gans.Watched;

/// <summary>
/// What somebody names of a watched run: all of it, which means its last attempt and that one's last export; an attempt
/// (RUN/attempts/001); or an export (RUN/attempts/001/networks/step-0001000).
/// </summary>
public sealed record WatchedPart
{
    private const int LevelsOfAttempt = 2;
    private const int LevelsOfExport = 4;

    private WatchedPart(string named, WatchedRun run, WatchedAttempt attempt) =>
        (Named, Run, Attempt) = (named, run, attempt);

    /// <summary>What was named.</summary>
    public string Named { get; }

    /// <summary>The run.</summary>
    public WatchedRun Run { get; }

    /// <summary>The attempt.</summary>
    public WatchedAttempt Attempt { get; }

    /// <summary>The step of the export that was named; null for the last.</summary>
    public long? Step { get; private init; }

    /// <summary>Whether a path is a watched run or a part of one.</summary>
    /// <param name="path">The path.</param>
    public static bool Is(string path) => Levels(path) >= 0;

    /// <summary>Opens what is named.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="DataException">It is damaged, or there is no such part.</exception>
    public static WatchedPart Open(string path)
    {
        var levels = Levels(path);
        if (levels <= 0)
        {
            var whole = WatchedRun.Open(path);
            return new(path, whole, whole.Last);
        }

        var run = WatchedRun.Open(Above(path, levels));
        var folder = Path.GetRelativePath(run.Path, Above(path, levels - LevelsOfAttempt)).Replace('\\', '/');
        var attempt = run.Attempts.FirstOrDefault(a => a.Folder == folder)
            ?? throw new DataException(path, "is not among the attempts of its run's watch.json");
        var part = new WatchedPart(path, run, attempt);
        return levels == LevelsOfAttempt
            ? part
            : part with
            {
                Step = attempt.Exports().FirstOrDefault(e => e.Own.Path == Path.GetFullPath(Above(path, 0)))?.Step
                    ?? throw new DataException(path, "is no export; expected networks/step-N of an attempt"),
            };
    }

    /// <summary>The export: that which was named, or the last in which both networks are there.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public WatchedExport Export()
    {
        var modes = Modes();
        return Attempt.Exports().LastOrDefault(export =>
                (Step is null || export.Step == Step)
                && Enum.GetValues<Player>().All(player => export.FileOf(player, modes[player]) is not null))
            ?? throw new DataException(
                Step is null ? Attempt.Path : Named,
                "has no export of both networks"
                + (Attempt.Told.Count > 0 ? $" ({string.Join("; ", Attempt.Told)})" : string.Empty)
                + "; saddle_trace exports them at the end, now and then after the first minute, and every N rounds "
                + "with --checkpoint N");
    }

    /// <summary>Whether each player is trained in training mode, and so looked at.</summary>
    /// <exception cref="DataException">Its facts are damaged.</exception>
    public IReadOnlyDictionary<Player, bool> Modes()
    {
        var facts = Attempt.Facts();
        return new Dictionary<Player, bool>
        {
            [Player.Generator] = facts.Generator.InEvaluationLast == 0,
            [Player.Discriminator] = facts.Discriminator.InEvaluationLast == 0,
        };
    }

    private static int Levels(string path) => path.Length == 0
        ? -1
        : Array.Find([0, LevelsOfAttempt, LevelsOfExport, -1], n => n < 0 || WatchedRun.Is(Above(path, n)));

    private static string Above(string path, int levels)
    {
        var above = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var i = 0; i < levels && above.Length > 0; i++)
        {
            above = Path.GetDirectoryName(above) ?? string.Empty;
        }

        return above;
    }
}
