namespace Saddle.Data.Logs;

/// <summary>Reads the log of a training run, whatever program wrote it: its form is told by what it holds.</summary>
public static class TrainingLog
{
    // The first that recognises something reads it: those that look for a mark come before those that look for words.
    private static readonly LogFormat[] Formats =
    [
        new EventFile(),
        new WandbFile(),
        new MlflowRun(),
        new SqliteStore(),
        new DvcLive(),
        new CometArchive(),
        new NeptuneOperations(),
        new AimStore(),
        new NoLog(),
        new JsonLog(),
        new Delimited(),
        new TextLog(),
    ];

    private static readonly LogFolder Folder = new();

    /// <summary>Reads a log.</summary>
    /// <param name="path">A file, a folder, or a pipe that the shell made.</param>
    /// <returns>Its runs; of a folder that holds several logs, those of each.</returns>
    /// <exception cref="DataException">It is no log that is known, or nothing in it can be read.</exception>
    public static IReadOnlyList<LoggedRun> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var source = new LogSource(path);
        if (!source.IsFolder && source.Head.Length == 0)
        {
            throw new DataException(path, "is empty; expected the log of a training run");
        }

        var format = FormatOf(source)
            ?? (source.IsFolder ? Folder : null)
            ?? throw new DataException(
                path,
                "is no log that is known; expected a CSV file, JSON lines, TensorBoard's, W&B's, MLflow's or another "
                + "tool's store, or text with losses");
        var runs = format.Read(source);
        if (!runs.Any(run => run.Curves.Any(curve => curve.Points.Count > 0)))
        {
            throw new DataException(path, $"is {format.Name}, and holds no data points");
        }

        return source.IsDamaged
            ? [.. runs.Select(r => r with { Remarks = [.. r.Remarks, "it cannot be unpacked to its end"] })]
            : runs;
    }

    /// <summary>The form of a file, or of a folder that a tool made; null where none is known.</summary>
    /// <param name="source">The file or folder.</param>
    internal static LogFormat? FormatOf(LogSource source) => Array.Find(Formats, f => f.Recognises(source));
}
