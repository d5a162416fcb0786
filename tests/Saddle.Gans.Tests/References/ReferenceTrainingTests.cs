using Saddle.Data;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.References;

/// <summary>Networks that PyTorch saved, trained: finite, and stopped and resumed to the same bytes.</summary>
public sealed class ReferenceTrainingTests : IDisposable
{
    private static readonly DataFolder Data = new(".");

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-foreign").FullName;

    public static TheoryData<string, string, string> Trained
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var rule in new[] { "simultaneous", "extragradient", "consensus", "adam" })
            {
                data.Add("exported/double", "exported", rule);
                data.Add("exported/labels", "exported", rule);
                data.Add("torchscript/double", "traced", rule);
                data.Add("torchscript/labels", "scripted", rule);
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchTheory]
    [MemberData(nameof(Trained))]
    public void A_pair_is_trained_by_a_rule_and_resumed_to_the_same_bytes(string name, string form, string rule)
    {
        var pair = new ReferencePair(Path.Combine([Figures.Folder, .. name.Split('/')]), form, "train");
        Resumed(
            Text(pair.Generator, "generator"),
            Text(pair.Discriminator, "discriminator"),
            pair.Classes > 0 ? "data: {name: ring, modes: 4}" : "data: ring",
            $"rule: {{name: {rule}, eta: 0.001}}",
            name.EndsWith("double", StringComparison.Ordinal) ? "precision: float64" : "precision: float32");
    }

    [TorchFact]
    public void What_a_network_draws_itself_is_drawn_again_where_a_run_is_resumed()
    {
        var file = Path.Combine(Figures.Folder, "exported", "odd", "dropout.pt2");
        Resumed(
            "generator: {name: mlp, latent: 2, width: 8}",
            $"discriminator: {{name: exported, file: \"{file}\"}}",
            "data: ring",
            "rule: {name: adam, eta: 0.001}");
    }

    private static string Text(ForeignNetwork network, string player) =>
        $"{player}: {{name: {(network is ExportedNetwork ? "exported" : "torchscript")}, file: \"{network.File}\", "
        + $"latent-shape: \"{network.LatentShape}\"}}";

    private void Resumed(params string[] lines)
    {
        var whole = Train("whole", [.. lines, "steps: 12"]);
        Assert.Equal("finished", whole.State.Status);
        var stopped = Train("stopped", [.. lines, "steps: 6"]);
        var longer = stopped.ReadConfiguration(new KeyValuePair<string, string>("steps", "12"));
        new Trainer(stopped, longer, Data, TimeProvider.System).Run(null, default);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.LastCheckpoint()!));
        Assert.NotEqual(
            File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.Checkpoint(6)));
    }

    private RunFolder Train(string name, string[] lines)
    {
        string[] settings = ["batch: 8", "threads: 1", "metric-samples: 16", "checkpoint-every: 6"];
        var configuration = Configuration.Read(string.Join('\n', [.. lines, .. settings]), "test");
        var run = RunFolder.Create(Path.Combine(_folder, name), configuration);
        new Trainer(run, configuration, Data, TimeProvider.System).Run(null, default);
        return run;
    }
}
