using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data;
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
    /// <param name="table">The table that it is kept in.</param>
    /// <param name="durable">
    /// Whether an entry is worth waiting for the disk, so that it outlives even a failure of the machine.
    /// </param>
    /// <returns>An open connection.</returns>
    /// <exception cref="SettingsException">The file holds one of other settings, or is no such file.</exception>
    public static SqliteConnection Open(
        string file,
        string what,
        IReadOnlyList<(string Name, string Value)> settings,
        SqliteTable table,
        bool durable = false)
    {
        SqliteConnection connection;
        try
        {
            connection = Sqlite.OpenToWrite(file, Sqlite.Settings, table);
        }
        catch (DataException damaged)
        {
            throw new SettingsException($"cannot be used as the store of a {what}: {damaged.Message}");
        }

        try
        {
            using var limit = new SqliteLimit(connection);
            Sqlite.Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(durable ? "FULL" : "NORMAL")};");
            Compare(connection, file, what, settings);
        }
        catch (Exception damaged) when (damaged is SqliteException or DataException)
        {
            connection.Dispose();
            throw new SettingsException(
                $"{file}: cannot be used as the store of a {what} ({damaged.Message.ReplaceLineEndings(" ")})");
        }
        catch
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
        using var any = connection.CreateCommand();
        any.CommandText = "SELECT 1 FROM setting LIMIT 1";
        if (any.ExecuteScalar() is null)
        {
            Sqlite.Transact(connection, () => Sqlite.WriteSettings(connection, settings)); // or some would be missing
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
