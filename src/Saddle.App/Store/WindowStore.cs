using System.Globalization;
using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Gans.Windows;

namespace Saddle.App.Store;

/// <summary>
/// The short runs of a map of settings in one SQLite file, each as soon as it is done, so that an interrupted map goes
/// on where it stopped. Table <c>setting</c> (name, value), table <c>run</c> (settings, twin, ratio, largest, updates,
/// leaves).
/// </summary>
internal sealed class WindowStore : IDisposable
{
    private const string What = "map of settings";

    private readonly SqliteConnection _connection;

    private WindowStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">Every setting of the map.</param>
    /// <exception cref="SettingsException">The file holds another map, or is no such file.</exception>
    public static WindowStore Open(string file, IReadOnlyList<(string Name, string Value)> settings) => new(
        StoreFile.Open(
            file,
            What,
            settings,
            new SqliteTable(
                "run",
                "(settings TEXT NOT NULL, twin INTEGER NOT NULL, ratio REAL, largest REAL, updates INTEGER NOT NULL, "
                + "leaves INTEGER NOT NULL, PRIMARY KEY(settings, twin))")));

    /// <summary>A run that is kept; null where there is none.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="isTwin">Whether it is a run beside its twin.</param>
    /// <exception cref="SettingsException">The file holds what is no run.</exception>
    public ShortRun? Find(GanSettings settings, bool isTwin) => StoreFile.Read<ShortRun?>(_connection, What, () =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT ratio, largest, updates, leaves FROM run WHERE settings=$1 AND twin=$2";
        command.Parameters.AddWithValue("$1", Key(settings));
        command.Parameters.AddWithValue("$2", isTwin ? 1 : 0);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new(
                settings,
                isTwin,
                reader.IsDBNull(0) ? double.PositiveInfinity : reader.GetDouble(0),
                reader.IsDBNull(1) ? double.PositiveInfinity : reader.GetDouble(1),
                reader.GetInt64(2),
                reader.GetInt64(3) != 0)
            : null;
    });

    /// <summary>Keeps a run.</summary>
    /// <param name="run">The run.</param>
    public void Keep(ShortRun run) => Sqlite.Transact(_connection, () => Sqlite.ExecuteEach(
        _connection,
        "INSERT OR REPLACE INTO run(settings, twin, ratio, largest, updates, leaves) VALUES($1, $2, $3, $4, $5, $6)",
        [
            [
                Key(run.Settings),
                run.IsTwin ? 1 : 0,
                double.IsFinite(run.Ratio) ? run.Ratio : null,
                double.IsFinite(run.Largest) ? run.Largest : null,
                run.Updates,
                run.Leaves ? 1 : 0,
            ],
        ]));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string Key(GanSettings settings) => string.Join(
        ' ',
        ((double[])[settings.EtaG, settings.EtaD, .. settings.Weights])
            .Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
