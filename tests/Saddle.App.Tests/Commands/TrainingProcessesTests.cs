using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Processes that train one run together, with a real c10d between them.</summary>
public sealed class TrainingProcessesTests
{
    private const string Points = """
        data: ring
        network: {name: mlp, width: 16, depth: 2}
        rule: {name: adam, order: simultaneous, eta: 0.001, beta1: 0.5}
        batch: 16
        shards: 4
        ema: 0.9
        checkpoint-every: 10
        metric-samples: 100
        """;

    // Batch and spectral normalisation: buffers move with the updates.
    private const string Images = """
        data: {name: shapes, size: 16, grey: true}
        network: {name: dcgan, latent: 4, width: 2}
        regularisers: [spectral-normalisation, {name: r1, gamma: 0.1}]
        rule: {name: extragradient, eta: 0.01}
        batch: 8
        shards: 4
        metric-samples: 16
        metrics: []
        """;

    // Statistics of all shards.
    private const string Synchronised = Images + "\nbatch-norm: synchronised\ncheckpoint-every: 2\n";

    private const string Products = """
        data: ring
        network: {name: mlp, latent: 2, width: 8, depth: 1, slope: 0.2}
        rule: {name: consensus, eta: 0.01}
        batch: 16
        shards: 4
        metric-samples: 100
        """;

    [ProcessesTheory]
    [InlineData(Points, 30, 4)]
    [InlineData(Images, 4, 2)]
    [InlineData(Synchronised, 4, 4)]
    [InlineData(Products, 4, 2)]
    public void End_in_the_same_bytes_however_many_they_are(string config, int steps, int most)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), config);
        var bytes = new List<byte[]>();
        for (var count = 1; count <= most; count *= 2)
        {
            var run = Train(folder, Name("run", count), "config.yaml", steps, "--processes", Text(count));
            Assert.Empty(Complaints(run));
            bytes.Add(Last(folder.At(Name("run", count)), steps));
        }

        Assert.All(bytes, other => Assert.Equal(bytes[0], other));
    }

    [ProcessesTheory]
    [InlineData(Points)]
    [InlineData(Synchronised)] // they wait for each other within an update
    public async Task That_one_is_killed_ends_the_others_in_a_sentence_and_the_run_goes_on_from_its_checkpoint(
        string config)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), config);
        string[] line = ["train", "config.yaml", "--steps", "1000000", "--out", "run", "--processes", "2"];
        using (var first = SaddleProcess.Start(folder.Path, line))
        {
            await first.Until(_ => Checkpoints(folder.At("run")).Any());
            await first.Until(process => SaddleProcess.SignalsChild(process));
            var end = first.End();
            Assert.Equal(ExitStatus.Failed, end.Status);
            Assert.Equal(
                "saddle: process 1 of 2 ended with status 137; the others end; "
                + "--resume goes on from the last checkpoint",
                end.ErrorLines[^1]);
        }

        var step = Checkpoints(folder.At("run")).Max() + 10;
        var resumed = SaddleProcess.Run(
            folder.Path, ["train", "--resume", "run", "--steps", Text(step), "--processes", "4"]);
        Assert.True(resumed.Status == ExitStatus.Done, resumed.Error);
        Train(folder, "whole", "config.yaml", step);
        Assert.Equal(Last(folder.At("whole"), step), Last(folder.At("run"), step));
    }

    [ProcessesFact]
    public void Statistics_of_all_shards_are_not_each_ones_own_and_a_run_with_them_goes_on_on_other_processes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Synchronised);
        Train(folder, "whole", "config.yaml", 4);
        Train(folder, "local", "config.yaml", 4, "--set", "batch-norm=local");
        Assert.NotEqual(Last(folder.At("whole"), 4), Last(folder.At("local"), 4));
        Train(folder, "run", "config.yaml", 2, "--processes", "4");
        var resumed = SaddleProcess.Run(
            folder.Path, ["train", "--resume", "run", "--steps", "4", "--processes", "2", "--json"]);
        Assert.True(resumed.Status == ExitStatus.Done, resumed.Error);
        Assert.Contains("\"finished\"", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(Last(folder.At("whole"), 4), Last(folder.At("run"), 4));
    }

    [ProcessesFact]
    public async Task Who_starts_them_may_be_another_program()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Points);
        var port = FreePort();
        string[] line = ["train", "config.yaml", "--steps", "20", "--out", "run", "--json"];
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(rank => Task.Run(() => SaddleProcess.Run(
            folder.Path,
            line,
            // torchrun's names, and Slurm's where those are missing
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [rank == 0 ? "RANK" : "SLURM_PROCID"] = Text(rank),
                [rank == 0 ? "WORLD_SIZE" : "SLURM_NTASKS"] = "2",
                ["MASTER_ADDR"] = "127.0.0.1",
                ["MASTER_PORT"] = Text(port),
            }))));
        Assert.All(results, result => Assert.True(result.Status == ExitStatus.Done, result.Error));
        Assert.Contains("\"finished\"", results[0].Output, StringComparison.Ordinal);
        Assert.Empty(results[1].Output);
        Train(folder, "whole", "config.yaml", 20);
        Assert.Equal(Last(folder.At("whole"), 20), Last(folder.At("run"), 20));
    }

    [ProcessesTheory]
    [InlineData("--processes 3", "", "shards is 4, which 3 processes cannot share evenly")]
    [InlineData("--processes 4", "RANK=0 WORLD_SIZE=2", "--processes 4: WORLD_SIZE says that there are 2")]
    [InlineData("", "RANK=2 WORLD_SIZE=2", "RANK=2 in the environment: expected a number from 0 to 1")]
    [InlineData("", "WORLD_SIZE=two", "WORLD_SIZE=two in the environment: expected a number")]
    [InlineData("", "WORLD_SIZE=2 MASTER_PORT=0", "MASTER_PORT=0 in the environment: expected a number from 1")]
    [InlineData("--set shards=3", "", "shards=3: a batch of 16 cannot be cut")]
    [InlineData("--processes -1", "", "--processes -1")]
    [InlineData("--set shards=1 --set batch-norm=synchronised", "", "batch-norm=synchronised: expected shards of 2")]
    public void What_does_not_fit_is_said_in_a_line(string more, string environment, string expected)
    {
        ArgumentNullException.ThrowIfNull(more);
        ArgumentNullException.ThrowIfNull(environment);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.yaml"), Points);
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        variables["MASTER_ADDR"] = environment.Length > 0 ? "127.0.0.1" : string.Empty;
        var refused = SaddleProcess.Run(
            folder.Path,
            ["train", "config.yaml", "--out", "run", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            variables);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Contains(expected, refused.ErrorLines[^1], StringComparison.Ordinal);
    }

    private static ProcessResult Train(
        TemporaryFolder folder, string run, string config, long steps, params string[] more)
    {
        var result = SaddleProcess.Run(
            folder.Path, ["train", config, "--steps", Text(steps), "--out", run, .. more]);
        Assert.True(result.Status == ExitStatus.Done, result.Error);
        return result;
    }

    private static IEnumerable<string> Complaints(ProcessResult run) =>
        run.ErrorLines.Where(line => !line.Contains("the run is in", StringComparison.Ordinal));

    private static byte[] Last(string run, long step) => File.ReadAllBytes(
        Path.Combine(run, "checkpoints", string.Create(CultureInfo.InvariantCulture, $"step-{step:D9}.safetensors")));

    private static IEnumerable<long> Checkpoints(string run) =>
        Directory.Exists(Path.Combine(run, "checkpoints"))
            ? Directory.EnumerateFiles(Path.Combine(run, "checkpoints"), "step-*.safetensors")
                .Select(file => long.Parse(Path.GetFileName(file)[5..14], CultureInfo.InvariantCulture))
            : [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Name(string name, int count) => name + Text(count);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
