using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Dynamics;

namespace Saddle.App.Store;

/// <summary>
/// A phase diagram in one SQLite file: every setting and version, and each cell as soon as it is done, so that an
/// interrupted diagram goes on where it stopped. Table <c>setting</c> (name, value), table <c>cell</c> (cell, x, y,
/// predicted, radius, approach, measured, ratio, reason).
/// </summary>
internal sealed class PhaseStore : IDisposable
{
    private readonly SqliteConnection _connection;

    private PhaseStore(SqliteConnection connection)
    {
        _connection = connection;
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">Every setting of the diagram.</param>
    /// <exception cref="SettingsException">The file holds another diagram, or is no such file.</exception>
    public static PhaseStore Open(string file, IReadOnlyList<(string Name, string Value)> settings)
    {
        var cells = new SqliteTable(
            "cell",
            "(cell INTEGER PRIMARY KEY, x REAL NOT NULL, "
            + "y REAL NOT NULL, predicted TEXT, radius REAL, approach TEXT, is_predicted INTEGER NOT NULL DEFAULT 0, "
            + "measured TEXT, ratio REAL, reason TEXT)");
        return new(StoreFile.Open(file, "diagram", settings, cells));
    }

    /// <summary>The cells that have been predicted and those that have been measured.</summary>
    /// <exception cref="SettingsException">The file holds what is no cell.</exception>
    public PhaseCells Read() => StoreFile.Read(_connection, "diagram", ReadCells);

    /// <summary>Keeps cells; those that are there already are completed.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="predicted">Predictions to keep.</param>
    /// <param name="measured">Measurements to keep.</param>
    public void Keep(PhaseDiagram diagram, IEnumerable<PredictedCell> predicted, IEnumerable<MeasuredCell> measured)
    {
        Sqlite.Transact(_connection, () =>
        {
            Sqlite.ExecuteEach(
                _connection,
                "INSERT INTO cell(cell, x, y, predicted, radius, approach, is_predicted) "
                + "VALUES($1, $2, $3, $4, $5, $6, 1) "
                + "ON CONFLICT(cell) DO UPDATE SET predicted=$4, radius=$5, approach=$6, is_predicted=1",
                predicted.Select(p => Row(diagram, p.Cell, p.Verdict?.ToString(), p.Radius, p.Approach)));
            Sqlite.ExecuteEach(
                _connection,
                "INSERT INTO cell(cell, x, y, measured, ratio, reason) VALUES($1, $2, $3, $4, $5, $6) "
                + "ON CONFLICT(cell) DO UPDATE SET measured=$4, ratio=$5, reason=$6",
                measured.Select(m => Row(diagram, m.Cell, m.Measured.Verdict.ToString(), Ratio(m), m.Measured.Reason)));
        });

        // SQLite has no NaN: it would become NULL, which is what it means.
        static double? Ratio(MeasuredCell m) => double.IsNaN(m.Measured.Ratio) ? null : m.Measured.Ratio;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private PhaseCells ReadCells()
    {
        var cells = new PhaseCells([], []);
        using var command = _connection.CreateCommand();
        command.CommandText =
            "SELECT cell, predicted, radius, approach, is_predicted, measured, ratio, reason FROM cell";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var cell = reader.GetInt32(0);
            if (reader.GetInt32(4) == 1)
            {
                cells.Predicted[cell] = new(
                    cell,
                    reader.IsDBNull(1) ? null : Named.Value<Verdict>(reader.GetString(1)),
                    reader.IsDBNull(2) ? null : reader.GetDouble(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3));
            }

            if (!reader.IsDBNull(5))
            {
                var ratio = reader.IsDBNull(6) ? double.NaN : reader.GetDouble(6);
                var verdict = Named.Value<Verdict>(reader.GetString(5));
                cells.Measured[cell] = new(cell, new(verdict, reader.GetString(7), ratio, double.NaN));
            }
        }

        return cells;
    }

    private static object?[] Row(PhaseDiagram diagram, int cell, params ReadOnlySpan<object?> values)
    {
        var columns = diagram.X.Values.Length;
        return [cell, diagram.X.Values[cell % columns], diagram.Y.Values[cell / columns], .. values];
    }
}
