using Microsoft.Data.Sqlite;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>A database in which MLflow or Trackio keeps its runs.</summary>
internal sealed class SqliteStore : LogFormat
{
    private const string Metrics = "metrics";

    /// <inheritdoc/>
    public override string Name => "a database of MLflow or Trackio";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.Head.StartsWith("SQLite format 3\0"u8);

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        if (source.IsCompressed || source.IsPipe)
        {
            throw new DataException(
                source.Path, "is an SQLite database, compressed or through a pipe; expected a file, unpacked");
        }

        return Sqlite.ReadForeign(source.Path, connection =>
        {
            var tables = Tables(connection);
            var columns = tables.Contains(Metrics, StringComparer.Ordinal) ? Columns(connection, Metrics) : [];
            return columns.IsSupersetOf(["key", "value", "step", "is_nan", "run_uuid"])
                    && tables.Contains("runs", StringComparer.Ordinal)
                ? MlflowDatabase.Read(connection, source.Path, Columns(connection, "runs"))
                : columns.IsSupersetOf(["run_name", "step", Metrics])
                    ? TrackioDatabase.Read(connection, source.Path, columns.Contains("run_id"))
                : throw new DataException(source.Path, Other(tables));
        });
    }

    /// <summary>A number that stands in a cell; null where it is none.</summary>
    /// <param name="cell">The cell.</param>
    internal static double? Number(object cell) => cell switch
    {
        double number => number,
        long number => number,
        string text when LogCell.TryRead(text, out var number) => number,
        _ => null,
    };

    private static string Other(List<string> tables) => tables.Contains(Sqlite.Settings.Name, StringComparer.Ordinal)
        ? "is a database of Saddle's own; name the folder of the run instead"
        : tables.Count == 0
            ? "is an SQLite database without tables; expected one of MLflow's or Trackio's"
            : $"is an SQLite database with other tables ({Excerpt.Of(tables)}); expected one of MLflow's or Trackio's";

    // A view or a virtual table would run what the file says.
    private static List<string> Tables(SqliteConnection connection) => Names(
        connection,
        "SELECT name FROM sqlite_schema WHERE type='table' AND substr(sql, 1, 13) = 'CREATE TABLE ' LIMIT 1000",
        []);

    private static HashSet<string> Columns(SqliteConnection connection, string table) =>
        [.. Names(connection, "SELECT name FROM pragma_table_info($1) LIMIT 1000", table)];

    private static List<string> Names(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue("$1", parameter);
        }

        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
