using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>A run copied from anybody: nothing outside its folder is read, written or deleted through it.</summary>
public sealed class CopiedRunTests : IDisposable
{
    private const string Kept = "kept";

    private readonly TemporaryFolder _folder = new();

    /// <summary>What in a run is replaced by a link to what, and which commands then end with a line.</summary>
    public static TheoryData<string, string, string[]> Links => new()
    {
        { "run.json", "file", ["train --resume run --steps 40", "doctor run"] },
        { "config.yaml", "file", ["train --resume run --steps 40", "sample run -n 1", "probe run modes"] },
        { "metrics.sqlite", "database", ["train --resume run --steps 40"] },
        { "metrics.sqlite-journal", "file", ["train --resume run --steps 40"] },
        { "metrics.sqlite-wal", "nothing", ["train --resume run --steps 40"] },
        { "checkpoints", "folder", ["train --resume run --steps 40", "sample run -n 1", "probe run modes"] },
        { "checkpoints/step-000000020.safetensors", "file", ["train --resume run --steps 40", "doctor run"] },
        { "samples", "folder", ["train --resume run --steps 40", "sample run -n 1"] },
    };

    [TorchTheory]
    [MemberData(nameof(Links))]
    public void A_link_inside_a_run_is_refused_with_a_line(string name, string target, string[] commands)
    {
        Train();
        var outside = Outside();
        var link = _folder.At("run", name);
        Remove(link);
        File.CreateSymbolicLink(link, Path.Combine(outside, target));
        var before = Content(outside);
        foreach (var command in commands)
        {
            var told = SaddleProcess.Run(_folder.Path, command.Split(' '));
            Assert.True(told.Status == ExitStatus.BadInput, $"{command}: {told.Status} {told.Output}{told.Error}");
            var line = Assert.Single(
                told.Error.TrimEnd().Split('\n'),
                line => line.Contains("is a link", StringComparison.Ordinal));
            Assert.Contains(name.Split('/')[0], line, StringComparison.Ordinal);
        }

        Assert.Equal(before, Content(outside));
    }

    [TorchFact]
    public void What_lies_behind_links_is_not_tidied()
    {
        Train();
        var outside = Outside();
        Directory.CreateSymbolicLink(_folder.At("run", "samples", "more"), outside);
        Directory.CreateSymbolicLink(_folder.At("run", "answers"), outside);
        File.CreateSymbolicLink(_folder.At("run", "samples", "left.tmp"), Path.Combine(outside, "file"));
        File.WriteAllText(_folder.At("run", "samples", "step-000000040.png.1.tmp"), "half");
        var before = Content(outside);
        var resumed = SaddleProcess.Run(_folder.Path, ["train", "--resume", "run", "--steps", "40"]);
        Assert.True(resumed.Status == ExitStatus.Done, resumed.Error);
        Assert.Equal(before, Content(outside));
        Assert.False(File.Exists(_folder.At("run", "samples", "step-000000040.png.1.tmp")));
    }

    [TorchFact]
    public void A_run_may_itself_be_reached_through_a_link()
    {
        Train();
        Directory.CreateSymbolicLink(_folder.At("same"), _folder.At("run"));
        foreach (var command in (string[])["train --resume same --steps 40", "sample same -n 1", "probe same modes"])
        {
            var told = SaddleProcess.Run(_folder.Path, command.Split(' '));
            Assert.True(told.Status == ExitStatus.Done, $"{command}: {told.Error}");
        }
    }

    [TorchFact]
    public async Task A_pipe_in_the_place_of_a_file_holds_nothing_up()
    {
        Train();
        Remove(_folder.At("run", "config.yaml"));
        using var made = System.Diagnostics.Process.Start("mkfifo", [_folder.At("run", "config.yaml")]);
        await made.WaitForExitAsync();
        var told = SaddleProcess.Run(_folder.Path, ["doctor", "run"]);
        Assert.Equal(ExitStatus.BadInput, told.Status);
        Assert.Contains("config.yaml: is neither a file nor a folder", told.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x/../../../evil")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("/absolute")]
    [InlineData("\"\"")]
    [InlineData("\"two\\nlines\"")]
    [InlineData("\"\\e[31mred\"")]
    public void A_run_is_called_by_the_name_of_one_folder(string name)
    {
        var inner = Directory.CreateDirectory(_folder.At("a", "b", "c")).FullName;
        File.WriteAllText(Path.Combine(inner, "evil.yaml"), Config($"name: {name}"));
        var told = SaddleProcess.Run(inner, ["train", "evil.yaml"]);
        Assert.Equal(ExitStatus.BadInput, told.Status);
        var line = Assert.Single(told.Error.TrimEnd().Split('\n'));
        Assert.Contains("expected a name", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', line);
        Assert.Equal(["a"], _folder.Left);
        Assert.Equal(["evil.yaml"], Directory.EnumerateFileSystemEntries(inner).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();

    private static string Config(string name) => $$"""
        {{name}}
        data: ring
        network: {name: mlp, width: 8, depth: 1}
        objective: wasserstein
        rule: {name: adam, order: d-first, eta-g: 0.001, eta-d: 0.002, beta1: 0.5}
        batch: 16
        steps: 20
        metric-samples: 50
        checkpoint-every: 10
        sample-every: 10
        log-every: 5

        """;

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static string[] Content(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file}: {Convert.ToHexString(File.ReadAllBytes(file))}"),
    ];

    private void Train()
    {
        File.WriteAllText(_folder.At("config.yaml"), Config("name: copied"));
        var trained = SaddleProcess.Run(_folder.Path, ["train", "config.yaml", "--out", "run"]);
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
    }

    // Somebody's own files, which the run has no business with.
    private string Outside()
    {
        var outside = Directory.CreateDirectory(_folder.At("outside")).FullName;
        Directory.CreateDirectory(Path.Combine(outside, "folder"));
        foreach (var name in (string[])["file", "file.tmp", "folder/step-000000001.safetensors", "folder/left.tmp"])
        {
            File.WriteAllText(Path.Combine(outside, name), Kept);
        }

        File.Copy(_folder.At("run", "metrics.sqlite"), Path.Combine(outside, "database"));
        return outside;
    }
}
