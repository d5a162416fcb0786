using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Saddle.Data.Formats;

/// <summary>
/// While it lives, a connection's statements are interrupted when they have taken too many instructions together: a
/// file made for it can make a short statement run for ever.
/// </summary>
public sealed class SqliteLimit : IDisposable
{
    /// <summary>The most instructions for a database of another program: some hundred million rows, a minute.</summary>
    public const long MostOfForeign = 2_000_000_000;

    // A row takes about ten; all of these, a few seconds.
    private const long MostInstructions = 200_000_000;
    private const int Between = 100_000;

    private readonly SqliteConnection _connection;
    private long _left;

    /// <summary>Begins to count.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="most">The most instructions.</param>
    public SqliteLimit(SqliteConnection connection, long most = MostInstructions)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _left = most / Between;
        _connection = connection;
        raw.sqlite3_progress_handler(connection.Handle, Between, _ => --_left < 0 ? 1 : 0, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connection.Handle is { } open)
        {
            raw.sqlite3_progress_handler(open, 0, null, null);
        }
    }
}
