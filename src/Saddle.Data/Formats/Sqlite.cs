using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Saddle.Data.Formats;

/// <summary>
/// What the stores share: one file, a table <c>setting</c> with every setting and the version, numbered parameters.
/// </summary>
public static class Sqlite
{
    /// <summary>A connection to a file; not yet open, so that the caller can say what is wrong with the file.</summary>
    /// <param name="file">The file.</param>
    public static SqliteConnection Connect(string file) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());

    /// <summary>Runs one statement; its parameters are $1, $2 ...</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters.</param>
    public static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(
                string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
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
}
