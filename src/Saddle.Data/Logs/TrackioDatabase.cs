using System.Text;
using Microsoft.Data.Sqlite;

namespace Saddle.Data.Logs;

/// <summary>Trackio's runs: a row for each step, whose numbers are one JSON object.</summary>
internal static class TrackioDatabase
{
    // As W&B names it: no metric of the user's.
    private const string Step = "_step";

    /// <summary>Reads the runs, in the order in which they logged.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="file">The file.</param>
    /// <param name="hasIds">Whether runs have ids: names alone may come again.</param>
    public static IReadOnlyList<LoggedRun> Read(SqliteConnection connection, string file, bool hasIds)
    {
        var runs = new Dictionary<(string Id, string Name), LogTable>();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {(hasIds ? "run_id" : "run_name")}, run_name, step, metrics FROM metrics ORDER BY rowid";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var key = ($"{reader.GetValue(0)}", $"{reader.GetValue(1)}");
            if (!runs.TryGetValue(key, out var table))
            {
                runs[key] = table = new(file);
            }

            table.BeginRow();
            table.SetAll([(Step, SqliteStore.Number(reader.GetValue(2)))]);
            var text = reader.GetValue(3) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{reader.GetValue(3)}";
            using var json = LogJson.TryParse(text);
            if (json is null)
            {
                table.Remark("a row whose metrics are no JSON is left out");
                continue;
            }

            table.SetAll(LogJson.Numbers(json.RootElement));
        }

        var repeated = runs.Keys.CountBy(k => k.Name, StringComparer.Ordinal).Where(n => n.Value > 1)
            .Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. runs.Select(r => r.Value.Run(
                repeated.Contains(r.Key.Name) ? $"{r.Key.Name} ({r.Key.Id})" : r.Key.Name)),
        ];
    }
}
