using System.Text.Json;
using Saddle.App.Store;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Figures;
using Saddle.Papers;

namespace Saddle.App.Tests.Store;

public sealed class ReproductionStoreTests
{
    private static readonly JsonSerializerOptions WithTuples = new() { IncludeFields = true };

    [Fact]
    public void A_finding_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        double?[] x = [1, null, 1.0 / 3];
        IReadOnlyList<IReadOnlyList<double?>> z = [[0.1, null], [2, -1e-300]];
        IReadOnlyList<IReadOnlyList<string>> labels = [["a", "b"], ["c", "d"]];
        var finding = new Finding(Outcome.Contradicted, 0.1 + 0.2, "unit", "Reason \"<>\u00e9.", new("Title",
        [
            new("panel", new("x", Log: true, Low: 1), new("y") { Categories = ["p", "q"] },
            [
                new Line("line", x, x) { Stroke = Stroke.Dash, Colour = 2, Low = x, High = x },
                new Points("points", x, x) { Labels = ["a", "b", "c"], Low = x, High = x },
                new Bars("bars", x, x),
                new HeatMap("map", [1, 2], [3, 4], z) { Categories = ["no", "yes"], Labels = labels, Low = 0 },
                new Arrows("arrows", [1], [2], [3], [4]),
            ]) { Rules = [new("here", 1, Vertical: true)] },
        ], Columns: 2))
        {
            Interval = (0.25, 0.5),
            Seeds = 7,
            Settings = [("step", "0.1"), ("order", "d-first")],
            Recorded = Outcome.Holds,
            Table = new(["a", "b"], [["1", "2"]]),
        };
        var file = folder.At("reproduction.sqlite");
        using (var store = ReproductionStore.Open(file, [("seed", "1")]))
        {
            Assert.True(store.IsEmpty);
            Assert.False(store.TryGet<(Finding, double)>("claim", out _));
            store.Keep("claim", (finding, 1.5));
            store.Keep("runs", new double[][] { [double.NaN, double.PositiveInfinity], [double.Epsilon] });
        }

        using var again = ReproductionStore.Open(file, [("seed", "1")]);
        Assert.True(again.TryGet<(Finding Finding, double Seconds)>("claim", out var kept));
        Assert.Equal(1.5, kept.Seconds);
        Assert.Equal(FigureJson.Write(finding.Figure), FigureJson.Write(kept.Finding.Figure));
        Assert.Equal(JsonSerializer.Serialize(finding, WithTuples), JsonSerializer.Serialize(kept.Finding, WithTuples));
        Assert.Equal(finding.Measured, kept.Finding.Measured);
        Assert.Equal(finding.Interval, kept.Finding.Interval);
        Assert.Equal(finding.Settings, kept.Finding.Settings);
        Assert.True(again.TryGet<IReadOnlyList<double[]>>("runs", out var runs));
        Assert.Equal([[double.NaN, double.PositiveInfinity], [double.Epsilon]], runs);
    }

    [Fact]
    public void One_of_other_settings_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("reproduction.sqlite");
        using (var store = ReproductionStore.Open(file, [("seed", "1")]))
        {
            store.Keep("claim", 1);
        }

        var refused = Assert.Throws<SettingsException>(() => ReproductionStore.Open(file, [("seed", "2")]));
        Assert.Contains("holds another reproduction: its seed is not 2", refused.Message, StringComparison.Ordinal);
        using var again = ReproductionStore.Open(file, [("seed", "1")]);
        Assert.True(again.TryGet<int>("claim", out var kept));
        Assert.Equal(1, kept);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"a\"")]
    [InlineData("\"text\"")]
    public void What_is_no_measurement_is_refused(string json)
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("reproduction.sqlite");
        using (var store = ReproductionStore.Open(file, [("seed", "1")]))
        {
            store.Keep("claim", new double[] { 1 });
        }

        using (var connection = Sqlite.Connect(file))
        {
            connection.Open();
            Sqlite.Execute(connection, "UPDATE kept SET value=$1", json);
        }

        using var again = ReproductionStore.Open(file, [("seed", "1")]);
        var refused = Assert.Throws<SettingsException>(() => again.TryGet<double[]>("claim", out _));
        Assert.Contains("cannot be used as the store of a reproduction", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_another_process_writes_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var store = ReproductionStore.Open(folder.At("reproduction.sqlite"), [("seed", "1")]);
        var refused = Assert.Throws<SettingsException>(
            () => ReproductionStore.Open(folder.At("reproduction.sqlite"), [("seed", "1")]));
        Assert.Contains("another reproduction is under way there", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_nothing_was_kept_in_is_taken_away()
    {
        using var folder = new TemporaryFolder();
        ReproductionStore.Open(folder.At("reproduction.sqlite"), [("seed", "1")]).Dispose();
        Assert.False(File.Exists(folder.At("reproduction.sqlite")));
    }
}
