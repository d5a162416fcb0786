using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Dynamics;

namespace Saddle.App.Store;

/// <summary>
/// A basin in one SQLite file: table <c>setting</c> (name, value) with every setting and version, table <c>run</c>
/// with each run's number, its start and its last state coordinate by coordinate (<c>start_NAME</c>,
/// <c>final_NAME</c>; an infinite end is Inf), and one column 0 or 1 for each rule of success (<c>success_NAME</c>).
/// </summary>
internal static class BasinStore
{
    /// <summary>Checks that no other basin is in the file, which would be lost.</summary>
    /// <param name="file">The file; it need not be there.</param>
    /// <param name="settings">Every setting.</param>
    /// <exception cref="SettingsException">It holds another basin.</exception>
    /// <exception cref="DataException">It is damaged.</exception>
    public static void RequireSame(string file, IReadOnlyList<(string Name, string Value)> settings)
    {
        if (File.Exists(file))
        {
            _ = Sqlite.Read(file, Sqlite.Settings, connection =>
            {
                StoreFile.RequireSame(connection, file, "basin", settings);
                return true;
            });
        }
    }

    /// <summary>Writes the file under a temporary name, then gives it its own.</summary>
    /// <param name="file">The file; replaced if it is there.</param>
    /// <param name="result">The basin's runs.</param>
    /// <param name="settings">Every setting.</param>
    public static void Write(string file, BasinResult result, IReadOnlyList<(string Name, string Value)> settings)
    {
        AtomicFile.WriteByName(file, temporary =>
        {
            using var connection = Sqlite.Connect(temporary);
            connection.Open();
            Sqlite.Execute(connection, "PRAGMA journal_mode=MEMORY"); // there is nothing to go back to
            Sqlite.Transact(connection, () => Fill(connection, result, settings));
        });
    }

    private static void Fill(
        SqliteConnection connection, BasinResult result, IReadOnlyList<(string Name, string Value)> settings)
    {
        Sqlite.Execute(connection, Sqlite.Settings.Statement);
        Sqlite.WriteSettings(connection, settings);

        var game = result.Basin.Game;
        string[] columns =
        [
            "run INTEGER PRIMARY KEY",
            .. game.CoordinateNames.Select(n => $"\"start_{n}\" REAL"),
            .. game.CoordinateNames.Select(n => $"\"final_{n}\" REAL"),
            .. game.SuccessRules.Select(r => $"\"success_{r.Name}\" INTEGER"),
        ];
        Sqlite.Execute(connection, $"CREATE TABLE run({string.Join(", ", columns)})");
        string[] places = [.. Enumerable.Range(1, columns.Length).Select(i => FormattableString.Invariant($"${i}"))];
        Sqlite.ExecuteEach(
            connection,
            $"INSERT INTO run VALUES({string.Join(", ", places)})",
            result.Runs.Select(Row));
    }

    private static object?[] Row(BasinRun run) =>
    [
        run.Run,
        .. run.Start.Select(Value),
        .. run.Final.Select(Value),
        .. run.Succeeds.Select(holds => (object)(holds ? 1 : 0)),
    ];

    // SQLite has no NaN: it would become NULL, which is what it means.
    private static object? Value(double value) => double.IsNaN(value) ? null : value;
}
