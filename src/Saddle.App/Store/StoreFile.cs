using System.Text.Json;
using Microsoft.Data.Sqlite;
using Saddle.App.Shards;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Papers;

namespace Saddle.App.Store;

/// <summary>
/// One SQLite file that a long computation is kept in as it goes, so that it goes on where it was stopped; its
/// settings are compared first. In the folder of a job that was cut into shards, what those have computed that are done
/// is taken in.
/// </summary>
internal static class StoreFile
{
    /// <summary>
    /// The build of what computes: figures of one are not continued by another, for what it measures may have changed.
    /// </summary>
    public static string Build { get; } = string.Join(
        ' ',
        typeof(Claim).Assembly.GetReferencedAssemblies()
            .Where(a => a.Name!.StartsWith(nameof(Saddle), StringComparison.Ordinal))
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .Select(System.Reflection.Assembly.Load)
            .Append(typeof(Claim).Assembly)
            .Select(a => a.ManifestModule.ModuleVersionId.ToString("N")[..8]));

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
            Begin(connection, file, what, settings, durable);
            foreach (var shard in ShardedJob.Stores(FolderOf(file), Path.GetFileName(file)))
            {
                TakeIn(connection, shard, what, settings, table);
            }
        }
        catch (Exception damaged) when (damaged is SqliteException or DataException)
        {
            connection.Dispose();
            throw Unusable(file, what, damaged);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    /// <summary>
    /// Makes the bytes of a file that is complete those of its content alone, whatever the order that it was filled in.
    /// </summary>
    /// <param name="file">The file, which nobody has open.</param>
    public static void Settle(string file)
    {
        AtomicFile.WriteByName(file, settled =>
        {
            using var connection = Sqlite.Connect(file);
            connection.Open();
            Sqlite.Execute(connection, "PRAGMA schema_version=1"); // counts how often it was settled
            Sqlite.Execute(connection, "VACUUM INTO $1", settled);
        });
    }

    /// <summary>Reads rows of a store, in bounded time: somebody may have put another file in its place.</summary>
    /// <param name="connection">What <see cref="Open"/> gave.</param>
    /// <param name="what">What the file holds, in a word.</param>
    /// <param name="read">What reads the rows.</param>
    /// <exception cref="SettingsException">The file is damaged, or its rows are none that were written.</exception>
    public static T Read<T>(SqliteConnection connection, string what, Func<T> read)
    {
        try
        {
            using var limit = new SqliteLimit(connection);
            return read();
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Unusable(connection.DataSource, what, damage);
        }
    }

    /// <summary>Looks into a store without a word to it: another process may be writing it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What it holds, in a word.</param>
    /// <param name="table">The table that it is kept in.</param>
    /// <param name="read">What reads the rows.</param>
    /// <returns>Every setting, by name, and what was read.</returns>
    /// <exception cref="DataException">The file is damaged, or its rows are none that were written.</exception>
    public static (IReadOnlyDictionary<string, string> Settings, T Rows) Look<T>(
        string file, string what, SqliteTable table, Func<SqliteConnection, T> read)
    {
        try
        {
            return (Sqlite.Read(file, Sqlite.Settings, Sqlite.ReadSettings), Sqlite.Read(file, table, read));
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw new DataException(
                file, $"cannot be read as the store of a {what} ({damage.Message.ReplaceLineEndings(" ")})");
        }
    }

    // What rows that are none of ours end in.
    private static bool IsDamage(Exception failure) => failure is SqliteException or InvalidOperationException
        or InvalidCastException or FormatException or OverflowException or JsonException;

    private static SettingsException Unusable(string file, string what, Exception damage) =>
        new($"{file}: cannot be used as the store of a {what} ({damage.Message.ReplaceLineEndings(" ")})");

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    // A shard's file has one writer, may lie on a network's file system, where memory cannot be shared, and is read
    // when it is done.
    private static void Begin(
        SqliteConnection connection,
        string file,
        string what,
        IReadOnlyList<(string Name, string Value)> settings,
        bool durable)
    {
        using var limit = new SqliteLimit(connection);
        var journal = ShardedJob.IsShard(FolderOf(file))
            ? "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;"
            : "PRAGMA journal_mode=WAL;";
        Sqlite.Execute(connection, $"{journal} PRAGMA synchronous={(durable ? "FULL" : "NORMAL")};");
        Compare(connection, file, what, settings);
    }

    private static void TakeIn(
        SqliteConnection connection,
        string shard,
        string what,
        IReadOnlyList<(string Name, string Value)> settings,
        SqliteTable table)
    {
        Sqlite.Read(shard, Sqlite.Settings, own =>
        {
            Compare(own, shard, what, settings);
            return true;
        });
        Sqlite.Read(shard, table, own =>
        {
            using var command = own.CreateCommand();
            command.CommandText = $"SELECT * FROM {table.Name}";
            using var reader = command.ExecuteReader();
            var places = Enumerable.Range(1, reader.FieldCount).Select(i => FormattableString.Invariant($"${i}"));
            Sqlite.Transact(connection, () => Sqlite.ExecuteEach(
                connection,
                $"INSERT OR REPLACE INTO {table.Name} VALUES({string.Join(", ", places)})",
                Rows(reader)));
            return true;
        });
    }

    private static IEnumerable<object?[]> Rows(SqliteDataReader reader)
    {
        var row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            yield return row;
        }
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

        RequireSame(connection, file, what, settings);
    }

    /// <summary>Checks that a file is of these settings.</summary>
    /// <param name="connection">The file's connection.</param>
    /// <param name="file">Its name, for the message.</param>
    /// <param name="what">What it holds, for the message.</param>
    /// <param name="settings">Every setting.</param>
    /// <exception cref="SettingsException">It holds another one.</exception>
    public static void RequireSame(
        SqliteConnection connection,
        string file,
        string what,
        IReadOnlyList<(string Name, string Value)> settings)
    {
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
