using Microsoft.Data.Sqlite;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.App.Tests.Store;

public sealed class BasinStoreTests
{
    [Fact]
    public void Every_run_and_setting_can_be_read_back()
    {
        var game = Catalog<Game>.Get("two-gaussians").Create(new Dictionary<string, string>(StringComparer.Ordinal));
        var result = new Basin(game, new OptimalDiscriminator { EtaG = 0.3 }, 20, 50).Run();
        var folder = Directory.CreateTempSubdirectory("saddle-store-");
        try
        {
            var file = Path.Combine(folder.FullName, "basin.sqlite");
            BasinStore.Write(file, result, [("steps", "50")]);
            Assert.Equal(["basin.sqlite"], folder.EnumerateFiles().Select(f => f.Name));

            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT start_u1, final_u2, final_l1, success_means FROM run ORDER BY run";
            using var reader = command.ExecuteReader();
            foreach (var run in result.Runs)
            {
                Assert.True(reader.Read());
                Assert.Equal(run.Start[0], reader.GetDouble(0));
                Assert.Equal(run.Final[1], reader.GetDouble(1));
                Assert.Equal(run.Final[2], reader.GetDouble(2));
                Assert.Equal(game.SuccessRules[0].Holds(run.Final) ? 1 : 0, reader.GetInt32(3));
            }

            Assert.False(reader.Read());
            Assert.Contains(result.Runs, r => double.IsInfinity(r.Final[2]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
