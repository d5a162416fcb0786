using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Where commands write to that are not told where.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private const int Count = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // for s in 1 2 3 4; do saddle train ring.yaml --seed $s & done
    [TorchFact]
    public void Commands_that_begin_at_the_same_moment_have_folders_of_their_own()
    {
        File.WriteAllText(
            Path.Combine(_folder.Path, "ring.yaml"),
            "name: ring\ndata: ring\nnetwork: {name: mlp, width: 4}\nrule: adam\nsteps: 2");
        using var start = new Barrier(Count);
        var statuses = new int[Count];
        var threads = Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            statuses[i] = SaddleProcess.Run(_folder.Path, ["train", "ring.yaml", "--seed", $"{i}"]).Status;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(statuses, status => Assert.Equal(0, status));
        var runs = Enumerable.Range(1, Count).Select(i => Path.Combine(_folder.Path, "runs", $"train-ring-{i:D3}"));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(seed => $"seed: {seed}"),
            runs.Select(run => File.ReadLines(Path.Combine(run, "config.yaml"))
                    .Single(line => line.StartsWith("seed:", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_folder_that_nothing_was_written_to_is_gone_again()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "bad.yaml"), "data: ring\nnetwork: mlp\nrule: adm");
        Assert.Equal(2, SaddleProcess.Run(_folder.Path, ["train", "bad.yaml"]).Status);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "runs")));
    }
}
