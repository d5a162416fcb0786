using System.Text.Json;
using Microsoft.Data.Sqlite;
using Saddle.App.Sweeps;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App.Store;

/// <summary>
/// A sweep in one SQLite file, each run as soon as it is done. Table <c>setting</c> (name, value) with every setting of
/// the sweep, table <c>cell</c>: cell, steps, settings (JSON, by path), seed, status, step, reason, diagnosis, summary,
/// metrics (JSON, by name). SQLite's json_extract(metrics, '$."modes/covered"') reads a figure.
/// </summary>
internal sealed class SweepStore : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string Name = "sweep.sqlite";

    private static readonly SqliteTable Table = new(
        "cell",
        "(cell INTEGER NOT NULL, steps INTEGER NOT NULL, settings TEXT NOT NULL, seed INTEGER NOT NULL, "
        + "status TEXT NOT NULL, step INTEGER NOT NULL, reason TEXT, diagnosis TEXT NOT NULL, "
        + "summary TEXT NOT NULL, metrics TEXT NOT NULL, PRIMARY KEY(cell, steps)) WITHOUT ROWID");

    private readonly SqliteConnection _connection;

    private SweepStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">The folder that it is in.</param>
    /// <param name="settings">Every setting of the sweep.</param>
    /// <exception cref="SettingsException">The file holds another sweep, or is no such file.</exception>
    public static SweepStore Open(string folder, IReadOnlyList<(string Name, string Value)> settings) => new(
        StoreFile.Open(
            Path.Combine(folder, Name),
            "sweep",
            settings,
            Table,
            durable: true));

    /// <summary>What became of the runs that are done, in order.</summary>
    /// <exception cref="SettingsException">The file holds what is no run.</exception>
    public IReadOnlyList<SweepOutcome> Read() => StoreFile.Read(_connection, "sweep", () => Outcomes(_connection));

    /// <summary>Looks into a sweep's file, which another process may be writing, and which may come from anywhere.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <returns>Every setting of the sweep, by name, and what became of the runs that are done, in order.</returns>
    /// <exception cref="DataException">The file is damaged, or none of a sweep.</exception>
    public static (IReadOnlyDictionary<string, string> Settings, IReadOnlyList<SweepOutcome> Outcomes) Look(
        string file) => StoreFile.Look(file, "sweep", Table, Outcomes);

    private static List<SweepOutcome> Outcomes(SqliteConnection connection)
    {
        var outcomes = new List<SweepOutcome>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT cell, steps, step, status, reason, diagnosis, summary, metrics "
            + "FROM cell ORDER BY cell, steps";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            outcomes.Add(new(
                reader.GetInt32(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                JsonSerializer.Deserialize<Dictionary<string, double>>(reader.GetString(7))
                    ?? throw new JsonException("expected figures, not null")));
        }

        return outcomes;
    }

    /// <summary>Keeps what became of a run.</summary>
    /// <param name="cell">The run.</param>
    /// <param name="outcome">What became of it.</param>
    public void Keep(SweepCell cell, SweepOutcome outcome) => Sqlite.Transact(_connection, () => Sqlite.Execute(
        _connection,
        "INSERT OR REPLACE INTO cell VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        outcome.Cell,
        outcome.Steps,
        JsonSerializer.Serialize(cell.Choices.SelectMany(c => c.Overrides)
            .ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal)),
        cell.Seed,
        outcome.Status,
        outcome.Step,
        outcome.Reason,
        outcome.Diagnosis,
        outcome.Summary,
        JsonSerializer.Serialize(outcome.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal)
            .ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal))));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
