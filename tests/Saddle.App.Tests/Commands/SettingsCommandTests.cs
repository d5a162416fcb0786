using System.Text.Json;
using Microsoft.Data.Sqlite;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary><c>saddle settings</c> as a user runs it: its document, resumed, in words, and refused.</summary>
public sealed class SettingsCommandTests
{
    /// <summary>A linear critic with R1 against a linear generator: the edge is at eta_g s^2 = gamma.</summary>
    internal const string Config = """
        name: linear
        data: {name: ring, modes: 1, radius: 1, sd: 0.1}
        network: {name: mlp, latent: 2, depth: 0}
        objective: wasserstein
        regularisers: [{name: r1, gamma: 1}]
        rule: {name: simultaneous, eta: 0.2}
        batch: 64
        steps: 400
        evaluate-every: 0
        metrics: []
        """;

    [TorchFact]
    public void The_window_is_predicted_confirmed_and_kept()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder);
        string[] arguments =
        [
            "settings", run, "--x", "eta-g=0.1:3:7:log", "--y", "gamma=0.5:2:3:log", "--updates", "100",
            "--lines", "1", "--out", folder.At("out"),
        ];
        var first = SaddleHere.Run([.. arguments, "--json"]);
        Assert.Equal(ExitStatus.Done, first.Status);
        Assert.Contains("products with the Jacobian", first.Error, StringComparison.Ordinal);
        Assert.Contains("short runs of at most 100 updates", first.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(first.Output);
        var root = document.RootElement;
        Assert.True(root.GetProperty("at_rest").GetBoolean(), root.GetProperty("note").ToString());
        Assert.Equal(3, root.GetProperty("predicted").GetArrayLength());
        Assert.Equal(7, root.GetProperty("predicted")[0].GetArrayLength());
        var edges = root.GetProperty("edge").EnumerateArray().ToList();
        Assert.Equal(3, edges.Count);
        foreach (var edge in edges)
        {
            // eta_g s^2 = gamma, and a little beyond: so few updates see no slower growth
            Assert.InRange(edge.GetProperty("predicted").GetDouble() / edge.GetProperty("y").GetDouble(), 0.9, 1.2);
        }

        var measured = edges.Single(e => e.GetProperty("measured").ValueKind == JsonValueKind.Number);
        Assert.InRange(
            measured.GetProperty("predicted").GetDouble() / measured.GetProperty("measured").GetDouble(), 0.9, 1.1);
        Assert.Equal(0.2, root.GetProperty("present").GetProperty("eta_g").GetDouble());
        Assert.Equal("heatmap", root.GetProperty("figure").GetProperty("panels")[0].GetProperty("traces")[0]
            .GetProperty("kind").GetString());
        Assert.True(File.Exists(folder.At("out", "figure.html")));

        Tamper(folder.At("out", "settings.sqlite"));
        var again = SaddleHere.Run([.. arguments, "--json"]);
        Assert.Equal(ExitStatus.Done, again.Status);
        Assert.Contains("0.515625", again.Output, StringComparison.Ordinal); // a kept run is not made again
        var other = SaddleHere.Run([.. arguments, "--seed", "2"]);
        Assert.Equal(ExitStatus.BadInput, other.Status);
        Assert.Contains("holds another map of settings: its seed is not 2", other.Error, StringComparison.Ordinal);
    }

    [TorchFact]
    public void The_map_is_drawn_with_its_edge_and_what_to_set()
    {
        using var folder = new TemporaryFolder();
        var result = SaddleHere.Run(
            "settings", Train(folder), "--x", "eta=0.1:3:7:log", "--updates", "100", "--predict-only",
            "--out", folder.At("out"));
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Contains("near rest", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| [.PR ]+#", result.Output);
        Assert.Contains("edge of eta, predicted", result.Output, StringComparison.Ordinal);
        Assert.Contains("present:", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("short runs of", result.Error, StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData("did you mean 'gamma'?", "--x", "gama=0.1:1:5")]
    [InlineData("--x eta=0.1:1:1: expected from 2 to 200 values", "--x", "eta=0.1:1:1")]
    [InlineData("positive ends on a logarithmic axis", "--x", "eta=0:1:5:log")]
    [InlineData("expected NAME=LO:HI:N", "--x", "eta")]
    [InlineData("no such file", "--checkpoint", "nowhere.safetensors")]
    [InlineData("--updates 1: expected", "--updates", "1")]
    public void What_makes_no_map_costs_one_line(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var result = SaddleHere.Run(
            ["settings", Train(folder), "--out", folder.At("out"), .. options]);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(folder.At("out")));
    }

    [TorchFact]
    public void A_run_without_a_checkpoint_costs_one_line()
    {
        using var folder = new TemporaryFolder();
        var run = Train(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(run, "checkpoints")))
        {
            File.Delete(file);
        }

        var result = SaddleHere.Run("settings", run);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains("the run has no checkpoint yet", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static string Train(TemporaryFolder folder)
    {
        File.WriteAllText(folder.At("config.yaml"), Config);
        Assert.Equal(
            ExitStatus.Done,
            SaddleHere.Run("train", folder.At("config.yaml"), "--out", folder.At("run"), "--json").Status);
        return folder.At("run");
    }

    private static void Tamper(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE run SET ratio=0.515625 WHERE twin=0";
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
