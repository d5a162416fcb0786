using Saddle.Data;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Tests.States;
using Saddle.Gans.Training;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.References;

/// <summary>Networks that PyTorch saved, trained: finite, and stopped and resumed to the same bytes.</summary>
public sealed class ReferenceTrainingTests : IDisposable
{
    private static readonly DataFolder Data = new(".");
    private static readonly string[] Rules = ["simultaneous", "extragradient", "consensus", "adam"];

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-foreign").FullName;

    public static TheoryData<string, string, string> Trained
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var rule in Rules)
            {
                data.Add("exported/double", "exported", rule);
                data.Add("exported/labels", "exported", rule);
                data.Add("torchscript/double", "traced", rule);
                data.Add("torchscript/labels", "scripted", rule);
            }

            return data;
        }
    }

    public static TheoryData<string, string, string, string> Others
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            var root = Path.Combine(ReferenceFactAttribute.Folder, "networks");
            foreach (var (folder, form, mode) in Directory.Exists(root) ? ReferencePair.In(root) : [])
            {
                // a scripted module is of both modes; and one traced by 1.13 for its groups takes one batch alone
                if (new ReferencePair(folder, form, mode) is { IsGame: false, WhyNot: null }
                    && (form, mode) != ("scripted", "eval")
                    && !(form == "traced" && folder.EndsWith("torch-1.13/modulated", StringComparison.Ordinal)))
                {
                    Rules.ToList().ForEach(rule => data.Add(folder, form, mode, rule));
                }
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
            12,
            Text(pair.Generator, "generator"),
            Text(pair.Discriminator, "discriminator"),
            pair.Classes > 0 ? "data: {name: ring, modes: 4}" : "data: ring",
            $"rule: {{name: {rule}, eta: 0.001}}",
            name.EndsWith("double", StringComparison.Ordinal) ? "precision: float64" : "precision: float32");
    }

    [ReferenceTheory]
    [MemberData(nameof(Others))]
    public void A_pair_of_a_folder_is_trained_and_resumed(string folder, string form, string mode, string rule)
    {
        var pair = new ReferencePair(folder, form, mode);
        var classes = Math.Max(pair.Classes, 1);

        // In evaluation mode statistics that were never trained normalise nothing: consensus then diverges at 0.0002.
        var eta = mode == "eval" ? "0.00002" : "0.0002";
        Resumed(
            200,
            Text(pair.Generator, "generator"),
            Text(pair.Discriminator, "discriminator"),
            $"data: {{name: random-items, item: \"{pair.Item}\", classes: {classes}}}",
            $"rule: {{name: {rule}, eta: {eta}}}",
            folder.EndsWith("double", StringComparison.Ordinal) ? "precision: float64" : "precision: float32");
    }

    [TorchTheory]
    [InlineData("exported", "pt2")]
    [InlineData("torchscript", "pt")]
    public void What_networks_draw_themselves_is_drawn_again_where_a_run_is_resumed(string form, string extension)
    {
        string Named(string file) =>
            $"name: {form}, file: \"{Path.Combine(Figures.Folder, form, "odd", $"{file}.{extension}")}\"";
        Resumed(
            12,
            $"generator: {{{Named("noise-inside")}, latent-shape: \"2\"}}",
            $"discriminator: {{{Named("dropout")}}}",
            "data: ring",
            "rule: {name: adam, eta: 0.001}");
    }

    private static string Text(ForeignNetwork network, string player) =>
        $"{player}: {{name: {(network is ExportedNetwork ? "exported" : "torchscript")}, file: \"{network.File}\", "
        + $"latent-shape: \"{network.LatentShape}\", "
        + $"labels: {(network.Labels == LabelForm.OneHot ? "one-hot" : "index")}, "
        + $"output: {(network.Output == ScoreForm.Probability ? "probability" : "logit")}}}";

    private void Resumed(int steps, params string[] lines)
    {
        var whole = Train("whole", [.. lines, $"steps: {steps}", $"checkpoint-every: {steps / 2}"]);
        Assert.True(whole.State.Status == "finished", whole.State.Reason);
        var stopped = Train("stopped", [.. lines, $"steps: {steps / 2}"]);
        var longer = stopped.ReadConfiguration(new KeyValuePair<string, string>("steps", $"{steps}"));
        new Trainer(stopped, longer, Data, TimeProvider.System).Run(null, default);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.LastCheckpoint()!));
        Assert.NotEqual(
            File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(stopped.Checkpoint(steps / 2)));
    }

    private RunFolder Train(string name, string[] lines)
    {
        string[] settings = ["batch: 8", "threads: 1", "metric-samples: 16"];
        var configuration = Configuration.Read(string.Join('\n', [.. lines, .. settings]), "test");
        var run = RunFolder.Create(Path.Combine(_folder, name), configuration);
        new Trainer(run, configuration, Data, TimeProvider.System).Run(null, default);
        return run;
    }
}
