using System.Text;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

/// <summary>Folders of tools and folders that hold several logs: what belongs together, names, links, bounds.</summary>
public sealed class FolderLogTests : IDisposable
{
    private const string Events = "events.out.tfevents.1600000000.host.1.0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_MLflow_run_has_a_curve_for_each_file_of_its_metrics()
    {
        Mlflow("mlruns/1/abc", "first", ("loss_d", "1600000000000 0.5 0\n1600000000001 nan 2\n1600000000002 inf 4\n"),
            ("train/loss_g", "1600000000000 1e-05 0\n1600000000001 0.25\n1600000000002 oops 4\n"));
        var run = Single("mlruns/1/abc");
        Assert.Equal("first", run.Name);
        Assert.Equal(["metrics/loss_d", "metrics/train/loss_g"], run.Curves.Select(c => c.Name));
        Assert.Equal([new(0, 0.5), new(2, double.NaN), new(4, double.PositiveInfinity)], run.Curves[0].Points);
        Assert.Equal([new(0, 1e-5), new(double.NaN, 0.25)], run.Curves[1].Points);
        Assert.Equal(1, run.Curves[1].Missing);
        Assert.Equal([new(0, 0.5)], Single("mlruns/1/abc/metrics/loss_d").Curves[0].Points.Take(1));
    }

    [Fact]
    public void Runs_of_an_MLflow_experiment_and_of_a_store_are_named_and_those_in_its_trash_are_not_read()
    {
        const string Values = "1600000000000 0.5 0\n1600000000001 0.5 1\n";
        _folder.Write("mlruns/1/meta.yaml", "name: ring\nexperiment_id: '1'\n"u8.ToArray());
        Mlflow("mlruns/1/abc", "same", ("x", Values));
        Mlflow("mlruns/1/def", "same", ("x", Values));
        Mlflow("mlruns/2/ghi", "other", ("x", Values));
        Mlflow("mlruns/.trash/3/jkl", "gone", ("x", Values));
        Assert.Equal(["same in abc", "same in def"], Read("mlruns/1").Select(r => r.Name));
        Assert.Equal(["same in 1/abc", "same in 1/def", "other"], Read("mlruns").Select(r => r.Name));
        Assert.Equal(_folder.At("mlruns", "2/ghi"), Read("mlruns")[2].Source);
    }

    [Theory]
    [InlineData("plots/metrics")]
    [InlineData("plots/scalars")]
    [InlineData("scalars")]
    public void DVCLives_tables_are_curves_by_their_paths(string place)
    {
        Text($"dvclive/{place}/train/loss_d.tsv", "step\tloss_d\n0\t0.5\n2\tnan\n4\t\n6\t-inf\n");
        Text($"dvclive/{place}/loss_g.tsv", "timestamp\tstep\tloss_g\n1600000000\t0\t0.25\n1600000001\t3\t0.5\n");
        Text("dvclive/metrics.json", "{\"loss_g\": 0.5}");
        var run = Single("dvclive");
        Assert.Equal([$"{place}/loss_g.tsv", $"{place}/train/loss_d.tsv"], run.Curves.Select(c => c.Name));
        Assert.Equal([new(0, 0.25), new(3, 0.5)], run.Curves[0].Points);
        Assert.Equal([new(0, 0.5), new(2, double.NaN), new(6, double.NegativeInfinity)], run.Curves[1].Points);
        Assert.Equal("dvclive", Assert.Single(TrainingLog.Read(_folder.Path)).Name);
    }

    [Fact]
    public void Neptunes_operations_are_read_in_the_order_of_their_files()
    {
        string Operation(int version, string type, string path, string rest) =>
            $"{{\"obj\": {{\"type\": \"{type}\", \"path\": [{path}], {rest}}}, \"version\": {version}}}\n";
        string Line(int version, string path, string values) =>
            Operation(version, "LogFloats", path, $"\"values\": [{values}]");
        Text(
            "p/.neptune/offline/run__1/data-1.log",
            Operation(1, "AssignString", "\"sys\", \"name\"", "\"value\": \"first\"")
            + Line(2, "\"d\"", "{\"value\": 1, \"step\": 0, \"ts\": 1.5}"));
        Text(
            "p/.neptune/offline/run__1/data-10.log",
            Line(10, "\"d\"", "{\"value\": NaN, \"step\": 20, \"ts\": 1}") + Line(11, "\"d\"", "{\"value\": 1")[..40]);
        Text(
            "p/.neptune/offline/run__1/data-9.log",
            Line(9, "\"d\"", "{\"value\": 2, \"step\": 10, \"ts\": 1}, {\"value\": 3, \"step\": null, \"ts\": 1}")
            + Line(9, "\"a\", \"b\"", "{\"value\": \"text\", \"step\": 1, \"ts\": 1}"));
        var run = Single("p");
        Assert.Equal("first", run.Name);
        Assert.Equal([new(0, 1), new(10, 2), new(double.NaN, 3), new(20, double.NaN)], run.Curves[0].Points);
        Assert.Equal(("a/b", 1), (run.Curves[1].Name, run.Curves[1].Missing));
        Assert.Equal(["data-10.log: 1 lines are damaged and left out"], run.Remarks);
        Assert.Equal("first", Single("p/.neptune/offline/run__1/data-1.log").Name);
    }

    [Fact]
    public void Comets_messages_are_read_out_of_their_zip_or_beside_it()
    {
        const string Messages = """
            {"payload":{"key":"Name","message_id":2,"value":"first"},"type":"log_other"}
            {"payload":{"metric":{"epoch":null,"metricName":"d","metricValue":1.5,"step":0}},"type":"metric_msg"}
            {"payload":{"metric":{"epoch":1,"metricName":"d","metricValue":"NaN","step":8}},"type":"metric_msg"}
            {"payload":{"metric":{"epoch":1,"metricName":"fid","metricValue":3,"step":null}},"type":"metric_msg"}
            {"payload":{"mess
            """;
        Text("messages.json", Messages);
        var bytes = Encoding.UTF8.GetBytes(Messages);
        _folder.Write("run.zip", Files.Zip(("experiment.json", "{}"u8.ToArray()), ("messages.json", bytes)));
        foreach (var file in new[] { "messages.json", "run.zip" })
        {
            var run = Single(file);
            Assert.Equal("first", run.Name);
            Assert.Equal([new(0, 1.5), new(8, double.NaN)], run.Curves[0].Points);
            Assert.Equal([new(double.NaN, 3)], run.Curves[1].Points);
            Assert.Equal(["1 lines are damaged and left out"], run.Remarks);
        }
    }

    [Fact]
    public void A_zip_of_Comets_that_is_damaged_is_read_as_far_as_it_unpacks_or_refused()
    {
        var lines = Enumerable.Range(0, 2000).Select(i =>
            $"{{\"payload\":{{\"metric\":{{\"metricName\":\"d\",\"metricValue\":{i},\"step\":{i}}},"
            + $"\"note\":{i * 2654435761L % 1000003}}},\"type\":\"metric_msg\"}}\n");
        var file = Files.Zip(("messages.json", Encoding.UTF8.GetBytes(string.Concat(lines))));
        var (partly, refused) = (0, 0);
        for (var at = 20; at < file.Length; at += file.Length / 20)
        {
            var damaged = file.ToArray();
            damaged.AsSpan(at, Math.Min(16, file.Length - at)).Fill(0xFF);
            _folder.Write("run.zip", damaged);
            try
            {
                var points = Single("run.zip").Curves[0].Points;
                Assert.Equal(points.Take(10), Enumerable.Range(0, 10).Select(i => new LogPoint(i, i)));
                partly += points.Count < 2000 ? 1 : 0;
            }
            catch (DataException)
            {
                refused++;
            }
        }

        Assert.True(partly > 5 && refused > 0, $"{partly} partly, {refused} refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("project")]
    [InlineData("project/.aim")]
    public void Aims_store_is_known_and_told_how_to_export(string named)
    {
        foreach (var part in new[] { "meta/chunks", "seqs/chunks", "locks" })
        {
            Directory.CreateDirectory(_folder.At("project", ".aim", part));
        }

        Assert.Contains(
            "is a store of Aim (RocksDB), which is not read; export its metrics as CSV",
            Refusal(_folder.At(named)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_of_several_tools_in_one_folder_are_all_handed_over()
    {
        _folder.Write($"tb/train/{Events}", Scalars("loss"));
        Mlflow("mlruns/1/abc", "named", ("x", "1600000000000 0.5 0\n1600000000001 0.5 1\n"));
        _folder.Write("weights/epoch_3.pt", Peers.Bytes("formats", "zip.pth"));
        _folder.Write("samples/0.png", [0x89, .. "PNG\r\n\x1a\n"u8]);
        var runs = TrainingLog.Read(_folder.Path);
        Assert.Equal(["named", "tb/train"], runs.Select(r => r.Name));
        Assert.Equal([_folder.At("mlruns/1/abc"), _folder.At("tb/train")], runs.Select(r => r.Source));
        Assert.All(runs, r => Assert.Empty(r.Remarks));
    }

    [Fact]
    public void A_log_that_cannot_be_read_does_not_hide_the_others()
    {
        _folder.Write($"good/{Events}", Scalars("loss"));
        _folder.Write($"bad/{Events}", new byte[100]);
        _folder.Write("bad/run-a.wandb", [.. ":W&B"u8, 0xE1, 0xBE, 0, 1, 2]);
        var run = Assert.Single(TrainingLog.Read(_folder.Path));
        Assert.Equal("good", run.Name);
        Assert.Contains(run.Remarks, r => r.StartsWith("bad/run-a.wandb is left out: ", StringComparison.Ordinal));
        Assert.Contains("holds no data points before its damage", Refusal(_folder.At("bad")), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_followed_once()
    {
        _folder.Write($"real/{Events}", Scalars("loss"));
        _folder.Write($"elsewhere/other/{Events}", Scalars("loss"));
        Directory.CreateSymbolicLink(_folder.At("real", "up"), "..");
        Directory.CreateSymbolicLink(_folder.At("real", "again"), _folder.At("real"));
        Directory.CreateSymbolicLink(_folder.At("real", "out"), _folder.At("elsewhere", "other"));
        Directory.CreateSymbolicLink(_folder.At("real", "nowhere"), _folder.At("nowhere"));
        File.CreateSymbolicLink(_folder.At("real", "a"), _folder.At("real", "b"));
        File.CreateSymbolicLink(_folder.At("real", "b"), _folder.At("real", "a"));
        File.CreateSymbolicLink(_folder.At("real", $"{Events}.2"), _folder.At("real", Events));
        Assert.Equal(["out", "real"], Read("real").Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(Read("real"), r => Assert.Equal(3, r.Curves[0].Points.Count));
    }

    [Fact]
    public void A_folder_without_logs_is_refused_in_one_line()
    {
        Directory.CreateDirectory(_folder.At("a", "b"));
        _folder.Write("a/b/x.png", [1]);
        Assert.Contains("no log is in it or beneath it", Refusal(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("no log is in it or beneath it", Refusal(_folder.At("a", "b")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_many_files_is_looked_through_within_bounds()
    {
        _folder.Write($"a/{Events}", Scalars("loss"));
        Directory.CreateDirectory(_folder.At("b"));
        for (var i = 0; i < 5_001; i++)
        {
            File.WriteAllBytes(_folder.At("b", $"{i}.txt"), []);
        }

        var run = Assert.Single(TrainingLog.Read(_folder.Path));
        Assert.Equal(
            ["more than 5000 files and folders lie beneath it: not all of them were looked at"], run.Remarks);
    }

    private static byte[] Scalars(string tag) =>
        EventBytes.OfScalars(Enumerable.Range(0, 3).Select(i => (tag, i, (double)i)));

    private void Mlflow(string folder, string name, params ReadOnlySpan<(string Name, string Lines)> metrics)
    {
        Text($"{folder}/meta.yaml", $"run_id: {Path.GetFileName(folder)}\nrun_name: {name}\nexperiment_id: '1'\n");
        foreach (var (metric, lines) in metrics)
        {
            Text($"{folder}/metrics/{metric}", lines);
        }
    }

    private void Text(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    private IReadOnlyList<LoggedRun> Read(string name) => TrainingLog.Read(_folder.At(name));

    private LoggedRun Single(string name) => Assert.Single(Read(name));

    private static string Refusal(string path) =>
        Assert.Throws<DataException>(() => TrainingLog.Read(path)).Message;
}
