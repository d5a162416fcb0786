using Microsoft.Data.Sqlite;

namespace Saddle.Data.Logs;

/// <summary>
/// MLflow's runs in a database. Its columns hold no value that is not finite: one that is no number is marked, and an
/// infinite one is the greatest finite one.
/// </summary>
internal static class MlflowDatabase
{
    private const string Deleted = "deleted";

    /// <summary>Reads the runs that were not deleted, in the order in which they logged.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="file">The file.</param>
    /// <param name="columns">The columns of the table of runs.</param>
    public static IReadOnlyList<LoggedRun> Read(SqliteConnection connection, string file, HashSet<string> columns)
    {
        var names = Names(connection, columns);
        var (runs, order) = (new Dictionary<string, LogSeries>(StringComparer.Ordinal), new List<string>());
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT run_uuid, \"key\", value, step, is_nan FROM metrics ORDER BY rowid";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var id = $"{reader.GetValue(0)}";
            if (!names.ContainsKey(id))
            {
                continue;
            }

            if (!runs.TryGetValue(id, out var series))
            {
                runs[id] = series = new();
                order.Add(id);
            }

            var isNan = reader.GetValue(4) is 1L or "1";
            series.Add(
                $"{reader.GetValue(1)}",
                SqliteStore.Number(reader.GetValue(3)),
                isNan ? double.NaN : Unbounded(SqliteStore.Number(reader.GetValue(2))));
        }

        var repeated = order.CountBy(id => names[id], StringComparer.Ordinal).Where(n => n.Value > 1)
            .Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. order.Select(id => new LoggedRun(
                repeated.Contains(names[id]) ? $"{names[id]} ({id})" : names[id], runs[id].Curves()) { Source = file }),
        ];
    }

    private static Dictionary<string, string> Names(SqliteConnection connection, HashSet<string> columns)
    {
        using var command = connection.CreateCommand();
        var (name, stage) = (Column("name"), Column("lifecycle_stage"));
        command.CommandText = $"SELECT run_uuid, {name}, {stage} FROM runs";
        using var reader = command.ExecuteReader();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (reader.GetValue(2) is not Deleted)
            {
                var id = $"{reader.GetValue(0)}";
                names[id] = reader.GetValue(1) is string { Length: > 0 } text ? text : id;
            }
        }

        return names;

        string Column(string wanted) => columns.Contains(wanted) ? wanted : "NULL";
    }

    private static double? Unbounded(double? value) => value switch
    {
        double.MaxValue => double.PositiveInfinity,
        double.MinValue => double.NegativeInfinity,
        _ => value,
    };
}
