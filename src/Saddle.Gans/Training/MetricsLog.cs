using Microsoft.Data.Sqlite;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Training;

/// <summary>
/// A run's figures: in one SQLite file (table <c>metric</c>: step, name, value; table <c>event</c>: step, text) and in
/// TensorBoard's event files.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private const int MostFigures = 10_000_000;
    private const int MostNames = 10_000;
    private const int LongestName = 1000;

    /// <summary>The table of the figures.</summary>
    internal static readonly SqliteTable Metric = new(
        "metric",
        "(step INTEGER NOT NULL, name TEXT NOT NULL, value REAL, PRIMARY KEY(step, name)) WITHOUT ROWID");

    private static readonly SqliteTable Event = new("event", "(step INTEGER NOT NULL, text TEXT NOT NULL)");

    private readonly SqliteConnection _connection;
    private readonly TensorBoardWriter _board;
    private readonly string _folder;

    /// <summary>Opens the log of a run, and drops what a later step left that will be made again.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="step">The number of updates made.</param>
    /// <param name="clock">Gives the time of TensorBoard's events.</param>
    /// <exception cref="DataException">The file is damaged, or not as Saddle makes it.</exception>
    public MetricsLog(RunFolder folder, long step, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder.Path;
        _connection = Sqlite.OpenToWrite(folder.MetricsFile, Metric, Event);
        // Outlives a failure of the machine too, for some 3 ms an entry; FULL takes 8 and adds nothing on a file system
        // with a journal.
        Sqlite.Execute(_connection, "PRAGMA synchronous=NORMAL");
        Sqlite.Execute(_connection, "DELETE FROM metric WHERE step > $1", step);
        _board = new(folder.Path, step, clock);
    }

    /// <summary>Writes figures of one step.</summary>
    /// <param name="step">The number of updates made.</param>
    /// <param name="values">Each figure's name and value; one that is not finite is stored as NULL.</param>
    public void Write(long step, IReadOnlyList<(string Name, double Value)> values) => Write([(step, values)]);

    /// <summary>Writes figures of several steps at once.</summary>
    /// <param name="steps">The number of updates made, and each figure's name and value.</param>
    public void Write(IReadOnlyList<(long Step, IReadOnlyList<(string Name, double Value)> Values)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Sqlite.Transact(_connection, () => Sqlite.ExecuteEach(
            _connection,
            "INSERT OR REPLACE INTO metric(step, name, value) VALUES($1, $2, $3)",
            steps.SelectMany(s => s.Values.Select(v =>
                new object?[] { s.Step, v.Name, double.IsFinite(v.Value) ? v.Value : null }))));
        foreach (var (step, values) in steps)
        {
            _board.Write(step, values);
        }
    }

    /// <summary>
    /// Waits until all that was written is on the disk: a checkpoint must not be there before the figures that led to
    /// it, which are not made again.
    /// </summary>
    public void Flush()
    {
        _board.Sync();
        AtomicFile.SyncNames(_folder); // without the journal's name, whose return would undo them
    }

    /// <summary>Writes down that something happened.</summary>
    /// <param name="step">The number of updates made.</param>
    /// <param name="text">What happened.</param>
    public void Note(long step, string text) => Sqlite.Transact(
        _connection,
        () => Sqlite.Execute(_connection, "INSERT INTO event(step, text) VALUES($1, $2)", step, text));

    /// <summary>
    /// The figures of a run, by name, each with its steps in order; a value is NaN where it was not finite.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <exception cref="DataException">The file is missing, damaged, or not as Saddle makes it.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Read(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var series = Sqlite.Read(folder.MetricsFile, Metric, connection => Read(connection, folder.MetricsFile));
        return series.OrderBy(s => s.Key, StringComparer.Ordinal)
            .ToDictionary(
                s => s.Key,
                s => (IReadOnlyList<(long Step, double Value)>)s.Value,
                StringComparer.Ordinal);
    }

    // In the table's own order, so that SQLite sorts nothing.
    private static Dictionary<string, List<(long Step, double Value)>> Read(SqliteConnection connection, string file)
    {
        var series = new Dictionary<string, List<(long Step, double Value)>>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, step, value FROM metric ORDER BY step, name";
        using var reader = command.ExecuteReader();
        for (var count = 0; reader.Read(); count++)
        {
            if (count == MostFigures
                || series.Count > MostNames
                || (reader.IsDBNull(0) ? null : reader.GetString(0)) is not { Length: <= LongestName } name)
            {
                throw new DataException(file, FormattableString.Invariant(
                    $"expected at most {MostFigures} figures of at most {MostNames} names")
                    + FormattableString.Invariant($", each of at most {LongestName} characters"));
            }

            if (!series.TryGetValue(name, out var values))
            {
                series.Add(name, values = []);
            }

            values.Add((reader.GetInt64(1), reader.IsDBNull(2) ? double.NaN : reader.GetDouble(2)));
        }

        return series;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _board.Dispose(); // writes what is left, for which there may be no space
    }
}
