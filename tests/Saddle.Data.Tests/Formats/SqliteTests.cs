using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>Databases that may come from anywhere.</summary>
public sealed class SqliteTests
{
    private static readonly SqliteTable Table = new("figure", "(step INTEGER NOT NULL, value REAL)");

    [Fact]
    public void A_disk_that_is_full_costs_one_line_with_the_file_and_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("full.sqlite");
        using var connection = Sqlite.Connect(file);
        connection.Open();
        Sqlite.Execute(connection, "CREATE TABLE t(x TEXT); INSERT INTO t VALUES('kept'); PRAGMA max_page_count=3");
        var full = Assert.Throws<IOException>(() => Sqlite.Transact(connection, () =>
            Sqlite.Execute(connection, "INSERT INTO t VALUES($1)", new string('x', 100_000))));
        Assert.StartsWith($"{file}: cannot be written (SQLite Error 13: ", full.Message, StringComparison.Ordinal);
        Sqlite.Transact(connection, () => Sqlite.Execute(connection, "INSERT INTO t VALUES('more')"));
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM t";
        Assert.Equal(2L, count.ExecuteScalar());
    }

    [Fact]
    public void What_is_written_is_read_and_the_file_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        var (bytes, written) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        Assert.Equal(55, Sum(file));
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(["figures.sqlite"], folder.Names);
    }

    [Fact]
    public void A_file_cannot_be_written_while_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        Assert.Throws<DataException>(() => Sqlite.Read(file, Table, c => Run(c, "DELETE FROM figure")));
        Assert.Equal(55, Sum(file));
    }

    [Fact]
    public void A_missing_file_is_not_made()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DataException>(() => Sum(folder.At("figures.sqlite")));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_statement_that_takes_too_long_is_interrupted()
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<DataException>(() => Sqlite.Read(
            file,
            Table,
            c => Run(c, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")));
        Assert.Contains("takes too long", error.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2)); // a few seconds where nothing else runs
    }

    [Fact]
    public void A_view_beside_the_table_is_not_looked_at()
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        Change(file, "CREATE VIEW other AS SELECT 1 AS value");
        Assert.Equal(55, Sum(file));
        Assert.Throws<DataException>(() => Sqlite.Read(file, Table, c => Run(c, "SELECT value FROM other")));
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON figure BEGIN DELETE FROM figure; END")]
    [InlineData("CREATE INDEX i ON figure(abs(value))")]
    [InlineData("CREATE VIRTUAL TABLE v USING fts5(x)")]
    public void A_file_with_a_program_is_not_opened_for_writing(string statement)
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        Change(file, statement);
        Assert.Throws<DataException>(() => Sqlite.OpenToWrite(file, Table));
        Assert.Equal(55, Sum(file));
    }

    [Theory]
    [InlineData("CREATE VIEW figure AS SELECT 1 AS step, 2.0 AS value")]
    [InlineData("CREATE TABLE figure(step INTEGER NOT NULL, value REAL CHECK (value < 1e300))")]
    [InlineData("CREATE TABLE figure(step INTEGER NOT NULL, value REAL AS (step + 1))")]
    [InlineData("CREATE TABLE figures(step INTEGER NOT NULL, value REAL)")]
    public void Another_table_of_the_name_is_refused(string statement)
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("figures.sqlite");
        Change(file, statement);
        var error = Assert.Throws<DataException>(() => Sum(file));
        Assert.Contains("has no table 'figure' as Saddle makes it", error.Message, StringComparison.Ordinal);
        if (!statement.Contains("figures(", StringComparison.Ordinal))
        {
            Assert.Throws<DataException>(() => Sqlite.OpenToWrite(file, Table));
        }
    }

    [Fact]
    public void A_journal_of_a_killed_writer_is_rolled_back_where_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var killed = Killed(folder);
        Assert.True(new FileInfo($"{killed}-journal").Length > 512);
        Assert.Equal(55, Sum(killed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_journal_that_names_another_file_does_not_take_it_away(bool write)
    {
        using var folder = new TemporaryFolder();
        var killed = Killed(folder);
        var victim = folder.Write("victim", "precious"u8.ToArray());
        Name($"{killed}-journal", victim);
        var error = write
            ? Assert.Throws<DataException>(() => Sqlite.OpenToWrite(killed, Table))
            : Assert.Throws<DataException>(() => Sum(killed));
        Assert.Contains("names another file", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(victim));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-journal")]
    [InlineData("-wal")]
    public void A_link_is_not_followed(string suffix)
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder);
        var elsewhere = folder.Write("elsewhere", "precious"u8.ToArray());
        if (suffix.Length == 0)
        {
            File.Move(file, elsewhere, overwrite: true);
        }

        File.CreateSymbolicLink($"{file}{suffix}", elsewhere);
        var before = File.ReadAllBytes(elsewhere);
        Assert.Throws<DataException>(() => Sum(file));
        Assert.Throws<DataException>(() => Sqlite.OpenToWrite(file, Table));
        Assert.Equal(before, File.ReadAllBytes(elsewhere));
    }

    [Fact]
    public void Any_damage_is_an_error_or_a_result()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(Made(folder));
        var random = new Random(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var change = 0; change < 1 + (trial % 8); change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var file = folder.Write($"damaged-{trial}.sqlite", trial % 5 == 0 ? bytes[..random.Next(1, 8192)] : bytes);
            try
            {
                Sum(file);
            }
            catch (DataException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    private static string Made(TemporaryFolder folder)
    {
        var file = folder.At("figures.sqlite");
        using var connection = Sqlite.OpenToWrite(file, Table);
        for (var i = 1; i <= 10; i++)
        {
            Sqlite.Execute(connection, "INSERT INTO figure VALUES($1, $2)", i, (double)i);
        }

        return file;
    }

    // The database and its journal as a process leaves them that is killed in a transaction.
    private static string Killed(TemporaryFolder folder)
    {
        var (file, killed) = (Made(folder), folder.At("killed.sqlite"));
        using var connection = Sqlite.OpenToWrite(file, Table);
        Sqlite.Execute(connection, "PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN");
        for (var i = 0; i < 20_000; i++)
        {
            Sqlite.Execute(connection, "INSERT INTO figure VALUES($1, $2)", i, 1.0);
        }

        File.Copy(file, killed);
        File.Copy($"{file}-journal", $"{killed}-journal");
        return killed;
    }

    // As a transaction over several databases ends its journals.
    private static void Name(string journal, string victim)
    {
        using var stream = new FileStream(journal, FileMode.Append);
        var name = System.Text.Encoding.UTF8.GetBytes(victim);
        stream.Write([0x00, 0x00, 0x00, 0x01]);
        stream.Write(name);
        stream.Write([0, 0, 0, (byte)name.Length]);
        var sum = name.Sum(b => b);
        stream.Write([0, 0, (byte)(sum >> 8), (byte)sum]);
        stream.Write([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
    }

    private static double Sum(string file) => Sqlite.Read(file, Table, connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM figure ORDER BY step";
        using var reader = command.ExecuteReader();
        var sum = 0.0;
        while (reader.Read())
        {
            sum += reader.IsDBNull(0) ? 0 : reader.GetDouble(0);
        }

        return sum;
    });

    private static int Run(SqliteConnection connection, string statement)
    {
        Sqlite.Execute(connection, statement);
        return 0;
    }

    private static void Change(string file, string statement)
    {
        using var connection = Sqlite.Connect(file);
        connection.Open();
        Sqlite.Execute(connection, statement);
    }
}
