using System.Text.Json;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>What does not go together is told in a line, and leaves nothing in the way of a second try.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void A_run_is_made_once_and_its_json_stands_alone()
    {
        var made = Import("--data", "none", "--check", Network("double/expected.npz"), "--json");
        Assert.Equal(ExitStatus.Done, made.Status);
        var result = JsonDocument.Parse(made.Output).RootElement;
        Assert.Equal(11, result.GetProperty("check").EnumerateObject().Count());
        Assert.All(result.GetProperty("check").EnumerateObject(), d => Assert.InRange(d.Value.GetDouble(), 0, 1e-10));
        Assert.Contains("the folder is not empty", Import("--data", "none").Error, StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData("--generator", "FOLDER", "is a folder; expected a file")]
    [InlineData("--generator", "nofile.pt", "there is no such file")]
    [InlineData("--generator", "double/expected.npz", "it holds no network that can be run")]
    [InlineData("--generator", "double/D.train.pt2", "on items [n, 1]")]
    [InlineData("--generator", "odd/fixed-batch.pt2", "it takes batches of")]
    [InlineData("--discriminator", "odd/nothing-to-train.pt2", "nothing-to-train.pt2: ")]
    [InlineData("--data", "shapes", "expected [n, 3, ")]
    [InlineData("--data", "noset", "neither a data set nor a folder")]
    [InlineData("--data", "double/meta.json", "meta.json")]
    [InlineData("--latent", "7", "latent vectors of shape 7")]
    [InlineData("--latent", "2:cauchy", "cauchy")]
    [InlineData("--labels", "many", "--labels many")]
    [InlineData("--labels", "4", "--labels 4: neither network takes a class label")]
    [InlineData("--output", "chances", "chances")]
    [InlineData("--rule", "adem", "adem")]
    [InlineData("--objective", "hinj", "hinj")]
    [InlineData("--check", "labels/expected.npz", "labels/expected.npz")]
    [InlineData("--check", "double/meta.json", "meta.json")]
    [InlineData("--mode", "training", "training")]
    [InlineData("--tolerance", "-1", "--tolerance")]
    [InlineData("--generator-state", "double/expected.npz", "expected.npz")]
    public void What_does_not_go_together_leaves_nothing(string option, string value, string part)
    {
        var path = value == "FOLDER" ? _folder.Path : Network(value);
        var refused = Import(option, File.Exists(path) || value == "FOLDER" ? path : value);
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.Empty(refused.Output);
        Assert.Contains(part, refused.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(_folder.Left);
    }

    [TorchFact]
    public void A_network_is_tried_with_the_last_class_and_a_run_needs_a_name()
    {
        string[] labelled =
            ["--generator", Network("labels/G.train.pt2"), "--discriminator", Network("labels/D.train.pt2")];
        Assert.Contains("labels of 9 classes", Import([.. labelled, "--labels", "9"]).Error, StringComparison.Ordinal);
        Assert.Contains("expected --labels K", Import(labelled).Error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, Import([.. labelled, "--check", Network("labels/expected.npz")]).Status);
        Assert.Contains(
            "expected the name of a new folder",
            SaddleHere.Run(["import", "", .. labelled, "--data", "none"]).Error,
            StringComparison.Ordinal);
    }

    [PyTorchFact]
    public void What_saddle_expected_writes_is_what_is_computed()
    {
        File.WriteAllText(_folder.At("pair.py"), """
            import torch
            from torch import nn
            torch.manual_seed(4)

            def make():
                generator = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
                discriminator = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Linear(8, 1))
                return generator, discriminator, torch.randn(16, 3), torch.randn(16, 2)
            """);
        var script = Path.Combine(Repository.Folder, "python", "saddle_expected.py");
        var written = Python(script, "mine", "pair:make");
        Assert.Equal(0, written.Status);
        foreach (var mode in new[] { "", ".eval" })
        {
            var command = written.Output.Trim().Split(' ')[1..]
                .Select(word => word.Replace(".pt", $"{mode}.pt", StringComparison.Ordinal))
                .ToArray();
            command[1] += mode;
            var made = SaddleProcess.Run(_folder.Path, [.. command, "--mode", mode.Length > 0 ? "eval" : "train"]);
            Assert.Equal((ExitStatus.Done, 0), (made.Status, Above(made)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static int Above(ProcessResult made) =>
        made.Output.Split("above the tolerance").Length - 1;

    private static string Network(string name) =>
        Path.Combine(Repository.Folder, "tests", "data", "networks", "exported", name);

    // The pair in double precision, but for what is said otherwise.
    private ProcessResult Import(params string[] options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--generator"] = Network("double/G.train.pt2"),
            ["--discriminator"] = Network("double/D.train.pt2"),
            ["--data"] = "none",
        };
        var flags = options.Where(option => option == "--json").ToList();
        var pairs = options.Except(flags, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < pairs.Length; i += 2)
        {
            settings[pairs[i]] = pairs[i + 1];
        }

        return SaddleHere.Run(
            ["import", _folder.At("run"), .. settings.SelectMany(s => (string[])[s.Key, s.Value]), .. flags]);
    }

    private ProcessResult Python(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/usr/bin/python3", arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = _folder.Path,
                RedirectStandardOutput = true,
            })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, string.Empty);
    }
}
