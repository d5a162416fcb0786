using System.Globalization;
using Microsoft.Data.Sqlite;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

/// <summary>Databases of MLflow and Trackio: their runs, what is not finite, journals, and what is neither.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private static readonly string[] Mlflow =
    [
        "CREATE TABLE \"runs\" (\n\trun_uuid VARCHAR(32) NOT NULL, \n\tname VARCHAR(250), "
            + "\n\tlifecycle_stage VARCHAR(20), \n\tCONSTRAINT run_pk PRIMARY KEY (run_uuid))",
        "CREATE TABLE \"metrics\" (\n\t\"key\" VARCHAR(250) NOT NULL, \n\tvalue FLOAT NOT NULL, \n\ttimestamp BIGINT "
            + "NOT NULL, \n\trun_uuid VARCHAR(32) NOT NULL, \n\tstep BIGINT DEFAULT '0' NOT NULL, \n\tis_nan BOOLEAN "
            + "DEFAULT '0' NOT NULL, \n\tCONSTRAINT metric_pk PRIMARY KEY (\"key\", timestamp, step, run_uuid, value, "
            + "is_nan))",
        "CREATE TRIGGER t BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE INDEX i ON metrics (run_uuid)",
    ];

    private const string Trackio = "CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, "
        + "timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_of_MLflow_are_read()
    {
        var file = Make(
            [
                .. Mlflow,
                "INSERT INTO runs VALUES('u1', 'same', 'active'), ('u2', 'same', 'active'), ('u3', NULL, 'active'), "
                    + "('u4', 'gone', 'deleted')",
                Metric("u1", "loss_d", 5, 0), Metric("u2", "loss_d", 7, 0), Metric("u4", "loss_d", 1, 0),
                Metric("u1", "loss_d", 6, 10), Metric("u1", "loss/g", 0, 10, 1), Metric("u3", "x", double.MaxValue, 3),
                Metric("u1", "loss_d", 4, 5), Metric("u3", "x", double.MinValue, 4),
            ]);
        var runs = TrainingLog.Read(file);
        Assert.Equal(["same (u1)", "same (u2)", "u3"], runs.Select(r => r.Name));
        Assert.Equal(["loss_d", "loss/g"], runs[0].Curves.Select(c => c.Name));
        Assert.Equal([new(0, 5), new(10, 6), new(5, 4)], runs[0].Curves[0].Points); // in the order of logging
        Assert.Equal([new(10, double.NaN)], runs[0].Curves[1].Points);
        Assert.Equal([new(3, double.PositiveInfinity), new(4, double.NegativeInfinity)], runs[2].Curves[0].Points);
    }

    [Theory]
    [InlineData("CAST('{0}' AS BLOB)")]
    [InlineData("'{0}'")]
    public void Runs_of_Trackio_are_read(string form)
    {
        string Row(string id, string name, int step, string json) =>
            $"INSERT INTO metrics(run_id, timestamp, run_name, step, metrics) VALUES('{id}', 't', '{name}', {step}, "
            + $"{string.Format(CultureInfo.InvariantCulture, form, json)})";
        var runs = TrainingLog.Read(Make(
            [
                Trackio,
                Row("1", "a", 0, "{\"loss_d\":1.5,\"d\":{\"x\":0.5}}"), Row("2", "b", 0, "{\"loss_d\":\"NaN\"}"),
                Row("1", "a", 8, "{\"loss_d\":\"-Infinity\",\"loss_g\":\"t\"}"), Row("3", "b", 8, "{\"loss_d\":NaN}"),
                Row("1", "a", 16, "no json"),
            ]));
        Assert.Equal(["a", "b (2)", "b (3)"], runs.Select(r => r.Name));
        Assert.Equal("loss_d", runs[0].Curves[0].Name);
        Assert.Equal([new(0, 1.5), new(8, double.NegativeInfinity)], runs[0].Curves[0].Points);
        Assert.Equal([new(0, 0.5)], runs[0].Curves.Single(c => c.Name == "d.x").Points);
        Assert.Equal(1, runs[0].Curves.Single(c => c.Name == "loss_g").Missing);
        Assert.Equal(["a row whose metrics are no JSON is left out"], runs[0].Remarks);
        Assert.True(double.IsNaN(runs[1].Curves[0].Points[0].Value));
        Assert.True(double.IsNaN(runs[2].Curves[0].Points[0].Value));
    }

    // The first versions gave runs no ids.
    [Fact]
    public void Runs_of_Trackio_may_have_names_alone() => Assert.Equal(
        ["a"],
        TrainingLog.Read(Make(
            [
                "CREATE TABLE metrics (id INTEGER, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT)",
                "INSERT INTO metrics VALUES(1, 't', 'a', 0, '{\"x\":1}'), (2, 't', 'a', 1, '{\"x\":2}')",
            ])).Select(r => r.Name));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_database_that_is_written_to_is_read_with_its_newest_rows_and_stays_as_it_is(bool isWal)
    {
        const string Name = "it's 100% live #1?.db";
        using var writer = new SqliteConnection($"Data Source=\"{_folder.At(Name)}\";Pooling=False");
        writer.Open();
        Execute(writer, isWal ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE");
        Execute(writer, Trackio);
        const string Insert = "INSERT INTO metrics(run_id, timestamp, run_name, step, metrics) VALUES('1', 't', 'a', ";
        Execute(writer, $"{Insert}0, '{{\"x\":1}}')");
        Execute(writer, $"{Insert}1, '{{\"x\":2}}')");
        var before = Content();
        Assert.Equal(isWal, before.ContainsKey($"{Name}-wal"));
        var run = Assert.Single(TrainingLog.Read(_folder.At(Name)));
        Assert.Equal([new(0, 1), new(1, 2)], run.Curves[0].Points);
        Assert.Equal(before, Content());

        // Named by a link, from a folder that holds other things.
        Directory.CreateDirectory(_folder.At("links"));
        File.CreateSymbolicLink(_folder.At("links", "live.db"), _folder.At(Name));
        Assert.Equal(2, Assert.Single(TrainingLog.Read(_folder.At("links"))).Curves[0].Points.Count);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.At("links")));
    }

    [Fact]
    public void A_database_whose_folder_cannot_be_written_to_is_read_although_it_is_in_WAL_mode()
    {
        var file = Make(["PRAGMA journal_mode=WAL", Trackio,
            "INSERT INTO metrics VALUES(1, '1', 't', 'a', 0, '{\"x\":1}'), (2, '1', 't', 'a', 1, '{\"x\":2}')"]);
        Assert.Equal(["log.db"], _folder.Names);
        Assert.Equal(2, Assert.Single(TrainingLog.Read(file)).Curves[0].Points.Count);
        Assert.Equal(["log.db"], _folder.Names);
    }

    [Fact]
    public void A_compressed_database_is_named()
    {
        var bytes = File.ReadAllBytes(Make([Trackio]));
        var file = _folder.Write("log.gz", Files.Gzip(bytes));
        Assert.Contains("expected a file, unpacked", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE users (id)", "other tables (users)")]
    [InlineData("CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL)", "Saddle's own")]
    [InlineData("CREATE VIEW metrics AS SELECT 1 run_name, 2 step, 3 metrics", "without tables")]
    [InlineData("CREATE VIRTUAL TABLE metrics USING fts4(run_name, step, value)", "other tables")]
    [InlineData(Trackio, "holds no data points")]
    public void Another_database_is_named_for_what_it_is(string sql, string said) =>
        Assert.Contains(said, Refusal(Make([sql])), StringComparison.Ordinal);

    // What a cell is computed from is the file's own, and may take for ever.
    [Fact]
    public void A_database_whose_cells_are_computed_is_refused()
    {
        const string Computed = "CREATE TABLE metrics (run_name TEXT, step INTEGER, metrics TEXT "
            + "AS (printf('%.*c', 100000000, 'x')) VIRTUAL)";
        Assert.Contains(
            "other tables (metrics)",
            Refusal(Make([Computed, "INSERT INTO metrics(run_name, step) VALUES('a', 1)"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_databases_are_read_or_refused_in_one_line()
    {
        var file = File.ReadAllBytes(Make(
            [
                Trackio,
                .. Enumerable.Range(1, 100).Select(i =>
                    $"INSERT INTO metrics VALUES({i}, '1', 't', 'a', {i}, '{{\"x\":1}}')"),
            ]));
        var refused = 0;
        foreach (var damaged in Mutations.From(file, 300))
        {
            try
            {
                TrainingLog.Read(_folder.Write("log.db", damaged));
            }
            catch (DataException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 30, 300);
    }

    private static string Metric(string run, string key, double value, int step, int isNan = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO metrics VALUES('{key}', {value:R}, {step}, '{run}', {step}, {isNan})");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Make(IEnumerable<string> statements)
    {
        var file = _folder.At("log.db");
        File.Delete(file);
        using var connection = new SqliteConnection($"Data Source=\"{file}\";Pooling=False");
        connection.Open();
        foreach (var statement in statements.Prepend("PRAGMA synchronous=OFF"))
        {
            Execute(connection, statement);
        }

        return file;
    }

    private string Refusal(string file) => Assert.Throws<DataException>(() => TrainingLog.Read(file)).Message;

    private Dictionary<string, string> Content() => _folder.Names.Where(n => File.Exists(_folder.At(n))).ToDictionary(
        n => n,
        n =>
        {
            using var stream = new FileStream(_folder.At(n), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return Convert.ToHexString(copy.ToArray());
        },
        StringComparer.Ordinal);
}
