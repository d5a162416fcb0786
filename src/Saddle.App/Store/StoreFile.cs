using System.Globalization;
using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Store;

/// <summary>
/// One SQLite file that a long computation is kept in as it goes, so that it goes on where it was stopped; its
/// settings are compared first.
/// </summary>
internal static class StoreFile
{
    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What it holds, in a word.</param>
    /// <param name="settings">Every setting of it.</param>
    /// <param name="tables">Makes the tables that are not there.</param>
    /// <param name="durable">
    /// Whether an entry is worth waiting for the disk, so that it outlives even a failure of the machine.
    /// </param>
    /// <returns>An open connection.</returns>
    /// <exception cref="SettingsException">The file holds one of other settings, or is no such file.</exception>
    public static SqliteConnection Open(
        string file,
        string what,
        IReadOnlyList<(string Name, string Value)> settings,
        string tables,
        bool durable = false)
    {
        var connection = Sqlite.Connect(file);
        try
        {
            connection.Open();
            Sqlite.Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(durable ? "FULL" : "NORMAL")};");
            Sqlite.Execute(
                connection,
                "CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL)");
            Sqlite.Execute(connection, tables);
            Compare(connection, file, what, settings);
        }
        catch (SqliteException damaged)
        {
            connection.Dispose();
            throw new SettingsException(
                $"{file}: cannot be used as the store of a {what} ({damaged.Message.ReplaceLineEndings(" ")})");
        }
        catch (SettingsException)
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    private static void Compare(
        SqliteConnection connection,
        string file,
        string what,
        IReadOnlyList<(string Name, string Value)> settings)
    {
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM setting";
        if (Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
        {
            Sqlite.WriteSettings(connection, settings);
            return;
        }

        foreach (var (name, value) in settings)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM setting WHERE name=$1";
            command.Parameters.AddWithValue("$1", name);
            if (command.ExecuteScalar() is not string stored || stored != value)
            {
                throw new SettingsException(
                    $"{file} holds another {what}: its {name} is not {value}; give another --out");
            }
        }
    }
}
