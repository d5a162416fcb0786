using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Papers;

namespace Saddle.App.Store;

/// <summary>
/// What a reproduction has measured, in one SQLite file: every claim, and the finished runs of networks of a claim
/// that is not done, so that a reproduction that was stopped goes on. Table <c>setting</c> (name, value), table
/// <c>kept</c> (name, value: JSON).
/// </summary>
internal sealed class ReproductionStore : IKept, IDisposable
{
    // What is kept must come back as it was: all numbers, and tuples too.
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly SqliteConnection _connection;
    private readonly FileStream _held;
    private readonly Lock _lock = new();

    private ReproductionStore(SqliteConnection connection, FileStream held)
    {
        (_connection, _held) = (connection, held);
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">
    /// What the figures depend on, but for the claims chosen; Saddle's own code is added.
    /// </param>
    /// <exception cref="SettingsException">
    /// The file holds a reproduction of other settings or by another build, is no such file, or another process writes
    /// it.
    /// </exception>
    public static ReproductionStore Open(string file, IReadOnlyList<(string Name, string Value)> settings)
    {
        var held = Hold(file);
        try
        {
            // An entry may be hours of work.
            return new(
                StoreFile.Open(
                    file,
                    "reproduction",
                    [.. settings, ("build", StoreFile.Build)],
                    new("kept", "(name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
                    durable: true),
                held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether nothing has been kept.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>How many values are kept.</summary>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public int Count => Read(
        "SELECT count(*) FROM kept",
        command => Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture));

    /// <summary>The sum of the numbers that are kept under a name, or under one that begins with it and a semicolon.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public double Sum(string name) => Read(
        "SELECT total(value) FROM kept WHERE name=$1 OR substr(name, 1, length($2))=$2",
        command => Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture),
        name,
        $"{name};");

    /// <inheritdoc/>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        (var found, value) = Read(
            "SELECT value FROM kept WHERE name=$1",
            command => command.ExecuteScalar() is string json
                ? (true, JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"{name} is null"))
                : (false, default(T)),
            name);
        return found;
    }

    /// <inheritdoc/>
    public void Keep<T>(string name, T value)
        where T : notnull
    {
        lock (_lock)
        {
            try
            {
                Sqlite.Execute(
                    _connection,
                    "INSERT OR REPLACE INTO kept VALUES($1, $2)",
                    name,
                    JsonSerializer.Serialize(value, Options));
            }
            catch (SqliteException failed)
            {
                throw new IOException($"{_connection.DataSource}: {failed.Message}", failed); // a disk that is full
            }
        }
    }

    /// <summary>Closes the file; one that nothing was kept in is taken away.</summary>
    public void Dispose()
    {
        using (_held)
        {
            var file = _connection.DataSource;
            using (_connection)
            {
                if (!IsEmpty)
                {
                    return;
                }
            }

            File.Delete(file);
        }
    }

    private T Read<T>(string query, Func<SqliteCommand, T> read, params IReadOnlyList<string> values)
    {
        lock (_lock)
        {
            return StoreFile.Read(_connection, "reproduction", () =>
            {
                using var command = _connection.CreateCommand();
                command.CommandText = query;
                foreach (var (i, value) in values.Index())
                {
                    command.Parameters.AddWithValue(FormattableString.Invariant($"${i + 1}"), value);
                }

                return read(command);
            });
        }
    }

    // Two processes would both measure everything.
    private static FileStream Hold(string file)
    {
        try
        {
            return new(
                $"{file}.lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException held) when (FileLock.IsTaken(held))
        {
            throw new SettingsException($"{file}: another reproduction is under way there; give another --out");
        }
    }
}
