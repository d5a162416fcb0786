using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Dynamics;

namespace Saddle.App.Store;

/// <summary>
/// The runs of a basin that is not complete in one SQLite file, some moments after they are done, so that an
/// interrupted basin goes on where it stopped. Table <c>setting</c> (name, value), table <c>part</c> (first, runs): the
/// number of the first of some runs, and of each its state after nine tenths of the updates, its last one (doubles),
/// and a byte for each rule of success.
/// </summary>
internal sealed class BasinParts : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string Name = "parts.sqlite";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly SqliteTable Table = new("part", "(first INTEGER PRIMARY KEY, runs BLOB NOT NULL)");

    private readonly SqliteConnection _connection;
    private readonly Basin _basin;
    private readonly Lock _lock = new();
    private readonly List<object?[]> _waiting = [];
    private long _written = Stopwatch.GetTimestamp();
    private bool _isEmpty = true;

    private BasinParts(SqliteConnection connection, Basin basin) => (_connection, _basin) = (connection, basin);

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">The folder that it is in.</param>
    /// <param name="basin">The basin.</param>
    /// <param name="settings">Every setting of it.</param>
    /// <exception cref="SettingsException">The file holds another basin, or is no such file.</exception>
    public static BasinParts Open(string folder, Basin basin, IReadOnlyList<(string Name, string Value)> settings) =>
        new(StoreFile.Open(Path.Combine(folder, Name), "basin", settings, Table), basin);

    /// <summary>The runs that are kept.</summary>
    /// <exception cref="SettingsException">The file holds what is no run.</exception>
    public IReadOnlyList<BasinRun> Read() => StoreFile.Read(_connection, "basin", () =>
    {
        var runs = new List<BasinRun>();
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT first, runs FROM part ORDER BY first";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            runs.AddRange(Unpack(checked((int)reader.GetInt64(0)), (byte[])reader.GetValue(1)));
        }

        _isEmpty = runs.Count == 0;
        return runs;
    });

    /// <summary>Keeps runs that follow each other; may be called from several threads at once.</summary>
    /// <param name="runs">The runs.</param>
    public void Keep(IReadOnlyList<BasinRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        lock (_lock)
        {
            _waiting.Add([runs[0].Run, Pack(runs)]);
            if (Stopwatch.GetElapsedTime(_written) >= Pause)
            {
                Write();
            }
        }
    }

    /// <summary>Writes what is left, and closes the file; one of no runs at all is taken away.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Write();
        }

        var file = _connection.DataSource;
        _connection.Dispose();
        if (_isEmpty)
        {
            File.Delete(file);
        }
    }

    private void Write()
    {
        _isEmpty &= _waiting.Count == 0;
        Sqlite.Transact(_connection, () => Sqlite.ExecuteEach(
            _connection, "INSERT OR REPLACE INTO part(first, runs) VALUES($1, $2)", _waiting));
        _waiting.Clear();
        _written = Stopwatch.GetTimestamp();
    }

    private static byte[] Pack(IReadOnlyList<BasinRun> runs) =>
    [
        .. runs.SelectMany(run => (byte[])
        [
            .. MemoryMarshal.AsBytes<double>(run.Earlier),
            .. MemoryMarshal.AsBytes<double>(run.Final),
            .. run.Succeeds.Select(holds => holds ? (byte)1 : (byte)0),
        ]),
    ];

    private IEnumerable<BasinRun> Unpack(int first, byte[] packed)
    {
        var (state, rules) = (_basin.Game.StateSize * sizeof(double), _basin.Game.SuccessRules.Count);
        var size = (2 * state) + rules;
        if (packed.Length % size != 0 || first < 0 || first > _basin.Runs - (packed.Length / size))
        {
            throw new FormatException($"expected runs of {size} bytes, from 0 to {_basin.Runs - 1}");
        }

        for (var at = 0; at < packed.Length; at += size)
        {
            var run = first + (at / size);
            yield return new(
                run,
                _basin.StartOf(run),
                MemoryMarshal.Cast<byte, double>(packed.AsSpan(at, state)).ToArray(),
                MemoryMarshal.Cast<byte, double>(packed.AsSpan(at + state, state)).ToArray(),
                [.. packed.AsSpan(at + (2 * state), rules).ToArray().Select(b => b != 0)]);
        }
    }
}
