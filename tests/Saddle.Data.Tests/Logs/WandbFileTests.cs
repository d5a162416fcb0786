using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;
using static Saddle.Data.Tests.Support.WandbBytes;

namespace Saddle.Data.Tests.Logs;

/// <summary>Offline files of W&amp;B: blocks, pieces, keys, values, and what a damage leaves.</summary>
public sealed class WandbFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_read_whatever_stands_between_them()
    {
        var run = Read(
            Run("abc", "first try"),
            History(("_step", "0"), ("train.loss_d", "1.5"), ("picture", "{\"_type\":\"image-file\",\"size\":3}")),
            [0x08, 1], // a record of another kind
            History(("_step", "10"), ("train.loss_d", "NaN"), ("loss_g", "\"begun\""), ("nested", "{\"a\":{\"b\":2}}")),
            History(("_step", "20"), ("train.loss_d", "-Infinity"), ("list", "[1,2]"), ("word", "\"Infinity\"")));
        Assert.Equal("first try", run.Name);
        Assert.Equal([new(0, 1.5), new(10, double.NaN), new(20, double.NegativeInfinity)], Points(run, "train.loss_d"));
        Assert.Equal([new(10, 2)], Points(run, "nested.a.b"));
        Assert.Equal([new(20, double.PositiveInfinity)], Points(run, "word"));
        Assert.Equal(1, run.Curves.Single(c => c.Name == "loss_g").Missing);
        Assert.Equal(
            ["loss_g", "nested.a.b", "train.loss_d", "word"],
            run.Curves.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_without_a_name_has_its_id()
    {
        Assert.Equal("abc", Read(Run("abc", string.Empty), History(("_step", "1"), ("x", "1"))).Name);
        Assert.Equal("run-abc.wandb", Read(History(("_step", "1"), ("x", "1"))).Name);
    }

    // The step of a record that does not carry it as an item is the record's own.
    [Fact]
    public void Steps_may_stand_beside_the_items()
    {
        var run = Read([.. Enumerable.Range(0, 3).Select(i => Beside(History(("x", "1")), (byte)(7 * i)))]);
        Assert.Equal([0, 7, 14], Points(run, "x").Select(p => (int)p.Step));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(32746)] // 7 bytes are left of the first block: a piece of no data
    [InlineData(32750)] // fewer are left: padding
    [InlineData(100_000)] // a middle piece
    public void Records_go_over_the_ends_of_blocks(int length)
    {
        var padding = $"\"{new string('x', length)}\"";
        var run = Read([.. Enumerable.Range(0, 5).Select(i => History(
            ("_step", $"{i}"), ("text", padding), ("loss", $"{i}")))]);
        Assert.Equal([0, 1, 2, 3, 4], Points(run, "loss").Select(p => (int)p.Value));
        Assert.Empty(run.Remarks);
    }

    [Fact]
    public void A_damaged_file_is_read_as_far_as_it_is_good()
    {
        byte[][] records = [.. Enumerable.Range(0, 50).Select(i => History(("_step", $"{i}"), ("loss", $"{i}")))];
        var (file, before) = (OfRecords(records), OfRecords(records.Take(30)).Length);
        byte[][] damaged =
        [
            file[..(before + 3)],
            file[..(before + 20)],
            [.. file[..before], .. new byte[5000]],
            [.. file[..(before + 12)], (byte)(file[before + 12] ^ 1), .. file[(before + 13)..]],
        ];
        foreach (var bytes in damaged)
        {
            var run = Assert.Single(TrainingLog.Read(_folder.Write("run-abc.wandb", bytes)));
            Assert.Equal(Enumerable.Range(0, 30), Points(run, "loss").Select(p => (int)p.Value));
            Assert.Contains(
                FormattableString.Invariant($"at byte {before}"), Assert.Single(run.Remarks), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_without_history_is_refused_in_one_line()
    {
        Assert.EndsWith("holds no data points", Refusal(OfRecords()), StringComparison.Ordinal);
        Assert.EndsWith("holds no data points", Refusal(OfRecords(Run("a", "b"))), StringComparison.Ordinal);
        Assert.Contains("before its damage", Refusal(OfRecords(Run("a", "b"))[..^1]), StringComparison.Ordinal);
        Assert.Contains(
            "a message ends too early", Refusal(OfRecords([0x12, 0x7F], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_offline_runs_in_a_folder_are_told_apart()
    {
        foreach (var id in new[] { "one", "two" })
        {
            _folder.Write(
                $"wandb/offline-run-20260101_000000-{id}/run-{id}.wandb",
                OfRecords(Run(id, id), History(("_step", "0"), ("x", "1")), History(("_step", "1"), ("x", "2"))));
            _folder.Write($"wandb/offline-run-20260101_000000-{id}/files/wandb-summary.json", "{\"x\":2}"u8.ToArray());
        }

        Directory.CreateSymbolicLink(_folder.At("wandb", "latest-run"), "offline-run-20260101_000000-two");
        Assert.Equal(["one", "two"], TrainingLog.Read(_folder.At("wandb")).Select(r => r.Name));
        Assert.Equal(["two"], TrainingLog.Read(_folder.At("wandb", "latest-run")).Select(r => r.Name));
    }

    private static byte[] Beside(byte[] history, byte step) =>
        EventBytes.Field(2, [.. history[2..], .. EventBytes.Field(2, [0x08, step])]);

    private static IReadOnlyList<LogPoint> Points(LoggedRun run, string name) =>
        run.Curves.Single(c => c.Name == name).Points;

    private LoggedRun Read(params IEnumerable<byte[]> records) =>
        Assert.Single(TrainingLog.Read(_folder.Write("run-abc.wandb", OfRecords(records))));

    private string Refusal(byte[] file) =>
        Assert.Throws<DataException>(() => TrainingLog.Read(_folder.Write("run-abc.wandb", file))).Message;
}
