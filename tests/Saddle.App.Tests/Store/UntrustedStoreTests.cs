using Saddle.App.Store;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Store;

/// <summary>A store that may come from anywhere is gone on with, or refused.</summary>
public sealed class UntrustedStoreTests
{
    [Theory]
    [InlineData("INSERT INTO cell(cell, x, y, is_predicted, predicted) VALUES(1, 0, 0, 1, 'Nonsense')")]
    [InlineData("INSERT INTO cell(cell, x, y, measured) VALUES(1, 0, 0, 'Converges')")]
    [InlineData("INSERT INTO cell(cell, x, y, measured, reason) VALUES(1, 0, 0, x'00ff', 'why')")]
    [InlineData("INSERT INTO cell(cell, x, y, is_predicted) VALUES(9999999999, 0, 0, 1)")]
    [InlineData("INSERT INTO cell(cell, x, y, is_predicted) VALUES(1, 0, 0, 9999999999)")]
    [InlineData("INSERT INTO cell(cell, x, y, is_predicted, predicted) VALUES(1, 0, 0, 1, '99999999999')")]
    [InlineData("INSERT INTO cell(cell, x, y, is_predicted, predicted) VALUES(1, 0, 0, 1, '77')")]
    [InlineData("INSERT INTO cell(cell, x, y, measured, reason) VALUES(1, 0, 0, 'Converges, Stalls', 'why')")]
    public void What_is_no_cell_is_refused(string statement)
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder, statement);
        using var store = PhaseStore.Open(file, [("seed", "1")]);
        var refused = Assert.Throws<SettingsException>(store.Read);
        Assert.Contains("cannot be used as the store of a diagram", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON cell BEGIN DELETE FROM cell; END")]
    [InlineData("DROP TABLE cell; CREATE VIEW cell AS SELECT 1 AS cell")]
    [InlineData("DROP TABLE setting; CREATE VIEW setting AS SELECT 'seed' AS name, '1' AS value")]
    public void A_file_with_a_program_is_refused(string statement)
    {
        using var folder = new TemporaryFolder();
        var file = Made(folder, statement);
        var refused = Assert.Throws<SettingsException>(() => PhaseStore.Open(file, [("seed", "1")]));
        Assert.Contains("cannot be used as the store of a diagram", refused.Message, StringComparison.Ordinal);
    }

    private static string Made(TemporaryFolder folder, string statement)
    {
        var file = folder.At("phase.sqlite");
        PhaseStore.Open(file, [("seed", "1")]).Dispose();
        using var connection = Sqlite.Connect(file);
        connection.Open();
        Sqlite.Execute(connection, statement);
        return file;
    }
}
