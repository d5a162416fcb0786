using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Saddle.Data.Formats;

/// <summary>
/// What the stores share: one file, a table <c>setting</c> with every setting and the version, numbered parameters. A
/// file may come from anywhere: it is opened so that nothing in it is executed, and its tables must be those that
/// Saddle makes.
/// </summary>
public static class Sqlite
{
    private const int LongestValue = 1 << 28; // bytes
    private const int RollbackNeeded = raw.SQLITE_READONLY_ROLLBACK;

    // With these a journal ends that names another file, which SQLite would then take away.
    private static readonly byte[] NamesAnother = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

    /// <summary>The table with every setting and the version.</summary>
    public static SqliteTable Settings { get; } = new("setting", "(name TEXT PRIMARY KEY, value TEXT NOT NULL)");

    /// <summary>Reads from a file, which stays as it is.</summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="file">The file.</param>
    /// <param name="table">The table that it must have; it may have others.</param>
    /// <param name="read">Reads over an open connection.</param>
    /// <exception cref="DataException">
    /// The file is missing, damaged, no database, has another table of that name, or takes too long to read.
    /// </exception>
    public static TResult Read<TResult>(string file, SqliteTable table, Func<SqliteConnection, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(read);
        return ReadOnly(file, connection =>
        {
            Check(connection, file, table);
            return read(connection);
        });
    }

    /// <summary>
    /// Reads from a database of another program, which may be writing to it: it and its folder stay as they are.
    /// </summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="file">The file.</param>
    /// <param name="read">Reads over an open connection, plain tables alone; a cell may hold anything.</param>
    /// <exception cref="DataException">
    /// The file is missing, damaged, no database, or takes too long to read.
    /// </exception>
    public static TResult ReadForeign<TResult>(string file, Func<SqliteConnection, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var still = new SqliteCopy(file);
        return Explained(file, () =>
        {
            using var connection = still.IsCopy
                ? Open(still.File, SqliteOpenMode.ReadWrite)
                : Opened(Connection($"{new Uri(still.File).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly));
            using var limit = new SqliteLimit(connection, SqliteLimit.MostOfForeign);
            Execute(connection, "PRAGMA query_only=ON");
            return read(connection);
        });
    }

    /// <summary>Whether a file holds no table: whoever made it was stopped before the first was there.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="DataException">The file is damaged or no database.</exception>
    public static bool IsEmpty(string file) => new FileInfo(file) is { Exists: true, Length: 0 }
        || ReadOnly(file, connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1 FROM sqlite_schema LIMIT 1";
            return command.ExecuteScalar() is null;
        });

    private static TResult ReadOnly<TResult>(string file, Func<SqliteConnection, TResult> read)
    {
        try
        {
            return Read(SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException killed) when (killed.SqliteExtendedErrorCode == RollbackNeeded)
        {
            return Explained(file, () => Read(SqliteOpenMode.ReadWrite)); // its writer was killed while it wrote
        }
        catch (SqliteException damaged)
        {
            throw Damaged(file, damaged);
        }

        TResult Read(SqliteOpenMode mode)
        {
            using var connection = Open(file, mode);
            using var limit = new SqliteLimit(connection);
            Execute(connection, "PRAGMA query_only=ON");
            return read(connection);
        }
    }

    /// <summary>Opens a file for writing, or makes it, with the tables that are not there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tables">Its tables.</param>
    /// <returns>An open connection.</returns>
    /// <exception cref="DataException">
    /// The file is damaged, no database, has other tables of these names, or triggers or indices that Saddle did not
    /// make.
    /// </exception>
    public static SqliteConnection OpenToWrite(string file, params IReadOnlyList<SqliteTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return Explained(file, () =>
        {
            var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
            try
            {
                using var limit = new SqliteLimit(connection);
                Refuse(connection, file);
                foreach (var table in tables)
                {
                    Execute(connection, $"CREATE TABLE IF NOT EXISTS {table.Name}{table.Columns}");
                    Check(connection, file, table);
                }

                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>A connection to a new file of Saddle's own; not yet open.</summary>
    /// <param name="file">The file.</param>
    public static SqliteConnection Connect(string file) => Connect(file, SqliteOpenMode.ReadWriteCreate);

    /// <summary>Runs one statement; its parameters are $1, $2 ...</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters.</param>
    public static void Execute(SqliteConnection connection, string sql, params object?[] values) =>
        ExecuteEach(connection, sql, [values]);

    /// <summary>Runs one statement for each of many rows; it is read and planned once.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="rows">The parameters of each run, as many each time.</param>
    public static void ExecuteEach(SqliteConnection connection, string sql, IEnumerable<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(rows);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i == command.Parameters.Count)
                {
                    command.Parameters.Add(new() { ParameterName = FormattableString.Invariant($"${i + 1}") });
                }

                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    /// <summary>Writes all of something or nothing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="write">Writes over it.</param>
    /// <exception cref="DataException">The file is damaged.</exception>
    /// <exception cref="IOException">It cannot be written, on a full disk say; the message names the file.</exception>
    public static void Transact(SqliteConnection connection, Action write)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            using var transaction = connection.BeginTransaction();
            write();
            transaction.Commit();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw Damaged(connection.DataSource, damaged);
        }
        catch (SqliteException failed)
        {
            throw new IOException($"{connection.DataSource}: cannot be written ({failed.Message})", failed);
        }
    }

    /// <summary>Fills the table of settings, which must be there and empty, and adds the version.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="settings">The settings.</param>
    public static void WriteSettings(SqliteConnection connection, IEnumerable<(string Name, string Value)> settings)
    {
        foreach (var (name, value) in settings.Append(("saddle-version", Product.Version)))
        {
            Execute(connection, "INSERT INTO setting(name, value) VALUES($1, $2)", name, value);
        }
    }

    /// <summary>What the table of settings says, by name.</summary>
    /// <param name="connection">An open connection.</param>
    public static IReadOnlyDictionary<string, string> ReadSettings(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, value FROM setting";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            settings[reader.GetString(0)] = reader.GetString(1);
        }

        return settings;
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode) =>
        Connection(Path.GetFullPath(file), mode);

    private static SqliteConnection Connection(string source, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        Inspect(file, mode);
        return Opened(Connect(file, mode));
    }

    private static SqliteConnection Opened(SqliteConnection connection)
    {
        try
        {
            connection.Open();
            var handle = connection.Handle!;
            foreach (var (option, value) in ((int Option, int Value)[])
            [
                (raw.SQLITE_DBCONFIG_DEFENSIVE, 1),
                (raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
                (raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
                (raw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
            ])
            {
                raw.sqlite3_db_config(handle, option, value, out _);
            }

            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, LongestValue);
            raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // What SQLite would follow out of the folder, or wait at.
    private static void Inspect(string file, SqliteOpenMode mode)
    {
        foreach (var beside in (string[])[file, $"{file}-journal", $"{file}-wal", $"{file}-shm"])
        {
            if (new FileInfo(beside).LinkTarget is not null)
            {
                throw new DataException(beside, "is a link; expected a file");
            }
        }

        if (mode == SqliteOpenMode.ReadOnly && new FileInfo(file) is not { Exists: true, Length: > 0 })
        {
            throw new DataException(file, "is missing, empty or not a regular file; expected an SQLite database");
        }

        var journal = $"{file}-journal";
        if (new FileInfo(journal) is { Exists: true, Length: >= 8 })
        {
            using var stream = InputFile.Open(journal);
            stream.Seek(-NamesAnother.Length, SeekOrigin.End);
            var end = new byte[NamesAnother.Length];
            stream.ReadExactly(end);
            if (end.AsSpan().SequenceEqual(NamesAnother))
            {
                throw new DataException(journal, "names another file; expected the journal of one database");
            }
        }
    }

    // The statement decides: the other columns of SQLite's own table may say anything.
    private static void Check(SqliteConnection connection, string file, SqliteTable table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE name=$1 AND sql IS NOT NULL LIMIT 2";
        command.Parameters.AddWithValue("$1", table.Name);
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetString(0) != table.Statement || reader.Read())
        {
            throw new DataException(
                file, $"has no table '{table.Name}' as Saddle makes it; expected {table.Statement}");
        }
    }

    // Saddle makes tables only; a view is never looked at.
    private static void Refuse(SqliteConnection connection, string file)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_schema WHERE sql IS NOT NULL "
            + "AND substr(sql, 1, 13) <> 'CREATE TABLE ' AND substr(sql, 1, 12) <> 'CREATE VIEW ' LIMIT 1";
        if (command.ExecuteScalar() is not null)
        {
            throw new DataException(file, "has a trigger or an index that Saddle did not make; expected tables only");
        }
    }

    private static TResult Explained<TResult>(string file, Func<TResult> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException damaged)
        {
            throw Damaged(file, damaged);
        }
    }

    private static DataException Damaged(string file, SqliteException failure) =>
        new(
            file,
            failure.SqliteErrorCode == raw.SQLITE_INTERRUPT
                ? "takes too long to read"
                : $"cannot be used as an SQLite database ({failure.Message.ReplaceLineEndings(" ")})");
}
